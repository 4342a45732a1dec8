using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>The composed pages of a campaign as they stand, to be looked at or taken away.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record GetPages(Guid CampaignId) : IQuery<IReadOnlyList<ComposedPage>>;

internal sealed class GetPagesHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IBlocks blocks
) : IQueryHandler<GetPages, IReadOnlyList<ComposedPage>>
{
    public async Task<IReadOnlyList<ComposedPage>> Handle(GetPages request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        return CampaignPages.ComposeAll(
            blocks,
            campaign,
            await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken)
        );
    }
}
