using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>All budgets of the account, its members and its campaigns, with their current spend, newest first.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record ListBudgets(int? Limit, string? Cursor) : IQuery<Page<CapView>>;

/// <param name="Limit">USD.</param>
/// <param name="PeriodStart">First day of the running period, in the account's time zone; null of a cap on everything.</param>
/// <param name="Spent">Settled in it.</param>
/// <param name="Reserved">Held by calls under way.</param>
/// <param name="Etag">For <c>If-Match</c>, when it is set anew.</param>
public sealed record CapView(
    Guid Id,
    [OneOf(typeof(BudgetScopes))] string Scope,
    Guid? MemberId,
    Guid? CampaignId,
    decimal Limit,
    string Currency,
    [OneOf(typeof(BudgetPeriods))] string Period,
    DateOnly? PeriodStart,
    decimal Spent,
    decimal Reserved,
    IReadOnlyList<int> Thresholds,
    [OneOf(typeof(LimitChoices))] string AtLimit,
    string? WebhookUrl,
    ForecastView Forecast,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Etag
)
{
    internal static CapView Of(BudgetState cap) =>
        new(
            cap.Id,
            cap.Scope,
            cap.MemberId,
            cap.CampaignId,
            cap.Limit,
            "USD",
            cap.Period,
            cap.StartOfPeriod,
            cap.Spent,
            cap.Reserved,
            cap.Thresholds,
            cap.AtLimit,
            cap.WebhookUrl,
            ForecastView.Of(cap),
            cap.CreatedAt,
            cap.UpdatedAt,
            ETags.Of(cap.UpdatedAt)
        );
}

internal sealed class ListBudgetsHandler(IAiBudgets budgets) : IQueryHandler<ListBudgets, Page<CapView>>
{
    public async Task<Page<CapView>> Handle(ListBudgets request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var caps = await budgets.ListAsync(page, cancellationToken);
        return page.ToPage([.. caps.Select(CapView.Of)], cap => new Keyset(cap.CreatedAt, cap.Id));
    }
}
