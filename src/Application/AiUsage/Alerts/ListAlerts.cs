using System.Text.Json.Serialization;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Alerts;

/// <summary>Alerts about the account's AI: budgets, shutoffs, rejected keys. Newest first.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record ListAlerts(int? Limit, string? Cursor) : IQuery<Page<AlertView>>;

/// <param name="Message">It names the member or campaign, where the budget is one of these.</param>
/// <param name="PeriodStart">First day of the budget's period.</param>
/// <param name="Threshold">Percent of the budget.</param>
/// <param name="Budget">The budget that it is about; null of everything else.</param>
public sealed record AlertView(
    Guid Id,
    [OneOf(typeof(AlertKinds))] string Kind,
    string Message,
    DateOnly? PeriodStart,
    int? Threshold,
    AlertBudget? Budget,
    AlertData Data,
    DateTimeOffset CreatedAt
);

/// <summary>The kinds of alerts. Only the platform is told of books that differ.</summary>
public static class AlertKinds
{
    public static IReadOnlyList<string> All { get; } =
    ["budget_threshold", "budget_exhausted", "shutoff", "breaker_open", "estimate_exceeded", "books_differ"];
}

/// <summary>What an alert is about: which members there are depends on its kind. Amounts are in nano-dollars (10⁻⁹ USD).</summary>
public sealed record AlertData
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? BudgetId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? SubjectId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? PeriodStart { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), OneOf(typeof(BudgetScopes))]
    public string? Scope { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), OneOf(typeof(BudgetPeriods))]
    public string? Period { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LimitNanoUsd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SpentNanoUsd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), OneOf(typeof(LimitChoices))]
    public string? AtLimit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? CallId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? KeyId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ReservedNanoUsd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ProviderNanoUsd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Hard { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Automatic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Differences { get; init; }
}

/// <summary>A budget as it stood when it was told of.</summary>
/// <param name="Id">Null: it has been removed since.</param>
/// <param name="MemberId">Null also of a member who is none any more.</param>
/// <param name="Name">The member's or campaign's, as it is now; null of the others, and when it is gone.</param>
/// <param name="PeriodStart">First day of its period; null of a budget on everything.</param>
/// <param name="Limit">USD.</param>
/// <param name="Spent">USD, settled in the period.</param>
public sealed record AlertBudget(
    Guid? Id,
    [OneOf(typeof(BudgetScopes))] string Scope,
    Guid? MemberId,
    Guid? CampaignId,
    string? Name,
    [OneOf(typeof(BudgetPeriods))] string Period,
    DateOnly? PeriodStart,
    decimal Limit,
    decimal Spent
);

internal sealed class ListAlertsHandler(IAiAlerts alerts) : IQueryHandler<ListAlerts, Page<AlertView>>
{
    public async Task<Page<AlertView>> Handle(ListAlerts request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await alerts.ListAsync(ofPlatform: false, page, cancellationToken);
        return page.ToPage(rows, alert => new Keyset(alert.CreatedAt, alert.Id));
    }
}
