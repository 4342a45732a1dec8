using AiWebBuilder.Application.AiUsage.Budgets.Rules;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>The mean of the last seven days, carried on.</summary>
/// <param name="PerDay">USD.</param>
/// <param name="Projected">Spent at the end of the running period; null where it has none.</param>
/// <param name="ExhaustedOn">The day on which the limit is reached; null: not within the period.</param>
public sealed record ForecastView(decimal PerDay, decimal? Projected, DateOnly? ExhaustedOn)
{
    internal static ForecastView Of(BudgetState cap) =>
        Of(cap.Limit, cap.Period, cap.PeriodStart, cap.Spent, cap.LastWeek, cap.Today);

    internal static ForecastView Of(
        decimal? limit,
        string period,
        DateOnly start,
        decimal spent,
        decimal lastWeek,
        DateOnly today
    )
    {
        var perDay = Math.Round(lastWeek / 7, 9);
        if (period == BudgetPeriods.Day)
        {
            // A day that has cost less so far than others do becomes one like them.
            var byTonight = Math.Max(spent, perDay);
            return new ForecastView(perDay, byTonight, limit <= byTonight ? today : null);
        }
        DateOnly? last = period == BudgetPeriods.Month ? start.AddMonths(1).AddDays(-1) : null;
        var projected = last is { } end ? spent + perDay * (end.DayNumber - today.DayNumber) : (decimal?)null;
        DateOnly? exhausted = null;
        if (limit <= spent)
        {
            exhausted = today;
        }
        else if (
            limit is { } most
            && perDay > 0
            // Ten years ahead is no forecast any more.
            && (most - spent) / perDay is < 3650 and var days
            && today.AddDays((int)Math.Ceiling(days)) is var day
            && (last is null || day <= last)
        )
        {
            exhausted = day;
        }
        return new ForecastView(perDay, projected, exhausted);
    }
}
