using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
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

    public async Task<string?> PathAsync(Guid campaignId, CancellationToken cancellationToken) =>
        await db.Set<Publication>()
            .Where(publication => publication.Id == campaignId && publication.IsLive)
            .Select(publication => $"/p/{publication.Slug}")
            .SingleOrDefaultAsync(cancellationToken);
}
