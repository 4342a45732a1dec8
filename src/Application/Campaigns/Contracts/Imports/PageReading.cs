namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

/// <summary>A page that was read again.</summary>
/// <param name="Before">What an import has made of it.</param>
/// <param name="Now">What it says now, in its order.</param>
public sealed record PageReading(
    string Page,
    IReadOnlyList<KnownSection> Before,
    IReadOnlyList<ImportedSection> Now
);

/// <param name="Sections">By the order of what was read.</param>
/// <param name="Gone">Those that are no longer on the page.</param>
public sealed record PageUpdate(IReadOnlyList<SectionUpdate> Sections, IReadOnlyList<SectionUpdate> Gone);

/// <param name="Facts">What all pages state that were read.</param>
/// <param name="IsWhole">All pages were: what none of them states any more holds no longer.</param>
public sealed record SiteReading(
    IReadOnlyList<PageReading> Pages,
    IReadOnlyList<ImportedFact> Facts,
    bool IsWhole
);
