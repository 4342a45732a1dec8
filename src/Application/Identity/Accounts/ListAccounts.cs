using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Members;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>The accounts that the person may act for: their own and those that they are a member of, newest first.</summary>
[Requires(IdentityPermissions.ReadProfile)]
public sealed record ListAccounts(int? Limit, string? Cursor) : IQuery<Page<AccountChoiceView>>;

/// <param name="Current">Whether this very request acts for it.</param>
/// <param name="Since">When the account was opened, or the person joined it.</param>
public sealed record AccountChoiceView(
    Guid AccountId,
    string Name,
    [OneOf(typeof(AccountRoles))] string Role,
    bool Current,
    DateTimeOffset Since
);

internal sealed class ListAccountsHandler(IMembershipReads reads, ICurrentUser current)
    : IQueryHandler<ListAccounts, Page<AccountChoiceView>>
{
    public async Task<Page<AccountChoiceView>> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.AccountsAsync(page, current.RequireActor(), current.RequireAccount(), cancellationToken);
        return page.ToPage(rows, account => new Keyset(account.Since, account.AccountId));
    }
}
