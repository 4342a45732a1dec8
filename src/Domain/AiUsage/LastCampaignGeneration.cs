using Ardalis.Specification;

namespace AiWebBuilder.Domain.AiUsage;

/// <summary>The latest generation of a whole campaign that has ended.</summary>
public sealed class LastCampaignGeneration : Specification<AiGeneration>
{
    public LastCampaignGeneration(Guid campaignId) =>
        Query
            .Where(generation =>
                generation.CampaignId == campaignId
                && generation.GenerationType == "campaign"
                && generation.Status != GenerationStatus.Processing
            )
            .OrderByDescending(generation => generation.CreatedAt)
            .Take(1);
}

/// <summary>The campaign's generations, whole or of one component, the latest first.</summary>
public sealed class GenerationsOfCampaign : Specification<AiGeneration>
{
    public GenerationsOfCampaign(Guid campaignId, int limit) =>
        Query
            .Where(generation => generation.CampaignId == campaignId)
            .OrderByDescending(generation => generation.CreatedAt)
            .Take(limit);
}
