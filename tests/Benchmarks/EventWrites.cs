using System.Diagnostics;
using System.Globalization;
using System.Text;
using NpgsqlTypes;

namespace AiWebBuilder.Benchmarks;

/// <summary>Events through POST /e, answered after they are stored, beside binary COPY of 1,000 rows on one connection.</summary>
internal static class EventWrites
{
    private const int Clients = 256;
    private const int CopyRows = 1_000;

    public static async Task<IReadOnlyList<Comparison>> CompareAsync(
        Stage stage,
        double size,
        CancellationToken cancellationToken
    )
    {
        // The required table as it is read off the requirement: a primary key and its three indexes, no partitions, no references.
        await using var table = stage.Owner.CreateCommand(
            """
            create table raw_events (id uuid primary key, campaign_id uuid, component_id uuid, event_type varchar(50), event_data jsonb,
                session_id varchar(255), user_agent text, ip_address inet, referrer text, country varchar(2), region varchar(100),
                city varchar(100), created_at timestamptz not null default now());
            create index on raw_events (campaign_id);
            create index on raw_events (created_at);
            create index on raw_events (event_type);
            """
        );
        await table.ExecuteNonQueryAsync(cancellationToken);
        var events = (int)(40_000 * size);
        return
        [
            await Rounds.AlternateAsync(
                "POST /e, 1 event a request / COPY 1,000",
                "events/s",
                floor: 0.05,
                cancel => PostAsync(stage, events, perRequest: 1, cancel),
                cancel => CopyAsync(stage, events * 2, cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "POST /e, 1 event a request / INSERT a request",
                "events/s",
                floor: 1.5,
                cancel => PostAsync(stage, events, perRequest: 1, cancel),
                cancel =>
                    Load.RunAsync(stage.Twins, () => EventRequest(stage, stage.Twins, 1), events / 4, Clients, cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "POST /e, 1 event a request / parsed and dropped",
                "events/s",
                floor: 0.1,
                cancel => PostAsync(stage, events, perRequest: 1, cancel),
                cancel =>
                    Load.RunAsync(
                        stage.Twins,
                        () => EventRequest(stage, stage.Twins, 1, "/parse"),
                        events,
                        Clients,
                        cancel
                    ),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "POST /e, 20 events a request / COPY 1,000",
                "events/s",
                floor: 0.2,
                cancel => PostAsync(stage, events * 2, perRequest: 20, cancel),
                cancel => CopyAsync(stage, events * 2, cancel),
                cancellationToken
            ),
        ];
    }

    private static async Task<double> PostAsync(
        Stage stage,
        int events,
        int perRequest,
        CancellationToken cancellationToken
    ) =>
        perRequest
        * await Load.RunAsync(
            stage.Product,
            () => EventRequest(stage, stage.Product, perRequest),
            events / perRequest,
            Clients,
            cancellationToken
        );

    private static ReadOnlyMemory<byte> EventRequest(Stage stage, Uri server, int events, string path = "/e")
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = new StringBuilder($$"""{"campaignId":"{{stage.CampaignId}}","events":[""");
        for (var i = 0; i < events; i++)
        {
            // 336 bytes each.
            body.Append(
                CultureInfo.InvariantCulture,
                $$$"""{{{(i > 0 ? "," : "")}}}{"id":"{{{Guid.CreateVersion7(now)}}}","type":"view","sessionId":"{{{Guid.Empty}}}","occurredAt":"{{{now:yyyy-MM-ddTHH:mm:ss.fffZ}}}","url":"https://example.com/p/benchmark?utm_source=letter","referrer":"https://search.example/","data":{"width":1440,"height":900,"title":"A benchmark's page"}}"""
            );
        }
        body.Append("]}");
        return Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}"
            )
        );
    }

    private static async Task<double> CopyAsync(Stage stage, int events, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await stage.Owner.OpenConnectionAsync(cancellationToken);
        for (var left = events; left > 0; left -= CopyRows)
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy raw_events (id, campaign_id, event_type, event_data, session_id, user_agent, referrer, created_at) from stdin (format binary)",
                cancellationToken
            );
            var now = TimeProvider.System.GetUtcNow();
            for (var i = 0; i < Math.Min(left, CopyRows); i++)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(Guid.CreateVersion7(now), cancellationToken);
                await copy.WriteAsync(stage.CampaignId, cancellationToken);
                await copy.WriteAsync("view", cancellationToken);
                await copy.WriteAsync(
                    """{"url": "https://example.com/p/benchmark?utm_source=letter", "width": 1440, "height": 900, "title": "A benchmark's page"}""",
                    NpgsqlDbType.Jsonb,
                    cancellationToken
                );
                await copy.WriteAsync("00000000-0000-0000-0000-000000000000", cancellationToken);
                await copy.WriteAsync("Firefox on Linux", cancellationToken);
                await copy.WriteAsync("https://search.example/", cancellationToken);
                await copy.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            }
            await copy.CompleteAsync(cancellationToken);
        }
        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
