using AiWebBuilder.Application.Campaigns.Contracts.Imports;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>Where the pictures and pages that the source names are now.</summary>
/// <param name="Pictures">Uploads by the source's addresses.</param>
/// <param name="Missing">Why a picture did not come, by its address.</param>
/// <param name="Pages">Keys of pages by the addresses of those that are imported, too.</param>
internal sealed record ImportedMedia(
    IReadOnlyDictionary<string, Guid> Pictures,
    IReadOnlyDictionary<string, string> Missing,
    IReadOnlyDictionary<string, string> Pages
);

/// <summary>A page of the source as sections of the product, with the fate of every element.</summary>
internal sealed record MappedPage(
    IReadOnlyList<ImportedSection> Sections,
    IReadOnlyList<ImportedFact> Facts,
    IReadOnlyList<Fated> Fates
);
