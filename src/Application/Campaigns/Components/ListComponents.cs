using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>A campaign's components in their order.</summary>
/// <exception cref="DomainException">NotFound: the campaign.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ListComponents(Guid CampaignId, int? Limit, string? Cursor) : IQuery<Page<ComponentView>>;

internal sealed class ListComponentsHandler(IRepository<Campaign> campaigns, IComponentReads reads)
    : IQueryHandler<ListComponents, Page<ComponentView>>
{
    public async Task<Page<ComponentView>> Handle(ListComponents request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var campaign = await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var rows = await reads.ListAsync(campaign.Id, page, cancellationToken);
        return page.ToPage(rows, component => Places.Of(component.SortOrder, component.Id));
    }
}
