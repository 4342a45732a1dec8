using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.Analytics;

/// <summary>Figures of people: bots are left out.</summary>
/// <param name="Views">Of pages. Sections have views of their own, which a group by component shows.</param>
/// <param name="Visitors">Different visitors of each day, added up: nobody is known from one day to the next.</param>
/// <param name="Revenue">In <paramref name="Currency"/>; conversions in another currency are not in it.</param>
/// <param name="Currency">ISO 4217: that of the campaign's first conversion that named one; null until then.</param>
public sealed record FiguresView(
    long Views,
    long Visitors,
    long Clicks,
    long Conversions,
    long FormSubmits,
    decimal Revenue,
    string? Currency
);

/// <param name="At">Start of the interval, UTC; weeks start on Monday.</param>
public sealed record FiguresAtView(
    DateTimeOffset At,
    long Views,
    long Visitors,
    long Clicks,
    long Conversions,
    long FormSubmits,
    decimal Revenue,
    string? Currency
);

/// <param name="Key">Empty where the events do not say.</param>
/// <param name="Events">All events of the group, of every type.</param>
public sealed record FiguresOfView(
    string Key,
    long Events,
    long Views,
    long Visitors,
    long Clicks,
    long Conversions,
    long FormSubmits,
    decimal Revenue,
    string? Currency
);

/// <param name="Currency">Null: conversions that named none.</param>
public sealed record RevenueView(string? Currency, decimal Revenue);

/// <param name="Sessions">That did this step after all before it.</param>
/// <param name="Rate">Of the sessions of the first step, 0 to 1.</param>
public sealed record FunnelStepView(string Step, long Sessions, decimal Rate);

/// <summary>A funnel over the sessions of a time.</summary>
public sealed record FunnelView(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<FunnelStepView> Steps);

/// <summary>Reads figures and events of the account acted for.</summary>
public interface IAnalyticsReads
{
    /// <summary>From the daily figures, or from the events where the range's interval is the hour.</summary>
    Task<AnalyticsView> FiguresAsync(
        Guid campaignId,
        AnalyticsRange range,
        string? groupBy,
        CancellationToken cancellationToken
    );

    /// <summary>Newest first; bots too, marked.</summary>
    Task<IReadOnlyList<EventView>> EventsAsync(
        Guid campaignId,
        PageRequest page,
        string? type,
        CancellationToken cancellationToken
    );

    /// <summary>For each step the sessions that did it after all before it.</summary>
    Task<IReadOnlyList<long>> FunnelAsync(
        Guid campaignId,
        AnalyticsRange range,
        IReadOnlyList<string> steps,
        CancellationToken cancellationToken
    );

    /// <summary>Every sum of the range's days.</summary>
    Task<IReadOnlyList<DailyFigureView>> DailyAsync(
        Guid campaignId,
        AnalyticsRange range,
        CancellationToken cancellationToken
    );
}
