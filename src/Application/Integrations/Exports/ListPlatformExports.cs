using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>A campaign's exports to platforms and their reversions, newest first.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ListPlatformExports(Guid CampaignId, int? Limit, string? Cursor)
    : IQuery<Page<PlatformExportView>>;

internal sealed class ListPlatformExportsHandler(IRepository<PlatformExport> exports, ICampaignLookup campaigns)
    : IQueryHandler<ListPlatformExports, Page<PlatformExportView>>
{
    public async Task<Page<PlatformExportView>> Handle(ListPlatformExports request, CancellationToken cancellationToken)
    {
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var (at, id) = page.Before;
        var rows = await exports.ListAsync(
            new NewestBefore(request.CampaignId, at, id, page.Limit + 1),
            cancellationToken
        );
        return page.ToPage([.. rows.Select(PlatformExportView.Of)], export => new Keyset(export.CreatedAt, export.Id));
    }

    private sealed class NewestBefore : Specification<PlatformExport>
    {
        public NewestBefore(Guid campaignId, DateTimeOffset at, Guid id, int most) =>
            Query
                .Where(export =>
                    export.CampaignId == campaignId
                    && (export.CreatedAt < at || export.CreatedAt == at && export.Id.CompareTo(id) < 0)
                )
                .OrderByDescending(export => export.CreatedAt)
                .ThenByDescending(export => export.Id)
                .Take(most);
    }
}
