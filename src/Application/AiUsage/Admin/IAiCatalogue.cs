using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The platform's price book and what its models can do.</summary>
public interface IAiCatalogue
{
    /// <summary>Every price that there is or was, the last added first.</summary>
    Task<IReadOnlyList<PriceRowView>> PricesAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>It holds from its day on in place of those that the model has from that day already.</summary>
    Task<IReadOnlyList<PriceRowView>> AddPriceAsync(AddPrice price, CancellationToken cancellationToken);

    Task<CatalogueModelView?> ModelAsync(string provider, string model, CancellationToken cancellationToken);

    Task SetModelAsync(SetPlatformModel model, CancellationToken cancellationToken);
}

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

/// <summary>What a model of the platform can be asked for.</summary>
/// <param name="Streaming">Else its answers are asked for in one piece.</param>
/// <param name="TokenFactor">Tokens of its own for one of o200k_base, at most: prompts are estimated with it.</param>
/// <param name="IsPriced">Without a price nobody can use it.</param>
public sealed record CatalogueModelView(
    string Provider,
    string Model,
    bool Images,
    [OneOf(typeof(StructuredOutputs))] string StructuredOutput,
    bool Temperature,
    bool Reasoning,
    bool Streaming,
    decimal TokenFactor,
    bool IsPriced,
    DateTimeOffset UpdatedAt
);
