using AiWebBuilder.Application.AiUsage.Contracts.Generations;

namespace AiWebBuilder.Application.AiUsage.Writing;

/// <summary>What came of asking, beside the parts that were landed.</summary>
/// <param name="Problems">Why a part could not be had, which costs the account nothing.</param>
public sealed record AiResult(IReadOnlyList<(StepPart Part, string Problem)> Problems)
{
    /// <summary>Nothing was asked: there is room, but calls under way hold it. Some of it comes back as they end.</summary>
    public bool IsHeld { get; init; }
}
