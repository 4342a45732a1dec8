using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Integrations.Imports.Ledger;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>A page of the source as sections of the product, with the fate of every element.</summary>
internal sealed record MappedPage(
    IReadOnlyList<ImportedSection> Sections,
    IReadOnlyList<ImportedFact> Facts,
    IReadOnlyList<Fated> Fates
);
