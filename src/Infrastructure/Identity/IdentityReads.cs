using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity;

internal sealed class IdentityReads(AppDbContext db) : IIdentityReads
{
    public async Task<IReadOnlyList<SessionView>> SessionsAsync(
        PageRequest page,
        Guid userId,
        Guid? current,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        return await db
            .Database.SqlQuery<SessionView>(
                $"""
                select id, user_agent, coalesce(id = {current}, false) as current, created_at, rotated_at as last_used_at, expires_at
                from user_sessions
                where user_id = {userId} and revoked_at is null and expires_at > {now} and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<MonthlyUsage?> UsageAsync(DateOnly month, CancellationToken cancellationToken)
    {
        // Before anything was counted in a month, what is stored stands in the one before.
        var found = await db
            .Database.SqlQuery<MonthlyUsage>(
                $"""
                select case when month = {month} then campaigns_generated else 0 end as campaigns_generated,
                    case when month = {month} then ai_credits_used else 0 end as ai_credits_used, storage_bytes_used,
                    case when month = {month} then api_calls_made else 0 end as api_calls_made
                from user_usage where month <= {month} and user_id = app_tenant() order by month desc limit 1
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task<IReadOnlyList<UsageWarningView>> WarningsAsync(
        DateOnly month,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<UsageWarningView>(
                $"""
                select resource, threshold::integer, created_at as warned_at from usage_warnings
                where month = {month} and user_id = app_tenant() order by created_at, resource, threshold
                """
            )
            .ToListAsync(cancellationToken);
}
