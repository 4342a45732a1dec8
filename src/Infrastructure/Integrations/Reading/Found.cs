using AiWebBuilder.Application.Integrations.Imports;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>An element as the walk finds it, with where it stands.</summary>
internal sealed class Found(int id, string kind, string text, Where where)
{
    public int Id { get; } = id;
    public string Kind { get; set; } = kind;
    public string Text { get; set; } = text;
    public Where Where { get; } = where;
    public string? Address { get; set; }
    public string? Alt { get; set; }
    public int Level { get; set; }
    public string? Role { get; set; }
    public int Item { get; set; }
    public int Parent { get; set; }
    public SourceField? Field { get; set; }
    public string? Fate { get; set; }
    public string? Reason { get; set; }

    /// <summary>Whether it is content that still needs a place.</summary>
    public bool IsOpen => Fate is null;

    public void Lose(string reason) => (Fate, Reason) = (ImportFates.Lost, reason);

    public void Replace(string reason) => (Fate, Reason) = (ImportFates.Replaced, reason);

    public SourceElement ToElement() =>
        new(Id, Kind, Text)
        {
            Address = Address,
            Alt = Alt,
            Level = Level,
            Role = Role,
            Item = Item,
            Parent = Parent,
            Field = Field,
            Fate = Fate,
            Reason = Reason,
        };
}

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

/// <param name="Fate">Of all that stands there.</param>
/// <param name="IsQuoted">Whether its words may be repeated.</param>
internal sealed record Aside(string Kind, string Fate, string Reason, bool IsQuoted);

internal sealed record ItemPlace(int Group, int Index, ItemPlace? Outer);

/// <summary>A stretch of the page between two borders.</summary>
/// <param name="Chrome"><c>header</c>, <c>footer</c>, <c>notice</c>, or null.</param>
internal sealed record Segment(int Order, string? Chrome, IReadOnlyList<string> Anchors);
