using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Components;

internal sealed class CampaignTurns(AppDbContext db) : ICampaignTurns
{
    public Task TakeForComponentAsync(Guid componentId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            select from campaigns
            where id = (select campaign_id from campaign_components where id = {componentId}) for share
            """,
            cancellationToken
        );

    public Task TakeForAllAsync(Guid campaignId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select from campaigns where id = {campaignId} for no key update",
            cancellationToken
        );
}
