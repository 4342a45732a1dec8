using System.Globalization;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>One event of a batch, with what the database knows of it.</summary>
internal sealed class EventRow(IngestionRequest request, int place, TrackedEvent tracked)
{
    public IngestionRequest Request { get; } = request;
    public int Place { get; } = place;
    public TrackedEvent Event { get; } = tracked;
    public Guid CampaignId => Request.CampaignId;
    public Guid AccountId => Request.AccountId;
    public Guid? ComponentId { get; set; } = tracked.ComponentId;
    public string? Page { get; set; } = tracked.Page;

    /// <summary>Counts in figures.</summary>
    public bool IsPerson => !Event.IsBot;
}

/// <summary>
/// Stores a batch in one transaction: ids (which decide what is new), orders, events, visitors, figures, totals. Whatever the batch,
/// the rows are locked in this order of tables and by key within each, so that writers wait for each other in one direction only.
/// </summary>
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
        var targets = await EventTargets.LockAsync(connection, rows, cancellationToken);
        rows = Sift(rows, targets.FateOf);
        var repeated = await RepeatedFormsAsync(connection, requests, cancellationToken);
        rows = Sift(rows, row => repeated.Contains(row.Request) ? Fate.Duplicate : Fate.Stored);
        var fresh = await ClaimIdsAsync(connection, rows, cancellationToken);
        // Twice in one batch: the first is the event, the second its repetition.
        rows = Sift(rows, row => fresh.Remove((row.CampaignId, row.Event.Id)) ? Fate.Stored : Fate.Duplicate);
        var conversions = await Conversions.InsertAsync(connection, rows, time, cancellationToken);
        rows = Sift(rows, row => conversions.IsRepeated(row) ? Fate.Duplicate : Fate.Stored);

        if (rows.Count > 0)
        {
            await CopyAsync(connection, rows, cancellationToken);
            await InsertSubmissionsAsync(connection, rows, cancellationToken);
            var rollup = new EventRollup();
            foreach (var row in await FirstOfVisitorsAsync(connection, rows, cancellationToken))
            {
                rollup.AddVisitor(row);
            }
            foreach (var row in rows.Where(row => row.IsPerson))
            {
                rollup.Add(row, conversions.RevenueOf(row));
            }
            await Figures.AddAsync(connection, rollup, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
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

    /// <summary>A form that was sent in the minute before is the same submission, on whichever side of the minute its first sending was.</summary>
    private static async Task<HashSet<IngestionRequest>> RepeatedFormsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<IngestionRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var forms = requests.Where(request => request.Submission is not null).ToArray();
        if (forms.Length == 0)
        {
            return [];
        }
        await using var command = new NpgsqlCommand(
            """
            select campaign_id, event_id from campaign_event_ids
            where (campaign_id, event_id) in (select * from unnest($1, $2))
            """,
            connection
        );
        command.Add(forms.Select(form => form.CampaignId).ToArray());
        command.Add(forms.Select(form => form.Submission!.EarlierEventId).ToArray());
        HashSet<(Guid, Guid)> known = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }
        return [.. forms.Where(form => known.Contains((form.CampaignId, form.Submission!.EarlierEventId)))];
    }

    /// <summary>The ids that nobody stored before. Another writer's transaction with the same id is waited for.</summary>
    private static async Task<HashSet<(Guid Campaign, Guid Event)>> ClaimIdsAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        CancellationToken cancellationToken
    )
    {
        HashSet<(Guid, Guid)> fresh = new(rows.Count);
        if (rows.Count == 0)
        {
            return fresh;
        }
        await using var command = new NpgsqlCommand(
            """
            insert into campaign_event_ids (campaign_id, event_id, user_id)
            select * from unnest($1, $2, $3) as row (campaign, event, account) order by campaign, event
            on conflict do nothing
            returning campaign_id, event_id
            """,
            connection
        );
        command.Add(rows.Select(row => row.CampaignId).ToArray());
        command.Add(rows.Select(row => row.Event.Id).ToArray());
        command.Add(rows.Select(row => row.AccountId).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            fresh.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }
        return fresh;
    }

    /// <summary>
    /// Into the months themselves: COPY refuses tables with row-level security, and the children have none, because nobody can read
    /// them.
    /// </summary>
    private static async Task CopyAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var month in rows.GroupBy(row => row.Event.At.UtcDateTime.Year * 100 + row.Event.At.UtcDateTime.Month)
                .OrderBy(month => month.Key)
        )
        {
            var child = string.Create(CultureInfo.InvariantCulture, $"campaign_events_{month.Key:000000}");
            await using var copy = await connection.BeginBinaryImportAsync(
                $"""
                copy {child} (id, campaign_id, component_id, event_type, event_data, session_id, user_agent, ip_address, referrer,
                    country, created_at, user_id, source, medium, is_bot, page, device, visitor) from stdin (format binary)
                """,
                cancellationToken
            );
            foreach (var row in month)
            {
                var e = row.Event;
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(e.Id, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(row.CampaignId, NpgsqlDbType.Uuid, cancellationToken);
                await (
                    row.ComponentId is { } component
                        ? copy.WriteAsync(component, NpgsqlDbType.Uuid, cancellationToken)
                        : copy.WriteNullAsync(cancellationToken)
                );
                await copy.WriteAsync(e.Type, NpgsqlDbType.Varchar, cancellationToken);
                await copy.WriteAsync(e.Data, NpgsqlDbType.Jsonb, cancellationToken);
                await WriteTextAsync(copy, e.Session, cancellationToken);
                await WriteTextAsync(copy, e.UserAgent, cancellationToken);
                await (
                    e.Network is { } network
                        ? copy.WriteAsync(network, NpgsqlDbType.Inet, cancellationToken)
                        : copy.WriteNullAsync(cancellationToken)
                );
                await WriteTextAsync(copy, e.Referrer, cancellationToken);
                await WriteTextAsync(copy, e.Country, cancellationToken);
                await copy.WriteAsync(e.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await copy.WriteAsync(row.AccountId, NpgsqlDbType.Uuid, cancellationToken);
                await WriteTextAsync(copy, e.Source, cancellationToken);
                await WriteTextAsync(copy, e.Medium, cancellationToken);
                await copy.WriteAsync(e.IsBot, NpgsqlDbType.Boolean, cancellationToken);
                await WriteTextAsync(copy, row.Page, cancellationToken);
                await WriteTextAsync(copy, e.Device, cancellationToken);
                await WriteTextAsync(copy, e.Visitor, cancellationToken);
            }
            await copy.CompleteAsync(cancellationToken);
        }

        static Task WriteTextAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
            text is null
                ? copy.WriteNullAsync(cancellationToken)
                : copy.WriteAsync(text, NpgsqlDbType.Varchar, cancellationToken);
    }

    private static async Task InsertSubmissionsAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (
            var row in rows.Where(row => row.Request.Submission is not null && row.Event.Type == EventTypes.FormSubmit)
        )
        {
            var form = row.Request.Submission!;
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    """
                    insert into form_submissions (id, user_id, campaign_id, component_id, page, fields, ip_address, created_at)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)
                    """
                )
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = form.Id },
                        new NpgsqlParameter { Value = row.AccountId },
                        new NpgsqlParameter { Value = row.CampaignId },
                        new NpgsqlParameter
                        {
                            Value = row.ComponentId ?? (object)DBNull.Value,
                            NpgsqlDbType = NpgsqlDbType.Uuid,
                        },
                        new NpgsqlParameter { Value = row.Page ?? "index" },
                        new NpgsqlParameter { Value = form.Fields, NpgsqlDbType = NpgsqlDbType.Jsonb },
                        new NpgsqlParameter
                        {
                            Value = form.Network ?? (object)DBNull.Value,
                            NpgsqlDbType = NpgsqlDbType.Inet,
                        },
                        new NpgsqlParameter { Value = row.Event.At },
                    },
                }
            );
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>The rows with which a visitor came for the first time on their day.</summary>
    private static async Task<IReadOnlyList<EventRow>> FirstOfVisitorsAsync(
        NpgsqlConnection connection,
        List<EventRow> rows,
        CancellationToken cancellationToken
    )
    {
        var first = rows.Where(row => row.IsPerson && row.Event.Visitor is not null)
            .GroupBy(row => (row.CampaignId, row.Event.Day, Visitor: row.Event.Visitor!))
            .ToDictionary(visitor => visitor.Key, visitor => visitor.MinBy(row => row.Event.At)!);
        if (first.Count == 0)
        {
            return [];
        }
        await using var command = new NpgsqlCommand(
            """
            insert into campaign_visitors_daily (campaign_id, day, visitor, user_id)
            select * from unnest($1, $2, $3, $4) as row (campaign, day, visitor, account) order by campaign, day, visitor
            on conflict do nothing
            returning campaign_id, day, visitor
            """,
            connection
        );
        command.Add(first.Keys.Select(key => key.CampaignId).ToArray());
        command.Add(first.Keys.Select(key => key.Day).ToArray());
        command.Add(first.Keys.Select(key => key.Visitor).ToArray());
        command.Add(first.Values.Select(row => row.AccountId).ToArray());
        List<EventRow> came = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            came.Add(first[(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(1), reader.GetString(2))]);
        }
        return came;
    }
}

internal static class PositionalParameters
{
    /// <summary>The next <c>$n</c>.</summary>
    public static void Add<T>(this NpgsqlCommand command, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values });
}
