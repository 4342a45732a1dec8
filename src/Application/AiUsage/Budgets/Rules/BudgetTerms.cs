namespace AiWebBuilder.Application.AiUsage.Budgets.Rules;

/// <summary>What a cap is set to.</summary>
/// <param name="Limit">USD.</param>
/// <param name="Period">One of <see cref="BudgetPeriods"/>.</param>
/// <param name="Thresholds">Percent; somebody is told when they are passed.</param>
/// <param name="AtLimit">One of <see cref="LimitChoices"/>.</param>
public sealed record BudgetTerms(
    decimal Limit,
    string Period,
    IReadOnlyList<int>? Thresholds,
    string? AtLimit,
    string? WebhookUrl
);
