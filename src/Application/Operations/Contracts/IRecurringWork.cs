namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>
/// Work that comes back by a schedule (docs/decisions/0018). Each run is a job, so that one node does it, under a lease: when its worker dies
/// another runs it again, and when it fails it is retried like any job. So it must bear repetition. Slots that were missed, because no
/// worker was there or a run took longer than the time between two, are made up for by one run.
/// </summary>
public interface IRecurringWork : IJobHandler
{
    /// <summary>The type of its jobs: <c>identity.reconcile_billing</c>.</summary>
    string Name { get; }

    /// <summary>
    /// When it runs: a cron expression in UTC, of five fields, or six of which the first is seconds. The first run of all is at once.
    /// </summary>
    string Schedule { get; }

    /// <exception cref="OperationCanceledException">The lease was lost or the worker stops; another worker goes on.</exception>
    Task RunAsync(CancellationToken cancellationToken);

    string IJobHandler.JobType => Name;

    Task IJobHandler.ExecuteAsync(JobContext job, CancellationToken cancellationToken) => RunAsync(cancellationToken);

    /// <summary>The next run tries again.</summary>
    Task IJobHandler.GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Not for a run that has ended: the next one does its work.</summary>
    Task<bool> IJobHandler.HasWorkAsync(JobContext job, CancellationToken cancellationToken) => Task.FromResult(false);
}
