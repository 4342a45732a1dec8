using AiWebBuilder.Application.Common.Outbox;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Application.Operations.Contracts.Settings;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using AiWebBuilder.Domain.Identity.Billing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity.Limits;

[WritesPastUnitOfWork(
    "In the command's transaction: a limit is counted in the statement that looks, or those who come at once would pass it."
)]
internal sealed class PlanLimits(
    AppDbContext db,
    ICurrentUser user,
    ISettings settings,
    IEventBus bus,
    IEnumerable<ICountPlanResource> counters,
    TimeProvider time
) : IPlanLimits, IPlans
{
    public async Task<(string Tier, TierLimits Limits)> CurrentAsync(CancellationToken cancellationToken)
    {
        var tier = (await EntitlementAsync(cancellationToken)).TierAt(time.GetUtcNow());
        return (tier, await settings.GetAsync($"limits.{tier}", TierLimits.DefaultOf(tier), cancellationToken));
    }

    public async Task<Entitlement> EntitlementAsync(CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<Entitlement>(
                $"""
                select subscription_tier, subscription_status, subscription_ends_at, past_due_since, comped_tier, comped_until
                from users where id = {user.RequireAccount()}
                """
            )
            .ToListAsync(cancellationToken);
        return found.Single();
    }

    public async Task WarnAsync(PlanResource resource, CancellationToken cancellationToken)
    {
        var (_, limits) = await CurrentAsync(cancellationToken);
        await WarnAsync(resource, limits.Of(resource), await UsedAsync(resource, cancellationToken), cancellationToken);
    }

    public async Task RequireEditableAsync(PlanResource resource, Guid id, CancellationToken cancellationToken)
    {
        var (tier, limits) = await CurrentAsync(cancellationToken);
        if (limits.Of(resource) is not { } limit)
        {
            return;
        }
        if (await CounterOf(resource).PlaceAsync(user.RequireAccount(), id, cancellationToken) > limit)
        {
            var used = await UsedAsync(resource, cancellationToken);
            throw Refusal(IdentityErrors.OverLimit, resource, tier, limit, used);
        }
    }

    public async Task TakeAsync(PlanResource resource, CancellationToken cancellationToken)
    {
        var (tier, limits) = await CurrentAsync(cancellationToken);
        var limit = limits.Of(resource);
        var (account, month) = (user.RequireAccount(), MonthOf(time.GetUtcNow()));
        if (resource != PlanResource.Campaigns)
        {
            throw new ArgumentOutOfRangeException(nameof(resource), resource, "It is not counted one by one.");
        }
        // The row is locked by the first of those who take at once; each of the others sees what it has left.
        var taken = await db
            .Database.SqlQuery<int>(
                $"""
                insert into user_usage (user_id, month, campaigns_generated)
                select {account}, {month}, 1 where {limit ?? long.MaxValue} > 0
                on conflict (user_id, month) do update set campaigns_generated = user_usage.campaigns_generated + 1
                where user_usage.campaigns_generated < {limit ?? long.MaxValue}
                returning campaigns_generated as "Value"
                """
            )
            .ToListAsync(cancellationToken);
        if (taken is not [var used])
        {
            throw Refusal(
                IdentityErrors.LimitReached,
                resource,
                tier,
                limit!.Value,
                await UsedAsync(resource, cancellationToken)
            );
        }
        await WarnAsync(resource, limit, used, cancellationToken);
    }

    public Task GiveBackAsync(PlanResource resource, DateTimeOffset takenAt, CancellationToken cancellationToken) =>
        resource == PlanResource.Campaigns
            ? db.Database.ExecuteSqlAsync(
                $"""
                update user_usage set campaigns_generated = greatest(campaigns_generated - 1, 0)
                where user_id = {user.RequireAccount()} and month = {MonthOf(takenAt)}
                """,
                cancellationToken
            )
            : throw new ArgumentOutOfRangeException(nameof(resource), resource, "It is not counted one by one.");

    public Task RequireRoomAsync(PlanResource resource, CancellationToken cancellationToken) =>
        RequireRoomAsync(resource, amount: 1, cancellationToken);

    public async Task RequireRoomAsync(PlanResource resource, long amount, CancellationToken cancellationToken)
    {
        var (tier, limits) = await CurrentAsync(cancellationToken);
        if (limits.Of(resource) is not { } limit)
        {
            return;
        }
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"plan:{user.RequireAccount()}:{resource}"}, 0))",
            cancellationToken
        );
        var used = await UsedAsync(resource, cancellationToken);
        if (used > limit - amount)
        {
            throw Refusal(IdentityErrors.LimitReached, resource, tier, limit, used);
        }
        await WarnAsync(resource, limit, used + amount, cancellationToken);
    }

    public async Task<PlanAllowance> AllowanceAsync(PlanResource resource, CancellationToken cancellationToken)
    {
        var (tier, limits) = await CurrentAsync(cancellationToken);
        var limit = limits.Of(resource);
        return new PlanAllowance(limit, used => Refusal(IdentityErrors.LimitReached, resource, tier, limit ?? 0, used));
    }

    public async Task WarnOfAsync(PlanResource resource, long used, CancellationToken cancellationToken) =>
        await WarnAsync(resource, (await AllowanceAsync(resource, cancellationToken)).Limit, used, cancellationToken);

    private async Task<long> UsedAsync(PlanResource resource, CancellationToken cancellationToken)
    {
        var (account, month) = (user.RequireAccount(), MonthOf(time.GetUtcNow()));
        FormattableString? sql = resource switch
        {
            PlanResource.Campaigns => $"""
                select campaigns_generated::bigint as "Value" from user_usage where user_id = {account} and month = {month}
                """,
            PlanResource.AiCredits => $"""
                select ai_credits_used::bigint as "Value" from user_usage where user_id = {account} and month = {month}
                """,
            // What is there, whatever month it came in.
            PlanResource.StorageBytes => $"""
                select storage_bytes_used as "Value" from user_usage where user_id = {account} order by month desc limit 1
                """,
            PlanResource.ApiCalls => $"""
                select api_calls_made::bigint as "Value" from user_usage where user_id = {account} and month = {month}
                """,
            PlanResource.Members => $"""
                select 1 + (select count(*) from account_members where user_id = {account})
                    + (select count(*) from account_invitations where user_id = {account} and accepted_at is null
                        and revoked_at is null and expires_at > {time.GetUtcNow()}) as "Value"
                """,
            _ => null,
        };
        if (sql is null)
        {
            return await CounterOf(resource).CountAsync(account, cancellationToken);
        }
        var counted = await db.Database.SqlQuery<long>(sql).ToListAsync(cancellationToken);
        return counted.SingleOrDefault();
    }

    private ICountPlanResource CounterOf(PlanResource resource) => counters.Single(one => one.Resource == resource);

    /// <summary>Once for each threshold and month, in the unit of work that crosses it.</summary>
    private async Task WarnAsync(PlanResource resource, long? limit, long used, CancellationToken cancellationToken)
    {
        if (limit is not > 0)
        {
            return;
        }
        var (account, now) = (user.RequireAccount(), time.GetUtcNow());
        var name = TierLimits.NameOf(resource);
        // In decimals: a limit that is as good as none, times a hundred, is more than a long holds.
        foreach (var threshold in UsageThresholds.All.Where(threshold => used * 100m >= limit * (decimal)threshold))
        {
            var first = await db.Database.ExecuteSqlAsync(
                $"""
                insert into usage_warnings (user_id, month, resource, threshold)
                values ({account}, {MonthOf(now)}, {name}, {threshold}) on conflict do nothing
                """,
                cancellationToken
            );
            if (first == 1)
            {
                await bus.TellLaterAsync(
                    new UsageWarned(account, name, threshold, limit.Value, used, now),
                    cancellationToken
                );
            }
        }
    }

    private DomainException Refusal(Error error, PlanResource resource, string tier, long limit, long used) =>
        new(Refusals.Of(error, resource, tier, limit, used, MonthOf(time.GetUtcNow())));

    private static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);
}

/// <summary>What a refusal says beside its error: the same for whatever is limited.</summary>
internal static class Refusals
{
    /// <param name="month">Its first day.</param>
    public static Error Of(Error error, PlanResource resource, string tier, long limit, long used, DateOnly month) =>
        error with
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["resource"] = TierLimits.NameOf(resource),
                ["limit"] = limit,
                ["used"] = used,
                ["resetsAt"] = TierLimits.IsMonthly(resource)
                    ? new DateTimeOffset(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero)
                    : null,
                ["tier"] = tier,
                ["upgradeTo"] = Entitlement.Above(tier),
            },
        };
}
