using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Takes a campaign out of the archive, ready for work. Publishing it is another step. Idempotent.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record UnarchiveCampaign(Guid CampaignId) : ICommand;

internal sealed class UnarchiveCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<CampaignComponent> components
) : ICommandHandler<UnarchiveCampaign, Done>
{
    public async Task<Done> Handle(UnarchiveCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.Unarchive(await components.AnyAsync(new ComponentsOfCampaign(campaign.Id), cancellationToken));
        return default;
    }
}
