using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Passwords;

/// <summary>
/// What lasts longer than a session wants the password once more: a device that was left open is not enough. Guesses count as those
/// at sign-in do.
/// </summary>
internal sealed class PasswordProof(
    ICredentials credentials,
    IPasswordHasher hasher,
    ISignInThrottle throttle,
    ICurrentUser current
)
{
    /// <exception cref="DomainException">Forbidden; TooManyRequests.</exception>
    public async Task<Credentials> RequireAsync(string password, CancellationToken cancellationToken)
    {
        current.RequireSession();
        var person =
            await credentials.FindAsync(current.RequireActor(), cancellationToken)
            ?? throw new DomainException(IdentityErrors.UserNotFound);
        var fits = false;
        await throttle.AttemptAsync(
            person.Email,
            network: null,
            async () =>
            {
                fits = await hasher.VerifyAsync(password, person.Password, cancellationToken);
                return fits ? AttemptOutcome.Undecided : AttemptOutcome.Failed;
            },
            cancellationToken
        );
        return fits ? person : throw new DomainException(IdentityErrors.PasswordWrong);
    }
}

internal static class SessionRules
{
    /// <summary>Passwords and factors are a person's matter: a key that acts for somebody does not reach them.</summary>
    /// <exception cref="DomainException">Forbidden.</exception>
    public static Guid RequireSession(this ICurrentUser user) =>
        user.SessionId ?? throw new DomainException(IdentityErrors.SessionNeeded);
}
