using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>
/// Changes the role of a member or of a pending invitation, effective within a moment. Admins may change editors and viewers,
/// the owner anyone but themselves.
/// </summary>
/// <exception cref="DomainException">NotFound; Conflict <c>identity.owner_stays</c>.</exception>
[Requires(IdentityPermissions.WriteMembers)]
public sealed record UpdateMember(Guid MemberId, string Role) : ICommand;

internal sealed class UpdateMemberValidator : AbstractValidator<UpdateMember>
{
    public UpdateMemberValidator() => RuleFor(update => update.Role).GivenRole();
}

internal sealed class UpdateMemberHandler(
    IRepository<AccountMember> members,
    IRepository<AccountInvitation> invitations,
    ICurrentUser current,
    TimeProvider time
) : ICommandHandler<UpdateMember, Done>
{
    public async Task<Done> Handle(UpdateMember request, CancellationToken cancellationToken)
    {
        if (request.MemberId == current.RequireAccount())
        {
            throw new DomainException(MemberErrors.OwnerStays);
        }
        if (await members.FindAsync(request.MemberId, cancellationToken) is { } member)
        {
            current.RequireMayManage(member.Role);
            current.RequireMayManage(request.Role);
            member.ChangeRole(request.Role);
        }
        else if (
            await invitations.FindAsync(request.MemberId, cancellationToken) is { } invitation
            && invitation.IsOpen(time.GetUtcNow())
        )
        {
            current.RequireMayManage(invitation.Role);
            current.RequireMayManage(request.Role);
            invitation.ChangeRole(request.Role);
        }
        else
        {
            throw new DomainException(MemberErrors.NotFound);
        }
        return default;
    }
}
