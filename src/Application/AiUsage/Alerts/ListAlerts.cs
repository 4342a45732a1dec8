using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>What the account was told of its AI: budgets, stops, keys that are refused; newest first.</summary>
[Requires(Permission.AiRead)]
public sealed record ListAlerts(int? Limit, string? Cursor) : IQuery<Page<AlertView>>;

/// <param name="Kind">
/// <c>budget_threshold, budget_exhausted, shutoff, breaker_open, estimate_exceeded</c>; the platform's also <c>books_differ</c>.
/// </param>
/// <param name="Message">It names the member or campaign, where the budget is one of these.</param>
/// <param name="PeriodStart">First day of the budget's period.</param>
/// <param name="Threshold">Percent of the budget.</param>
/// <param name="Budget">The budget that it is about; null of everything else.</param>
/// <param name="Data">What it is about; amounts in nano-dollars (10⁻⁹ USD).</param>
public sealed record AlertView(
    Guid Id,
    string Kind,
    string Message,
    DateOnly? PeriodStart,
    int? Threshold,
    AlertBudget? Budget,
    JsonNode? Data,
    DateTimeOffset CreatedAt
);

/// <summary>A budget as it stood when it was told of.</summary>
/// <param name="Id">Null: it has been removed since.</param>
/// <param name="Scope"><c>account, member, campaign</c>; of the platform's alerts <c>platform</c>.</param>
/// <param name="MemberId">Null also of a member who is none any more.</param>
/// <param name="Name">The member's or campaign's, as it is now; null of the others, and when it is gone.</param>
/// <param name="PeriodStart">First day of its period; null of a budget on everything.</param>
/// <param name="Limit">USD.</param>
/// <param name="Spent">USD, settled in the period.</param>
public sealed record AlertBudget(
    Guid? Id,
    string Scope,
    Guid? MemberId,
    Guid? CampaignId,
    string? Name,
    [property: OneOf(typeof(BudgetPeriods))] string Period,
    DateOnly? PeriodStart,
    decimal Limit,
    decimal Spent
);

/// <summary>Alerts of the account acted for, and of the platform.</summary>
public interface IAiAlerts
{
    /// <param name="ofPlatform">The platform's; else the account's.</param>
    Task<IReadOnlyList<AlertView>> ListAsync(bool ofPlatform, PageRequest page, CancellationToken cancellationToken);
}

internal sealed class ListAlertsHandler(IAiAlerts alerts) : IQueryHandler<ListAlerts, Page<AlertView>>
{
    public async Task<Page<AlertView>> Handle(ListAlerts request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await alerts.ListAsync(ofPlatform: false, page, cancellationToken);
        return page.ToPage(rows, alert => new Keyset(alert.CreatedAt, alert.Id));
    }
}
