using AiWebBuilder.Application.Integrations.Imports.Ledger;

namespace AiWebBuilder.Application.Integrations.Imports.Making;

/// <param name="CampaignId">Null: a rehearsal makes none.</param>
/// <param name="Made">Null: a rehearsal makes nothing.</param>
public sealed record FinishedImport(
    Guid? CampaignId,
    MadeByImport? Made,
    IReadOnlyList<ImportedPage> Pages,
    IReadOnlyList<(Fated Entry, string Page, Guid? Component)> Entries
);
