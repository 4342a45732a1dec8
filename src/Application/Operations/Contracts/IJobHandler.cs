namespace AiWebBuilder.Application.Operations.Contracts;

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
