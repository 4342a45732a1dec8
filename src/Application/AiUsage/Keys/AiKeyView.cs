using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <param name="Provider"><c>openai, anthropic, compatible</c>.</param>
/// <param name="BaseUrl">Of a compatible endpoint.</param>
/// <param name="Hint">The key's end, by which it is told apart; null: the endpoint wants none, or the key is short.</param>
/// <param name="Models">Those behind a compatible endpoint; the others' are the platform's catalogue.</param>
public sealed record AiKeyView(
    Guid Id,
    [OneOf(typeof(KeyProviders))] string Provider,
    string Name,
    string? BaseUrl,
    string? Hint,
    IReadOnlyList<string> Models,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset CreatedAt
);
