using System.Text.Json;

namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>Work to be done after the transaction that asks for it has committed, and only then.</summary>
/// <param name="JobType">The handler's name: <c>campaigns.generate</c>.</param>
/// <param name="AccountId">For whom it runs; null for the system's own work.</param>
/// <param name="Payload">Serialized as JSON: ids, not data.</param>
/// <param name="UniqueKey">While a job with this key is unfinished, a second one is not made.</param>
public sealed record JobRequest(string JobType, Guid? AccountId, object Payload, string? UniqueKey = null)
{
    /// <summary>After so many attempts the job is failed for good.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Not before this time; null: at once.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }
}

/// <summary>The queue as other modules see it.</summary>
public interface IJobQueue
{
    /// <summary>Enqueues in the present unit of work. Answers the id of the job, or of the unfinished one with the same key.</summary>
    Task<Guid> EnqueueAsync(JobRequest job, CancellationToken cancellationToken);

    /// <summary>Shows how far a job is, at once and whatever becomes of the present unit of work.</summary>
    /// <param name="percent">0–100.</param>
    Task ReportProgressAsync(Guid jobId, int percent, CancellationToken cancellationToken);
}

/// <summary>
/// Carries out jobs of one type. A job is started at least once: what it does must bear repetition, or happen in a transaction
/// with its own proof of having happened. The scope acts for the job's account.
/// </summary>
public interface IJobHandler
{
    /// <summary>The <see cref="JobRequest.JobType"/> it is for.</summary>
    string JobType { get; }

    /// <exception cref="OperationCanceledException">The lease was lost or the worker stops; another worker goes on.</exception>
    /// <exception cref="FutileJobException">No further attempt is made.</exception>
    /// <exception cref="JobPostponedException">It is started again later, and this was no attempt.</exception>
    Task ExecuteAsync(JobContext job, CancellationToken cancellationToken);

    /// <summary>
    /// Called after the last attempt has failed, in a scope of its own, and again with growing intervals until it succeeds:
    /// only then is the job failed for good. It must not need what made the attempts fail.
    /// </summary>
    Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the job, which has ended, would find something to do if it were tried again: what it worked for may have ended with it.
    /// The scope acts for the job's account.
    /// </summary>
    Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken);
}

/// <param name="Attempt">1 for the first.</param>
public sealed record JobContext(Guid Id, Guid? AccountId, JsonElement Payload, int Attempt);

/// <summary>The job has to wait for something, and leaves its worker to others until then. However often it waits, it has not failed.</summary>
/// <param name="delay">It is started again after up to this time.</param>
public sealed class JobPostponedException(TimeSpan delay) : Exception("The job waits.")
{
    public TimeSpan Delay { get; } = delay;
}

/// <summary>Another attempt would fail as this one did: the job is given up at once.</summary>
/// <param name="message">For the operator; it ends in the job's row, and so holds no secret.</param>
public sealed class FutileJobException(string message, Exception inner) : Exception(message, inner);
