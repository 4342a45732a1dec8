using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>A campaign's figures over a period.</summary>
/// <param name="From">A date, or an RFC 3339 time. Without it, the range is 24 hours, 30 days or 12 weeks, by the interval.</param>
/// <param name="To">A date (inclusive), or an RFC 3339 time (exclusive); now by default.</param>
/// <param name="Interval"><c>day</c> by default.</param>
/// <param name="GroupBy">Adds figures for each value of this property.</param>
/// <exception cref="DomainException">NotFound; Validation.</exception>
[Requires(AnalyticsPermissions.Read)]
public sealed record GetAnalytics(Guid CampaignId, string? From, string? To, string? Interval, string? GroupBy)
    : IQuery<AnalyticsView>;

internal sealed class GetAnalyticsHandler(IAnalyticsReads reads, ICampaignLookup campaigns, TimeProvider time)
    : IQueryHandler<GetAnalytics, AnalyticsView>
{
    public async Task<AnalyticsView> Handle(GetAnalytics request, CancellationToken cancellationToken)
    {
        var range = AnalyticsRange.Parse(request.From, request.To, request.Interval, time.GetUtcNow());
        if (request.GroupBy is not null && !AnalyticsGroups.All.Contains(request.GroupBy))
        {
            throw new DomainException(AnalyticsErrors.GroupUnknown(AnalyticsGroups.All));
        }
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        return await reads.FiguresAsync(request.CampaignId, range, request.GroupBy, cancellationToken);
    }
}
