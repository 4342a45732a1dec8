using AiWebBuilder.Application.AiUsage.Contracts.Generations;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns;

/// <summary>Archives a campaign: its pages are taken down, and it becomes read-only. Idempotent.</summary>
/// <exception cref="DomainException">NotFound; Conflict: a generation is running.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record ArchiveCampaign(Guid CampaignId) : ICommand;

internal sealed class ArchiveCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<Publication> publications,
    IGenerations generations
) : ICommandHandler<ArchiveCampaign, Done>
{
    public async Task<Done> Handle(ArchiveCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.Archive();
        if (await generations.IsUnderWayAsync(campaign.Id, componentId: null, cancellationToken))
        {
            throw new DomainException(CampaignErrors.Generating);
        }
        if (await publications.FindAsync(campaign.Id, cancellationToken) is { } publication)
        {
            publication.TakeDown();
        }
        return default;
    }
}
