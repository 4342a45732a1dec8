using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>
/// How many sessions got how far. A step is an event type or the key of a viewed page. Visitors who opted out of tracking have
/// no session and are not counted.
/// </summary>
/// <param name="Steps">With commas between.</param>
/// <param name="From">A date, or an RFC 3339 time. Without it, the range is 24 hours, 30 days or 12 weeks, by the interval.</param>
/// <param name="To">A date (inclusive), or an RFC 3339 time (exclusive); now by default.</param>
/// <exception cref="DomainException">NotFound; Validation.</exception>
[Requires(AnalyticsPermissions.Read)]
public sealed record GetFunnel(Guid CampaignId, string? Steps, string? From, string? To) : IQuery<FunnelView>;

internal sealed class GetFunnelHandler(IAnalyticsReads reads, ICampaignLookup campaigns, TimeProvider time)
    : IQueryHandler<GetFunnel, FunnelView>
{
    /// <summary>Steps are looked for in single events.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(93);

    public async Task<FunnelView> Handle(GetFunnel request, CancellationToken cancellationToken)
    {
        var steps = (request.Steps ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (
            steps.Length is < 2 or > 10
            || steps.Any(step => step.Length is 0 or > 100 || step.Contains('\0') || step.Any(char.IsSurrogate))
        )
        {
            throw new DomainException(AnalyticsErrors.StepsInvalid);
        }
        var range = AnalyticsRange.Parse(request.From, request.To, AnalyticsIntervals.Day, time.GetUtcNow());
        if (range.To - range.From > Longest)
        {
            throw new DomainException(AnalyticsErrors.RangeInvalid("The range of a funnel may have at most 93 days."));
        }
        await campaigns.RequireAsync(request.CampaignId, cancellationToken);
        var sessions = await reads.FunnelAsync(request.CampaignId, range, steps, cancellationToken);
        return new FunnelView(
            range.From,
            range.To,
            [
                .. steps.Zip(
                    sessions,
                    (step, count) =>
                        new FunnelStepView(
                            step,
                            count,
                            sessions[0] == 0 ? 0 : Math.Round((decimal)count / sessions[0], 4)
                        )
                ),
            ]
        );
    }
}
