using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>
/// Joins the account that an e-mail invited to, and verifies the address. Idempotent. To act for the account, switch to it.
/// </summary>
/// <exception cref="DomainException">
/// NotFound <c>identity.invitation_not_found</c>; Forbidden <c>identity.invitation_for_another</c>.
/// </exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record AcceptInvitation(string Token) : ICommand<AccountView>;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator() => RuleFor(accept => accept.Token).NotEmpty().MaximumLength(128);
}

/// <summary>An invitation belongs to an account that the person does not act for yet, so that it is found past isolation.</summary>
public interface IInvitations
{
    /// <summary>Makes the person a member, once, and notes that their address is proved.</summary>
    /// <exception cref="DomainException">NotFound or Forbidden.</exception>
    Task<AccountView> AcceptAsync(
        byte[] tokenHash,
        Guid personId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>In the present unit of work: counts one more mail to the address, whoever sends it.</summary>
    /// <returns>Null; or when the address may have another one, and this one was not counted.</returns>
    Task<DateTimeOffset?> CountMailAsync(string email, CancellationToken cancellationToken);
}

internal sealed class AcceptInvitationHandler(IInvitations invitations, ICurrentUser current, TimeProvider time)
    : ICommandHandler<AcceptInvitation, AccountView>
{
    public Task<AccountView> Handle(AcceptInvitation request, CancellationToken cancellationToken) =>
        invitations.AcceptAsync(
            InvitationTokens.Hash(request.Token),
            current.RequireActor(),
            time.GetUtcNow(),
            cancellationToken
        );
}
