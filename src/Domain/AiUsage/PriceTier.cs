namespace AiWebBuilder.Domain.AiUsage;

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
