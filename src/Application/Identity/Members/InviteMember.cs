using System.Security.Cryptography;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>
/// Invites an e-mail address to the account for seven days. A new invitation replaces the previous one. Admins may invite
/// editors and viewers, the owner anyone.
/// </summary>
/// <exception cref="DomainException">
/// Conflict <c>identity.already_member</c>; TooManyRequests <c>identity.too_many_invitations</c>.
/// </exception>
[Requires(IdentityPermissions.WriteMembers)]
public sealed record InviteMember(string Email, string Role) : ICommand<MemberView>;

internal sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(invite => invite.Email).MailAddress();
        RuleFor(invite => invite.Role).GivenRole();
    }
}

internal sealed class InviteMemberHandler(
    IRepository<AccountInvitation> invitations,
    IInvitations mails,
    IMembershipReads reads,
    IJobQueue jobs,
    IPlanLimits limits,
    ICurrentUser current,
    TimeProvider time
) : ICommandHandler<InviteMember, MemberView>
{
    public async Task<MemberView> Handle(InviteMember request, CancellationToken cancellationToken)
    {
        current.RequireMayManage(request.Role);
        var (account, actor, now) = (current.RequireAccount(), current.RequireActor(), time.GetUtcNow());
        var email = MailAddresses.Canonical(request.Email);
        if (await reads.HasMemberAsync(account, email, cancellationToken))
        {
            throw new DomainException(MemberErrors.AlreadyMember);
        }
        // Nobody's: the mail's own is made when the mail is, so that it rests nowhere.
        var unusableHash = RandomNumberGenerator.GetBytes(32);
        var invitation = await invitations.FirstOrDefaultAsync(new OpenInvitationTo(email), cancellationToken);
        if (invitation?.IsOpen(now) is true)
        {
            current.RequireMayManage(invitation.Role);
        }
        else
        {
            // One that is over has no seat any more, and nobody's role.
            await limits.RequireRoomAsync(PlanResource.Members, cancellationToken);
        }
        if (invitation is null)
        {
            invitation = AccountInvitation.Make(time.NewId(), account, email, request.Role, actor, unusableHash, now);
            invitations.Add(invitation);
        }
        else
        {
            invitation.Renew(request.Role, actor, unusableHash, now);
        }
        if (await mails.CountMailAsync(email, cancellationToken) is { } next)
        {
            throw new DomainException(MemberErrors.TooManyInvitations) { RetryAfter = next - now };
        }
        await jobs.EnqueueAsync(
            new JobRequest(InvitationMailJob.Type, account, new InvitationMailJob.Payload(invitation.Id)),
            cancellationToken
        );
        return new MemberView(
            invitation.Id,
            UserId: null,
            Name: null,
            invitation.Email,
            invitation.Role,
            "pending",
            invitation.CreatedAt,
            invitation.ExpiresAt
        );
    }
}

/// <summary>What holds for everybody who manages members.</summary>
internal static class MemberRules
{
    public static IRuleBuilderOptions<T, string> GivenRole<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(GivenRoles.All.Contains).WithMessage($"role must be one of {string.Join(", ", GivenRoles.All)}.");

    /// <summary>
    /// Only the owner makes, changes and removes admins: an admin who could would pass the account on to whomever they like, and
    /// could drive the others out.
    /// </summary>
    /// <exception cref="DomainException">Forbidden.</exception>
    public static void RequireMayManage(this ICurrentUser current, string role)
    {
        var needed = role == AccountRoles.Admin ? IdentityPermissions.WriteAdmins : IdentityPermissions.WriteMembers;
        if (!current.Has(needed))
        {
            throw new DomainException(SecurityErrors.Forbidden(needed));
        }
    }
}
