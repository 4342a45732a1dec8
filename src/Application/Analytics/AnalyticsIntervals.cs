namespace AiWebBuilder.Application.Analytics;

/// <summary>The allowed values of <c>interval</c>.</summary>
public static class AnalyticsIntervals
{
    public const string Hour = "hour";
    public const string Day = "day";
    public const string Week = "week";

    public static IReadOnlyList<string> All { get; } = [Hour, Day, Week];
}
