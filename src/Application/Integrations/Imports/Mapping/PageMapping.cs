using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts;

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

/// <param name="Kind">One of <see cref="SourceKinds"/>.</param>
/// <param name="Text">What a visitor read, or the address.</param>
/// <param name="Section">Which of the page's sections holds it, from 0; null: none.</param>
/// <param name="Path">JSON Pointer into the section's props.</param>
public sealed record Fated(
    string Kind,
    string Text,
    string? Address,
    string Fate,
    int? Section,
    string? Path,
    string? Reason
);

/// <summary>A block being filled.</summary>
internal sealed class Draft(string kind, string name)
{
    public string Kind { get; } = kind;
    public string Name { get; } = name;
    public JsonObject Props { get; } = new() { ["v"] = 1 };

    /// <summary>Pointers by the ids of the elements.</summary>
    public Dictionary<int, string> Placed { get; } = [];

    /// <summary>Elements that stand there in another form, and why.</summary>
    public Dictionary<int, string> Changed { get; } = [];

    public void Put(SourceElement element, string path) => Placed[element.Id] = path;
}
