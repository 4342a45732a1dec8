using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>Models that have a price, with their capabilities, and which of them can be used now.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record ListModels : IQuery<Page<ModelView>>;

/// <param name="Own">Whether it stands behind a key of the account's own.</param>
/// <param name="Usable">Whether there is a key for it: the account's, or one of the platform's on this node.</param>
/// <param name="Prices">By the number of input tokens from which they hold.</param>
public sealed record ModelView(
    string Provider,
    string Model,
    bool Own,
    bool Usable,
    ModelCapabilities Capabilities,
    int ContextTokens,
    int MaxOutputTokens,
    DateOnly PricesValidFrom,
    IReadOnlyList<PriceView> Prices
);

/// <summary>What it can be asked for.</summary>
/// <param name="Images">Whether it sees.</param>
/// <param name="Streaming">Else its answers come in one piece.</param>
public sealed record ModelCapabilities(
    bool Images,
    [OneOf(typeof(StructuredOutputs))] string StructuredOutput,
    bool Temperature,
    bool Reasoning,
    bool Streaming
);

/// <summary>USD per million tokens; null where the provider has no such class of tokens.</summary>
public sealed record PriceView(
    int FromInputTokens,
    decimal Input,
    decimal Output,
    decimal? CacheRead = null,
    decimal? CacheWrite5m = null,
    decimal? CacheWrite1h = null
);

internal sealed class ListModelsHandler(IAiReads reads, TimeProvider time) : IQueryHandler<ListModels, Page<ModelView>>
{
    public async Task<Page<ModelView>> Handle(ListModels request, CancellationToken cancellationToken) =>
        new(
            await reads.ModelsAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken),
            HasMore: false,
            Next: null
        );
}
