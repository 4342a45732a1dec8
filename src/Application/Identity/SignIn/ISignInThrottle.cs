namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>
/// Slows guessing down, by address and by network, for all nodes together: five failures are free, then each makes the next attempt
/// wait twice as long, from a second to a quarter of an hour. Nobody is ever locked out.
/// </summary>
public interface ISignInThrottle
{
    /// <summary>
    /// Counts the attempt as a failure, then lets it be evaluated, and takes the count back when it was none: so that no number of
    /// parallel guesses is more than the delay lets through.
    /// </summary>
    /// <param name="email">Canonical; it need not be anybody's.</param>
    /// <param name="network">/24 or /48; null: unknown, or not to be counted.</param>
    /// <exception cref="Domain.Common.DomainException">TooManyRequests: nothing was evaluated.</exception>
    Task AttemptAsync(
        string email,
        string? network,
        Func<Task<AttemptOutcome>> evaluateAsync,
        CancellationToken cancellationToken
    );

    /// <summary>Forgets the failures of the address.</summary>
    Task ForgetAsync(string email, CancellationToken cancellationToken);
}
