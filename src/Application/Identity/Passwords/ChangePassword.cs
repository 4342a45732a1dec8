using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Passwords;

/// <summary>Changes the password and ends all other sessions.</summary>
/// <exception cref="DomainException">Forbidden <c>identity.password_wrong</c>; TooManyRequests.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record ChangePassword(string CurrentPassword, string NewPassword) : ICommand;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(change => change.CurrentPassword).NotEmpty().MaximumLength(512);
        RuleFor(change => change.NewPassword).NewPassword();
    }
}

internal sealed class ChangePasswordHandler(
    IRepository<User> users,
    ICredentials credentials,
    IMailLinks links,
    IPasswordHasher hasher,
    PasswordProof proof,
    ICurrentUser current
) : ICommandHandler<ChangePassword, Done>, IBeforeTransaction<ChangePassword>
{
    private Credentials? proven;
    private string hash = "";

    public async Task PrepareAsync(ChangePassword request, CancellationToken cancellationToken)
    {
        proven = await proof.RequireAsync(request.CurrentPassword, cancellationToken);
        PasswordRules.RequireNotOwnName("newPassword", request.NewPassword, proven.Email, proven.Name);
        hash = await hasher.HashAsync(request.NewPassword, cancellationToken);
    }

    public async Task<Done> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var user = await users.RequireAsync(current.RequireActor(), cancellationToken);
        if (user.PasswordHash != proven!.Password.Hash)
        {
            throw new DomainException(IdentityErrors.PasswordWrong);
        }
        user.ChangePassword(hash);
        await credentials.EndOtherSessionsAsync(user.Id, current.RequireSession(), cancellationToken);
        await links.CloseAsync(user.Id, LinkPurpose.ResetPassword, cancellationToken);
        return default;
    }
}
