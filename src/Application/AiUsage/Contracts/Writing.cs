using System.Text.Json;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

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
    /// <summary>Tokens that so many reference images take at most: none where the model does not see.</summary>
    public int TokensOf(int images) => Abilities.Images ? images * AiRequest.TokensOfImage : 0;

    /// <summary>What a call of these sizes, in tokens, costs at least and at most.</summary>
    public CostRange CostOf((int Input, int Output) atLeast, (int Input, int Output) atMost) =>
        new(
            Price.NanoUsd(new TokenUsage(atLeast.Input, Output: atLeast.Output)) / 1_000_000_000m,
            Price.WorstNanoUsd(atMost.Input, atMost.Output) / 1_000_000_000m
        );
}

/// <summary>USD.</summary>
public sealed record CostRange(decimal MinCost, decimal MaxCost);

/// <summary>What a model is asked, and what it is booked on.</summary>
/// <param name="Purpose">A generation type.</param>
public sealed record AiRequest(ModelChoice Model, string Purpose, string System, string Prompt)
{
    /// <summary>Tokens that a provider may count for one image, at most.</summary>
    public const int TokensOfImage = 5000;

    public Guid? GenerationId { get; init; }

    /// <summary>The target: what fails three times in the same way on one is given up.</summary>
    public Guid? StepId { get; init; }
    public Guid? CampaignId { get; init; }

    /// <summary>Who asked, where the account's owner did not.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>The JSON schema of the answer, sent to models that keep to one; every answer is checked all the same.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary><see cref="ReferenceImages"/>, sent to models that see.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Tokens; never more than the model can.</summary>
    public int MaxOutputTokens { get; init; } = 16_000;

    /// <summary>Which wording of the prompt this is: answers are compared by it.</summary>
    public string PromptVersion { get; init; } = "1";

    /// <summary>Whether the answer may be <see cref="AiResult{T}.IsHeld"/>; else what others hold refuses as what is spent does.</summary>
    public bool MayWait { get; init; }
}

/// <summary>An answer that is some use, not yet paid for: it is settled by whoever lands it.</summary>
/// <param name="ReplayOf">The call that answered the same request before: this answer costs nothing.</param>
/// <param name="InputTokens">All of the prompt's tokens, the cached ones included.</param>
public sealed record AiAnswer(
    Guid CallId,
    Guid? ReplayOf,
    ModelChoice Model,
    int InputTokens,
    int OutputTokens,
    decimal CostUsd
);

/// <summary>What came of asking: a value with the answer to pay for, or a problem, which costs the account nothing.</summary>
public sealed record AiResult<T>(T? Value, string? Problem, AiAnswer? Answer)
    where T : class
{
    /// <summary>Nothing was asked: there is room, but calls under way hold it. Some of it comes back as they end.</summary>
    public bool IsHeld { get; init; }
}

/// <summary>Every call to a model: estimate, reserve, call, validate; settled or released, and recorded.</summary>
public interface IAiWriter
{
    /// <summary>The model by name, or the default one.</summary>
    /// <exception cref="DomainException">Validation <c>ai.model_not_usable</c>.</exception>
    Task<ModelChoice> ChooseAsync(string? model, CancellationToken cancellationToken);

    /// <summary>Requires that a call could go out now. It spends and reserves nothing: the calls themselves are decided one by one.</summary>
    /// <exception cref="DomainException">
    /// Conflict <c>ai.shut_off</c>; PaymentRequired <c>ai.budget_exhausted</c>, or <c>plan.limit_reached</c>: the plan's credits.
    /// </exception>
    Task RequireOpenAsync(ModelChoice model, CancellationToken cancellationToken);

    /// <summary>
    /// Asks, outside any unit of work. An answer that is no use is released, and asked for once more with what was wrong with it. What
    /// another worker has been answered for the same step is taken up, not asked again.
    /// </summary>
    /// <param name="read">
    /// The value in the answer's object, without what the model has put around it, or what is wrong with it: that stands in the receipt. It
    /// is asked for each object that may be the answer.
    /// </param>
    /// <exception cref="DomainException">
    /// PaymentRequired: a cap or the plan's credits; Conflict <c>ai.shut_off</c>; Unavailable: the provider failed, try again later.
    /// </exception>
    Task<AiResult<T>> WriteAsync<T>(
        AiRequest request,
        Func<string, (T? Value, string? Problem)> read,
        CancellationToken cancellationToken
    )
        where T : class;
}
