using AiWebBuilder.Infrastructure.Analytics.Ingestion;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>The commands that add a batch's visitors and sums to the daily figures and to the totals.</summary>
[WritesPastUnitOfWork("Ingestion: a batch of many accounts' events in one transaction, set by set.")]
internal static class Figures
{
    /// <param name="visits">For each visitor and day of the batch the row that they came with.</param>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyCollection<EventRow> visits, EventRollup rollup)
    {
        if (visits.Count > 0)
        {
            yield return new NpgsqlBatchCommand("select add_visitors($1, $2, $3, $4, $5, $6, $7, $8)")
            {
                Parameters =
                {
                    visits.Column(row => row.CampaignId),
                    visits.Column(row => row.Event.Day),
                    visits.Column(row => row.Event.Visitor!),
                    visits.Column(row => row.AccountId),
                    visits.Column(row => row.Event.Source ?? ""),
                    visits.Column(row => row.Event.Medium ?? ""),
                    visits.Column(row => row.Event.Country ?? ""),
                    visits.Column(row => row.Event.Device),
                },
            };
        }
        if (rollup.Stats is { Count: > 0 } stats)
        {
            yield return new NpgsqlBatchCommand("select add_stats($1, $2, $3, $4, $5, $6, $7, $8, $9)")
            {
                Parameters =
                {
                    stats.Column(row => row.Key.Campaign),
                    stats.Column(row => row.Key.Day),
                    stats.Column(row => row.Key.Component),
                    stats.Column(row => row.Key.Type),
                    stats.Column(row => row.Key.Source),
                    stats.Column(row => row.Key.Medium),
                    stats.Column(row => row.Key.Account),
                    stats.Column(row => row.Value.Events),
                    stats.Column(row => row.Value.Revenue),
                },
            };
        }
        if (rollup.Audience is { Count: > 0 } audience)
        {
            yield return new NpgsqlBatchCommand("select add_audience($1, $2, $3, $4, $5, $6, $7, $8)")
            {
                Parameters =
                {
                    audience.Column(row => row.Key.Campaign),
                    audience.Column(row => row.Key.Day),
                    audience.Column(row => row.Key.Type),
                    audience.Column(row => row.Key.Country),
                    audience.Column(row => row.Key.Device),
                    audience.Column(row => row.Key.Account),
                    audience.Column(row => row.Value.Events),
                    audience.Column(row => row.Value.Revenue),
                },
            };
        }
        if (rollup.Components is { Count: > 0 } components)
        {
            yield return new NpgsqlBatchCommand(
                "select add_component_totals(c, o, v, k, n) from unnest($1, $2, $3, $4, $5) t (c, o, v, k, n)"
            )
            {
                Parameters =
                {
                    components.Column(row => row.Key.Component),
                    components.Column(row => row.Key.Campaign),
                    components.Column(row => row.Value.Views),
                    components.Column(row => row.Value.Clicks),
                    components.Column(row => row.Value.Conversions),
                },
            };
        }
        if (rollup.Campaigns is { Count: > 0 } campaigns)
        {
            yield return new NpgsqlBatchCommand(
                "select add_campaign_totals(c, v, n, r) from unnest($1, $2, $3, $4) t (c, v, n, r)"
            )
            {
                Parameters =
                {
                    campaigns.Column(row => row.Key),
                    campaigns.Column(row => row.Value.Views),
                    campaigns.Column(row => row.Value.Conversions),
                    campaigns.Column(row => row.Value.Revenue),
                },
            };
        }
    }
}
