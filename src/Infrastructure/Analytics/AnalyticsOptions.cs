namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>How events are taken in and how long they are kept.</summary>
public sealed class AnalyticsOptions
{
    public const string Section = "Analytics";

    /// <summary>Requests that may wait for a writer; the next one is answered 503. Each holds at most 50 events.</summary>
    public int QueueCapacity { get; set; } = 1000;

    /// <summary>
    /// The request header in which a proxy in front says the visitor's country, such as <c>CF-IPCountry</c>; none: countries are unknown.
    /// Name it only when that proxy overwrites what visitors send.
    /// </summary>
    public string? CountryHeader { get; set; }

    /// <summary>Months that single events are kept. 25 is the most that CNIL's exemption from consent allows.</summary>
    public int RetentionMonths { get; set; } = 25;
}
