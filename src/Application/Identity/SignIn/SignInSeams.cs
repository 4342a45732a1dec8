using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.Passwords;

namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>What is needed of a person to check who they are.</summary>
/// <param name="HasTotp">A second factor is confirmed.</param>
/// <param name="EraseAfter">When the grace period of a closed account ends.</param>
public sealed record Credentials(
    Guid UserId,
    string Email,
    string Name,
    StoredPassword Password,
    bool IsActive,
    bool EmailVerified,
    bool HasTotp,
    DateTimeOffset? EraseAfter
)
{
    /// <summary>See <see cref="Domain.Identity.User.IsWithinReach"/>.</summary>
    public bool IsWithinReach(DateTimeOffset now) => IsActive || EraseAfter > now;
}

/// <summary>Persons before anybody is signed in: read and corrected at once, outside any transaction.</summary>
public interface ICredentials
{
    /// <summary>The person with this canonical address, whatever its case.</summary>
    Task<Credentials?> FindAsync(string email, CancellationToken cancellationToken);

    Task<Credentials?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Keeps the same password in the present way, unless it was changed in between.</summary>
    Task RehashAsync(Guid userId, string oldHash, string newHash, CancellationToken cancellationToken);

    /// <summary>
    /// In the present unit of work: whoever signs the same person in at this moment goes on one after the other, instead of having
    /// each other's handlers run again.
    /// </summary>
    Task LockAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: ends the person's sessions but this one.</summary>
    Task EndOtherSessionsAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// In the present unit of work: ends what else opens the person's account or keeps them out of it, which is keys, members, invitations
    /// and the second factor.
    /// </summary>
    /// <param name="madeBefore">Only what is older; null: all of it.</param>
    /// <returns>Whether a second factor was confirmed, and is gone.</returns>
    Task<bool> EndOtherAccessAsync(Guid userId, DateTimeOffset? madeBefore, CancellationToken cancellationToken);
}

/// <summary>How an attempt to prove a password ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It counts.</summary>
    Failed,

    /// <summary>It was neither wrong nor the whole proof: as if it had not been made.</summary>
    Undecided,

    /// <summary>The person is who they say: their account's failures are forgotten.</summary>
    Succeeded,
}

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

/// <summary>Second factors (RFC 6238) and the codes for the day on which the device is gone.</summary>
public interface IFactors
{
    /// <summary>At once, outside any transaction: accepts a code or a recovery code, each of them once.</summary>
    Task<bool> SpendAsync(Guid userId, string code, CancellationToken cancellationToken);

    /// <summary>A new secret that waits for its first code; null when there is a confirmed one.</summary>
    Task<byte[]?> StartAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Whether the code fits the secret that waits, which is confirmed then; null when none waits.</summary>
    Task<bool?> ConfirmAsync(Guid userId, string code, CancellationToken cancellationToken);

    /// <summary>Ten new recovery codes instead of those before; null when there is no confirmed factor.</summary>
    Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Removes factor and codes. Answers whether there was one that was confirmed.</summary>
    Task<bool> RemoveAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>What a link in a mail is for.</summary>
public enum LinkPurpose
{
    VerifyEmail,
    ResetPassword,
}

/// <param name="Address">Where it leads, with the token.</param>
public sealed record MailLink(string Token, string Address);

/// <summary>Links in mails: single use, known here by their hash alone.</summary>
public interface IMailLinks
{
    /// <summary>At once: a new link, which ends an older one of the same purpose; null when the person has had enough mails.</summary>
    Task<MailLink?> IssueAsync(Guid userId, LinkPurpose purpose, CancellationToken cancellationToken);

    /// <summary>At once: the link could not be sent; it neither counts nor opens anything.</summary>
    Task WithdrawAsync(MailLink link, CancellationToken cancellationToken);

    /// <summary>At once: whose open link this is. It stays open.</summary>
    Task<Guid?> FindAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: whose open link this was. It is used up.</summary>
    Task<Guid?> UseAsync(string token, LinkPurpose purpose, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: ends the person's open links of this purpose.</summary>
    Task CloseAsync(Guid userId, LinkPurpose purpose, CancellationToken cancellationToken);
}
