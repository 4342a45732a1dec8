using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>What is known of models before one is asked. The calls that ask the database join the current unit of work.</summary>
public interface IAiModels
{
    /// <summary>The model by name, or the default one.</summary>
    /// <exception cref="DomainException">Validation <c>ai.model_not_usable</c>.</exception>
    Task<ModelChoice> ChooseAsync(string? model, CancellationToken cancellationToken);

    /// <summary>What these calls will cost: at most what each of them reserves.</summary>
    /// <param name="sections">How many sections they write.</param>
    /// <param name="shortest">Tokens of a short answer for one section.</param>
    /// <param name="images">Reference images that go with each call.</param>
    EstimateView Estimate(
        ModelChoice model,
        IReadOnlyCollection<StepPrompt> calls,
        int sections,
        int shortest,
        int images = 0
    );

    /// <summary>Requires that a call could go out now. It spends and reserves nothing: the calls themselves are decided one by one.</summary>
    /// <exception cref="DomainException">
    /// Conflict <c>ai.shut_off</c>; PaymentRequired <c>ai.budget_exhausted</c>, or <c>plan.limit_reached</c>: the plan's credits.
    /// </exception>
    Task RequireOpenAsync(ModelChoice model, CancellationToken cancellationToken);
}
