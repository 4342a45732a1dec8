using AiWebBuilder.Application.AiUsage.Budgets.Rules;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>A cap as it stands in its running period.</summary>
/// <param name="MemberId">The member whose calls it holds for.</param>
/// <param name="Today">The last day of the period so far: the account's, or in UTC.</param>
/// <param name="LastWeek">Settled in the last seven days of what the cap holds for.</param>
public sealed record BudgetState(
    Guid Id,
    string Scope,
    Guid? MemberId,
    Guid? CampaignId,
    decimal Limit,
    string Period,
    DateOnly PeriodStart,
    DateOnly Today,
    decimal Spent,
    decimal Reserved,
    decimal LastWeek,
    int[] Thresholds,
    string AtLimit,
    string? WebhookUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>Null of a cap on everything.</summary>
    internal DateOnly? StartOfPeriod => Period == BudgetPeriods.Total ? null : PeriodStart;
}
