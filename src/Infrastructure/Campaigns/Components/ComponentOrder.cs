using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Components;

[WritesPastUnitOfWork("In the command's transaction: places of all components of a page change together.")]
internal sealed class ComponentOrder(AppDbContext db) : IComponentOrder
{
    public async Task<int> MakeRoomAsync(Guid campaignId, string page, CancellationToken cancellationToken)
    {
        await HoldAsync(campaignId, cancellationToken);
        var positions = await db
            .Database.SqlQuery<int>(
                $"""
                select coalesce(max(sort_order) filter (where page = {page}), max(sort_order), -1) + 1 as "Value"
                from campaign_components where campaign_id = {campaignId}
                """
            )
            .ToListAsync(cancellationToken);
        var position = positions[0];
        // Only when somebody stands there: what does not move keeps its ETag.
        await db.Database.ExecuteSqlAsync(
            $"""
            update campaign_components set sort_order = sort_order + 1
            where campaign_id = {campaignId} and sort_order >= {position}
              and exists (select from campaign_components
                          where campaign_id = {campaignId} and sort_order = {position})
            """,
            cancellationToken
        );
        return position;
    }

    public async Task<bool> ReplaceAsync(
        Guid campaignId,
        IReadOnlyList<Guid> componentIds,
        CancellationToken cancellationToken
    )
    {
        await HoldAsync(campaignId, cancellationToken);
        var own = await db
            .Database.SqlQuery<Guid>(
                $"""select id as "Value" from campaign_components where campaign_id = {campaignId}"""
            )
            .ToListAsync(cancellationToken);
        Guid[] ids = [.. componentIds];
        if (!own.ToHashSet().SetEquals(ids))
        {
            return false;
        }
        await db.Database.ExecuteSqlAsync(
            $"""
            update campaign_components component set sort_order = place.number - 1
            from unnest({ids}) with ordinality place (id, number)
            where component.id = place.id and component.campaign_id = {campaignId}
              and component.sort_order <> place.number - 1
            """,
            cancellationToken
        );
        return true;
    }

    /// <summary>Those who change one campaign's order take turns; readers and editors of its components do not wait.</summary>
    private async Task HoldAsync(Guid campaignId, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"select from campaigns where id = {campaignId} for no key update",
            cancellationToken
        );
}
