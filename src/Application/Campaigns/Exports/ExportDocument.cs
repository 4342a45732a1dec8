using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// The campaign with its components, to be written out as JSON; what <c>POST /v1/campaigns</c> and <c>POST …/components</c> take
/// stands in it under the same names. Versions are asked for component by component, so that a long history is never held at once.
/// </summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportDocument(Guid CampaignId) : IQuery<CampaignDocument>;

/// <param name="Name">For the download, without an ending.</param>
/// <param name="Campaign">With its components in their order.</param>
public sealed record CampaignDocument(string Name, CampaignView Campaign, Theme? Theme, CampaignPlan? Plan);

internal sealed class ExportDocumentHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : IQueryHandler<ExportDocument, CampaignDocument>
{
    public async Task<CampaignDocument> Handle(ExportDocument request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        return new CampaignDocument(
            Slugs.For(campaign),
            CampaignView.Of(campaign) with
            {
                Components = [.. own.Select(ComponentView.Of)],
            },
            campaign.Theme,
            campaign.Plan
        );
    }
}
