using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity.Members;

internal sealed class AccountPeople(AppDbContext db, ICurrentUser user) : IAccountPeople
{
    public async Task<string?> OwnerEmailAsync(CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<string>(
                $"""select email as "Value" from users where id = {user.RequireAccount()} and is_active"""
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public Task<string?> OwnerLanguageAsync(CancellationToken cancellationToken) =>
        SettingAsync("language", cancellationToken);

    public Task<string?> TimeZoneAsync(CancellationToken cancellationToken) =>
        SettingAsync("timeZone", cancellationToken);

    private async Task<string?> SettingAsync(string name, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<string?>(
                $"""select settings ->> {name} as "Value" from users where id = {user.RequireAccount()}"""
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task<bool> MayActAsync(Guid personId, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        var found = await db
            .Database.SqlQuery<Guid>(
                $"""
                select id as "Value" from users
                where id = {account} and is_active and (id = {personId}
                    or exists (select from account_members where user_id = {account} and member_id = {personId}))
                """
            )
            .ToListAsync(cancellationToken);
        return found.Count > 0;
    }

    public async Task<Guid> RequireMemberAsync(Guid memberId, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        if (memberId == account)
        {
            return account;
        }
        var found = await db
            .Database.SqlQuery<Guid>(
                $"""select member_id as "Value" from account_members where id = {memberId} and user_id = {account}"""
            )
            .ToListAsync(cancellationToken);
        return found is [var person] ? person : throw new DomainException(MemberErrors.NotFound);
    }
}
