namespace AiWebBuilder.Application.AiUsage.Shutoffs;

/// <summary>The emergency stops of the account acted for, and of the platform.</summary>
public interface IAiShutoffs
{
    /// <summary>The stop in force, if any, and the last hundred that were lifted.</summary>
    /// <param name="ofPlatform">The platform's; else the account's.</param>
    Task<IReadOnlyList<StopView>> ListAsync(bool ofPlatform, CancellationToken cancellationToken);

    /// <summary>Whether the platform's stop is in force.</summary>
    Task<bool> IsPlatformShutAsync(CancellationToken cancellationToken);

    /// <summary>From the commit on no call leaves. A soft stop can be made hard, never the other way round.</summary>
    /// <exception cref="Domain.Common.DomainException">Unavailable: calls are leaving, and it does not wait for longer.</exception>
    Task ShutOffAsync(bool ofPlatform, bool hard, string reason, CancellationToken cancellationToken);

    /// <exception cref="Domain.Common.DomainException">
    /// TooManyRequests: the account's stop is one that nobody pressed, and two of those were lifted within the last 24 hours.
    /// </exception>
    Task LiftAsync(bool ofPlatform, string reason, CancellationToken cancellationToken);

    /// <summary>Lifts an account's automatic stop for whoever runs the platform. Nothing happens where there is no stop.</summary>
    /// <exception cref="Domain.Common.DomainException">NotFound: the account; Conflict: somebody in the account pressed it.</exception>
    Task LiftAutomaticAsync(Guid account, string reason, CancellationToken cancellationToken);
}

/// <summary>An emergency stop.</summary>
/// <param name="Hard">Calls under way were cancelled; else they went on to their end.</param>
/// <param name="Automatic">Nobody pressed it: spend or failures had run away.</param>
/// <param name="SetBy">The person; null of an automatic one.</param>
/// <param name="LiftedAt">Null: it is in force.</param>
public sealed record StopView(
    Guid Id,
    bool Hard,
    bool Automatic,
    string Reason,
    Guid? SetBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LiftedAt,
    Guid? LiftedBy,
    string? LiftReason
);
