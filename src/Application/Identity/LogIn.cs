using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity;

/// <summary>Signs in. Unknown addresses and wrong passwords give the same answer after the same time.</summary>
/// <exception cref="DomainException">Unauthenticated <c>identity.wrong_credentials</c>.</exception>
[Anybody("it is how somebody becomes known")]
public sealed record LogIn(string Email, string Password, string? UserAgent) : ICommand<SignedIn>;

internal sealed class LogInValidator : AbstractValidator<LogIn>
{
    public LogInValidator()
    {
        RuleFor(logIn => logIn.Email).NotEmpty().MaximumLength(255);
        RuleFor(logIn => logIn.Password).NotEmpty().MaximumLength(512);
    }
}

internal sealed class LogInHandler(
    IRepository<User> users,
    IRepository<UserSession> sessions,
    IPasswordHasher hasher,
    ITokenIssuer tokens,
    TimeProvider time
) : ICommandHandler<LogIn, SignedIn>
{
    public async Task<SignedIn> Handle(LogIn request, CancellationToken cancellationToken)
    {
        var user = await users.FirstOrDefaultAsync(new UserByEmail(request.Email.Trim()), cancellationToken);
        var fits = await hasher.VerifyAsync(request.Password, user?.PasswordHash, cancellationToken);
        if (!fits || user is not { IsActive: true })
        {
            throw new DomainException(IdentityErrors.WrongCredentials);
        }
        var now = time.GetUtcNow();
        user.SignedIn(now);
        var session = UserSession.Start(time.NewId(), user.Id, request.UserAgent, now);
        sessions.Add(session);
        return tokens.SignIn(user, session.Id, session.Counter, Standing.OwnOf(user));
    }
}
