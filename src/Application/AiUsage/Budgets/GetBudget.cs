using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>The account's cap with what its running period has seen; without one, what the running month has cost.</summary>
[Requires(Permission.AiRead)]
public sealed record GetBudget : IQuery<BudgetView>;

/// <param name="Limit">USD; null: no cap is set.</param>
/// <param name="PeriodStart">First day of the running period, in the account's time zone.</param>
/// <param name="Spent">Settled in it.</param>
/// <param name="Reserved">Held by calls under way, at the most that they can cost.</param>
/// <param name="Thresholds">Percent of the limit at which the owner is told, once in each period.</param>
/// <param name="AtLimit">What becomes of a call that the cap does not allow: refused, or done with less.</param>
/// <param name="WebhookUrl">Told of every alert of the account.</param>
/// <param name="WebhookSecret">Signs what is sent there (Standard Webhooks); only for those who may change the budget.</param>
/// <param name="UpdatedAt">Null: no cap is set.</param>
public sealed record BudgetView(
    decimal? Limit,
    string Currency,
    [property: OneOf(typeof(BudgetPeriods))] string Period,
    DateOnly? PeriodStart,
    decimal Spent,
    decimal Reserved,
    IReadOnlyList<int> Thresholds,
    [property: OneOf(typeof(LimitChoices))] string AtLimit,
    string? WebhookUrl,
    string? WebhookSecret,
    ForecastView Forecast,
    DateTimeOffset? UpdatedAt
);

/// <summary>The mean of the last seven days, carried on.</summary>
/// <param name="PerDay">USD.</param>
/// <param name="Projected">Spent at the end of the running period; null where it has none.</param>
/// <param name="ExhaustedOn">The day on which the limit is reached; null: not within the period.</param>
public sealed record ForecastView(decimal PerDay, decimal? Projected, DateOnly? ExhaustedOn);

internal sealed class GetBudgetHandler(IAiBudgets budgets, ICurrentUser current) : IQueryHandler<GetBudget, BudgetView>
{
    private static readonly int[] NoThresholds = [];

    public async Task<BudgetView> Handle(GetBudget request, CancellationToken cancellationToken)
    {
        var spending = await budgets.SpendingAsync(cancellationToken);
        var secret = current.Has(Permission.SettingsWrite) ? budgets.WebhookSecret() : null;
        if (await budgets.OfAccountAsync(cancellationToken) is not { } cap)
        {
            var month = new DateOnly(spending.Today.Year, spending.Today.Month, 1);
            return new BudgetView(
                Limit: null,
                "USD",
                BudgetPeriods.Month,
                month,
                spending.ThisMonth,
                spending.Reserved,
                NoThresholds,
                LimitChoices.Stop,
                WebhookUrl: null,
                secret,
                Forecast(limit: null, BudgetPeriods.Month, month, spending.ThisMonth, spending),
                UpdatedAt: null
            );
        }
        return new BudgetView(
            cap.Limit,
            "USD",
            cap.Period,
            cap.Period == BudgetPeriods.Total ? null : cap.PeriodStart,
            cap.Spent,
            cap.Reserved,
            cap.Thresholds,
            cap.AtLimit,
            cap.WebhookUrl,
            secret,
            Forecast(cap.Limit, cap.Period, cap.PeriodStart, cap.Spent, spending),
            cap.UpdatedAt
        );
    }

    private static ForecastView Forecast(
        decimal? limit,
        string period,
        DateOnly start,
        decimal spent,
        Spending spending
    )
    {
        var perDay = Math.Round(spending.LastWeek / 7, 9);
        DateOnly? last = period switch
        {
            BudgetPeriods.Day => start,
            BudgetPeriods.Month => start.AddMonths(1).AddDays(-1),
            _ => null,
        };
        var projected = last is { } end ? spent + perDay * (end.DayNumber - spending.Today.DayNumber) : (decimal?)null;
        DateOnly? exhausted = null;
        if (limit <= spent)
        {
            exhausted = spending.Today;
        }
        else if (
            limit is { } most
            && perDay > 0
            // Ten years ahead is no forecast any more.
            && (most - spent) / perDay is < 3650 and var days
            && spending.Today.AddDays((int)Math.Ceiling(days)) is var day
            && (last is null || day <= last)
        )
        {
            exhausted = day;
        }
        return new ForecastView(perDay, projected, exhausted);
    }
}
