using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>
/// The account's budget with its current spend, and those for other periods. Without <c>period</c>, the one with the least
/// left; if there is none, what that period, or the current month, has cost.
/// </summary>
/// <param name="Period">The budget's period.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record GetBudget(string? Period) : IQuery<BudgetView>;

/// <param name="Limit">USD; null: no cap is set.</param>
/// <param name="PeriodStart">First day of the running period, in the account's time zone.</param>
/// <param name="Spent">Settled in it.</param>
/// <param name="Reserved">Held by calls under way, at the most that they can cost.</param>
/// <param name="Thresholds">Percent of the limit at which the owner is told, once in each period.</param>
/// <param name="AtLimit">What becomes of a call that the cap does not allow: refused, or done with less.</param>
/// <param name="WebhookUrl">Told of every alert of the account.</param>
/// <param name="WebhookSecret">Signs what is sent there (Standard Webhooks); only for those who may change the budget.</param>
/// <param name="UpdatedAt">Null: no cap is set.</param>
/// <param name="Windows">All of the account's own caps, by day, month and in total: a call must fit into each of them.</param>
public sealed record BudgetView(
    decimal? Limit,
    string Currency,
    [OneOf(typeof(BudgetPeriods))] string Period,
    DateOnly? PeriodStart,
    decimal Spent,
    decimal Reserved,
    IReadOnlyList<int> Thresholds,
    [OneOf(typeof(LimitChoices))] string AtLimit,
    string? WebhookUrl,
    string? WebhookSecret,
    ForecastView Forecast,
    DateTimeOffset? UpdatedAt,
    IReadOnlyList<CapView> Windows
);

internal sealed class GetBudgetValidator : AbstractValidator<GetBudget>
{
    public GetBudgetValidator() => RuleFor(get => get.Period).OneOf("period", BudgetPeriods.All);
}

internal sealed class GetBudgetHandler(IAiBudgets budgets, ICurrentUser current) : IQueryHandler<GetBudget, BudgetView>
{
    private static readonly int[] NoThresholds = [];

    public async Task<BudgetView> Handle(GetBudget request, CancellationToken cancellationToken)
    {
        var secret = current.Has(AiUsagePermissions.Manage) ? budgets.WebhookSecret() : null;
        var windows = await budgets.OfAccountAsync(cancellationToken);
        CapView[] all = [.. windows.Select(CapView.Of)];
        if (windows.Binding(request.Period) is { } cap)
        {
            return new BudgetView(
                cap.Limit,
                "USD",
                cap.Period,
                cap.StartOfPeriod,
                cap.Spent,
                cap.Reserved,
                cap.Thresholds,
                cap.AtLimit,
                cap.WebhookUrl,
                secret,
                ForecastView.Of(cap),
                cap.UpdatedAt,
                all
            );
        }
        var period = request.Period ?? BudgetPeriods.Month;
        var spending = await budgets.SpendingAsync(period, cancellationToken);
        return new BudgetView(
            Limit: null,
            "USD",
            period,
            period == BudgetPeriods.Total ? null : spending.PeriodStart,
            spending.Spent,
            spending.Reserved,
            NoThresholds,
            LimitChoices.Stop,
            WebhookUrl: null,
            secret,
            ForecastView.Of(
                limit: null,
                period,
                spending.PeriodStart,
                spending.Spent,
                spending.LastWeek,
                spending.Today
            ),
            UpdatedAt: null,
            all
        );
    }
}
