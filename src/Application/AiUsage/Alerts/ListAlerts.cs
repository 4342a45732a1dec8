using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>What the account was told of its AI: budgets, stops, keys that are refused; newest first.</summary>
[Requires(Permission.AiRead)]
public sealed record ListAlerts(int? Limit, string? Cursor) : IQuery<Page<AlertView>>;

/// <param name="Kind">
/// <c>budget_threshold, budget_exhausted, shutoff, breaker_open</c>; the platform's also <c>books_differ, estimate_exceeded</c>.
/// </param>
/// <param name="PeriodStart">First day of the budget's period.</param>
/// <param name="Threshold">Percent of the budget.</param>
/// <param name="Data">What it is about; amounts in nano-dollars (10⁻⁹ USD).</param>
public sealed record AlertView(
    Guid Id,
    string Kind,
    string Message,
    DateOnly? PeriodStart,
    int? Threshold,
    JsonNode? Data,
    DateTimeOffset CreatedAt
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
