using System.Collections.Frozen;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity;

/// <summary>
/// The sessions that were ended while access tokens of theirs may still be good, in memory on every node: a request costs no look
/// at the database, and a device that was signed out is out a moment later.
/// </summary>
public sealed class RevokedSessions(
    Databases databases,
    Notifications notifications,
    IOptions<TokenOptions> options,
    TimeProvider time,
    ILogger<RevokedSessions> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    private FrozenSet<Guid> revoked = [];

    /// <summary>Whether the session has ended, so that its access tokens are worth nothing.</summary>
    public bool Contains(Guid sessionId) => Volatile.Read(ref revoked).Contains(sessionId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var news = notifications.Subscribe(Notifications.UserSessions, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref revoked, await LoadAsync(stoppingToken));
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

    private async Task<FrozenSet<Guid>> LoadAsync(CancellationToken cancellationToken)
    {
        // A minute more than a token lives: clocks differ.
        var since = time.GetUtcNow().AddSeconds(-options.Value.AccessTokenSeconds - 60);
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select id from user_sessions where revoked_at > $1")
            {
                Parameters = { new NpgsqlParameter { Value = since } },
            }
        );
        List<Guid> found = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0));
        }
        return found.ToFrozenSet();
    }
}
