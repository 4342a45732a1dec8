using AiWebBuilder.Application.AiUsage.Contracts.Generations;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>What a call came to: it is settled by whoever lands the last part that can be used.</summary>
/// <param name="InputTokens">All of the prompt's tokens, the cached ones included.</param>
/// <param name="CostUsd">What the whole of it costs, at most what was reserved.</param>
/// <param name="Unusable">The parts that cannot be used, each with its length in letters and why: the account does not pay for them.</param>
public sealed record AiAnswer(
    AiCall Call,
    int InputTokens,
    int OutputTokens,
    decimal CostUsd,
    IReadOnlyList<(StepPart Part, int Letters, string Problem)> Unusable
);
