using AiWebBuilder.Application.Integrations.Imports.Ledger;

namespace AiWebBuilder.Application.Integrations.Imports.Sources;

/// <summary>One thing in the source that has a fate.</summary>
/// <param name="Kind">One of <see cref="SourceKinds"/>.</param>
/// <param name="Text">What a visitor reads, in one line; empty where there is nothing to read.</param>
public sealed record SourceElement(int Id, string Kind, string Text)
{
    /// <summary>Where a link leads, a picture stands, a video plays: absolute where the page says where it stands.</summary>
    public string? Address { get; init; }

    /// <summary>What the page says that the picture shows.</summary>
    public string? Alt { get; init; }

    /// <summary>Of a heading: 1 to 6.</summary>
    public int Level { get; init; }

    /// <summary>What it is within its item: <c>question</c>, <c>answer</c>, <c>quote</c>, <c>name</c>, <c>was</c>, <c>unit</c>, <c>badge</c>, <c>background</c>, <c>logo</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Which of the items that look alike it belongs to, counted through the page; 0: none.</summary>
    public int Item { get; init; }

    /// <summary>The element whose text it stands in: a link within a sentence; a field of a form; 0: none.</summary>
    public int Parent { get; init; }

    /// <summary>Of a field, or of a form.</summary>
    public SourceField? Field { get; init; }

    /// <summary>One of <see cref="ImportFates"/>, when reading has decided it already.</summary>
    public string? Fate { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
