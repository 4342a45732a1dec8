namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>Counts what a plan limits, in the module that has the rows: one implementation for each resource that is counted by rows.</summary>
public interface ICountPlanResource
{
    PlanResource Resource { get; }

    /// <summary>How many there are now.</summary>
    Task<long> CountAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>
    /// Which one this is of those that count, from 1, oldest first; 0 when it does not count. A lower plan lets the first be changed,
    /// as many as it allows.
    /// </summary>
    Task<long> PlaceAsync(Guid accountId, Guid id, CancellationToken cancellationToken) => Task.FromResult(0L);
}
