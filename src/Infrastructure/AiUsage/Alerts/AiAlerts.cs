using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Alerts;

internal sealed class AiAlerts(AppDbContext db, ICurrentUser user) : IAiAlerts
{
    public async Task<IReadOnlyList<AlertView>> ListAsync(
        bool ofPlatform,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        Guid? account = ofPlatform ? null : user.RequireAccount();
        if (ofPlatform)
        {
            await db.AsPlatformAsync(reason: null, cancellationToken);
        }
        var (at, id) = page.After is { } after ? (after.At, after.Id) : (DateTimeOffset.MaxValue, Guid.AllBitsSet);
        var rows = await db
            .Database.SqlQuery<AlertRow>(
                $"""
                select id, kind, message, period_start, threshold::integer as threshold, data::text as data, created_at,
                    budget_id, scope, member_id, campaign_id, name, period, limit_nano_usd, spent_nano_usd
                from ai_told_alerts
                where user_id is not distinct from {account} and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new AlertView(
                row.Id,
                row.Kind,
                row.Message,
                row.PeriodStart,
                row.Threshold,
                row.Budget,
                JsonSerializer.Deserialize<AlertData>(row.Data, JsonSerializerOptions.Web)!,
                row.CreatedAt
            )),
        ];
    }
}

/// <summary>A row of <c>ai_told_alerts</c>.</summary>
internal sealed record AlertRow(
    Guid Id,
    string Kind,
    string Message,
    DateOnly? PeriodStart,
    int? Threshold,
    string Data,
    DateTimeOffset CreatedAt,
    Guid? BudgetId,
    string? Scope,
    Guid? MemberId,
    Guid? CampaignId,
    string? Name,
    string? Period,
    long? LimitNanoUsd,
    long? SpentNanoUsd
)
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    public AlertBudget? Budget =>
        this is { Scope: { } scope, Period: { } period, LimitNanoUsd: { } limit, SpentNanoUsd: { } spent }
            ? new AlertBudget(
                BudgetId,
                scope,
                MemberId,
                CampaignId,
                Name,
                period,
                period == BudgetPeriods.Total ? null : PeriodStart,
                limit / NanoPerUsd,
                spent / NanoPerUsd
            )
            : null;
}
