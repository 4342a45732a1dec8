using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>Takes the pages down permanently. Idempotent.</summary>
[Requires(CampaignsPermissions.Publish)]
public sealed record UnpublishCampaign(Guid CampaignId) : ICommand;

internal sealed class UnpublishCampaignHandler(
    IRepository<Campaign> campaigns,
    IRepository<Publication> publications,
    TimeProvider time
) : ICommandHandler<UnpublishCampaign, Done>
{
    public async Task<Done> Handle(UnpublishCampaign request, CancellationToken cancellationToken)
    {
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        campaign.Withdraw();
        if (await publications.FindAsync(campaign.Id, cancellationToken) is { } publication)
        {
            publication.Withdraw(time.GetUtcNow());
            publications.Remove(publication);
        }
        return default;
    }
}
