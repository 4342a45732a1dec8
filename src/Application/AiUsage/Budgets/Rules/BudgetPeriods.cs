namespace AiWebBuilder.Application.AiUsage.Budgets.Rules;

/// <summary>The allowed values of <c>period</c>.</summary>
public static class BudgetPeriods
{
    public const string Day = "day";
    public const string Month = "month";
    public const string Total = "total";

    public static IReadOnlyList<string> All { get; } = [Day, Month, Total];
}
