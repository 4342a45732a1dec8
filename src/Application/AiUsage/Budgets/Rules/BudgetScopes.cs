namespace AiWebBuilder.Application.AiUsage.Budgets.Rules;

/// <summary>Whose calls a cap holds for.</summary>
public static class BudgetScopes
{
    public const string Account = "account";
    public const string Member = "member";
    public const string Campaign = "campaign";

    public static IReadOnlyList<string> All { get; } = ["platform", Account, Member, Campaign];
}
