using System.Text.Json;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

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
    /// PaymentRequired: a cap, the plan's credits, or <c>ai.provider_quota_exhausted</c>; Conflict <c>ai.shut_off</c>; Unavailable: the
    /// provider failed, try again later.
    /// </exception>
    Task<AiResult<T>> WriteAsync<T>(
        AiRequest request,
        Func<string, (T? Value, string? Problem)> read,
        CancellationToken cancellationToken
    )
        where T : class;
}
