namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>A page of another builder, as a visitor sees it, and what else stands in its HTML.</summary>
/// <param name="Sections">In the order of the page.</param>
/// <param name="Aside">What belongs to no section: scripts, banners, windows that open later, what nobody sees.</param>
/// <param name="IsDrawnByScript">Its HTML holds next to nothing: a script draws the page in the visitor's browser.</param>
public sealed record SourcePage(
    SourceHead Head,
    IReadOnlyList<SourceSection> Sections,
    IReadOnlyList<SourceElement> Aside,
    bool IsDrawnByScript
)
{
    /// <summary>The host of pages that came in a file, so that they can name each other.</summary>
    public const string Nowhere = "import.invalid";

    /// <summary>Every element, each once.</summary>
    public IEnumerable<SourceElement> Elements => Sections.SelectMany(section => section.Elements).Concat(Aside);
}
