using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Integrations.Calls;

/// <summary>
/// How many calls an account on a platform takes, counted in the database for all nodes: a call has one of the account's places until the platform
/// has forgotten it, so that no interval of the platform's, however it lies, sees more than are allowed. Nobody holds a connection while waiting.
/// </summary>
[WritesPastUnitOfWork("A call counts whatever becomes of the work that made it, in a transaction of its own.")]
internal sealed class PlatformLimits(
    Databases databases,
    IDerivedKeys keys,
    IOptions<PlatformOptions> options,
    TimeProvider time
)
{
    /// <summary>A worker waits for a moment; for longer, whoever asked has to come back.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>What a platform may say of itself, whatever it says.</summary>
    private const int MostCalls = 500;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>The name of a grant: another opens the same account.</summary>
    private const string Grant = "grantId";

    private readonly Lazy<byte[]> key = new(() => keys.DeriveKey("aiwebbuilder platform call limits v1"u8));

    /// <returns>The place that the call has: <see cref="LeaveAsync"/> wants it back.</returns>
    /// <exception cref="PlatformException">The limit is used up for longer than a moment.</exception>
    public async Task<int> EnterAsync(PlatformConnection connection, CancellationToken cancellationToken)
    {
        var subject = SubjectOf(connection);
        var pace = PlatformTexts.Of(connection.Platform).Pace;
        var waited = TimeSpan.Zero;
        while (true)
        {
            var now = time.GetUtcNow();
            var (place, freeAt) = await TakeAsync(subject, now, pace, cancellationToken);
            if (place is { } taken)
            {
                return taken;
            }
            // Timers are no finer.
            var wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((freeAt - now).TotalMilliseconds)));
            waited += wait;
            if (waited > LongestWait)
            {
                throw new PlatformException(ConnectionProblems.RateLimited)
                {
                    RetryAfter = wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait,
                };
            }
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Done whether or not anybody still waits for the answer.</summary>
    /// <param name="answer">Null: none came. The platform may have counted the call all the same.</param>
    public async Task LeaveAsync(PlatformConnection connection, int place, Fetched? answer)
    {
        var pace = PlatformTexts.Of(connection.Platform).Pace;
        var now = time.GetUtcNow();
        var said = answer is not null && pace.SaysLimits ? answer : null;
        var interval = Number(said, "X-RateLimit-Interval-Milliseconds") is { } milliseconds
            ? Within(TimeSpan.FromMilliseconds(milliseconds))
            : TimeSpan.FromSeconds(pace.Seconds);
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select settle_platform_call($1, $2, $3, $4, $5, $6, $7)")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = SubjectOf(connection) },
                    new NpgsqlParameter { Value = place },
                    new NpgsqlParameter { Value = now },
                    new NpgsqlParameter { Value = interval },
                    Optional(
                        Number(said, "X-RateLimit-Max") is { } most ? Math.Clamp(most, 1, MostCalls) : null,
                        NpgsqlDbType.Integer
                    ),
                    Optional(Number(said, "X-RateLimit-Remaining"), NpgsqlDbType.Integer),
                    Optional(answer is null ? null : now + PauseOf(answer, said), NpgsqlDbType.TimestampTz),
                },
            }
        );
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>How long the platform wants to be left alone, when it says so: by the standard's header, or by GoHighLevel's.</summary>
    public TimeSpan? RetryAfterOf(Fetched answer) =>
        (
            answer.Headers.RetryAfter?.Delta
            ?? answer.Headers.RetryAfter?.Date - time.GetUtcNow()
            ?? (
                Number(answer, "X-RateLimit-Interval-Milliseconds") is { } milliseconds
                    ? TimeSpan.FromMilliseconds(milliseconds)
                    : null
            )
        )
            is { } wait
            ? Within(wait)
            : null;

    private TimeSpan? PauseOf(Fetched answer, Fetched? said) =>
        // A day that is used up ends when the platform says; where it does not, each hour is tried.
        Number(said, "X-RateLimit-Daily-Remaining") == 0
            ? Within(DayEndOf(said!) ?? LongestPause)
        : answer.Status == HttpStatusCode.TooManyRequests ? RetryAfterOf(answer) ?? TimeSpan.FromMinutes(1)
        : answer.Status == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null
            ? RetryAfterOf(answer)
        : null;

    /// <summary>In seconds from now, or since 1970.</summary>
    private TimeSpan? DayEndOf(Fetched answer) =>
        Number(answer, "X-RateLimit-Daily-Reset") is { } seconds
            ? seconds > 1_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow()
                : TimeSpan.FromSeconds(seconds)
            : null;

    private static TimeSpan Within(TimeSpan wait) =>
        TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 1, LongestPause.TotalSeconds));

    private static int? Number(Fetched? answer, string header) =>
        answer is not null
        && answer.Headers.TryGetValues(header, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private async Task<(int? Place, DateTimeOffset FreeAt)> TakeAsync(
        byte[] subject,
        DateTimeOffset now,
        PlatformPace pace,
        CancellationToken cancellationToken
    )
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select place, free_at from take_platform_call($1, $2, $3, $4)")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = subject },
                    new NpgsqlParameter { Value = now },
                    new NpgsqlParameter { Value = pace.Calls },
                    new NpgsqlParameter { Value = options.Value.CallPatience + TimeSpan.FromSeconds(10) },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return await reader.IsDBNullAsync(0, cancellationToken)
            ? (null, reader.GetFieldValue<DateTimeOffset>(1))
            : (reader.GetInt32(0), now);
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    /// <summary>
    /// Whoever can use up an account's calls holds its credentials: what is only claimed, as the id of a location is, makes no bucket that others share.
    /// </summary>
    private byte[] SubjectOf(PlatformConnection connection) =>
        HMACSHA256.HashData(
            key.Value,
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    connection.Platform,
                    Credentials = connection
                        .Credentials.Where(one => one.Key != Grant)
                        .OrderBy(one => one.Key, StringComparer.Ordinal)
                        .Select(one => $"{one.Key}={one.Value}"),
                }
            )
        );
}
