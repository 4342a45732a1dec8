using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>Members of the account, its owner included, and pending invitations, newest first.</summary>
[Requires(IdentityPermissions.ReadMembers)]
public sealed record ListMembers(int? Limit, string? Cursor) : IQuery<Page<MemberView>>;

/// <param name="UserId">The person; null while the invitation is pending.</param>
/// <param name="Name">Null while the invitation is pending.</param>
/// <param name="ExpiresAt">Until when a pending invitation can be accepted.</param>
public sealed record MemberView(
    Guid Id,
    Guid? UserId,
    string? Name,
    string Email,
    [OneOf(typeof(AccountRoles))] string Role,
    [OneOf(typeof(MemberStatus))] string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt
);

internal sealed class ListMembersHandler(IMembershipReads reads, ICurrentUser current, TimeProvider time)
    : IQueryHandler<ListMembers, Page<MemberView>>
{
    public async Task<Page<MemberView>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.MembersAsync(
            page,
            current.RequireAccount(),
            id: null,
            time.GetUtcNow(),
            cancellationToken
        );
        return page.ToPage(rows, member => new Keyset(member.CreatedAt, member.Id));
    }
}
