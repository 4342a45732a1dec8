using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Identity;

/// <summary>
/// Counts the calls of each account, and notes when each person was last active: in memory, and every few seconds in one batch. A
/// node that is killed loses the calls of these seconds; they are statistics, nothing is charged by them.
/// </summary>
public sealed class ActivityMeter(Databases databases, TimeProvider time, ILogger<ActivityMeter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Dictionary<Guid, int> calls = [];
    private Dictionary<Guid, DateTimeOffset> active = [];

    /// <summary>One more call by this person for this account.</summary>
    public void Count(Guid accountId, Guid actorId)
    {
        lock (gate)
        {
            calls[accountId] = calls.GetValueOrDefault(accountId) + 1;
            active[actorId] = time.GetUtcNow();
        }
    }

    /// <summary>Writes what has been counted since the last time.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<Guid, int> counted;
        Dictionary<Guid, DateTimeOffset> seen;
        lock (gate)
        {
            (counted, calls) = (calls, []);
            (seen, active) = (active, []);
        }
        if (counted.Count == 0)
        {
            return;
        }
        try
        {
            await WriteAsync(counted, seen, cancellationToken);
        }
        catch
        {
            lock (gate)
            {
                foreach (var (account, count) in counted)
                {
                    calls[account] = calls.GetValueOrDefault(account) + count;
                }
                foreach (var (actor, at) in seen)
                {
                    active.TryAdd(actor, at);
                }
            }
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await FlushAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "The counted calls could not be written; they are kept for the next time");
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            logger.LogWarning(failure, "The calls counted last could not be written");
        }
    }

    private async Task WriteAsync(
        Dictionary<Guid, int> counted,
        Dictionary<Guid, DateTimeOffset> seen,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        // One transaction: the account is set before each account's own row. In the order of ids, so that two nodes that flush at
        // once never wait for each other in a circle.
        await using var batch = databases.App.CreateBatch();
        foreach (var (account, count) in counted.OrderBy(one => one.Key))
        {
            batch.BatchCommands.Add(Databases.AsTenant(account));
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    """
                    insert into user_usage (user_id, month, api_calls_made)
                    select id, $2, $3 from users where id = $1
                    on conflict (user_id, month) do update
                    set api_calls_made = user_usage.api_calls_made + excluded.api_calls_made
                    """
                )
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = account },
                        new NpgsqlParameter { Value = new DateOnly(now.Year, now.Month, 1) },
                        new NpgsqlParameter { Value = count },
                    },
                }
            );
        }
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                with seen as (
                    select person.id, at from unnest($1, $2) as entry (id, at)
                    join users person on person.id = entry.id
                    where person.last_active_at is null or person.last_active_at < at - interval '1 minute'
                    order by person.id
                    for update of person)
                update users set last_active_at = seen.at from seen where users.id = seen.id
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter
                    {
                        Value = seen.Keys.ToArray(),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                    },
                    new NpgsqlParameter
                    {
                        Value = seen.Values.ToArray(),
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                    },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
