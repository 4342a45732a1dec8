namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <param name="Facts">What all pages state that were read.</param>
/// <param name="IsWhole">All pages were: what none of them states any more holds no longer.</param>
public sealed record SiteReading(IReadOnlyList<PageReading> Pages, IReadOnlyList<ImportedFact> Facts, bool IsWhole);
