namespace AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

/// <summary>Where the walk is.</summary>
internal sealed record Where
{
    /// <summary>The section, in the order of the page.</summary>
    public required Segment Segment { get; init; }

    /// <summary>Which of the elements around it that look alike; the innermost first.</summary>
    public ItemPlace? Items { get; init; }

    /// <summary>Of text: <c>question</c>, <c>answer</c>, <c>quote</c>, <c>name</c>, <c>badge</c>.</summary>
    public string? Role { get; init; }

    /// <summary>What is called a quote, a team, a gallery: the hints of the names around it.</summary>
    public IReadOnlySet<string> Hints { get; init; } = new HashSet<string>();

    /// <summary>The list of links that it stands in; 0: none.</summary>
    public int Menu { get; init; }

    /// <summary>What is on small screens only; 0: it is everywhere.</summary>
    public int Small { get; init; }

    /// <summary>The form around it.</summary>
    public Found? Form { get; init; }

    /// <summary>Where all of it leads: a card that is one link.</summary>
    public string? Link { get; init; }

    /// <summary>What is not to be imported, and why: it is listed all the same.</summary>
    public Aside? Aside { get; init; }

    /// <summary>Its words are those of a field or a button, which are read with it.</summary>
    public bool IsLabel { get; init; }
    public bool IsOpen => Aside is null;
    public int Depth { get; init; }
}
