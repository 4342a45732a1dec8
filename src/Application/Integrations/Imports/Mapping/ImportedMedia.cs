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
