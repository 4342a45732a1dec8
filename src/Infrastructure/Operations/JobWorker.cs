using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Operations;

/// <summary>How this node works on the queue.</summary>
internal sealed class JobWorkerOptions
{
    public const string Section = "Jobs";

    /// <summary>Whether this process runs jobs at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Jobs that run at once in this process.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>A job whose worker has not been heard of for so long is taken over.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the queue is looked at when no notification comes.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Claims ready jobs with SKIP LOCKED under a lease, keeps the lease by heartbeat, and completes only what it still owns
/// (owner and attempt are the fencing token): a worker that was presumed dead changes nothing when it wakes.
/// NOTIFY wakes it; polling is the safety net, and finds jobs that become due and leases that have run out.
/// </summary>
internal sealed class JobWorker(
    Databases databases,
    IServiceScopeFactory scopes,
    IOptions<JobWorkerOptions> options,
    TimeProvider time,
    ILogger<JobWorker> logger
) : BackgroundService
{
    private readonly string owner =
        $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7(time.GetUtcNow()):N}";
    private readonly ConcurrentDictionary<(Guid Id, int Attempt), CancellationTokenSource> running = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly SemaphoreSlim slots = new(options.Value.Concurrency);

    /// <summary>Who this worker is in <c>job_queue.lease_owner</c>.</summary>
    public string Owner => owner;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }
        await Task.WhenAll(
            KeepGoingAsync("listen", ListenAsync, stoppingToken),
            KeepGoingAsync("heartbeat", HeartbeatAsync, stoppingToken),
            KeepGoingAsync("claim", ClaimAsync, stoppingToken)
        );
        // All slots free: every job has ended, or was handed back.
        for (var slot = 0; slot < options.Value.Concurrency; slot++)
        {
            await slots.WaitAsync(CancellationToken.None);
        }
    }

    /// <summary>Runs a loop again after a failure: the database may be away for a moment, the worker must not be.</summary>
    private async Task KeepGoingAsync(string name, Func<CancellationToken, Task> loop, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await loop(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogWarning(failure, "The job worker's {Loop} loop failed; it starts again in a second", name);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await databases.App.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, _) => wake.Writer.TryWrite(true);
        await using (var listen = new NpgsqlCommand("listen job_queue", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }
        wake.Writer.TryWrite(true);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
        }
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await slots.WaitAsync(stoppingToken);
            slots.Release();
            var claimed = await ClaimBatchAsync(slots.CurrentCount, stoppingToken);
            foreach (var job in claimed)
            {
                await slots.WaitAsync(stoppingToken);
                _ = RunAsync(job, stoppingToken);
            }
            if (claimed.Count == 0)
            {
                using var poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                poll.CancelAfter(options.Value.PollInterval);
                try
                {
                    await wake.Reader.ReadAsync(poll.Token);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                    // The poll interval has passed: look again.
                }
            }
        }
    }

    private async Task<List<ClaimedJob>> ClaimBatchAsync(int count, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                with ready as (
                    select id from job_queue
                    where (status in ('pending', 'retrying') and scheduled_at <= now())
                       or (status = 'processing' and lease_expires_at < now())
                    order by priority desc, scheduled_at, id
                    limit $1
                    for update skip locked)
                update job_queue job
                set status = 'processing', attempts = job.attempts + 1, lease_owner = $2,
                    lease_expires_at = now() + $3, heartbeat_at = now(), started_at = coalesce(job.started_at, now())
                from ready where job.id = ready.id
                returning job.id, job.user_id, job.job_type, job.payload::text, job.attempts, job.max_attempts
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = count },
                    new NpgsqlParameter { Value = owner },
                    new NpgsqlParameter { Value = options.Value.Lease, NpgsqlDbType = NpgsqlDbType.Interval },
                },
            }
        );
        List<ClaimedJob> claimed = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(
                new ClaimedJob(
                    reader.GetGuid(0),
                    await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4),
                    reader.GetInt32(5)
                )
            );
        }
        return claimed;
    }

    private async Task RunAsync(ClaimedJob job, CancellationToken stoppingToken)
    {
        using var lease = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        running[(job.Id, job.Attempt)] = lease;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (job.AccountId is { } account)
            {
                scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
            }
            var handler =
                scope.ServiceProvider.GetServices<IJobHandler>().FirstOrDefault(one => one.JobType == job.JobType)
                ?? throw new InvalidOperationException($"No handler for jobs of type {job.JobType}.");
            using var payload = JsonDocument.Parse(job.Payload);
            var context = new JobContext(job.Id, job.AccountId, payload.RootElement.Clone(), job.Attempt);
            string? error = null;
            try
            {
                if (job.Attempt > job.MaxAttempts)
                {
                    error = "Its worker was lost on every attempt.";
                }
                else
                {
                    await handler.ExecuteAsync(context, lease.Token);
                }
            }
            catch (Exception failure) when (!lease.IsCancellationRequested)
            {
                logger.LogWarning(failure, "Job {JobId} of type {JobType} failed", job.Id, job.JobType);
                error = failure.Message;
            }
            if (error is not null && job.Attempt >= job.MaxAttempts)
            {
                await handler.GiveUpAsync(context, error, lease.Token);
            }
            await FinishAsync(job, error, CancellationToken.None);
        }
        catch (OperationCanceledException) when (lease.IsCancellationRequested)
        {
            // The lease was lost, or the process stops: another worker goes on, at once if this one can still say so.
            logger.LogInformation("Job {JobId} is left to another worker", job.Id);
            await HandBackAsync(job);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Job {JobId} could not be finished; its lease will run out", job.Id);
        }
        finally
        {
            running.TryRemove((job.Id, job.Attempt), out _);
            slots.Release();
        }
    }

    private async Task FinishAsync(ClaimedJob job, string? error, CancellationToken cancellationToken)
    {
        // Full jitter on an exponential delay, so that jobs that failed together do not come back together.
        var delay = TimeSpan.FromSeconds(
            Math.Min(900, Math.Pow(2, job.Attempt)) * (0.5 + Random.Shared.NextDouble() / 2)
        );
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                update job_queue
                set status = case when $4::text is null then 'completed' when attempts >= max_attempts then 'failed' else 'retrying' end,
                    error_message = $4,
                    completed_at = case when $4::text is null or attempts >= max_attempts then now() end,
                    scheduled_at = case when $4::text is null then scheduled_at else now() + $5 end,
                    lease_owner = null, lease_expires_at = null
                where id = $1 and lease_owner = $2 and attempts = $3 and status = 'processing'
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = job.Id },
                    new NpgsqlParameter { Value = owner },
                    new NpgsqlParameter { Value = job.Attempt },
                    new NpgsqlParameter { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new NpgsqlParameter { Value = delay, NpgsqlDbType = NpgsqlDbType.Interval },
                },
            }
        );
        if (await batch.ExecuteNonQueryAsync(cancellationToken) < 1)
        {
            logger.LogWarning("Job {JobId} was taken over by another worker before it ended here", job.Id);
        }
    }

    /// <summary>An interrupted attempt does not count: deployments must not use up a job's attempts.</summary>
    private async Task HandBackAsync(ClaimedJob job)
    {
        try
        {
            await using var batch = databases.App.CreateBatch();
            batch.BatchCommands.Add(Databases.AsSystem());
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    """
                    update job_queue
                    set status = 'pending', attempts = attempts - 1, lease_owner = null, lease_expires_at = null
                    where id = $1 and lease_owner = $2 and attempts = $3 and status = 'processing'
                    """
                )
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = job.Id },
                        new NpgsqlParameter { Value = owner },
                        new NpgsqlParameter { Value = job.Attempt },
                    },
                }
            );
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            logger.LogWarning(failure, "Job {JobId} could not be handed back; its lease will run out", job.Id);
        }
    }

    public override void Dispose()
    {
        slots.Dispose();
        base.Dispose();
    }

    private async Task HeartbeatAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Lease / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var mine = running.Keys.ToArray();
            if (mine.Length == 0)
            {
                continue;
            }
            var kept = new HashSet<(Guid, int)>();
            await using var batch = databases.App.CreateBatch();
            batch.BatchCommands.Add(Databases.AsSystem());
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(
                    """
                    update job_queue set lease_expires_at = now() + $2, heartbeat_at = now()
                    where lease_owner = $1 and status = 'processing' and id = any($3)
                    returning id, attempts
                    """
                )
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = owner },
                        new NpgsqlParameter { Value = options.Value.Lease, NpgsqlDbType = NpgsqlDbType.Interval },
                        new NpgsqlParameter { Value = mine.Select(job => job.Id).ToArray() },
                    },
                }
            );
            await using (var reader = await batch.ExecuteReaderAsync(stoppingToken))
            {
                await reader.NextResultAsync(stoppingToken);
                while (await reader.ReadAsync(stoppingToken))
                {
                    kept.Add((reader.GetGuid(0), reader.GetInt32(1)));
                }
            }
            foreach (var lost in mine.Where(job => !kept.Contains(job)))
            {
                if (running.TryGetValue(lost, out var lease))
                {
                    await lease.CancelAsync();
                }
            }
        }
    }

    private sealed record ClaimedJob(
        Guid Id,
        Guid? AccountId,
        string JobType,
        string Payload,
        int Attempt,
        int MaxAttempts
    );
}
