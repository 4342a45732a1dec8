using System.Threading.Channels;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// The process's one connection that listens (LISTEN/NOTIFY), shared by all who wait for something. A notification can be
/// missed while the connection is made anew, so that everybody is woken then, and nobody may rely on it without polling.
/// </summary>
[RunsOnEveryNode("each wakes those who wait in its process")]
public sealed class Notifications(
    Databases databases,
    ModuleCatalogue modules,
    TimeProvider time,
    ILogger<Notifications> logger
) : BackgroundService
{
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Channel, string Payload), List<Subscription>> subscriptions = [];

    /// <summary>Hears of notifications with this payload from now on, until disposed of.</summary>
    public Subscription Subscribe(string channel, string payload)
    {
        var subscription = new Subscription(this, (channel, payload), time);
        lock (gate)
        {
            if (!subscriptions.TryGetValue(subscription.Key, out var present))
            {
                subscriptions[subscription.Key] = present = [];
            }
            present.Add(subscription);
        }
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(failure, "The listening connection was lost; it is made anew in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await databases.Listening.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, heard) => Wake((heard.Channel, heard.Payload));
        await using (
            var listen = new NpgsqlCommand(
                string.Join("; ", modules.Channels.Select(channel => $"listen {channel}")),
                connection
            )
        )
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }
        WakeAll();
        while (true)
        {
            if (!await connection.WaitAsync(Probe, stoppingToken))
            {
                // A connection that was cut without a word stays silent for ever.
                await using var alive = new NpgsqlCommand("select 1", connection);
                await alive.ExecuteScalarAsync(stoppingToken);
            }
        }
    }

    private void Wake((string Channel, string Payload) key)
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions.GetValueOrDefault(key, []))
            {
                subscription.Wake();
            }
        }
    }

    private void WakeAll()
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions.Values.SelectMany(several => several))
            {
                subscription.Wake();
            }
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (gate)
        {
            if (
                subscriptions.TryGetValue(subscription.Key, out var present)
                && present.Remove(subscription)
                && present.Count == 0
            )
            {
                subscriptions.Remove(subscription.Key);
            }
        }
    }

    /// <summary>One who waits. Notifications that come while nobody waits are kept, as one.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly Channel<bool> woken = System.Threading.Channels.Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        private readonly Notifications source;
        private readonly TimeProvider time;

        internal Subscription(Notifications source, (string Channel, string Payload) key, TimeProvider time) =>
            (this.source, Key, this.time) = (source, key, time);

        internal (string Channel, string Payload) Key { get; }

        /// <summary>Returns at a notification, or after <paramref name="atMost"/> without one.</summary>
        public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
        {
            using var limit = new CancellationTokenSource(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await woken.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The time is up.
            }
        }

        public void Dispose() => source.Remove(this);

        internal void Wake() => woken.Writer.TryWrite(true);
    }
}
