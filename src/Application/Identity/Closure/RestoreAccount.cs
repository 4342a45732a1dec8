using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>
/// Reopens a closed account within its grace period, and signs in. Its pages stay unpublished, and memberships in other
/// accounts are not restored. Idempotent.
/// </summary>
/// <exception cref="DomainException">
/// Unauthenticated <c>identity.wrong_credentials</c>, <c>auth.totp_required</c> or <c>auth.totp_wrong</c>; TooManyRequests.
/// </exception>
[Anybody("nobody can sign in to a closed account")]
public sealed record RestoreAccount(string Email, string Password, string? TotpCode, string? UserAgent, string? Network)
    : ICommand<SignedIn>;

internal sealed class RestoreAccountValidator : AbstractValidator<RestoreAccount>
{
    public RestoreAccountValidator()
    {
        RuleFor(restore => restore.Email).NotEmpty().MaximumLength(255);
        RuleFor(restore => restore.Password).NotEmpty().MaximumLength(512);
        RuleFor(restore => restore.TotpCode).MaximumLength(64);
    }
}

internal sealed class RestoreAccountHandler(
    IRepository<User> users,
    IRepository<UserSession> sessions,
    ICredentials credentials,
    IErasures erasures,
    SignInProof proof,
    ITokenIssuer tokens,
    TimeProvider time
) : ICommandHandler<RestoreAccount, SignedIn>, IBeforeTransaction<RestoreAccount>
{
    private Credentials? proven;

    public async Task PrepareAsync(RestoreAccount request, CancellationToken cancellationToken) =>
        proven = await proof.RequireAsync(
            new SignInAttempt(request.Email, request.Password, request.TotpCode, request.Network),
            mayBeClosed: true,
            cancellationToken
        );

    public async Task<SignedIn> Handle(RestoreAccount request, CancellationToken cancellationToken)
    {
        // An erasure that has begun holds the same lock, and leaves no password that fits.
        await credentials.LockAsync(proven!.UserId, cancellationToken);
        var now = time.GetUtcNow();
        var user = await users.FindAsync(proven.UserId, cancellationToken);
        if (user is null || user.PasswordHash != proven.Password.Hash)
        {
            throw new DomainException(IdentityErrors.WrongCredentials);
        }
        var wasClosed = !user.IsActive;
        if (!user.Restore(now))
        {
            throw new DomainException(IdentityErrors.WrongCredentials);
        }
        if (wasClosed)
        {
            await erasures.WithdrawAsync(user.Id, cancellationToken);
        }
        user.SignedIn(now);
        var session = UserSession.Start(time.NewId(), user.Id, request.UserAgent, now);
        sessions.Add(session);
        return tokens.SignIn(user, session.Id, session.Counter, Standing.OwnOf(user));
    }
}
