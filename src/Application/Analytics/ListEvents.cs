using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>A campaign's events, newest first. Bots are included and marked.</summary>
/// <param name="Type">Only of this type.</param>
/// <exception cref="DomainException">NotFound; Validation.</exception>
[Requires(AnalyticsPermissions.Read)]
public sealed record ListEvents(Guid CampaignId, int? Limit, string? Cursor, string? Type) : IQuery<Page<EventView>>;

internal sealed class ListEventsHandler(IAnalyticsReads reads, ICampaignLookup campaigns)
    : IQueryHandler<ListEvents, Page<EventView>>
{
    public async Task<Page<EventView>> Handle(ListEvents request, CancellationToken cancellationToken)
    {
        if (request.Type is not null && !EventTypes.All.Contains(request.Type))
        {
            throw new DomainException(AnalyticsErrors.EventTypeUnknown);
        }
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var rows = await reads.EventsAsync(request.CampaignId, page, request.Type, cancellationToken);
        return page.ToPage(rows, one => new Keyset(one.OccurredAt, one.Id));
    }
}
