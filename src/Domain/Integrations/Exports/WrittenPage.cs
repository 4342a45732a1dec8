using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>Where a page of a campaign stands on a platform, and what was last written to it or read from it: by this the next export updates the same page, and sees what others have changed.</summary>
public sealed class WrittenPage : AggregateRoot, ITenantOwned
{
    private WrittenPage() { }

    public Guid UserId { get; private init; }
    public Guid IntegrationId { get; private init; }
    public Guid CampaignId { get; private init; }

    /// <summary>The page key in the campaign; of a part of a page, with its name behind a slash.</summary>
    public string Page { get; private init; } = "";

    /// <summary>The kind of object there: <c>pages</c>, <c>posts</c>, <c>customValues</c>.</summary>
    public string Object { get; private init; } = "pages";

    /// <summary>Null: it is not there yet, or no longer.</summary>
    public string? ExternalId { get; private set; }
    public string? Url { get; private set; }

    /// <summary>As the platform said when it was last written or read.</summary>
    public DateTimeOffset? ModifiedAt { get; private set; }

    /// <summary>As the platform had it when it was last written or read.</summary>
    public PageState? Written { get; private set; }

    /// <summary>It was made to have an address, and nothing has been written to it.</summary>
    public bool IsStub { get; private set; }

    /// <summary>The campaign's page was made of it: its title and excerpt, and what the site shows around it, stay the site's.</summary>
    public bool IsImported { get; private set; }

    /// <summary>The export that wrote last; null: none has, or it was taken back.</summary>
    public Guid? ExportId { get; private set; }

    /// <summary>The fingerprint of what that export sent, which a platform may have kept in another way.</summary>
    public string? Sent { get; private set; }

    /// <summary>What stood there before that export; null: it made the page.</summary>
    public PageState? Before { get; private set; }

    /// <summary>What the page bears as a class, by which it is found again when nobody could note that it was made.</summary>
    public string Mark => $"aiwebbuilder-{Id:N}";

    /// <summary>The same, where a name is all that can bear it.</summary>
    public string ShortMark => Mark[^8..];

    /// <summary>A place for what is about to be made.</summary>
    /// <param name="object">One of the objects that the platform's writer names.</param>
    public static WrittenPage Reserve(
        Guid id,
        PlatformExport export,
        string @object,
        string page,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = export.UserId,
            IntegrationId = export.IntegrationId,
            CampaignId = export.CampaignId,
            Object = @object,
            Page = page,
            CreatedAt = now,
        };

    /// <summary>What stands there has become a page of a campaign.</summary>
    public static WrittenPage Import(
        Guid id,
        PlatformIntegration integration,
        Guid campaignId,
        string page,
        string @object,
        string externalId,
        string url,
        PageState state,
        DateTimeOffset? modifiedAt,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = integration.UserId,
            IntegrationId = integration.Id,
            CampaignId = campaignId,
            Page = page,
            Object = @object,
            IsImported = true,
            ExternalId = externalId,
            Url = url,
            Written = state,
            ModifiedAt = modifiedAt,
            CreatedAt = now,
        };

    /// <summary>It was made, without content.</summary>
    public void Place(string externalId, string url, PageState state, DateTimeOffset? modifiedAt)
    {
        ExternalId = externalId;
        (IsStub, IsImported) = (true, false);
        (ExportId, Sent, Before) = (null, null, null);
        Note(url, state, modifiedAt);
    }

    /// <summary>An export is about to write: what stands there is kept.</summary>
    /// <param name="sent">The fingerprint of what is sent.</param>
    public void Begin(Guid export, PageState standing, string sent)
    {
        ExportId = export;
        Before = IsStub ? null : standing;
        Sent = sent;
    }

    /// <summary>It was written.</summary>
    public void Land(string url, PageState stored, DateTimeOffset? modifiedAt)
    {
        IsStub = false;
        Note(url, stored, modifiedAt);
    }

    /// <summary>It is again what it was before the last export.</summary>
    public void Restore(string url, PageState stored, DateTimeOffset? modifiedAt)
    {
        (ExportId, Sent, Before) = (null, null, null);
        Note(url, stored, modifiedAt);
    }

    /// <summary>It was read again, and what it says now has been brought over.</summary>
    public void Refresh(string url, PageState state, DateTimeOffset? modifiedAt) => Note(url, state, modifiedAt);

    /// <summary>It is no longer there.</summary>
    public void Forget() =>
        (ExternalId, Url, ModifiedAt, Written, ExportId, Sent, Before, IsStub) = (
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            false
        );

    private void Note(string url, PageState state, DateTimeOffset? modifiedAt) =>
        (Url, Written, ModifiedAt) = (url, state, modifiedAt);
}
