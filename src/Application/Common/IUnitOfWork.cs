using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Common;

/// <summary>
/// One transaction around a request: sets the tenant for row-level security, runs the handler, publishes domain events
/// until none are left, saves once, commits.
/// </summary>
public interface IUnitOfWork
{
    /// <exception cref="DomainException">Conflict: somebody changed the same row in between.</exception>
    Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken);

    /// <summary>The same tenant rules for a query: nothing is saved.</summary>
    Task<TResult> ReadAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken);
}
