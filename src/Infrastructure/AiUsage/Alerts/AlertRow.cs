using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Alerts;

/// <summary>A row of <c>ai_told_alerts</c>.</summary>
internal sealed record AlertRow(
    Guid Id,
    Guid? UserId,
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

internal static class AlertRows
{
    /// <summary>As people are told of them; of which accounts, row-level security says.</summary>
    public static IQueryable<AlertRow> Alerts(this AppDbContext db) =>
        db.Database.SqlQuery<AlertRow>(
            $"""
            select id, user_id, kind, message, period_start, threshold::integer as threshold, data::text as data, created_at,
                budget_id, scope, member_id, campaign_id, name, period, limit_nano_usd, spent_nano_usd
            from ai_told_alerts
            """
        );
}
