namespace AiWebBuilder.Domain.Campaigns.Edits;

/// <summary>What became of one operation of an edit.</summary>
public static class OperationStatus
{
    public const string Proposed = "proposed";
    public const string Applied = "applied";
    public const string Refused = "refused";

    public static IReadOnlyList<string> All { get; } = [Proposed, Applied, Refused];
}
