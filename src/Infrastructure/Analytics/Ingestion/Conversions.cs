using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>The conversions of a batch: which orders are new, and what each is worth in its campaign's currency.</summary>
[WritesPastUnitOfWork("Ingestion: a batch of many accounts' events in one transaction, set by set.")]
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
            select stored_campaigns, stored_events, priced_campaigns, priced_in
            from store_conversions($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            connection
        )
        {
            Parameters =
            {
                rows.Column(_ => time.NewId()),
                rows.Column(row => row.CampaignId),
                rows.Column(row => row.ComponentId),
                rows.Column(row => row.Event.Conversion!.Type),
                rows.Column(row => row.Event.Conversion!.Value),
                rows.Column(row => row.Event.Conversion!.Currency),
                rows.Column(row => row.Event.Session),
                rows.Column(row => row.Event.Source),
                rows.Column(row => row.Event.Medium),
                rows.Column(row => row.Event.Id),
                rows.Column(row => row.Event.Conversion!.OrderId),
                rows.Column(row => row.Event.At.UtcDateTime),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        stored.UnionWith(reader.ArrayAt<Guid>(0).Zip(reader.ArrayAt<Guid>(1)));
        foreach (var (campaign, currency) in reader.ArrayAt<Guid>(2).Zip(reader.ArrayAt<string>(3)))
        {
            currencies[campaign] = currency;
        }
    }
}
