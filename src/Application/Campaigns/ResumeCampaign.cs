using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Puts the same pages back online, byte for byte. Idempotent.</summary>
/// <exception cref="DomainException">NotFound; Conflict: archived, or it is not published; PaymentRequired.</exception>
[Requires(CampaignsPermissions.Publish)]
public sealed record ResumeCampaign(Guid CampaignId) : ICommand;

internal sealed class ResumeCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<Publication> publications,
    IPlanLimits limits
) : ICommandHandler<ResumeCampaign, Done>
{
    public async Task<Done> Handle(ResumeCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.Resume();
        if (await publications.FindAsync(campaign.Id, cancellationToken) is { IsLive: false } publication)
        {
            await limits.RequireRoomAsync(PlanResource.PublishedPages, cancellationToken);
            publication.GoLive();
        }
        return default;
    }
}
