using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.AiUsage.Alerts;
using AiWebBuilder.Infrastructure.AiUsage.Shutoffs;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Budgets;

[WritesPastUnitOfWork(
    "In the command's transaction: a new cap takes over what is spent and held already, rows of many calls."
)]
internal sealed class AiBudgets(AppDbContext db, ICurrentUser user, WebhookSignatures signatures, TimeProvider time)
    : IAiBudgets
{
    private const string Platform = "platform";
    private const decimal NanoPerUsd = 1_000_000_000m;

    /// <summary>More than a subject has of them.</summary>
    private static readonly PageRequest All = new(10, After: null);

    public Task<IReadOnlyList<BudgetState>> OfAccountAsync(CancellationToken cancellationToken) =>
        ReadAsync(user.RequireAccount(), BudgetScopes.Account, id: null, All, cancellationToken);

    public Task<IReadOnlyList<BudgetState>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(user.RequireAccount(), scope: null, id: null, page, cancellationToken);

    public async Task<Spending> SpendingAsync(string period, CancellationToken cancellationToken)
    {
        var (account, now) = (user.RequireAccount(), time.GetUtcNow());
        var rows = await db
            .Database.SqlQuery<Spending>(
                $"""
                select today, start as period_start,
                    (select coalesce(sum(amount_nano_usd), 0) / 1e9 from ai_ledger
                        where user_id = {account} and entry = 'settled' and created_at > {now.AddDays(
                    -7
                )}) as last_week,
                    (select coalesce(sum(total_nano_usd), 0) / 1e9 from ai_cost_tracking
                        where user_id = {account} and date >= start) as spent,
                    (select coalesce(sum(reserved_nano_usd), 0) / 1e9 from ai_calls
                        where user_id = {account} and ended_at is null) as reserved
                from account_day({account}, {now}) as today, ai_period_start({period}, today) as start
                """
            )
            .ToListAsync(cancellationToken);
        return rows[0];
    }

    public Task<BudgetState> SetAsync(
        string scope,
        Guid? subject,
        BudgetTerms terms,
        string? ifMatch,
        CancellationToken cancellationToken
    ) => SetAsync(user.RequireAccount(), scope, subject, terms, ifMatch, cancellationToken);

    public Task RemoveAsync(string scope, Guid? subject, string? period, CancellationToken cancellationToken) =>
        RemoveAsync(user.RequireAccount(), scope, subject, period, cancellationToken);

    public async Task<IReadOnlyList<BudgetState>> OfPlatformAsync(CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        return await ReadAsync(account: null, Platform, id: null, All, cancellationToken);
    }

    public async Task<BudgetState> SetPlatformAsync(
        BudgetTerms terms,
        string? ifMatch,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        return await SetAsync(account: null, Platform, subject: null, terms, ifMatch, cancellationToken);
    }

    public async Task RemovePlatformAsync(string? period, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        await RemoveAsync(account: null, Platform, subject: null, period, cancellationToken);
    }

    public string WebhookSecret() => signatures.SecretOf(user.RequireAccount());

    private async Task<BudgetState> SetAsync(
        Guid? account,
        string scope,
        Guid? subject,
        BudgetTerms terms,
        string? ifMatch,
        CancellationToken cancellationToken
    )
    {
        var budget = JsonSerializer.Serialize(
            new
            {
                user_id = account,
                scope,
                subject_id = subject,
                period = terms.Period,
                limit_nano_usd = (long)(terms.Limit * NanoPerUsd),
                thresholds = terms.Thresholds?.Distinct().Order(),
                at_limit = terms.AtLimit,
                webhook_url = terms.WebhookUrl,
            }
        );
        var set = await db.AtGateAsync(
            async () =>
            {
                if (ifMatch is not null)
                {
                    // Behind the gate: of two that replace the same one, the second sees what the first has made of it.
                    await db.Database.ExecuteSqlAsync(
                        $"select pg_advisory_xact_lock(ai_gate({account}))",
                        cancellationToken
                    );
                    var before = await db
                        .Database.SqlQuery<DateTimeOffset>(
                            $"""
                            select updated_at as "Value" from ai_budgets where user_id is not distinct from {account}
                                and scope = {scope} and subject_id is not distinct from {subject} and period = {terms.Period}
                            """
                        )
                        .ToListAsync(cancellationToken);
                    ETags.RequireUnchanged(ifMatch, before is [var updatedAt] ? updatedAt : null);
                }
                return await db
                    .Database.SqlQuery<Guid>(
                        $"""select ai_set_budget({budget}::jsonb, {time.GetUtcNow()}) as "Value" """
                    )
                    .ToListAsync(cancellationToken);
            },
            cancellationToken
        );
        return (await ReadAsync(account, scope, set[0], All, cancellationToken))[0];
    }

    private Task<int> RemoveAsync(
        Guid? account,
        string scope,
        Guid? subject,
        string? period,
        CancellationToken cancellationToken
    ) =>
        db.AtGateAsync(
            () =>
                db.Database.ExecuteSqlAsync(
                    $"select ai_drop_budget({account}, {scope}, {subject}, {period})",
                    cancellationToken
                ),
            cancellationToken
        );

    private async Task<IReadOnlyList<BudgetState>> ReadAsync(
        Guid? account,
        string? scope,
        Guid? id,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var (at, before) = page.Before;
        return await db
            .Database.SqlQuery<BudgetState>(
                $"""
                with week as (
                    select member_id, campaign_id, sum(amount_nano_usd) as nano from ai_ledger
                    where user_id = {account} and entry = 'settled' and created_at > {now.AddDays(-7)}
                    group by member_id, campaign_id
                    union all
                    select null, null, sum(provider_nano_usd) from ai_ledger
                    where {account}::uuid is null and entry <> 'reserved' and paid_by = 'platform' and created_at > {now.AddDays(
                    -7
                )})
                select cap.id, cap.scope, case when cap.scope = 'member' then coalesce(member.id, cap.user_id) end as member_id,
                    case when cap.scope = 'campaign' then cap.subject_id end as campaign_id, cap.limit_nano_usd / 1e9 as limit,
                    cap.period, start as period_start, today, coalesce(running.spent_nano_usd, 0) / 1e9 as spent,
                    coalesce(running.reserved_nano_usd, 0) / 1e9 as reserved,
                    (select coalesce(sum(nano), 0) / 1e9 from week
                        where case cap.scope when 'member' then week.member_id = cap.subject_id
                            when 'campaign' then week.campaign_id = cap.subject_id else true end) as last_week,
                    cap.thresholds, cap.at_limit, cap.webhook_url, cap.created_at, cap.updated_at
                from ai_budgets cap
                cross join lateral (select case when cap.user_id is null then ({now} at time zone 'utc')::date
                    else account_day(cap.user_id, {now}) end as today) now
                cross join lateral (select ai_period_start(cap.period, today) as start) period
                left join ai_budget_periods running on running.budget_id = cap.id and running.period_start = start
                left join account_memberships member on member.user_id = cap.user_id and member.member_id = cap.subject_id
                where cap.user_id is not distinct from {account} and ({scope}::text is null or cap.scope = {scope})
                  and ({id}::uuid is null or cap.id = {id})
                  and (cap.scope <> 'member' or member.id is not null or cap.subject_id = cap.user_id)
                  and (cap.scope <> 'campaign' or exists (select from account_campaigns where id = cap.subject_id))
                  and (cap.created_at, cap.id) < ({at}, {before})
                order by cap.created_at desc, cap.id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }
}
