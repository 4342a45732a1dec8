namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>What the times that follow are said of.</summary>
/// <param name="Days">None: only the date or season.</param>
internal sealed record Subject(IReadOnlyList<string>? Days)
{
    public string? When { get; init; }

    /// <summary>A feast that the same is said of.</summary>
    public string? Also { get; init; }

    public string? Daytime { get; init; }

    /// <summary>What stands before it in one list with another half of the day: "Thursday evenings and Sundays".</summary>
    public Subject? Beside { get; init; }

    /// <summary>The days of the list that stand behind that.</summary>
    public IReadOnlyList<string>? Own { get; init; }

    public bool IsOnly { get; init; }
}
