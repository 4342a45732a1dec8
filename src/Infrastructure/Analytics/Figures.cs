using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>Adds a batch's sums to the daily figures and to the totals, in one round trip.</summary>
internal static class Figures
{
    public static async Task AddAsync(
        NpgsqlConnection connection,
        EventRollup rollup,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        AddStats(batch, [.. rollup.Stats]);
        AddAudience(batch, [.. rollup.Audience]);
        AddTotals(batch, rollup);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void AddStats(NpgsqlBatch batch, KeyValuePair<EventRollup.StatsKey, EventRollup.Sums>[] rows)
    {
        if (rows.Length == 0)
        {
            return; // bots only
        }
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                insert into campaign_stats_daily as stats
                    (campaign_id, day, component_id, event_type, source, medium, user_id, events, revenue)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (campaign_id, day, component_id, event_type, source, medium) do update
                set events = stats.events + excluded.events, revenue = stats.revenue + excluded.revenue
                """
            )
            {
                Parameters =
                {
                    Array(rows, row => row.Key.Campaign),
                    Array(rows, row => row.Key.Day),
                    Array(rows, row => row.Key.Component),
                    Array(rows, row => row.Key.Type),
                    Array(rows, row => row.Key.Source),
                    Array(rows, row => row.Key.Medium),
                    Array(rows, row => row.Key.Account),
                    Array(rows, row => row.Value.Events),
                    Array(rows, row => row.Value.Revenue),
                },
            }
        );
    }

    private static void AddAudience(NpgsqlBatch batch, KeyValuePair<EventRollup.AudienceKey, EventRollup.Sums>[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                insert into campaign_audience_daily as audience
                    (campaign_id, day, event_type, country, device, user_id, events, revenue)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (campaign_id, day, event_type, country, device) do update
                set events = audience.events + excluded.events, revenue = audience.revenue + excluded.revenue
                """
            )
            {
                Parameters =
                {
                    Array(rows, row => row.Key.Campaign),
                    Array(rows, row => row.Key.Day),
                    Array(rows, row => row.Key.Type),
                    Array(rows, row => row.Key.Country),
                    Array(rows, row => row.Key.Device),
                    Array(rows, row => row.Key.Account),
                    Array(rows, row => row.Value.Events),
                    Array(rows, row => row.Value.Revenue),
                },
            }
        );
    }

    private static void AddTotals(NpgsqlBatch batch, EventRollup rollup)
    {
        KeyValuePair<(Guid Component, Guid Campaign), EventRollup.ComponentTotals>[] components =
        [
            .. rollup.Components,
        ];
        if (components.Length > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    "select add_component_totals(c, o, v, k, n) from unnest($1, $2, $3, $4, $5) t (c, o, v, k, n)"
                )
                {
                    Parameters =
                    {
                        Array(components, row => row.Key.Component),
                        Array(components, row => row.Key.Campaign),
                        Array(components, row => row.Value.Views),
                        Array(components, row => row.Value.Clicks),
                        Array(components, row => row.Value.Conversions),
                    },
                }
            );
        }
        KeyValuePair<Guid, EventRollup.CampaignTotals>[] campaigns = [.. rollup.Campaigns];
        if (campaigns.Length > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    "select add_campaign_totals(c, v, n, r) from unnest($1, $2, $3, $4) t (c, v, n, r)"
                )
                {
                    Parameters =
                    {
                        Array(campaigns, row => row.Key),
                        Array(campaigns, row => row.Value.Views),
                        Array(campaigns, row => row.Value.Conversions),
                        Array(campaigns, row => row.Value.Revenue),
                    },
                }
            );
        }
    }

    private static NpgsqlParameter<T[]> Array<TRow, T>(TRow[] rows, Func<TRow, T> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
