using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Persistence.Outbox;

/// <summary>How this node delivers integration events.</summary>
internal sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>Whether this process delivers at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>After so many attempts an event is dead, and waits for an operator.</summary>
    public int MaxAttempts { get; set; } = 12;

    /// <summary>A claimed event that has not been delivered for so long is claimed again.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The delay after the first failure; each next one doubles it, up to an hour.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the outbox is looked at when no notification comes.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Delivers what the outbox holds. Any number of relays may run: SKIP LOCKED keeps them off each other's claims, a claim of a relay
/// that died runs out, and the inbox makes a second delivery harmless.
/// </summary>
[RunsOnEveryNode("each delivers what it has claimed, as soon as the notification comes")]
[WritesPastUnitOfWork("Nodes claim rows and skip what others hold; a claim is a statement of its own.")]
internal sealed class OutboxRelay(
    Databases databases,
    Notifications notifications,
    EventDispatcher dispatcher,
    IOptions<OutboxOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> logger
) : BackgroundService
{
    public const string Channel = "outbox";
    private const int AtOnce = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }
        using var news = notifications.Subscribe(Channel, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DeliverDueAsync(stoppingToken) == 0)
                {
                    await news.WaitAsync(options.Value.PollInterval, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "The outbox could not be read; it is tried again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Claims what is due, at most twenty events, and delivers it.</summary>
    /// <returns>How many were claimed.</returns>
    internal async Task<int> DeliverDueAsync(CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        foreach (var stored in claimed)
        {
            string? error = null;
            try
            {
                await dispatcher.DispatchAsync(stored, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogWarning(
                    failure,
                    "Event {EventId} ({Name}) could not be delivered at attempt {Attempt}",
                    stored.Id,
                    stored.Name,
                    stored.Attempt
                );
                error = failure.Message;
            }
            await FinishAsync(stored, error, cancellationToken);
        }
        return claimed.Count;
    }

    private async Task<List<StoredEvent>> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                with due as (
                    select id from outbox_events
                    where delivered_at is null and dead_at is null and next_attempt_at <= now()
                    order by next_attempt_at, id
                    limit $1
                    for update skip locked)
                update outbox_events event
                set attempts = event.attempts + 1, next_attempt_at = now() + $2
                from due where event.id = due.id
                returning event.id, event.user_id, event.name, event.payload::text, event.attempts
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = AtOnce },
                    new NpgsqlParameter { Value = options.Value.Lease, NpgsqlDbType = NpgsqlDbType.Interval },
                },
            }
        );
        List<StoredEvent> claimed = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(
                new StoredEvent(
                    reader.GetGuid(0),
                    await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4)
                )
            );
        }
        return claimed;
    }

    /// <summary>Changes nothing when the claim has run out and somebody else has it: the attempt's number is the fence.</summary>
    private async Task FinishAsync(StoredEvent stored, string? error, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.FromSeconds(
            Math.Min(3600, options.Value.FirstRetry.TotalSeconds * Math.Pow(2, stored.Attempt - 1))
                * (0.5 + Random.Shared.NextDouble() / 2)
        );
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                update outbox_events
                set delivered_at = case when $3::text is null then now() end,
                    dead_at = case when $3::text is not null and attempts >= $4 then now() end,
                    last_error = $3,
                    next_attempt_at = now() + $5
                where id = $1 and attempts = $2 and delivered_at is null
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = stored.Id },
                    new NpgsqlParameter { Value = stored.Attempt },
                    new NpgsqlParameter { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new NpgsqlParameter { Value = options.Value.MaxAttempts },
                    new NpgsqlParameter { Value = delay, NpgsqlDbType = NpgsqlDbType.Interval },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
