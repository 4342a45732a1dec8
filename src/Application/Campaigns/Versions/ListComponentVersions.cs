using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Versions;

/// <summary>A component's versions without their content, newest first.</summary>
/// <exception cref="DomainException">NotFound: the component.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ListComponentVersions(Guid ComponentId, int? Limit, string? Cursor)
    : IQuery<Page<ComponentVersionSummary>>;

internal sealed class ListComponentVersionsHandler(IRepository<CampaignComponent> components, IComponentReads reads)
    : IQueryHandler<ListComponentVersions, Page<ComponentVersionSummary>>
{
    public async Task<Page<ComponentVersionSummary>> Handle(
        ListComponentVersions request,
        CancellationToken cancellationToken
    )
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        var rows = await reads.ListVersionsAsync(component.Id, page, cancellationToken);
        return page.ToPage(rows, version => Places.Of(version.Version, component.Id));
    }
}
