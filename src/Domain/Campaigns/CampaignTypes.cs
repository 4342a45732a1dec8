namespace AiWebBuilder.Domain.Campaigns;

/// <summary>The allowed values of <c>campaigns.type</c>.</summary>
public static class CampaignTypes
{
    public static IReadOnlyList<string> All { get; } =
    ["landing_page", "funnel", "email_sequence", "complete_campaign", "component_enhancement"];
}
