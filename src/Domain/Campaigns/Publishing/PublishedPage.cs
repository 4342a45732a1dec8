using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns.Publishing;

/// <summary>One page as visitors get it, byte for byte.</summary>
public sealed class PublishedPage : ITenantOwned
{
    private PublishedPage() { }

    internal PublishedPage(Guid campaignId, Guid userId, string page, string html, string etag, DateTimeOffset now) =>
        (CampaignId, UserId, Page, Html, ETag, CreatedAt, ChangedAt) = (campaignId, userId, page, html, etag, now, now);

    public Guid CampaignId { get; private init; }
    public Guid UserId { get; private init; }
    public string Page { get; private init; } = "";
    public string Html { get; private set; } = "";
    public string ETag { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was last published otherwise than before.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    internal void Replace(string html, string etag, DateTimeOffset now)
    {
        ChangedAt = etag == ETag ? ChangedAt : now;
        (Html, ETag) = (html, etag);
    }
}
