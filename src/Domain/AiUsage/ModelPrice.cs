namespace AiWebBuilder.Domain.AiUsage;

/// <summary>A model's prices at a time. They are the price book's: a new price is a new row, and old calls keep theirs.</summary>
/// <param name="Tiers">At least one, by the prompt's length; the first holds from 0.</param>
public sealed record ModelPrice(IReadOnlyList<PriceTier> Tiers, int ContextTokens, int MaxOutputTokens)
{
    /// <summary>Whether no call costs anything: then no cap of money speaks of it.</summary>
    public bool IsFree => Tiers.All(tier => tier.DearestInput == 0 && tier.Output == 0);

    /// <summary>The tier of a prompt of this length; all of the call's tokens cost what it says.</summary>
    public PriceTier TierFor(int inputTokens) => Tiers.Last(tier => tier.FromInputTokens <= inputTokens);

    /// <summary>What the call cost, in nano-dollars.</summary>
    public long NanoUsd(TokenUsage usage) => TierFor(usage.Input).NanoUsd(usage);

    /// <summary>
    /// The most that a call can cost, in nano-dollars: each token of the prompt at the dearest class and an answer of full length,
    /// in the dearest tier that the prompt may fall into.
    /// </summary>
    public long WorstNanoUsd(int inputTokensAtMost, int outputTokensAtMost) =>
        Tiers
            .Where(tier => tier.FromInputTokens <= inputTokensAtMost)
            .Max(tier =>
                tier.NanoUsd(new TokenUsage(0, Output: outputTokensAtMost))
                + (long)Math.Ceiling(1000m * inputTokensAtMost * tier.DearestInput)
            );
}
