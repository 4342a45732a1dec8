using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>What a component is, and where it stands.</summary>
/// <param name="Kind">Its block's.</param>
/// <param name="Anchor">The name that links lead to on its page.</param>
internal sealed record ComponentPlace(string Page, string Kind, string Anchor)
{
    public static ComponentPlace Of(CampaignComponent component) =>
        new(component.Page, component.Kind, component.Anchor);
}
