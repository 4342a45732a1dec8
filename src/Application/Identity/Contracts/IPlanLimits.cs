using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>The account's plan. A lower one deletes nothing: what is over its limits can be read, and no longer changed.</summary>
public interface IPlanLimits
{
    /// <summary>
    /// Takes one of what is counted by the month, in the present unit of work: it counts when that commits, and whoever takes at the
    /// same time waits, so that a limit of ten lets exactly ten through.
    /// </summary>
    /// <exception cref="DomainException">PaymentRequired <c>plan.limit_reached</c> with resource, limit, used and resetsAt.</exception>
    Task TakeAsync(PlanResource resource, CancellationToken cancellationToken);

    /// <summary>Gives one back that came to nothing.</summary>
    /// <param name="takenAt">The month that it was counted in.</param>
    Task GiveBackAsync(PlanResource resource, DateTimeOffset takenAt, CancellationToken cancellationToken);

    /// <summary>
    /// Requires that there may be one more. What is counted by its rows can be added by nobody else of the account until the
    /// present unit of work ends.
    /// </summary>
    /// <inheritdoc cref="TakeAsync"/>
    Task RequireRoomAsync(PlanResource resource, CancellationToken cancellationToken);

    /// <summary>The same for so many more: bytes of storage, which a trigger counts where they are written.</summary>
    /// <inheritdoc cref="TakeAsync"/>
    Task RequireRoomAsync(PlanResource resource, long amount, CancellationToken cancellationToken);

    /// <summary>What the plan allows of what is counted elsewhere, and how more of it is refused.</summary>
    Task<PlanAllowance> AllowanceAsync(PlanResource resource, CancellationToken cancellationToken);

    /// <summary>Warns of what has been counted elsewhere, where it has come near the limit: once a month for each threshold.</summary>
    Task WarnOfAsync(PlanResource resource, long used, CancellationToken cancellationToken);

    /// <summary>
    /// Requires that this one may be changed: of those that count against the plan the oldest may, as many as it allows. One that does
    /// not count may always.
    /// </summary>
    /// <exception cref="DomainException">PaymentRequired <c>plan.over_limit</c> with resource, limit and used.</exception>
    Task RequireEditableAsync(PlanResource resource, Guid id, CancellationToken cancellationToken);
}
