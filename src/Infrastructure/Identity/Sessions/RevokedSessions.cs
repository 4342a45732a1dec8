using System.Collections.Frozen;
using AiWebBuilder.Infrastructure.Identity.SignIn;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Sessions;

/// <summary>
/// The sessions that were ended, or whose rights have changed, while access tokens and signed addresses of theirs may still be good: in
/// memory on every node. A request costs no look at the database, and a device that was signed out is out a moment later.
/// </summary>
[RunsOnEveryNode("each keeps the ended sessions in memory")]
public sealed class RevokedSessions(
    Databases databases,
    Notifications notifications,
    IOptions<TokenOptions> options,
    TimeProvider time,
    ILogger<RevokedSessions> logger
) : BackgroundService
{
    internal const string Channel = "user_sessions";
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    /// <summary>From which version on tokens of the session are good; none, when it has ended.</summary>
    private FrozenDictionary<Guid, long> since = FrozenDictionary<Guid, long>.Empty;

    /// <summary>Whether an access token of this session with this version of its rights is worth nothing any more.</summary>
    public bool Refuses(Guid sessionId, long version) =>
        Volatile.Read(ref since).TryGetValue(sessionId, out var first) && version < first;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var news = notifications.Subscribe(Channel, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref since, await LoadAsync(stoppingToken));
                await news.WaitAsync(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "Ended sessions could not be read; it is tried again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<FrozenDictionary<Guid, long>> LoadAsync(CancellationToken cancellationToken)
    {
        // A minute more than a token lives: clocks differ.
        var oldest = time.GetUtcNow() - options.Value.LongestGrant - TimeSpan.FromMinutes(1);
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                "select id, revoked_at is not null, stale_at from user_sessions where revoked_at > $1 or stale_at > $1"
            )
            {
                Parameters = { new NpgsqlParameter { Value = oldest } },
            }
        );
        Dictionary<Guid, long> found = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetGuid(0)] = reader.GetBoolean(1)
                ? long.MaxValue
                : VersionOf(await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellationToken));
        }
        return found.ToFrozenDictionary();
    }

    /// <summary>The version of rights that became stale then.</summary>
    internal static long VersionOf(DateTimeOffset? staleAt) =>
        staleAt is { } at ? (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : 0;
}
