using AiWebBuilder.Domain.Common;
using Ardalis.Specification;

namespace AiWebBuilder.Domain.Campaigns.Publishing;

/// <summary>A campaign's pages on the net, as they were when it was published. Its id is the campaign's.</summary>
public sealed class Publication : AggregateRoot, ITenantOwned
{
    private readonly List<PublishedPage> pages = [];

    private Publication() { }

    public Guid UserId { get; private init; }

    /// <summary>Where the pages stand, below <c>/p/</c>: unique in the whole product.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>False while the campaign is paused or withdrawn.</summary>
    public bool IsLive { get; private set; }

    public DateTimeOffset PublishedAt { get; private set; }

    public IReadOnlyList<PublishedPage> Pages => pages;

    public static Publication Create(Campaign campaign, DateTimeOffset now) =>
        new()
        {
            Id = campaign.Id,
            UserId = campaign.UserId,
            CreatedAt = now,
        };

    /// <summary>Replaces all pages at once.</summary>
    public void Publish(string slug, IReadOnlyList<(string Page, string Html, string ETag)> content, DateTimeOffset now)
    {
        Slug = slug;
        IsLive = true;
        PublishedAt = now;
        pages.RemoveAll(page => !content.Any(one => one.Page == page.Page));
        foreach (var (key, html, etag) in content)
        {
            if (pages.Find(page => page.Page == key) is { } present)
            {
                present.Replace(html, etag, now);
            }
            else
            {
                pages.Add(new PublishedPage(Id, UserId, key, html, etag, now));
            }
        }
        Raise(new PagesPublished(Id, slug, now));
    }

    /// <summary>It is to be deleted: the pages go for good.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        IsLive = false;
        Raise(new PagesWithdrawn(Id, now));
    }

    public void GoLive() => IsLive = true;

    public void TakeDown() => IsLive = false;
}

/// <summary>All that an account has on the net.</summary>
public sealed class LivePublications : Specification<Publication>
{
    public LivePublications() => Query.Where(publication => publication.IsLive);
}
