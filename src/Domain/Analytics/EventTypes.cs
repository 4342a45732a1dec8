namespace AiWebBuilder.Domain.Analytics;

/// <summary>What <c>campaign_events.event_type</c> allows.</summary>
public static class EventTypes
{
    /// <summary>Of the page when it names no component; of a section when it does.</summary>
    public const string View = "view";

    public const string Click = "click";
    public const string Conversion = "conversion";
    public const string FormSubmit = "form_submit";
    public const string EmailOpen = "email_open";
    public const string EmailClick = "email_click";

    public static IReadOnlyList<string> All { get; } = [View, Click, Conversion, FormSubmit, EmailOpen, EmailClick];
}

/// <summary>What <c>campaign_events.device</c> holds.</summary>
public static class DeviceTypes
{
    public static IReadOnlyList<string> All { get; } = ["desktop", "mobile", "tablet", "bot", "unknown"];
}
