using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>An export of a campaign to a platform, or the reversion of one: how far it is, and what has become of each page.</summary>
/// <param name="PageStatus">What the pages were to be there; null: new ones drafts, and others what they were.</param>
/// <param name="Overwrite">Whether pages that were changed there since were written all the same.</param>
/// <param name="RevertsExportId">The export that it takes back; null: it writes.</param>
/// <param name="JobId">The job that carries it out; its progress is there.</param>
/// <param name="Items">In the order of the pages, the e-mails after them; empty until the job has begun.</param>
/// <param name="ErrorMessage">Why it failed.</param>
public sealed record PlatformExportView(
    Guid Id,
    Guid CampaignId,
    Guid IntegrationId,
    [OneOf(typeof(PlatformExportStatus))] string Status,
    [OneOf(typeof(PageStatus))] string? PageStatus,
    bool Overwrite,
    Guid? RevertsExportId,
    Guid? JobId,
    IReadOnlyList<ExportedItem> Items,
    string? ErrorMessage,
    DateTimeOffset? FinishedAt,
    DateTimeOffset CreatedAt
)
{
    public static PlatformExportView Of(PlatformExport export) =>
        new(
            export.Id,
            export.CampaignId,
            export.IntegrationId,
            export.Status,
            export.PageStatus,
            export.Overwrite,
            export.RevertsId,
            export.JobId,
            export.Items,
            export.ErrorMessage,
            export.FinishedAt,
            export.CreatedAt
        );
}
