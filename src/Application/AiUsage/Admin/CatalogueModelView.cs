using AiWebBuilder.Application.AiUsage.Keys;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Admin;

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
