using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Admin;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity.Admin;

[WritesPastUnitOfWork(
    "In the command's transaction, in an administrator's scope, to which aggregates of other accounts are closed."
)]
internal sealed class PlatformUsers(AppDbContext db, TimeProvider time) : IPlatformUsers
{
    public async Task<IReadOnlyList<PlatformUserView>> FindAsync(
        PageRequest page,
        string? text,
        Guid? id,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var (at, after) = page.Before;
        var found = await db
            .Database.SqlQuery<PlatformUserView>(
                $"""
                select id, email, name, subscription_tier, subscription_status, subscription_ends_at, comped_tier,
                    comped_until, past_due_since, is_active, is_platform_admin, email_verified_at, created_at, last_active_at
                from users
                where (created_at, id) < ({at}, {after}) and ({id}::uuid is null or id = {id})
                  and ({text}::text is null or position(lower({text}::text) in lower(email)) > 0
                    or position(lower({text}::text) in lower(name)) > 0)
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        await RecordReadAsync(found.Take(page.Limit).Select(user => user.Id).ToArray(), id is not null);
        return found;

        // Whose data was seen, not what was searched for, which may be a person's name. A look at one stands in that person's log.
        Task RecordReadAsync(Guid[] seen, bool isOne) =>
            seen.Length == 0
                ? Task.CompletedTask
                : db.Database.ExecuteSqlAsync(
                    $"""
                    select record_platform_event('read', {(isOne ? seen[0] : null)}::uuid, 'users',
                        {(isOne ? seen[0].ToString() : "list")}, to_jsonb({(isOne ? null : seen)}::uuid[]))
                    """,
                    cancellationToken
                );
    }

    public Task<bool> SetTierAsync(Guid id, string tier, string reason, CancellationToken cancellationToken) =>
        ChangeAsync($"update users set subscription_tier = {tier} where id = {id}", reason, cancellationToken);

    public Task<bool> SetStatusAsync(
        Guid id,
        string status,
        DateTimeOffset? endsAt,
        string reason,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            $"""
            update users set subscription_status = {status}, subscription_ends_at = {endsAt},
                past_due_since = case when {status} = 'past_due' then coalesce(past_due_since, {time.GetUtcNow()}) end
            where id = {id}
            """,
            reason,
            cancellationToken
        );

    public Task<bool> CompAsync(
        Guid id,
        string? tier,
        DateTimeOffset? until,
        string reason,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            $"update users set comped_tier = {tier}, comped_until = {until} where id = {id}",
            reason,
            cancellationToken
        );

    private async Task<bool> ChangeAsync(FormattableString change, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        return await db.Database.ExecuteSqlAsync(change, cancellationToken) == 1;
    }
}
