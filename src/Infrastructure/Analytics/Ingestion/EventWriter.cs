using System.Runtime.InteropServices;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Analytics.Ingestion;

/// <summary>
/// Stores a batch in one transaction and two round trips: the first claims the ids (which decides what is new), the second stores
/// events, visitors, figures and totals, and commits. Orders, which are rare, take a third between them. Whatever the batch, the
/// rows are locked in this order of tables and by key within each, so that writers wait for each other in one direction only.
/// </summary>
[WritesPastUnitOfWork("Ingestion: a batch of many accounts' events in one transaction, set by set.")]
internal sealed class EventWriter(Databases databases, TimeProvider time)
{
    /// <returns>For each request the fate of each of its events.</returns>
    /// <exception cref="NpgsqlException">Nothing was stored.</exception>
    public async Task<IReadOnlyList<Fate[]>> StoreAsync(
        IReadOnlyList<IngestionRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var fates = requests.Select(request => new Fate[request.Events.Count]).ToArray();
        var rows = new List<EventRow>(requests.Sum(request => request.Events.Count));
        var fateOf = new Dictionary<IngestionRequest, Fate[]>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            fateOf[requests[i]] = fates[i];
            rows.AddRange(requests[i].Events.Select((one, place) => new EventRow(requests[i], place, one)));
        }

        await using var connection = await databases.Public.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claims = await EventClaims.MakeAsync(connection, rows, cancellationToken);
        rows = Sift(rows, claims.FateOf);
        var conversions = await Conversions.InsertAsync(connection, rows, time, cancellationToken);
        rows = Sift(rows, row => conversions.IsRepeated(row) ? Fate.Duplicate : Fate.Stored);
        if (rows.Count == 0)
        {
            return fates;
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(StoreCommand(rows));
        foreach (var row in rows.Where(IsSubmission))
        {
            batch.BatchCommands.Add(SubmissionCommand(row));
        }
        var people = rows.Where(row => row.IsPerson).ToArray();
        var rollup = new EventRollup();
        foreach (var row in people)
        {
            rollup.Add(row, conversions.RevenueOf(row));
        }
        foreach (var command in Figures.Commands(Visits(people), rollup))
        {
            batch.BatchCommands.Add(command);
        }
        // In the same round trip: other writers wait for the figures' rows no longer than the disk takes.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return fates;

        List<EventRow> Sift(List<EventRow> from, Func<EventRow, Fate> judge)
        {
            List<EventRow> kept = new(from.Count);
            foreach (var row in from)
            {
                var fate = judge(row);
                fateOf[row.Request][row.Place] = fate;
                if (fate == Fate.Stored)
                {
                    kept.Add(row);
                }
            }
            return kept;
        }
    }

    private static NpgsqlBatchCommand StoreCommand(List<EventRow> rows) =>
        new("select store_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)")
        {
            Parameters =
            {
                rows.Column(row => row.Event.Id),
                rows.Column(row => row.CampaignId),
                rows.Column(row => row.AccountId),
                rows.Column(row => row.ComponentId),
                rows.Column(row => row.Event.Type),
                rows.Column(row => row.Event.Data, NpgsqlDbType.Jsonb),
                rows.Column(row => row.Event.Session),
                rows.Column(row => row.Event.UserAgent),
                rows.Column(row => row.Event.Network, NpgsqlDbType.Inet),
                rows.Column(row => row.Event.Referrer),
                rows.Column(row => row.Event.Country),
                rows.Column(row => row.Event.At.UtcDateTime),
                rows.Column(row => row.Event.Source),
                rows.Column(row => row.Event.Medium),
                rows.Column(row => row.Event.IsBot),
                rows.Column(row => row.Page),
                rows.Column(row => row.Event.Device),
                rows.Column(row => row.Event.Visitor),
            },
        };

    private static bool IsSubmission(EventRow row) =>
        row.Request.Submission is not null && row.Event.Type == EventTypes.FormSubmit;

    private static NpgsqlBatchCommand SubmissionCommand(EventRow row)
    {
        var form = row.Request.Submission!;
        return new NpgsqlBatchCommand("select store_submission($1, $2, $3, $4, $5, $6, $7)")
        {
            Parameters =
            {
                new NpgsqlParameter { Value = form.Id },
                new NpgsqlParameter { Value = row.CampaignId },
                new NpgsqlParameter
                {
                    Value = row.ComponentId ?? (object)DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.Uuid,
                },
                new NpgsqlParameter { Value = row.Page ?? "index", NpgsqlDbType = NpgsqlDbType.Varchar },
                new NpgsqlParameter { Value = form.Fields, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new NpgsqlParameter { Value = form.Network ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Inet },
                new NpgsqlParameter { Value = row.Event.At },
            },
        };
    }

    /// <summary>The rows with which the visitors of a day came first, as far as this batch knows; the database puts them in order.</summary>
    private static EventRow[] Visits(IEnumerable<EventRow> people)
    {
        Dictionary<(Guid Campaign, DateOnly Day, string Visitor), EventRow> first = [];
        foreach (var row in people.Where(row => row.Event.Visitor is not null))
        {
            ref var earliest = ref CollectionsMarshal.GetValueRefOrAddDefault(
                first,
                (row.CampaignId, row.Event.Day, row.Event.Visitor!),
                out _
            );
            earliest = earliest is null || row.Event.At < earliest.Event.At ? row : earliest;
        }
        return [.. first.Values];
    }
}

internal static class Columns
{
    /// <summary>One value of each row as an array: the next <c>$n</c>.</summary>
    public static NpgsqlParameter Column<TRow, T>(this IReadOnlyCollection<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        var i = 0;
        foreach (var row in rows)
        {
            values[i++] = value(row);
        }
        return new NpgsqlParameter<T[]> { TypedValue = values };
    }

    /// <inheritdoc cref="Column{TRow, T}(IReadOnlyCollection{TRow}, Func{TRow, T})"/>
    /// <param name="type">Of one value, where .NET's type does not say it.</param>
    public static NpgsqlParameter Column<TRow, T>(
        this IReadOnlyCollection<TRow> rows,
        Func<TRow, T> value,
        NpgsqlDbType type
    )
    {
        var column = rows.Column(value);
        column.NpgsqlDbType = NpgsqlDbType.Array | type;
        return column;
    }

    /// <summary>The array in this column; none is empty.</summary>
    public static T[] ArrayAt<T>(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? [] : reader.GetFieldValue<T[]>(column);
}
