using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>The account's own access to providers.</summary>
public interface IAiKeys
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AiKeyView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Keeps the key sealed, with the models that stand behind it and their prices.</summary>
    /// <exception cref="Domain.Common.DomainException">Conflict: too many, or another key has a model of the same name.</exception>
    Task<AiKeyView> AddAsync(CreateAiKey key, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken);
}

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

/// <summary>Whose keys an account may bring.</summary>
public static class KeyProviders
{
    public const string Compatible = "compatible";

    public static IReadOnlyList<string> All { get; } = ["openai", "anthropic", Compatible];
}

/// <summary>The allowed values of <c>structuredOutput</c>: what a model keeps to when it is asked for JSON.</summary>
public static class StructuredOutputs
{
    public const string None = "none";

    public static IReadOnlyList<string> All { get; } = ["schema", "object", None];
}
