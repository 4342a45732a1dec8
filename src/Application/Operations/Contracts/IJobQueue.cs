namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>The queue as other modules see it.</summary>
public interface IJobQueue
{
    /// <summary>Enqueues in the present unit of work. Answers the id of the job, or of the unfinished one with the same key.</summary>
    Task<Guid> EnqueueAsync(JobRequest job, CancellationToken cancellationToken);

    /// <summary>Shows how far a job is, at once and whatever becomes of the present unit of work.</summary>
    /// <param name="percent">0–100.</param>
    Task ReportProgressAsync(Guid jobId, int percent, CancellationToken cancellationToken);
}
