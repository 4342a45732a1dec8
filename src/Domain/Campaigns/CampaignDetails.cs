using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>What a person fills in about a campaign; every edit replaces it as a whole.</summary>
public sealed record CampaignDetails(
    string Name,
    string Type,
    string? Description,
    string? TargetAudience,
    string? BusinessType,
    IReadOnlyList<string> Goals,
    string? BrandGuidelines,
    string PerformanceRequirements,
    string? PlatformSource,
    string? PlatformSourceId
)
{
    /// <param name="language">BCP 47: the one that is asked for.</param>
    public Brief ToBrief(string? language) =>
        new(Name, Type, Description, TargetAudience, BusinessType, Goals, BrandGuidelines, language);
}
