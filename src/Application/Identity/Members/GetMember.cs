using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>A member or a pending invitation.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(IdentityPermissions.ReadMembers)]
public sealed record GetMember(Guid MemberId) : IQuery<MemberView>;

internal sealed class GetMemberHandler(IMembershipReads reads, ICurrentUser current, TimeProvider time)
    : IQueryHandler<GetMember, MemberView>
{
    public async Task<MemberView> Handle(GetMember request, CancellationToken cancellationToken)
    {
        var rows = await reads.MembersAsync(
            new PageRequest(1, After: null),
            current.RequireAccount(),
            request.MemberId,
            time.GetUtcNow(),
            cancellationToken
        );
        return rows is [var member, ..] ? member : throw new DomainException(MemberErrors.NotFound);
    }
}
