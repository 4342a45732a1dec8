using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Analytics;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>The conversions of a batch: which orders are new, and what each is worth in its campaign's currency.</summary>
internal sealed class Conversions
{
    private readonly HashSet<(Guid Campaign, Guid Event)> stored = [];
    private readonly Dictionary<Guid, string> currencies = [];

    /// <summary>Whether its order was counted before.</summary>
    public bool IsRepeated(EventRow row) => IsOne(row) && !stored.Contains((row.CampaignId, row.Event.Id));

    /// <summary>
    /// Its value if it is in the campaign's currency or names none; amounts of other currencies are kept in <c>conversions</c> and
    /// added to nothing.
    /// </summary>
    public decimal RevenueOf(EventRow row) =>
        row.Event.Conversion is { } conversion
        && IsOne(row)
        && (conversion.Currency is null || conversion.Currency == currencies.GetValueOrDefault(row.CampaignId))
            ? conversion.Value
            : 0;

    public static async Task<Conversions> InsertAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var conversions = new Conversions();
        var mine = rows.Where(IsOne).ToArray();
        if (mine.Length > 0)
        {
            await conversions.InsertAsync(connection, mine, time, cancellationToken);
            await conversions.FindCurrenciesAsync(connection, mine, cancellationToken);
        }
        return conversions;
    }

    private static bool IsOne(EventRow row) => row.Event.Type == EventTypes.Conversion && row.IsPerson;

    private async Task InsertAsync(
        NpgsqlConnection connection,
        EventRow[] rows,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into conversions (id, campaign_id, component_id, conversion_type, value, currency, session_id, source, medium,
                user_id, event_id, order_id, created_at)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                as row (id, campaign, component, type, value, currency, session, source, medium, account, event, "order", at)
            order by campaign, "order", event
            on conflict (campaign_id, order_id) where order_id is not null do nothing
            returning campaign_id, event_id
            """,
            connection
        );
        command.Parameters.Add(rows.Column(_ => time.NewId()));
        command.Parameters.Add(rows.Column(row => row.CampaignId));
        command.Parameters.Add(rows.Column(row => row.ComponentId));
        command.Parameters.Add(rows.Column(row => row.Event.Conversion!.Type));
        command.Parameters.Add(rows.Column(row => row.Event.Conversion!.Value));
        command.Parameters.Add(rows.Column(row => row.Event.Conversion!.Currency));
        command.Parameters.Add(rows.Column(row => row.Event.Session));
        command.Parameters.Add(rows.Column(row => row.Event.Source));
        command.Parameters.Add(rows.Column(row => row.Event.Medium));
        command.Parameters.Add(rows.Column(row => row.AccountId));
        command.Parameters.Add(rows.Column(row => row.Event.Id));
        command.Parameters.Add(rows.Column(row => row.Event.Conversion!.OrderId));
        command.Parameters.Add(rows.Column(row => row.Event.At.UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }
    }

    /// <summary>The first that names a currency decides for its campaign, for good.</summary>
    private async Task FindCurrenciesAsync(
        NpgsqlConnection connection,
        EventRow[] rows,
        CancellationToken cancellationToken
    )
    {
        var first = rows.Where(row => !IsRepeated(row) && row.Event.Conversion!.Currency is not null)
            .OrderBy(row => row.Event.At)
            .DistinctBy(row => row.CampaignId)
            .OrderBy(row => row.CampaignId)
            .ToArray();
        if (first.Length == 0)
        {
            return; // what names no currency needs none
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                insert into campaign_currencies (campaign_id, user_id, currency)
                select * from unnest($1, $2, $3) as row (campaign, account, currency) order by campaign
                on conflict do nothing
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. first.Select(row => row.CampaignId)] },
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. first.Select(row => row.AccountId)] },
                    new NpgsqlParameter<string[]>
                    {
                        TypedValue = [.. first.Select(row => row.Event.Conversion!.Currency!)],
                    },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select campaign_id, currency from campaign_currencies where campaign_id = any($1)")
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. first.Select(row => row.CampaignId)] } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            currencies[reader.GetGuid(0)] = reader.GetString(1);
        }
    }
}
