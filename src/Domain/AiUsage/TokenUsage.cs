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
