using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Facts;

/// <summary>
/// What the owner states in the brief, which sections say it, and what becomes of each of its sentences. There from the moment the
/// campaign is created.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetFacts(Guid CampaignId) : IQuery<FactsView>;

internal sealed class GetFactsHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : IQueryHandler<GetFacts, FactsView>
{
    public async Task<FactsView> Handle(GetFacts request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        return FactsView.Of(
            campaign,
            await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken)
        );
    }
}
