using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>What would keep the campaign from being published, and what could be improved.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record GetPreflight(Guid CampaignId) : IQuery<PreflightReport>;

internal sealed class GetPreflightHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IComponentReads reads,
    IPreflight preflight,
    IGenerations generations,
    IBlocks blocks,
    IUploads uploads,
    IVisitRecords visits,
    IAccountPeople people,
    TimeProvider time
) : IQueryHandler<GetPreflight, PreflightReport>
{
    public async Task<PreflightReport> Handle(GetPreflight request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        return await Preflighting.ExamineAsync(
            preflight,
            reads,
            generations,
            blocks,
            uploads,
            visits,
            campaign,
            own,
            await LocalTime.OfAsync(people, time, campaign, cancellationToken),
            cancellationToken
        );
    }
}
