namespace AiWebBuilder.Domain.Campaigns.Edits;

/// <summary>What became of an edit.</summary>
public static class EditStatus
{
    /// <summary>It waits for somebody to approve it.</summary>
    public const string Proposed = "proposed";

    public const string Applied = "applied";

    /// <summary>A question has to be answered first; nothing is changed.</summary>
    public const string Ask = "ask";

    /// <summary>It cannot be done, or was refused; nothing is changed.</summary>
    public const string NotApplied = "not_applied";

    public static IReadOnlyList<string> All { get; } = [Proposed, Applied, Ask, NotApplied];
}
