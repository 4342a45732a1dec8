using AiWebBuilder.Application.Analytics;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>
/// The questions behind a set of figures, for the parameters campaign, from, to and account. All choose among constants: nothing that a client
/// sends becomes SQL.
/// </summary>
internal static class FigureQueries
{
    private const int MaxGroups = 100;

    private const string Revenue = """
        select currency, sum(value) from conversions
        where user_id = $4 and campaign_id = $1 and created_at >= $2 and created_at < $3
        group by currency having sum(value) > 0 order by sum(value) desc
        """;

    private const string Stats = """
        from campaign_stats_daily where user_id = $4 and campaign_id = $1 and day >= ($2 at time zone 'utc')::date and day < ($3 at time zone 'utc')::date
        """;

    private const string Audience = """
        from campaign_audience_daily where user_id = $4 and campaign_id = $1 and day >= ($2 at time zone 'utc')::date and day < ($3 at time zone 'utc')::date
        """;

    private const string Events = """
        from campaign_events e
        left join conversions c on e.event_type = 'conversion' and c.campaign_id = $1 and c.event_id = e.id
            and c.created_at = e.created_at
            and (c.currency is null or c.currency = (select currency from campaign_currencies where campaign_id = $1))
        where e.user_id = $4 and e.campaign_id = $1 and e.created_at >= $2 and e.created_at < $3 and not e.is_bot
        """;

    /// <returns>Revenue by currency, totals, series, and groups when <paramref name="groupBy"/> is given.</returns>
    public static IReadOnlyList<string> For(string interval, string? groupBy)
    {
        List<string> queries = [Revenue];
        if (interval == AnalyticsIntervals.Hour)
        {
            queries.Add($"select {OfEvents("e.event_type = 'view' and e.component_id is null")} {Events}");
            queries.Add(
                $"""
                select date_trunc('hour', e.created_at, 'utc'), {OfEvents(
                    "e.event_type = 'view' and e.component_id is null"
                )}
                {Events} group by 1
                """
            );
            if (groupBy is not null)
            {
                queries.Add(EventGroups(groupBy));
            }
            return queries;
        }
        queries.Add($"select {OfDays(PageViews)} {Stats}");
        queries.Add(
            $"""
            select date_trunc('{interval}', day::timestamp) at time zone 'utc', {OfDays(PageViews)} {Stats} group by 1
            """
        );
        if (groupBy is not null)
        {
            queries.Add(DayGroups(groupBy));
        }
        return queries;
    }

    private const string PageViews = "event_type = 'view' and component_id = '00000000-0000-0000-0000-000000000000'";

    private const string AnyViews = "event_type = 'view'";

    private static string DayGroups(string groupBy)
    {
        var (key, from, views, only) = groupBy switch
        {
            AnalyticsGroups.ComponentId => (
                "component_id::text",
                Stats,
                AnyViews,
                "and component_id <> '00000000-0000-0000-0000-000000000000'"
            ),
            AnalyticsGroups.EventType => ("event_type", Stats, PageViews, "and event_type <> 'visitor'"),
            AnalyticsGroups.Source => ("source", Stats, PageViews, ""),
            AnalyticsGroups.Medium => ("medium", Stats, PageViews, ""),
            // The audience counts no sections: all its views are pages'.
            AnalyticsGroups.Country => ("country", Audience, AnyViews, ""),
            AnalyticsGroups.Device => ("device", Audience, AnyViews, ""),
            _ => throw new ArgumentOutOfRangeException(nameof(groupBy), groupBy, "Unknown group."),
        };
        return $"""
            select {key}, coalesce(sum(events) filter (where event_type <> 'visitor'), 0)::bigint, {OfDays(views)}
            {from} {only} group by {key} order by 2 desc, 1 limit {MaxGroups}
            """;
    }

    private static string EventGroups(string groupBy)
    {
        var (key, only) = groupBy switch
        {
            AnalyticsGroups.ComponentId => ("e.component_id::text", "and e.component_id is not null"),
            AnalyticsGroups.EventType => ("e.event_type::text", ""),
            AnalyticsGroups.Source => ("coalesce(e.source, '')", ""),
            AnalyticsGroups.Medium => ("coalesce(e.medium, '')", ""),
            AnalyticsGroups.Country => ("coalesce(e.country, '')", ""),
            AnalyticsGroups.Device => ("coalesce(e.device, '')", ""),
            _ => throw new ArgumentOutOfRangeException(nameof(groupBy), groupBy, "Unknown group."),
        };
        var isPage = groupBy == AnalyticsGroups.ComponentId ? "" : " and e.component_id is null";
        // As in the days' figures, sections' views are events of theirs and not of an audience.
        only += groupBy is AnalyticsGroups.Country or AnalyticsGroups.Device
            ? " and (e.event_type <> 'view' or e.component_id is null)"
            : "";
        return $"""
            select {key}, count(*), {OfEvents($"e.event_type = 'view'{isPage}")}
            {Events} {only} group by {key} order by 2 desc, 1 limit {MaxGroups}
            """;
    }

    private static string OfDays(string views) =>
        $"""
            coalesce(sum(events) filter (where {views}), 0)::bigint,
            coalesce(sum(events) filter (where event_type = 'visitor'), 0)::bigint,
            coalesce(sum(events) filter (where event_type = 'click'), 0)::bigint,
            coalesce(sum(events) filter (where event_type = 'conversion'), 0)::bigint,
            coalesce(sum(events) filter (where event_type = 'form_submit'), 0)::bigint,
            coalesce(sum(revenue), 0)
            """;

    private static string OfEvents(string views) =>
        $"""
            count(*) filter (where {views}),
            count(distinct e.visitor),
            count(*) filter (where e.event_type = 'click'),
            count(*) filter (where e.event_type = 'conversion'),
            count(*) filter (where e.event_type = 'form_submit'),
            coalesce(sum(c.value), 0)
            """;
}
