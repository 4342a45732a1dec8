namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>A part of a page that belongs together.</summary>
/// <param name="Id">Unique in the page, and apart from the ids of elements.</param>
/// <param name="Kind">One of <see cref="SourceKinds"/>' sections.</param>
/// <param name="Anchors">The <c>id</c>s that links of the source lead to.</param>
public sealed record SourceSection(
    int Id,
    string Kind,
    IReadOnlyList<string> Anchors,
    IReadOnlyList<SourceElement> Elements
);
