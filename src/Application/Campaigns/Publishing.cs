using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>What would keep the campaign from being published, and what could be better.</summary>
[Requires(Permission.CampaignsRead)]
public sealed record GetPreflight(Guid CampaignId) : IQuery<PreflightReport>;

internal sealed class GetPreflightHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components,
    IPreflight preflight
) : IQueryHandler<GetPreflight, PreflightReport>
{
    public async Task<PreflightReport> Handle(GetPreflight request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        return Preflighting.Examine(preflight, campaign, CampaignPages.Compose(campaign, own));
    }
}

/// <summary>Takes the pages off the net for good; again: nothing happens.</summary>
[Requires(Permission.CampaignsPublish)]
public sealed record UnpublishCampaign(Guid CampaignId) : ICommand;

internal sealed class UnpublishCampaignHandler(IRepository<Campaign> campaigns, IRepository<Publication> publications)
    : ICommandHandler<UnpublishCampaign, Done>
{
    public async Task<Done> Handle(UnpublishCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.Withdraw();
        if (await publications.FindAsync(campaign.Id, cancellationToken) is { } publication)
        {
            publications.Remove(publication);
        }
        return default;
    }
}

/// <summary>The composed pages of a campaign as they stand, to be looked at or taken away.</summary>
[Requires(Permission.CampaignsRead)]
public sealed record GetPages(Guid CampaignId) : IQuery<IReadOnlyList<ComposedPage>>;

internal sealed class GetPagesHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : IQueryHandler<GetPages, IReadOnlyList<ComposedPage>>
{
    public async Task<IReadOnlyList<ComposedPage>> Handle(GetPages request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        return CampaignPages.Compose(
            campaign,
            await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken)
        );
    }
}
