using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The model that is asked for, with what it costs and can do.</summary>
/// <param name="KeyId">The account's own key that it is called with; null: the platform's.</param>
public sealed record ModelChoice(
    string Provider,
    string Model,
    ModelPrice Price,
    ModelAbilities Abilities,
    Guid? KeyId = null
)
{
    /// <summary>Tokens that a provider may count for one image, at most.</summary>
    public const int TokensOfImage = 5000;

    /// <summary>What a call of these sizes, in tokens, costs at least and at most.</summary>
    public CostRange CostOf((int Input, int Output) atLeast, (int Input, int Output) atMost) =>
        new(
            Price.NanoUsd(new TokenUsage(atLeast.Input, Output: atLeast.Output)) / 1_000_000_000m,
            Price.WorstNanoUsd(atMost.Input, atMost.Output) / 1_000_000_000m
        );
}
