using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Walking;

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

/// <param name="Fate">Of all that stands there.</param>
/// <param name="IsQuoted">Whether its words may be repeated.</param>
internal sealed record Aside(string Kind, string Fate, string Reason, bool IsQuoted);

internal sealed record ItemPlace(int Group, int Index, ItemPlace? Outer);

/// <summary>A stretch of the page between two borders.</summary>
/// <param name="Chrome"><c>header</c>, <c>footer</c>, <c>notice</c>, or null.</param>
internal sealed record Segment(int Order, string? Chrome, IReadOnlyList<string> Anchors);
