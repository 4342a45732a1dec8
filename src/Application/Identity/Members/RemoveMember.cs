using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>
/// Removes a member or withdraws an invitation. Tokens and keys of the member for this account stop working within a moment.
/// Members may remove themselves, admins also editors and viewers, the owner anyone but themselves.
/// </summary>
/// <exception cref="DomainException">NotFound; Conflict <c>identity.owner_stays</c>.</exception>
[Requires(IdentityPermissions.ReadMembers)]
public sealed record RemoveMember(Guid MemberId) : ICommand;

internal sealed class RemoveMemberHandler(
    IRepository<AccountMember> members,
    IRepository<AccountInvitation> invitations,
    ICurrentUser current,
    TimeProvider time
) : ICommandHandler<RemoveMember, Done>
{
    public async Task<Done> Handle(RemoveMember request, CancellationToken cancellationToken)
    {
        var member = await members.FindAsync(request.MemberId, cancellationToken);
        if (member is not null && member.MemberId == current.RequireActor())
        {
            members.Remove(member);
            return default;
        }
        // First, so that whoever may not remove anybody does not learn who is there.
        current.RequireMayManage(member?.Role ?? AccountRoles.Viewer);
        if (request.MemberId == current.RequireAccount())
        {
            throw new DomainException(MemberErrors.OwnerStays);
        }
        if (member is not null)
        {
            members.Remove(member);
            return default;
        }
        var now = time.GetUtcNow();
        var invitation = await invitations.FindAsync(request.MemberId, cancellationToken);
        if (invitation?.IsOpen(now) is not true)
        {
            throw new DomainException(MemberErrors.NotFound);
        }
        current.RequireMayManage(invitation.Role);
        invitation.Revoke(now);
        return default;
    }
}
