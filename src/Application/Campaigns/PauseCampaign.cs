using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Takes the pages down temporarily: visitors find nothing there, and no events are recorded. Idempotent.</summary>
/// <exception cref="DomainException">NotFound; Conflict: archived, or it is not published.</exception>
[Requires(CampaignsPermissions.Publish)]
public sealed record PauseCampaign(Guid CampaignId) : ICommand;

internal sealed class PauseCampaignHandler(IRepository<Campaign> campaigns, IRepository<Publication> publications)
    : ICommandHandler<PauseCampaign, Done>
{
    public async Task<Done> Handle(PauseCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.Pause();
        if (await publications.FindAsync(campaign.Id, cancellationToken) is { } publication)
        {
            publication.TakeDown();
        }
        return default;
    }
}
