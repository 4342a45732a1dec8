using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Common.Security.AuthEvents;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Passwords;

/// <summary>
/// Sets a new password with the token from an e-mail. All sessions end, and nobody is signed in by it: two-factor sign-in still
/// applies, and a closed account is reopened with POST /v1/auth/restoration. Keys, members, invitations and the second factor
/// that were added before the address was verified are removed, because a stranger may have added them.
/// </summary>
/// <exception cref="DomainException">Validation <c>identity.link_invalid</c>.</exception>
[Anybody("the link is the proof")]
public sealed record ResetPassword(string Token, string Password) : ICommand;

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator()
    {
        RuleFor(reset => reset.Token).NotEmpty().MaximumLength(128);
        RuleFor(reset => reset.Password).NewPassword();
    }
}

internal sealed class ResetPasswordHandler(
    IRepository<User> users,
    ICredentials credentials,
    IMailLinks links,
    IPasswordHasher hasher,
    ISignInThrottle throttle,
    ISessionRotation sessions,
    IAuthEvents events,
    TimeProvider time
) : ICommandHandler<ResetPassword, Done>, IBeforeTransaction<ResetPassword>
{
    private string hash = "";

    /// <summary>Nothing is hashed for a link that is none.</summary>
    public async Task PrepareAsync(ResetPassword request, CancellationToken cancellationToken)
    {
        if (
            await links.FindAsync(request.Token, LinkPurpose.ResetPassword, cancellationToken) is not { } userId
            || await credentials.FindAsync(userId, cancellationToken) is not { } person
            || !person.IsWithinReach(time.GetUtcNow())
        )
        {
            throw new DomainException(IdentityErrors.LinkInvalid);
        }
        PasswordRules.RequireNotOwnName("password", request.Password, person.Email, person.Name);
        hash = await hasher.HashAsync(request.Password, cancellationToken);
        // Whoever reads the mailbox need not wait for what others have guessed.
        await throttle.ForgetAsync(person.Email, cancellationToken);
    }

    public async Task<Done> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        if (
            await links.UseAsync(request.Token, LinkPurpose.ResetPassword, cancellationToken) is not { } userId
            || await users.FindAsync(userId, cancellationToken) is not { } user
            || !user.IsWithinReach(time.GetUtcNow())
        )
        {
            throw new DomainException(IdentityErrors.LinkInvalid);
        }
        var provedBefore = user.EmailVerifiedAt;
        user.ResetPassword(hash, time.GetUtcNow());
        // Whoever opened the account with this address need not be whose address it is.
        if (await credentials.EndOtherAccessAsync(userId, madeBefore: provedBefore, cancellationToken))
        {
            await events.RecordWithChangeAsync(AuthEvent.FactorRemoved, userId, cancellationToken);
        }
        await sessions.RevokeAllAsync(userId, cancellationToken);
        await links.CloseAsync(userId, LinkPurpose.ResetPassword, cancellationToken);
        return default;
    }
}
