using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>One writing of a campaign's pages to a platform, or one taking back of it. Each page that has ended is kept at once, so that it may be broken off anywhere.</summary>
public sealed class PlatformExport : AggregateRoot, ITenantOwned
{
    private PlatformExport() { }

    public Guid UserId { get; private init; }
    public Guid IntegrationId { get; private init; }
    public Guid CampaignId { get; private init; }

    /// <summary>The job that does it.</summary>
    public Guid? JobId { get; private set; }

    /// <summary>One of <see cref="PlatformExportStatus"/>.</summary>
    public string Status { get; private set; } = PlatformExportStatus.Running;

    /// <summary>One of <see cref="PageStatus"/>; null: new pages are drafts, and others keep theirs.</summary>
    public string? PageStatus { get; private init; }

    /// <summary>Pages that were changed there since are written all the same.</summary>
    public bool Overwrite { get; private init; }

    /// <summary>What is taken back; null: pages are written.</summary>
    public Guid? RevertsId { get; private init; }

    /// <summary>The product's own address as the client asked it, below which forms post.</summary>
    public string Server { get; private init; } = "";

    /// <summary>In the order of the pages; empty until the job has begun.</summary>
    public IReadOnlyList<ExportedItem> Items { get; private set; } = [];
    public string? ErrorMessage { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    public bool IsRunning => Status == PlatformExportStatus.Running;

    /// <exception cref="DomainException">Conflict: the connection is not proved.</exception>
    public static PlatformExport Start(
        Guid id,
        PlatformIntegration integration,
        Guid campaignId,
        string? pageStatus,
        bool overwrite,
        string server,
        DateTimeOffset now
    )
    {
        integration.RequireConnected();
        return new()
        {
            Id = id,
            UserId = integration.UserId,
            IntegrationId = integration.Id,
            CampaignId = campaignId,
            PageStatus = pageStatus,
            Overwrite = overwrite,
            Server = server,
            CreatedAt = now,
        };
    }

    /// <exception cref="DomainException">Conflict: it is still running, is itself a reversion, or the connection is not proved.</exception>
    public PlatformExport Revert(Guid id, PlatformIntegration integration, bool overwrite, DateTimeOffset now)
    {
        if (IsRunning || RevertsId is not null)
        {
            throw new DomainException(PlatformExportErrors.NotRevertible);
        }
        integration.RequireConnected();
        return new()
        {
            Id = id,
            UserId = UserId,
            IntegrationId = IntegrationId,
            CampaignId = CampaignId,
            Overwrite = overwrite,
            RevertsId = Id,
            Server = Server,
            CreatedAt = now,
        };
    }

    public void IsDoneBy(Guid job) => JobId = job;

    /// <summary>What there is to do is known. Known already: nothing happens.</summary>
    public void Plan(IReadOnlyList<ExportedItem> items)
    {
        if (Items.Count == 0)
        {
            Items = items;
        }
    }

    /// <summary>A page has ended.</summary>
    public void End(ExportedItem item) =>
        Items = [.. Items.Select(one => one.Page == item.Page ? item with { Title = one.Title } : one)];

    public void Complete(DateTimeOffset now) => End(PlatformExportStatus.Completed, now);

    /// <summary>What was written stays, and so do the items that say so.</summary>
    public void Fail(string message, DateTimeOffset now)
    {
        ErrorMessage = message;
        End(PlatformExportStatus.Failed, now);
    }

    private void End(string status, DateTimeOffset now)
    {
        Status = status;
        FinishedAt = now;
    }
}
