using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.TwoFactor;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.SignIn;

/// <param name="Network">/24 or /48; null: unknown.</param>
internal sealed record SignInAttempt(string Email, string Password, string? TotpCode, string? Network);

/// <summary>
/// Address, password and second factor: that somebody is who they say. Unknown addresses and wrong passwords give the same answer after
/// the same time, and guesses are slowed down.
/// </summary>
internal sealed class SignInProof(
    ICredentials credentials,
    ISignInThrottle throttle,
    IPasswordHasher hasher,
    IFactors factors,
    IAuthEvents events,
    TimeProvider time
)
{
    /// <param name="mayBeClosed">A closed account is good as well, as long as it can be opened again.</param>
    /// <exception cref="DomainException">Unauthenticated; Forbidden <c>identity.account_closed</c>; TooManyRequests.</exception>
    public async Task<Credentials> RequireAsync(
        SignInAttempt attempt,
        bool mayBeClosed,
        CancellationToken cancellationToken
    )
    {
        attempt = attempt with { Email = MailAddresses.Canonical(attempt.Email) };
        Error? refusal = null;
        Credentials? proven = null;
        await throttle.AttemptAsync(
            attempt.Email,
            attempt.Network,
            async () =>
            {
                (refusal, proven) = await CheckAsync(attempt, mayBeClosed, cancellationToken);
                return refusal is null ? AttemptOutcome.Succeeded
                    : refusal == IdentityErrors.WrongCredentials || refusal == IdentityErrors.TotpWrong
                        ? AttemptOutcome.Failed
                    : AttemptOutcome.Undecided;
            },
            cancellationToken
        );
        return refusal is null ? proven! : throw new DomainException(refusal);
    }

    private async Task<(Error?, Credentials?)> CheckAsync(
        SignInAttempt attempt,
        bool mayBeClosed,
        CancellationToken cancellationToken
    )
    {
        var found = await credentials.FindAsync(attempt.Email, cancellationToken);
        if (
            !await hasher.VerifyAsync(attempt.Password, found?.Password, cancellationToken)
            || found is null
            || !found.IsWithinReach(time.GetUtcNow())
        )
        {
            await RecordFailureAsync(found, cancellationToken);
            return (IdentityErrors.WrongCredentials, null);
        }
        if (!found.IsActive && !mayBeClosed)
        {
            // Before a code is spent: it is needed to open the account again.
            return (IdentityErrors.AccountClosed(found.EraseAfter!.Value), null);
        }
        if (found.HasTotp && attempt.TotpCode is not { Length: > 0 })
        {
            return (IdentityErrors.TotpRequired, null);
        }
        if (found.HasTotp && !await factors.SpendAsync(found.UserId, attempt.TotpCode!, cancellationToken))
        {
            await RecordFailureAsync(found, cancellationToken);
            return (IdentityErrors.TotpWrong, null);
        }
        if (hasher.IsOutdated(found.Password))
        {
            var hash = await hasher.HashAsync(attempt.Password, cancellationToken);
            await credentials.RehashAsync(found.UserId, found.Password.Hash, hash, cancellationToken);
            return (null, found with { Password = new StoredPassword(hash, PasswordSchemes.Current) });
        }
        return (null, found);
    }

    /// <summary>Of an unknown address too, so that it takes as long; the address itself is not written down.</summary>
    private Task RecordFailureAsync(Credentials? found, CancellationToken cancellationToken) =>
        events.RecordAsync(
            AuthEvent.SignInFailed,
            found?.UserId,
            found?.UserId.ToString() ?? "unknown",
            cancellationToken
        );
}
