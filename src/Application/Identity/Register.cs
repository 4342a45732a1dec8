using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity;

/// <summary>Opens an account and signs its owner in.</summary>
/// <exception cref="DomainException">Conflict <c>identity.email_taken</c>.</exception>
[Anybody("a newcomer has no account yet")]
public sealed record Register(string Email, string Password, string Name, string? UserAgent) : ICommand<SignedIn>;

internal sealed class RegisterValidator : AbstractValidator<Register>
{
    public RegisterValidator()
    {
        RuleFor(register => register.Email).NotEmpty().MaximumLength(255).EmailAddress();
        RuleFor(register => register.Password)
            .Must(password => password.EnumerateRunes().Count() is >= 8 and <= 128)
            .WithMessage("A password has 8 to 128 characters.")
            .Must(password => !CommonPasswords.Contains(password))
            .WithMessage("This password is among the first that anybody tries.");
        RuleFor(register => register.Name).NotEmpty().MaximumLength(255);
    }
}

internal sealed class RegisterHandler(
    IRepository<User> users,
    IRepository<UserSession> sessions,
    IPasswordHasher hasher,
    ITokenIssuer tokens,
    TimeProvider time
) : ICommandHandler<Register, SignedIn>
{
    public async Task<SignedIn> Handle(Register request, CancellationToken cancellationToken)
    {
        var email = request.Email.Trim();
        if (await users.AnyAsync(new UserByEmail(email), cancellationToken))
        {
            throw new DomainException(IdentityErrors.EmailTaken);
        }
        var now = time.GetUtcNow();
        var hash = await hasher.HashAsync(request.Password, cancellationToken);
        var user = User.Register(time.NewId(), email, hash, request.Name.Trim(), now);
        users.Add(user);
        var session = UserSession.Start(time.NewId(), user.Id, request.UserAgent, now);
        sessions.Add(session);
        var (token, expiresIn) = tokens.IssueAccessToken(user.Id, user.Id, session.Id);
        return new SignedIn(UserView.Of(user), token, tokens.IssueRefreshToken(session.Id, session.Counter), expiresIn);
    }
}
