using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>A campaign's daily figures as they are stored, for spreadsheets.</summary>
/// <param name="From">A date, or an RFC 3339 time. Without it, the range is 24 hours, 30 days or 12 weeks, by the interval.</param>
/// <param name="To">A date (inclusive), or an RFC 3339 time (exclusive); now by default.</param>
/// <exception cref="DomainException">NotFound; Validation.</exception>
[Requires(AnalyticsPermissions.Read)]
public sealed record ExportAnalytics(Guid CampaignId, string? From, string? To)
    : IQuery<IReadOnlyList<DailyFigureView>>;

internal sealed class ExportAnalyticsHandler(IAnalyticsReads reads, ICampaignLookup campaigns, TimeProvider time)
    : IQueryHandler<ExportAnalytics, IReadOnlyList<DailyFigureView>>
{
    public async Task<IReadOnlyList<DailyFigureView>> Handle(
        ExportAnalytics request,
        CancellationToken cancellationToken
    )
    {
        var range = AnalyticsRange.Parse(request.From, request.To, AnalyticsIntervals.Day, time.GetUtcNow());
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        return await reads.DailyAsync(request.CampaignId, range, cancellationToken);
    }
}
