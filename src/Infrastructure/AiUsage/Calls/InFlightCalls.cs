using System.Collections.Concurrent;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>
/// The calls that this process has under way. A hard stop cancels them: at once by its notification, and within seconds where that
/// was missed. That no further one leaves is the gate's to see to, not this class's.
/// </summary>
[RunsOnEveryNode("each cancels the calls that it has under way itself")]
internal sealed class InFlightCalls(
    Databases databases,
    Notifications notifications,
    TimeProvider time,
    ILogger<InFlightCalls> logger
) : BackgroundService
{
    public const string Channel = "ai_shutoffs";
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Call> calls = new();

    /// <summary>A call that may be stopped from now on, until it is disposed of.</summary>
    public Call Register(Guid callId, Guid account, CancellationToken cancellationToken)
    {
        var call = new Call(this, callId, account, cancellationToken);
        calls[callId] = call;
        return call;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var heard = notifications.Subscribe(Channel, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await heard.WaitAsync(Poll, stoppingToken);
                if (!calls.IsEmpty)
                {
                    await CancelStoppedAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException failure)
            {
                logger.LogWarning(failure, "Whether calls are stopped could not be read; next try in a moment");
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task CancelStoppedAsync(CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select user_id, reason from ai_shutoffs where lifted_at is null and hard")
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Guid? account = await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetGuid(0);
            foreach (var call in calls.Values.Where(call => account is null || call.Account == account))
            {
                await call.StopAsync(reader.GetString(1), byPlatform: account is null);
            }
        }
    }

    /// <summary>One call under way.</summary>
    internal sealed class Call : IDisposable
    {
        private readonly InFlightCalls owner;
        private readonly Guid id;
        private readonly CancellationTokenSource stop;

        public Call(InFlightCalls owner, Guid id, Guid account, CancellationToken cancellationToken)
        {
            (this.owner, this.id, Account) = (owner, id, account);
            stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }

        public Guid Account { get; }

        public CancellationToken Token => stop.Token;

        /// <summary>Why it was stopped, and whether by the platform's switch; null while it was not.</summary>
        public (string Reason, bool ByPlatform)? Stopped { get; private set; }

        /// <summary>The time of the whole call, or of a silence, from now.</summary>
        public void CancelAfter(TimeSpan limit) => stop.CancelAfter(limit);

        public async Task StopAsync(string reason, bool byPlatform)
        {
            Stopped ??= (reason, byPlatform);
            try
            {
                await stop.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has ended at this very moment.
            }
        }

        public void Dispose()
        {
            owner.calls.TryRemove(id, out _);
            stop.Dispose();
        }
    }
}
