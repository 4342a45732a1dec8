using System.Collections.Concurrent;
using System.Text.Json;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations.Jobs;

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
/// NOTIFY wakes it; polling is the safety net, and finds jobs that become due and leases that have run out. It also sees that each
/// recurring work has a next run.
/// </summary>
[RunsOnEveryNode("it is what runs jobs, recurring work among them")]
internal sealed class JobWorker(
    Databases databases,
    Notifications notifications,
    IServiceScopeFactory scopes,
    RecurringRuns recurring,
    IOptions<JobWorkerOptions> options,
    TimeProvider time,
    ILogger<JobWorker> logger
) : BackgroundService
{
    public const string Channel = "job_queue";

    private readonly JobLeases leases = new(
        databases,
        $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7(time.GetUtcNow()):N}",
        options.Value.Lease
    );
    private readonly ConcurrentDictionary<(Guid Id, int Attempt), CancellationTokenSource> running = new();

    // Never disposed: a job that is still running when the host is disposed of without a stop gives its slot back. It holds
    // nothing of the system's, as nobody asks for its wait handle.
    private readonly SemaphoreSlim slots = new(options.Value.Concurrency);

    /// <summary>Who this worker is in <c>job_queue.lease_owner</c>.</summary>
    public string Owner => leases.Owner;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }
        await Task.WhenAll(
            KeepGoingAsync("heartbeat", HeartbeatAsync, stoppingToken),
            KeepGoingAsync("claim", ClaimAsync, stoppingToken),
            KeepGoingAsync("plan", PlanAsync, stoppingToken)
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
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // Cancelled, or what it needs has been disposed of before it.
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

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        using var news = notifications.Subscribe(Channel, "");
        while (true)
        {
            await slots.WaitAsync(stoppingToken);
            slots.Release();
            var claimed = await leases.ClaimAsync(slots.CurrentCount, stoppingToken);
            foreach (var job in claimed)
            {
                await slots.WaitAsync(stoppingToken);
                _ = RunAsync(job, stoppingToken);
            }
            if (claimed.Count == 0)
            {
                await news.WaitAsync(options.Value.PollInterval, stoppingToken);
            }
        }
    }

    /// <summary>The end of a run makes the next one: only a new work, or one whose row was deleted, has none.</summary>
    private async Task PlanAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        do
        {
            await recurring.PlanMissingAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(ClaimedJob job, CancellationToken stoppingToken)
    {
        using var lease = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        running[(job.Id, job.Attempt)] = lease;
        try
        {
            var failure =
                job.IsCancelled ? new Failure("An administrator cancelled it.", "It was cancelled.", IsFinal: true)
                : job.Attempt > job.MaxAttempts
                    ? new Failure(job.LastError ?? "Its worker died on every attempt.", "It could not be completed.")
                : await ExecuteAsync(job, lease.Token);
            if (failure is null)
            {
                await FinishAsync(job, JobEnd.Completed, error: null);
            }
            else if (job.Attempt < job.MaxAttempts && !failure.IsFinal)
            {
                await FinishAsync(job, JobEnd.Retrying, failure.Message);
            }
            else if (await leases.ExtendAsync(job, lease.Token))
            {
                // Failed for good is only what was given up in good order: until then it comes back.
                var givenUp = await GiveUpAsync(job, failure.ForPeople, lease.Token);
                var end =
                    !givenUp ? JobEnd.Retrying
                    : job.IsCancelled ? JobEnd.Cancelled
                    : JobEnd.Failed;
                await FinishAsync(job, end, failure.Message);
            }
        }
        catch (JobPostponedException waits)
        {
            await HandBackAsync(job, waits.Delay);
        }
        catch (Exception) when (lease.IsCancellationRequested)
        {
            // The lease was lost, or the process stops: another worker goes on, at once if this one can still say so. Which
            // exception it is depends on where the cancellation met the work.
            logger.LogInformation("Job {JobId} is left to another worker", job.Id);
            await HandBackAsync(job, TimeSpan.Zero);
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

    private async Task<Failure?> ExecuteAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        try
        {
            await InScopeAsync(job, (handler, context) => handler.ExecuteAsync(context, cancellationToken));
            return null;
        }
        catch (Exception failure)
            when (failure is not JobPostponedException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(failure, "Job {JobId} of type {JobType} failed", job.Id, job.JobType);
            // What a program says of itself is for the operator; people get what was written for them.
            return new Failure(
                failure.Message,
                failure is DomainException refused ? refused.Error.Message : "Something went wrong here.",
                IsFinal: failure is FutileJobException
            );
        }
    }

    private async Task<bool> GiveUpAsync(ClaimedJob job, string error, CancellationToken cancellationToken)
    {
        try
        {
            await InScopeAsync(job, (handler, context) => handler.GiveUpAsync(context, error, cancellationToken));
            return true;
        }
        catch (UnknownJobException)
        {
            // Nobody is there to be told.
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(failure, "Job {JobId} of type {JobType} could not be given up", job.Id, job.JobType);
            return false;
        }
    }

    /// <summary>A scope for each call: what a failed one left in its DbContext must not be saved by the next.</summary>
    private async Task InScopeAsync(ClaimedJob job, Func<IJobHandler, JobContext, Task> call)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (job.AccountId is { } account)
        {
            scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(account, account);
        }
        var handler =
            scope.ServiceProvider.GetServices<IJobHandler>().FirstOrDefault(one => one.JobType == job.JobType)
            ?? throw new UnknownJobException(job.JobType);
        using var payload = JsonDocument.Parse(job.Payload);
        await call(handler, new JobContext(job.Id, job.AccountId, payload.RootElement.Clone(), job.Attempt));
    }

    private async Task FinishAsync(ClaimedJob job, JobEnd end, string? error)
    {
        var following = end == JobEnd.Retrying ? [] : await recurring.NextAsync(job);
        if (!await leases.FinishAsync(job, end, error, following))
        {
            logger.LogWarning("Job {JobId} was taken over by another worker before it ended here", job.Id);
        }
    }

    private async Task HandBackAsync(ClaimedJob job, TimeSpan delay)
    {
        try
        {
            await leases.HandBackAsync(job, delay);
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException)
        {
            logger.LogWarning(failure, "Job {JobId} could not be handed back; its lease will run out", job.Id);
        }
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
            var kept = await leases.ExtendAsync(mine.Select(job => job.Id).ToArray(), stoppingToken);
            foreach (var lost in mine.Where(job => !kept.Contains(job)))
            {
                if (running.TryGetValue(lost, out var lease))
                {
                    await CancelAsync(lease);
                }
            }
        }
    }

    private static async Task CancelAsync(CancellationTokenSource lease)
    {
        try
        {
            await lease.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The job has ended at this very moment.
        }
    }

    /// <param name="IsFinal">Another attempt would end the same way.</param>
    private sealed record Failure(string Message, string ForPeople, bool IsFinal = false);

    private sealed class UnknownJobException(string jobType)
        : Exception($"No handler for jobs of type {jobType}: no module of this version knows it.");
}
