using System.Globalization;
using System.Text;
using AiWebBuilder.Application.Analytics;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Analytics;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Analytics;

/// <summary>
/// Days and weeks come from the daily figures, whatever the number of events behind them; hours, funnels and lists from the events
/// of one campaign. Everything runs in the request's transaction, in which row-level security knows the account.
/// </summary>
internal sealed class AnalyticsReads(AppDbContext db, ICurrentUser user) : IAnalyticsReads
{
    public async Task<AnalyticsView> FiguresAsync(
        Guid campaignId,
        AnalyticsRange range,
        string? groupBy,
        CancellationToken cancellationToken
    )
    {
        var currency = await CurrencyAsync(campaignId, cancellationToken);
        await using var batch = new NpgsqlBatch(Connection, Transaction);
        foreach (var query in FigureQueries.For(range.Interval, groupBy))
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(query)
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = campaignId },
                        new NpgsqlParameter { Value = range.From },
                        new NpgsqlParameter { Value = range.To },
                        new NpgsqlParameter { Value = user.RequireAccount() },
                    },
                }
            );
        }
        List<RevenueView> revenue = [];
        Dictionary<DateTimeOffset, EventFigures> series = [];
        List<FiguresOfView> groups = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            revenue.Add(
                new RevenueView(
                    await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetString(0),
                    reader.GetDecimal(1)
                )
            );
        }
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var totals = EventFigures.Read(reader, 0);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            series[await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken)] = EventFigures.Read(
                reader,
                1
            );
        }
        if (groupBy is not null)
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var one = EventFigures.Read(reader, 2);
                groups.Add(
                    new FiguresOfView(
                        reader.GetString(0),
                        reader.GetInt64(1),
                        one.Views,
                        one.Visitors,
                        one.Clicks,
                        one.Conversions,
                        one.FormSubmits,
                        one.Revenue,
                        currency
                    )
                );
            }
        }
        return new AnalyticsView(
            range.From,
            range.To,
            range.Interval,
            totals.ToView(currency),
            revenue,
            [.. range.Starts().Select(at => series.GetValueOrDefault(at).At(at, currency))],
            groups
        );
    }

    public async Task<IReadOnlyList<EventView>> EventsAsync(
        Guid campaignId,
        PageRequest page,
        string? type,
        CancellationToken cancellationToken
    )
    {
        var after = page.Before;
        var rows = await db
            .Database.SqlQuery<StoredEvent>(
                $"""
                select id, event_type as type, component_id, page, event_data::text as data, session_id, user_agent, device,
                    host(ip_address) as ip_address, referrer, source, medium, country, is_bot, created_at as occurred_at
                from campaign_events
                where user_id = {user.RequireAccount()} and campaign_id = {campaignId} and (created_at, id) < ({after.At}, {after.Id})
                    and ({type}::text is null or event_type = {type})
                order by created_at desc, id desc
                limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new EventView(
                row.Id,
                row.Type,
                row.ComponentId,
                row.Page,
                JsonTexts.ObjectIn(row.Data),
                row.SessionId,
                row.UserAgent,
                row.Device,
                row.IpAddress,
                row.Referrer,
                row.Source,
                row.Medium,
                row.Country,
                row.IsBot,
                row.OccurredAt
            )),
        ];
    }

    public async Task<IReadOnlyList<long>> FunnelAsync(
        Guid campaignId,
        AnalyticsRange range,
        IReadOnlyList<string> steps,
        CancellationToken cancellationToken
    )
    {
        // Each step keeps a session's first event of its kind that is not before the step before, and not the same event.
        var sql = new StringBuilder("with ");
        for (var i = 0; i < steps.Count; i++)
        {
            var kind = EventTypes.All.Contains(steps[i])
                ? $"e.event_type = ${i + 5}"
                : $"e.event_type = 'view' and e.component_id is null and e.page = ${i + 5}";
            sql.Append(
                CultureInfo.InvariantCulture,
                $"""
                {(i == 0 ? "" : ", ")}step{i} as materialized (
                    select distinct on (e.session_id) e.session_id, e.created_at, e.id
                    from campaign_events e
                    {(
                    i == 0
                        ? ""
                        : $"join step{i - 1} done on done.session_id = e.session_id and e.created_at >= done.created_at and e.id <> done.id"
                )}
                    where e.user_id = $4 and e.campaign_id = $1 and e.created_at >= $2 and e.created_at < $3
                        and not e.is_bot and e.session_id is not null and {kind}
                    order by e.session_id, e.created_at, e.id)
                """
            );
        }
        sql.Append(" select ");
        sql.AppendJoin(", ", steps.Select((_, i) => $"(select count(*) from step{i})"));
        await using var command = new NpgsqlCommand(sql.ToString(), Connection, Transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = campaignId });
        command.Parameters.Add(new NpgsqlParameter { Value = range.From });
        command.Parameters.Add(new NpgsqlParameter { Value = range.To });
        command.Parameters.Add(new NpgsqlParameter { Value = user.RequireAccount() });
        foreach (var step in steps)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = step });
        }
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return [.. Enumerable.Range(0, steps.Count).Select(reader.GetInt64)];
    }

    public async Task<IReadOnlyList<DailyFigureView>> DailyAsync(
        Guid campaignId,
        AnalyticsRange range,
        CancellationToken cancellationToken
    )
    {
        var from = DateOnly.FromDateTime(range.From.UtcDateTime);
        var to = DateOnly.FromDateTime(range.To.UtcDateTime);
        return await db
            .Database.SqlQuery<DailyFigureView>(
                $"""
                select day, event_type, nullif(component_id, '00000000-0000-0000-0000-000000000000') as component_id,
                    source, medium, events, revenue
                from campaign_stats_daily
                where user_id = {user.RequireAccount()} and campaign_id = {campaignId} and day >= {from} and day < {to}
                order by day, event_type, component_id, source, medium
                """
            )
            .ToListAsync(cancellationToken);
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => db.Database.CurrentTransaction?.GetDbTransaction() as NpgsqlTransaction;

    private async Task<string?> CurrencyAsync(Guid campaignId, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<string>(
                    $"""
                    select currency as "Value" from campaign_currencies
                    where user_id = {user.RequireAccount()} and campaign_id = {campaignId}
                    """
                )
                .ToListAsync(cancellationToken)
        ).FirstOrDefault();

    private sealed record StoredEvent(
        Guid Id,
        string Type,
        Guid? ComponentId,
        string? Page,
        string Data,
        string? SessionId,
        string? UserAgent,
        string? Device,
        string? IpAddress,
        string? Referrer,
        string? Source,
        string? Medium,
        string? Country,
        bool IsBot,
        DateTimeOffset OccurredAt
    );

    private readonly record struct EventFigures(
        long Views,
        long Visitors,
        long Clicks,
        long Conversions,
        long FormSubmits,
        decimal Revenue
    )
    {
        public static EventFigures Read(NpgsqlDataReader reader, int first) =>
            new(
                reader.GetInt64(first),
                reader.GetInt64(first + 1),
                reader.GetInt64(first + 2),
                reader.GetInt64(first + 3),
                reader.GetInt64(first + 4),
                reader.GetDecimal(first + 5)
            );

        public FiguresView ToView(string? currency) =>
            new(Views, Visitors, Clicks, Conversions, FormSubmits, Revenue, currency);

        public FiguresAtView At(DateTimeOffset at, string? currency) =>
            new(at, Views, Visitors, Clicks, Conversions, FormSubmits, Revenue, currency);
    }
}
