using Ardalis.Specification;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>A campaign's components in their order.</summary>
public sealed class ComponentsOfCampaign : Specification<CampaignComponent>
{
    public ComponentsOfCampaign(Guid campaignId) =>
        Query
            .Where(component => component.CampaignId == campaignId)
            .OrderBy(component => component.SortOrder)
            .ThenBy(component => component.Id);
}
