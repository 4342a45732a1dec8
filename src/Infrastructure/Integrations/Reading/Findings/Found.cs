using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Findings;

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
