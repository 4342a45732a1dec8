using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>An import: how far it is, and what has become of the source.</summary>
/// <param name="Source">The address, or the name of the file or of the account on the platform.</param>
/// <param name="IntegrationId">Null: it was no platform's, or the connection is gone.</param>
/// <param name="UpdatesId">The import whose campaign this one has brought up to date; null: it made one.</param>
/// <param name="Rehearsal">It makes nothing, and tells what would be made.</param>
/// <param name="JobId">The job that carries it out; its progress is there.</param>
/// <param name="Progress">0–100.</param>
/// <param name="Pages">Those that were read, and those that were not, with the reason.</param>
/// <param name="Totals">Elements by kind and fate; they add up to the ledger's entries.</param>
/// <param name="CampaignIds">What was made, or brought up to date.</param>
/// <param name="Kept">What stayed when it was taken back, because somebody had worked on it.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ImportView(
    Guid Id,
    [OneOf(typeof(ImportSources))] string Kind,
    string Source,
    Guid? IntegrationId,
    Guid? UpdatesId,
    bool Rehearsal,
    [OneOf(typeof(ImportStatus))] string Status,
    Guid? JobId,
    int Progress,
    IReadOnlyList<ImportedPage> Pages,
    IReadOnlyList<ImportTotal> Totals,
    IReadOnlyList<Guid> CampaignIds,
    IReadOnlyList<KeptWork> Kept,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt
);

/// <param name="Kind">Of elements; a section is one, too.</param>
public sealed record ImportTotal(
    [OneOf(typeof(SourceKinds))] string Kind,
    int Carried,
    int Approximated,
    int Replaced,
    int Lost
);
