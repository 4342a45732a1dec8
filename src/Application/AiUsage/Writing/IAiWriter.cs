using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Writing;

/// <summary>Every call to a model: estimate, reserve, call, validate; settled or released, and recorded.</summary>
public interface IAiWriter
{
    /// <summary>
    /// Asks, outside any unit of work. Each part of the answer is read as it comes, and landed when it can be used; what cannot is asked for
    /// once more, with what was wrong with it. An answer without any use is released. What another worker has been answered for the same
    /// steps is taken up, not asked again.
    /// </summary>
    /// <param name="read">
    /// The value in a part, or what is wrong with it: that stands in the receipt. It may be asked for several objects that may be the part.
    /// </param>
    /// <param name="land">
    /// Called for each part that can be used, one after the other; for the last of an answer with what the call came to, which it settles.
    /// </param>
    /// <exception cref="DomainException">
    /// PaymentRequired: a cap, the plan's credits, or <c>ai.provider_quota_exhausted</c>; Conflict <c>ai.shut_off</c>; Unavailable: the
    /// provider failed, try again later.
    /// </exception>
    Task<AiResult> WriteAsync<T>(
        AiRequest request,
        Func<StepPart, JsonObject, (T? Value, string? Problem)> read,
        Func<WrittenPart<T>, Task> land,
        CancellationToken cancellationToken
    )
        where T : class;
}
