using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity;

/// <summary>
/// Signs in. Unknown addresses and wrong passwords give the same answer after the same time. Whoever has a second factor sends its
/// code, or a recovery code, as `totpCode`.
/// </summary>
/// <exception cref="DomainException">
/// Unauthenticated <c>identity.wrong_credentials</c>, <c>auth.totp_required</c> or <c>auth.totp_wrong</c>; TooManyRequests.
/// </exception>
[Anybody("it is how somebody becomes known")]
public sealed record LogIn(string Email, string Password, string? TotpCode, string? UserAgent, string? Network)
    : ICommand<SignedIn>;

internal sealed class LogInValidator : AbstractValidator<LogIn>
{
    public LogInValidator()
    {
        RuleFor(logIn => logIn.Email).NotEmpty().MaximumLength(255);
        RuleFor(logIn => logIn.Password).NotEmpty().MaximumLength(512);
        RuleFor(logIn => logIn.TotpCode).MaximumLength(64);
    }
}

internal sealed class LogInHandler(
    IRepository<User> users,
    IRepository<UserSession> sessions,
    ICredentials credentials,
    ISignInThrottle throttle,
    IPasswordHasher hasher,
    IFactors factors,
    IAuthEvents events,
    ITokenIssuer tokens,
    TimeProvider time
) : ICommandHandler<LogIn, SignedIn>, IPreparing<LogIn>
{
    private Credentials? proven;

    public async Task PrepareAsync(LogIn request, CancellationToken cancellationToken)
    {
        Error? refusal = null;
        await throttle.AttemptAsync(
            request.Email,
            request.Network,
            async () =>
            {
                (refusal, proven) = await CheckAsync(request, cancellationToken);
                return refusal is null ? AttemptOutcome.Succeeded
                    : refusal == IdentityErrors.TotpRequired ? AttemptOutcome.Undecided
                    : AttemptOutcome.Failed;
            },
            cancellationToken
        );
        if (refusal is not null)
        {
            throw new DomainException(refusal);
        }
    }

    public async Task<SignedIn> Handle(LogIn request, CancellationToken cancellationToken)
    {
        await credentials.LockAsync(proven!.UserId, cancellationToken);
        var user = await users.FindAsync(proven.UserId, cancellationToken);
        if (user is not { IsActive: true } || user.PasswordHash != proven.Password.Hash)
        {
            // Closed, or given another password, since it was looked at.
            throw new DomainException(IdentityErrors.WrongCredentials);
        }
        var now = time.GetUtcNow();
        user.SignedIn(now);
        var session = UserSession.Start(time.NewId(), user.Id, request.UserAgent, now);
        sessions.Add(session);
        await events.RecordWithChangeAsync(AuthEvent.SignIn, user.Id, user.Id.ToString(), cancellationToken);
        return tokens.SignIn(user, session.Id, session.Counter, Standing.OwnOf(user));
    }

    private async Task<(Error?, Credentials?)> CheckAsync(LogIn request, CancellationToken cancellationToken)
    {
        var found = await credentials.FindAsync(request.Email.Trim(), cancellationToken);
        if (
            !await hasher.VerifyAsync(request.Password, found?.Password, cancellationToken)
            || found is not { IsActive: true }
        )
        {
            await RecordFailureAsync(found, cancellationToken);
            return (IdentityErrors.WrongCredentials, null);
        }
        if (found.HasTotp && request.TotpCode is not { Length: > 0 })
        {
            return (IdentityErrors.TotpRequired, null);
        }
        if (found.HasTotp && !await factors.SpendAsync(found.UserId, request.TotpCode!, cancellationToken))
        {
            await RecordFailureAsync(found, cancellationToken);
            return (IdentityErrors.TotpWrong, null);
        }
        if (hasher.IsOutdated(found.Password))
        {
            var hash = await hasher.HashAsync(request.Password, cancellationToken);
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
