using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>Platforms that the account is connected to.</summary>
internal sealed class ConnectedPlatforms(AppDbContext db) : ICountPlanResource
{
    public PlanResource Resource => PlanResource.Integrations;

    public Task<long> CountAsync(Guid accountId, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<long>(
                $"""select count(*) as "Value" from platform_integrations where user_id = {accountId}"""
            )
            .SingleAsync(cancellationToken);

    public Task<long> PlaceAsync(Guid accountId, Guid id, CancellationToken cancellationToken) =>
        db
            .Database.SqlQuery<long>(
                $"""
                select count(*) as "Value" from platform_integrations one
                join platform_integrations older on older.user_id = one.user_id
                    and (older.created_at, older.id) <= (one.created_at, one.id)
                where one.id = {id} and one.user_id = {accountId}
                """
            )
            .SingleAsync(cancellationToken);
}
