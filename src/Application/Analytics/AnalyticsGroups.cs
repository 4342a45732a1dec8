namespace AiWebBuilder.Application.Analytics;

/// <summary>What figures can be grouped by: what is stored with them.</summary>
public static class AnalyticsGroups
{
    public const string ComponentId = "componentId";
    public const string EventType = "eventType";
    public const string Source = "source";
    public const string Medium = "medium";
    public const string Country = "country";
    public const string Device = "device";

    public static IReadOnlyList<string> All { get; } = [ComponentId, EventType, Source, Medium, Country, Device];
}
