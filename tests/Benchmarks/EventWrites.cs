using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Benchmarks;

/// <summary>Events through POST /e, answered after they are stored, beside binary COPY of 1,000 rows on one connection.</summary>
internal static class EventWrites
{
    private const int Clients = 64;
    private const int CopyRows = 1_000;

    public static async Task<IReadOnlyList<Comparison>> CompareAsync(
        Stage stage,
        double size,
        CancellationToken cancellationToken
    )
    {
        using (var probe = Post(stage, events: 1))
        using (var answer = await stage.Http.SendAsync(probe, cancellationToken))
        {
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                Console.WriteLine("POST /e is not there: nothing to compare.");
                return [];
            }
        }
        // The same columns, defaults and indexes, and no partitions.
        await using var table = stage.Owner.CreateCommand(
            "create table raw_events (like campaign_events including defaults including indexes)"
        );
        await table.ExecuteNonQueryAsync(cancellationToken);
        var load = new Load(stage.Http);
        var events = (int)(8_000 * size);
        return
        [
            await Rounds.AlternateAsync(
                "POST /e, 1 event a request / COPY 1,000",
                "events/s",
                floor: 0.1,
                cancel => load.RunAsync(() => Post(stage, events: 1), events, Clients, cancel),
                cancel => CopyAsync(stage, events, cancel),
                cancellationToken
            ),
            await Rounds.AlternateAsync(
                "POST /e, 20 events a request / COPY 1,000",
                "events/s",
                floor: 0.2,
                async cancel => 20 * await load.RunAsync(() => Post(stage, events: 20), events / 10, Clients, cancel),
                cancel => CopyAsync(stage, events * 2, cancel),
                cancellationToken
            ),
        ];
    }

    private static HttpRequestMessage Post(Stage stage, int events)
    {
        var now = TimeProvider.System.GetUtcNow();
        var time = now.ToString("O", CultureInfo.InvariantCulture);
        var body = new StringBuilder($$"""{"campaignId":"{{stage.CampaignId}}","events":[""");
        for (var i = 0; i < events; i++)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $$$"""{{{(i > 0 ? "," : "")}}}{"id":"{{{Guid.CreateVersion7(now)}}}","type":"view","sessionId":"{{{i}}}-session","occurredAt":"{{{time}}}","url":"https://example.com/p/benchmark?utm_source=letter","referrer":"https://search.example/","data":{"width":1440}}"""
            );
        }
        return new HttpRequestMessage(HttpMethod.Post, new Uri(stage.Product, "/e"))
        {
            Content = new StringContent(body.Append("]}").ToString(), Encoding.UTF8, "application/json"),
        };
    }

    private static async Task<double> CopyAsync(Stage stage, int events, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await stage.Owner.OpenConnectionAsync(cancellationToken);
        for (var left = events; left > 0; left -= CopyRows)
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy raw_events (id, campaign_id, event_type, event_data, session_id, referrer, created_at, user_id) from stdin (format binary)",
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
                    """{"url": "https://example.com/p/benchmark?utm_source=letter", "width": 1440}""",
                    NpgsqlDbType.Jsonb,
                    cancellationToken
                );
                await copy.WriteAsync("a-session", cancellationToken);
                await copy.WriteAsync("https://search.example/", cancellationToken);
                await copy.WriteAsync(now.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await copy.WriteAsync(stage.UserId, cancellationToken);
            }
            await copy.CompleteAsync(cancellationToken);
        }
        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
