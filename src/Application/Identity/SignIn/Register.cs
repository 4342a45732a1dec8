using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>Creates an account, signs its owner in, and sends an e-mail to verify the address.</summary>
/// <exception cref="DomainException">
/// Conflict <c>identity.email_taken</c>; Forbidden <c>auth.origin_not_allowed</c>, with <c>refreshCookie</c>.
/// </exception>
[Anybody("a newcomer has no account yet")]
public sealed record Register(string Email, string Password, string Name, string? UserAgent, string? Language)
    : ICommand<SignedIn>;

internal sealed class RegisterValidator : AbstractValidator<Register>
{
    public RegisterValidator()
    {
        RuleFor(register => register.Email).MailAddress();
        RuleFor(register => register.Password).NewPassword().NotOwnName(register => (register.Email, register.Name));
        RuleFor(register => register.Name).NotEmpty().MaximumLength(255);
    }
}

internal sealed class RegisterHandler(
    IRepository<User> users,
    IRepository<UserSession> sessions,
    ICredentials credentials,
    IPasswordHasher hasher,
    IJobQueue jobs,
    ITokenIssuer tokens,
    TimeProvider time
) : ICommandHandler<Register, SignedIn>, IBeforeTransaction<Register>
{
    private string hash = "";

    public async Task PrepareAsync(Register request, CancellationToken cancellationToken)
    {
        if (await credentials.FindAsync(MailAddresses.Canonical(request.Email), cancellationToken) is not null)
        {
            throw new DomainException(IdentityErrors.EmailTaken);
        }
        hash = await hasher.HashAsync(request.Password, cancellationToken);
    }

    public async Task<SignedIn> Handle(Register request, CancellationToken cancellationToken)
    {
        var email = MailAddresses.Canonical(request.Email);
        // Once more: the hash took its time. The last word is the unique index's.
        if (await users.AnyAsync(new UserByEmail(email), cancellationToken))
        {
            throw new DomainException(IdentityErrors.EmailTaken);
        }
        var now = time.GetUtcNow();
        var user = User.Register(time.NewId(), email, hash, request.Name.Trim(), now);
        users.Add(user);
        var session = UserSession.Start(time.NewId(), user.Id, request.UserAgent, now);
        sessions.Add(session);
        await jobs.EnqueueAsync(
            AccountMailJob.For(accountId: null, user.Id, LinkPurpose.VerifyEmail, request.Language),
            cancellationToken
        );
        var (token, expiresIn) = tokens.IssueAccessToken(user.Id, user.Id, session.Id);
        return new SignedIn(UserView.Of(user), token, tokens.IssueRefreshToken(session.Id, session.Counter), expiresIn);
    }
}
