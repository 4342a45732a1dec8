namespace AiWebBuilder.Application.AiUsage.Budgets.Rules;

/// <summary>The allowed values of <c>atLimit</c>: refuse, go on with a cheaper model, or with the offline writer.</summary>
public static class LimitChoices
{
    public const string Stop = "stop";

    public static IReadOnlyList<string> All { get; } = [Stop, "cheaper", "offline"];
}
