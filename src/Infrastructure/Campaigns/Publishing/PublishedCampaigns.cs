using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>Campaigns that are published now.</summary>
internal sealed class PublishedCampaigns(AppDbContext db) : ICountPlanResource
{
    public PlanResource Resource => PlanResource.PublishedPages;

    public Task<long> CountAsync(Guid accountId, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<long>(
                $"""select count(*) as "Value" from publications where user_id = {accountId} and is_live"""
            )
            .SingleAsync(cancellationToken);

    public Task<long> PlaceAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<long>(
                $"""
                select count(*) as "Value" from publications one
                join publications older on older.user_id = one.user_id and older.is_live
                    and (older.created_at, older.campaign_id) <= (one.created_at, one.campaign_id)
                where one.campaign_id = {id} and one.user_id = {accountId} and one.is_live
                """
            )
            .SingleAsync(cancellationToken);
}
