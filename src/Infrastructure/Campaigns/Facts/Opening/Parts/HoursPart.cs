using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

/// <summary>A piece of a statement about opening times.</summary>
/// <param name="End">The token after it.</param>
internal sealed record HoursPart(PartKind Kind, int Start, int End)
{
    public Days? Days { get; init; }

    public IReadOnlyList<(int? Open, int? Close)> Slots { get; init; } = [];

    /// <summary>ISO 8601 days, or the words.</summary>
    public string? When { get; init; }

    /// <summary>Single days that stand in one list with that one.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The half of the day that is meant: "Wednesday morning".</summary>
    public string? Daytime { get; init; }

    public bool IsOnly { get; init; }

    /// <summary>Whether neither morning nor evening is said where it matters.</summary>
    public bool IsVague { get; init; }

    /// <summary>Whether something says that the numbers are times: minutes, am or pm, a word for the clock.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Whether it is one time without a word for from or until.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether a sentence or statement ends here.</summary>
    public bool IsEnd { get; init; }

    public bool IsLine { get; init; }

    public bool IsComma { get; init; }

    public bool IsBracket { get; init; }

    public bool IsSemicolon { get; init; }

    /// <summary>Whether it joins what stands in a list.</summary>
    public bool IsAnd { get; init; }
}
