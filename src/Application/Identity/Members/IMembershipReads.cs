using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Accounts;

namespace AiWebBuilder.Application.Identity.Members;

/// <summary>Members and accounts, read straight into views.</summary>
public interface IMembershipReads
{
    /// <summary>Owner, members and pending invitations of the account, newest first.</summary>
    /// <param name="id">Only this one.</param>
    Task<IReadOnlyList<MemberView>> MembersAsync(
        PageRequest page,
        Guid accountId,
        Guid? id,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Whether the address is the owner's or a member's.</summary>
    Task<bool> HasMemberAsync(Guid accountId, string email, CancellationToken cancellationToken);

    /// <summary>The accounts that the person may act for, newest first.</summary>
    Task<IReadOnlyList<AccountChoiceView>> AccountsAsync(
        PageRequest page,
        Guid personId,
        Guid current,
        CancellationToken cancellationToken
    );
}
