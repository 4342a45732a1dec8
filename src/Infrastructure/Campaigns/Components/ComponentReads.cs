using AiWebBuilder.Application.Campaigns;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Components;

internal sealed class ComponentReads(AppDbContext db, IBlocks blocks) : IComponentReads
{
    public async Task<IReadOnlyList<ComponentView>> ListAsync(
        Guid campaignId,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var components = db.Set<CampaignComponent>().Where(component => component.CampaignId == campaignId);
        if (page.After is { } after)
        {
            var number = Places.NumberOf(after);
            components = components.Where(component =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(component.SortOrder, component.Id),
                    ValueTuple.Create(number, after.Id)
                )
            );
        }
        var rows = await components
            .AsNoTracking()
            .OrderBy(component => component.SortOrder)
            .ThenBy(component => component.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(component => ComponentView.Of(component, blocks))];
    }

    public async Task<IReadOnlyList<ComponentVersionSummary>> ListVersionsAsync(
        Guid componentId,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var before = page.After is { } after ? Places.NumberOf(after) : int.MaxValue;
        return await (
            from version in db.Set<ComponentVersion>()
            join component in db.Set<CampaignComponent>() on version.ComponentId equals component.Id
            where version.ComponentId == componentId && version.Version < before
            orderby version.Version descending
            select new ComponentVersionSummary(
                version.ComponentId,
                version.Version,
                version.Name,
                version.Origin,
                version.GenerationId,
                version.CreatedBy,
                version.CreatedAt,
                version.Version == component.Version
            )
        )
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ComponentVersionView>> AllVersionsAsync(
        Guid componentId,
        CancellationToken cancellationToken
    )
    {
        var rows = await WithCurrent(componentId).OrderBy(row => row.Version.Version).ToListAsync(cancellationToken);
        return [.. rows.Select(row => ComponentVersionView.Of(row.Version, row.Current))];
    }

    public async Task<IReadOnlyList<Guid>> ByHandAsync(Guid campaignId, CancellationToken cancellationToken) =>
        await (
            from component in db.Set<CampaignComponent>()
            join version in db.Set<ComponentVersion>()
                on new { component.Id, component.Version } equals new { Id = version.ComponentId, version.Version }
            where component.CampaignId == campaignId && version.Origin != "generated"
            select component.Id
        ).ToListAsync(cancellationToken);

    public async Task<ComponentVersionView?> FindVersionAsync(
        Guid componentId,
        int version,
        CancellationToken cancellationToken
    )
    {
        var row = await WithCurrent(componentId)
            .FirstOrDefaultAsync(row => row.Version.Version == version, cancellationToken);
        return row is null ? null : ComponentVersionView.Of(row.Version, row.Current);
    }

    private IQueryable<VersionRow> WithCurrent(Guid componentId) =>
        from version in db.Set<ComponentVersion>().AsNoTracking()
        join component in db.Set<CampaignComponent>() on version.ComponentId equals component.Id
        where version.ComponentId == componentId
        select new VersionRow { Version = version, Current = component.Version };

    private sealed class VersionRow
    {
        public required ComponentVersion Version { get; init; }
        public required int Current { get; init; }
    }
}
