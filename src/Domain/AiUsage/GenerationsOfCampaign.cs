using Ardalis.Specification;

namespace AiWebBuilder.Domain.AiUsage;

/// <summary>The campaign's generations, whole or of one component, the latest first.</summary>
public sealed class GenerationsOfCampaign : Specification<AiGeneration>
{
    public GenerationsOfCampaign(Guid campaignId, int limit) =>
        Query
            .Where(generation => generation.CampaignId == campaignId)
            .OrderByDescending(generation => generation.CreatedAt)
            .Take(limit);
}
