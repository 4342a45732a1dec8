using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>
/// Signs in. An unknown address and a wrong password give the same response after the same time. With two-factor sign-in, send
/// the code or a recovery code as <c>totpCode</c>.
/// </summary>
/// <exception cref="DomainException">
/// Unauthenticated <c>identity.wrong_credentials</c>, <c>auth.totp_required</c> or <c>auth.totp_wrong</c>; Forbidden
/// <c>identity.account_closed</c>, or with <c>refreshCookie</c> <c>auth.origin_not_allowed</c>; TooManyRequests.
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
    SignInProof proof,
    ITokenIssuer tokens,
    TimeProvider time
) : ICommandHandler<LogIn, SignedIn>, IBeforeTransaction<LogIn>
{
    private Credentials? proven;

    public async Task PrepareAsync(LogIn request, CancellationToken cancellationToken) =>
        proven = await proof.RequireAsync(
            new SignInAttempt(request.Email, request.Password, request.TotpCode, request.Network),
            mayBeClosed: false,
            cancellationToken
        );

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
        return tokens.SignIn(user, session.Id, session.Counter, Standing.OwnOf(user));
    }
}
