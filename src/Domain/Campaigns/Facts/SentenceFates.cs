namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>What becomes of a sentence of the brief.</summary>
public static class SentenceFates
{
    /// <summary>A section says it, or a fact in it.</summary>
    public const string Placed = "placed";

    /// <summary>It tells us what to make, and no visitor anything.</summary>
    public const string Instruction = "instruction";

    public const string LeftOut = "left_out";

    public static IReadOnlyList<string> All { get; } = [Placed, Instruction, LeftOut];
}
