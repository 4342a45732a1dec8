using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>One campaign with its components.</summary>
[Requires(Permission.CampaignsRead)]
public sealed record GetCampaign(Guid CampaignId) : IQuery<CampaignView>;

internal sealed class GetCampaignHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : IQueryHandler<GetCampaign, CampaignView>
{
    public async Task<CampaignView> Handle(GetCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var own = await components.ListAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken);
        return CampaignView.Of(campaign) with { Components = [.. own.Select(ComponentView.Of)] };
    }
}

internal static class CampaignRepositories
{
    /// <exception cref="DomainException">NotFound: none, or another account's.</exception>
    public static async Task<Campaign> RequireAsync(
        this IRepository<Campaign> campaigns,
        Guid id,
        CancellationToken cancellationToken
    ) => await campaigns.FindAsync(id, cancellationToken) ?? throw new DomainException(CampaignErrors.NotFound);

    /// <exception cref="DomainException">NotFound: none, or another account's.</exception>
    public static async Task<CampaignComponent> RequireAsync(
        this IRepository<CampaignComponent> components,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        await components.FindAsync(id, cancellationToken)
        ?? throw new DomainException(CampaignErrors.ComponentNotFound);
}
