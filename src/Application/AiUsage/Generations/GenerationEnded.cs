using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Generations;

/// <summary>The last event of a stream.</summary>
/// <param name="Cost">USD, settled.</param>
public sealed record GenerationEnded(
    [OneOf(typeof(GenerationStatus))] string Status,
    decimal Cost,
    int PromptTokens,
    int CompletionTokens
);
