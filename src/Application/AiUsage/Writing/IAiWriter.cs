using System.Text.Json;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Writing;

/// <summary>Every call to a model: estimate, reserve, call, validate; settled or released, and recorded.</summary>
public interface IAiWriter
{
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
