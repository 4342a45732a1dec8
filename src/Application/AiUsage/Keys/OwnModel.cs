using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Keys;

/// <summary>A model behind a compatible endpoint. Prices in USD per million tokens: 0 is a price, none is not.</summary>
/// <param name="Streaming">False: its answers are asked for in one piece.</param>
public sealed record OwnModel(
    string Model,
    decimal InputUsdPerMtok,
    decimal OutputUsdPerMtok,
    int ContextTokens,
    int MaxOutputTokens,
    decimal? CacheReadUsdPerMtok = null,
    bool Images = false,
    [OneOf(typeof(StructuredOutputs))] string StructuredOutput = StructuredOutputs.None,
    bool Temperature = false,
    bool Streaming = true
);
