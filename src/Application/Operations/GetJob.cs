using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations;

/// <summary>A background job of the account.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(OperationsPermissions.Read)]
public sealed record GetJob(Guid JobId) : IQuery<JobView>;

/// <param name="Type">The handler's name: <c>campaigns.generate</c>.</param>
/// <param name="Progress">0–100.</param>
public sealed record JobView(
    Guid Id,
    string Type,
    [OneOf(typeof(JobStatus))] string Status,
    int Attempts,
    int MaxAttempts,
    int Progress,
    DateTimeOffset ScheduledAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>The allowed values of <c>job_queue.status</c>.</summary>
public static class JobStatus
{
    public static IReadOnlyList<string> All { get; } =
    ["pending", "processing", "completed", "failed", "retrying", "cancelled"];
}

/// <summary>Jobs and the audit log, read straight into views.</summary>
public interface IOperationsReads
{
    /// <summary>The account's job, or null.</summary>
    Task<JobView?> JobAsync(Guid accountId, Guid jobId, CancellationToken cancellationToken);

    /// <summary>The account's audit log, newest first.</summary>
    Task<IReadOnlyList<AuditEntryView>> AuditLogAsync(
        PageRequest page,
        Guid accountId,
        string? table,
        string? rowId,
        CancellationToken cancellationToken
    );
}

/// <summary>What can go wrong with operations.</summary>
internal static class OperationsErrors
{
    public static Error JobNotFound { get; } = new(ErrorKind.NotFound, "operations.job_not_found", "Job not found.");

    public static Error JobRunning { get; } =
        new(ErrorKind.Conflict, "operations.job_running", "The job is running and will end by itself.");

    public static Error JobEnded { get; } =
        new(ErrorKind.Conflict, "operations.job_ended", "The job has already ended.");

    public static Error JobNotRetryable { get; } =
        new(ErrorKind.Conflict, "operations.job_not_retryable", "Only a failed or cancelled job can be retried.");

    public static Error JobReplaced { get; } =
        new(ErrorKind.Conflict, "operations.job_replaced", "Another job is already doing the same work.");

    public static Error JobFutile { get; } =
        new(
            ErrorKind.Conflict,
            "operations.job_futile",
            "What this job was for has ended, so retrying it would do nothing: start a new one, for example a new generation."
        );

    public static Error QueueNotFound { get; } =
        new(ErrorKind.NotFound, "operations.queue_not_found", "Queue not found.");

    public static Error RecurringWorkNotFound { get; } =
        new(ErrorKind.NotFound, "operations.recurring_work_not_found", "Recurring work not found.");

    public static Error RecurringWorkRunning { get; } =
        new(
            ErrorKind.Conflict,
            "operations.recurring_work_running",
            "This work is running already, or no worker has planned it yet: try again in a minute."
        );
}

internal sealed class GetJobHandler(IOperationsReads reads, ICurrentUser user) : IQueryHandler<GetJob, JobView>
{
    public async Task<JobView> Handle(GetJob request, CancellationToken cancellationToken) =>
        await reads.JobAsync(user.RequireAccount(), request.JobId, cancellationToken)
        ?? throw new DomainException(OperationsErrors.JobNotFound);
}
