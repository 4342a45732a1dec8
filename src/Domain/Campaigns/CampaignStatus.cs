namespace AiWebBuilder.Domain.Campaigns;

/// <summary>The allowed values of <c>campaigns.status</c>.</summary>
public static class CampaignStatus
{
    public const string Draft = "draft";
    public const string Generating = "generating";
    public const string Ready = "ready";
    public const string Launched = "launched";
    public const string Paused = "paused";
    public const string Archived = "archived";

    public static IReadOnlyList<string> All { get; } = [Draft, Generating, Ready, Launched, Paused, Archived];
}
