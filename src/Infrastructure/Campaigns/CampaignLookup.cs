using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns;

internal sealed class CampaignLookup(AppDbContext db) : ICampaignLookup
{
    public async Task RequireAsync(Guid campaignId, CancellationToken cancellationToken)
    {
        if (!await db.Set<Campaign>().AnyAsync(campaign => campaign.Id == campaignId, cancellationToken))
        {
            throw new DomainException(CampaignErrors.NotFound);
        }
    }
}
