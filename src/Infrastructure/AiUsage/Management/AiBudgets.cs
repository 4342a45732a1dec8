using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.AiUsage.Alerts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Management;

internal sealed class AiBudgets(AppDbContext db, ICurrentUser user, WebhookSignatures signatures, TimeProvider time)
    : IAiBudgets
{
    private const string Platform = "platform";
    private const decimal NanoPerUsd = 1_000_000_000m;

    public async Task<BudgetState?> OfAccountAsync(CancellationToken cancellationToken) =>
        await ReadAsync(
            user.RequireAccount(),
            BudgetScopes.Account,
            subject: null,
            new PageRequest(1, After: null),
            cancellationToken
        )
            is [var cap]
            ? cap
            : null;

    public Task<IReadOnlyList<BudgetState>> ListAsync(
        PageRequest page,
        Guid? subject,
        CancellationToken cancellationToken
    ) => ReadAsync(user.RequireAccount(), scope: null, subject, page, cancellationToken);

    public async Task<Spending> SpendingAsync(CancellationToken cancellationToken)
    {
        var (account, now) = (user.RequireAccount(), time.GetUtcNow());
        var rows = await db
            .Database.SqlQuery<Spending>(
                $"""
                select today,
                    (select coalesce(sum(amount_nano_usd), 0) / 1e9 from ai_ledger
                        where user_id = {account} and entry = 'settled' and created_at > {now.AddDays(
                    -7
                )}) as last_week,
                    (select coalesce(sum(amount_nano_usd), 0) / 1e9 from ai_ledger
                        where user_id = {account} and entry = 'settled' and day >= date_trunc('month', today)) as this_month,
                    (select coalesce(sum(reserved_nano_usd), 0) / 1e9 from ai_calls
                        where user_id = {account} and ended_at is null) as reserved
                from account_day({account}, {now}) as today
                """
            )
            .ToListAsync(cancellationToken);
        return rows[0];
    }

    public Task SetAsync(string scope, Guid? subject, BudgetTerms terms, CancellationToken cancellationToken) =>
        SetAsync(user.RequireAccount(), scope, subject, terms, cancellationToken);

    public Task<bool> RemoveAsync(string scope, Guid? subject, CancellationToken cancellationToken) =>
        RemoveAsync(user.RequireAccount(), scope, subject, cancellationToken);

    public async Task<BudgetState?> OfPlatformAsync(CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        return
            await ReadAsync(account: null, Platform, subject: null, new PageRequest(1, After: null), cancellationToken)
                is [var cap]
            ? cap
            : null;
    }

    public async Task SetPlatformAsync(BudgetTerms terms, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        await SetAsync(account: null, Platform, subject: null, terms, cancellationToken);
    }

    public async Task<bool> RemovePlatformAsync(string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        return await RemoveAsync(account: null, Platform, subject: null, cancellationToken);
    }

    public string WebhookSecret() => signatures.SecretOf(user.RequireAccount());

    private Task<int> SetAsync(
        Guid? account,
        string scope,
        Guid? subject,
        BudgetTerms terms,
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
        return db.AtGateAsync(
            () =>
                db.Database.ExecuteSqlAsync(
                    $"select ai_set_budget({budget}::jsonb, {time.GetUtcNow()})",
                    cancellationToken
                ),
            cancellationToken
        );
    }

    private async Task<bool> RemoveAsync(
        Guid? account,
        string scope,
        Guid? subject,
        CancellationToken cancellationToken
    )
    {
        var removed = await db.AtGateAsync(
            () =>
                db
                    .Database.SqlQuery<bool>($"""select ai_drop_budget({account}, {scope}, {subject}) as "Value" """)
                    .ToListAsync(cancellationToken),
            cancellationToken
        );
        return removed[0];
    }

    private async Task<IReadOnlyList<BudgetState>> ReadAsync(
        Guid? account,
        string? scope,
        Guid? subject,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var (at, id) = page.After is { } after ? (after.At, after.Id) : (DateTimeOffset.MaxValue, Guid.AllBitsSet);
        return await db
            .Database.SqlQuery<BudgetState>(
                $"""
                select cap.id, cap.scope, case when cap.scope = 'member' then coalesce(member.id, cap.user_id) end as member_id,
                    case when cap.scope = 'campaign' then cap.subject_id end as campaign_id, cap.limit_nano_usd / 1e9 as limit,
                    cap.period, start as period_start, today, coalesce(running.spent_nano_usd, 0) / 1e9 as spent,
                    coalesce(running.reserved_nano_usd, 0) / 1e9 as reserved, cap.thresholds, cap.at_limit, cap.webhook_url,
                    cap.created_at, cap.updated_at
                from ai_budgets cap
                cross join lateral (select case when cap.user_id is null then ({now} at time zone 'utc')::date
                    else account_day(cap.user_id, {now}) end as today) now
                cross join lateral (select ai_period_start(cap.period, today) as start) period
                left join ai_budget_periods running on running.budget_id = cap.id and running.period_start = start
                left join account_members member on member.user_id = cap.user_id and member.member_id = cap.subject_id
                where cap.user_id is not distinct from {account} and ({scope}::text is null or cap.scope = {scope})
                  and ({subject}::uuid is null or cap.subject_id = {subject})
                  and (cap.scope <> 'member' or member.id is not null or cap.subject_id = cap.user_id)
                  and (cap.scope <> 'campaign' or exists (select from campaigns where id = cap.subject_id))
                  and (cap.created_at, cap.id) < ({at}, {id})
                order by cap.created_at desc, cap.id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }
}
