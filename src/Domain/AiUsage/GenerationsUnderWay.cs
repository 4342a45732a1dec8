using Ardalis.Specification;

namespace AiWebBuilder.Domain.AiUsage;

/// <summary>What is being generated for a campaign at this moment.</summary>
public sealed class GenerationsUnderWay : Specification<AiGeneration>
{
    /// <param name="campaignId">The campaign.</param>
    /// <param name="componentId">Null: any generation of the campaign; else only this component's and the whole campaign's.</param>
    public GenerationsUnderWay(Guid campaignId, Guid? componentId)
    {
        Query.Where(generation =>
            generation.CampaignId == campaignId && generation.Status == GenerationStatus.Processing
        );
        if (componentId is not null)
        {
            Query.Where(generation => generation.ComponentId == null || generation.ComponentId == componentId);
        }
    }
}
