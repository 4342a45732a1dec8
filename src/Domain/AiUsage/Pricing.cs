namespace AiWebBuilder.Domain.AiUsage;

/// <summary>What a provider counted for one call, in tokens.</summary>
/// <param name="Input">All of the prompt's tokens: those read from and written to the provider's cache included.</param>
/// <param name="CacheRead">Of the input: read from the cache.</param>
/// <param name="CacheWrite5m">Of the input: written to the cache for five minutes, or for as long as the provider has but one.</param>
/// <param name="CacheWrite1h">Of the input: written to the cache for an hour.</param>
/// <param name="Output">All of the answer's tokens: those of reasoning included.</param>
/// <param name="Reasoning">Of the output.</param>
public sealed record TokenUsage(
    int Input,
    int CacheRead = 0,
    int CacheWrite5m = 0,
    int CacheWrite1h = 0,
    int Output = 0,
    int Reasoning = 0
)
{
    /// <summary>Input that no cache had a part in. A provider that counts more cached than it was sent is not believed.</summary>
    public int Uncached => Math.Max(0, Input - CacheRead - CacheWrite5m - CacheWrite1h);
}

/// <summary>Prices that hold from a prompt of so many tokens, in USD per million tokens.</summary>
/// <param name="CacheRead">Null: the provider has no such class, and charges it as input. So for the writes.</param>
public sealed record PriceTier(
    Guid Id,
    int FromInputTokens,
    decimal Input,
    decimal? CacheRead,
    decimal? CacheWrite5m,
    decimal? CacheWrite1h,
    decimal Output
)
{
    /// <summary>Nano-dollars (10⁻⁹ USD) for a token at one dollar a million.</summary>
    private const decimal NanoPerTokenAndDollar = 1000m;

    /// <summary>The exact price, rounded up to a whole nano-dollar: a tenth of a micro-cent.</summary>
    public long NanoUsd(TokenUsage usage) =>
        (long)
            Math.Ceiling(
                NanoPerTokenAndDollar
                    * (
                        usage.Uncached * Input
                        + usage.CacheRead * (CacheRead ?? Input)
                        + usage.CacheWrite5m * (CacheWrite5m ?? Input)
                        + usage.CacheWrite1h * (CacheWrite1h ?? CacheWrite5m ?? Input)
                        + usage.Output * Output
                    )
            );

    /// <summary>What a token of input can cost at most, whatever becomes of it in the provider's cache.</summary>
    public decimal DearestInput => new[] { Input, CacheRead ?? 0, CacheWrite5m ?? 0, CacheWrite1h ?? 0 }.Max();
}

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

/// <summary>What a model can be asked for.</summary>
/// <param name="StructuredOutput"><c>schema, object, none</c>.</param>
/// <param name="Streaming">Else its answers come in one piece.</param>
/// <param name="TokenFactor">Tokens of its own for one of o200k_base, at most.</param>
public sealed record ModelAbilities(
    bool Images,
    string StructuredOutput,
    bool Temperature,
    bool Reasoning,
    bool Streaming,
    decimal TokenFactor
);

/// <summary>Credits of the plans: one for each started thousand tokens.</summary>
public static class AiCredits
{
    public static int For(long tokens) => (int)Math.Min(int.MaxValue, (tokens + 999) / 1000);
}
