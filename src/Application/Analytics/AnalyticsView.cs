using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics;

/// <summary>What happened to a campaign between two times.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="RevenueByCurrency">All that was earned. Currencies are never added up.</param>
/// <param name="Series">One for each interval, without holes.</param>
/// <param name="Groups">By <c>groupBy</c>, the most frequent first, 100 at the most; empty without it.</param>
public sealed record AnalyticsView(
    DateTimeOffset From,
    DateTimeOffset To,
    [OneOf(typeof(AnalyticsIntervals))] string Interval,
    FiguresView Totals,
    IReadOnlyList<RevenueView> RevenueByCurrency,
    IReadOnlyList<FiguresAtView> Series,
    IReadOnlyList<FiguresOfView> Groups
)
{
    /// <summary>
    /// A signed address of the daily figures from <c>from</c> to <c>to</c> as CSV, for <c>a download</c>: good for five minutes, without a
    /// token.
    /// </summary>
    public string? DownloadUrl { get; init; }
}
