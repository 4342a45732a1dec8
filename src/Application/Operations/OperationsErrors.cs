using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Operations;

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
            "This work is already running, or no worker has scheduled it yet: try again in a minute."
        );
}
