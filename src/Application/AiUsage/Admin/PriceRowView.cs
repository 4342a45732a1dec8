namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>A row of the price book: USD per million tokens, for prompts from so many tokens on.</summary>
public sealed record PriceRowView(
    Guid Id,
    string Provider,
    string Model,
    DateOnly ValidFrom,
    int FromInputTokens,
    decimal Input,
    decimal? CacheRead,
    decimal? CacheWrite5m,
    decimal? CacheWrite1h,
    decimal Output,
    int ContextTokens,
    int MaxOutputTokens,
    DateTimeOffset CreatedAt
);
