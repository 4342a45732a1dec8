using AiWebBuilder.Application.Integrations.Imports.Contents;

namespace AiWebBuilder.Application.Integrations.Imports.Making;

/// <summary>An import as later ones and its reversion need to know it.</summary>
/// <param name="CampaignId">Null: it made none, or has not ended.</param>
/// <param name="UpdatesId">The import whose campaign it brought up to date; null: it made one.</param>
/// <param name="Made">Null: nothing.</param>
public sealed record ImportRecord(
    Guid Id,
    Guid? IntegrationId,
    Guid? CampaignId,
    Guid? UpdatesId,
    string Source,
    string Status,
    IReadOnlyList<SyncedContent> Contents,
    IReadOnlyList<ImportedPage> Pages,
    MadeByImport? Made
);
