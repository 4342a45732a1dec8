namespace AiWebBuilder.Application.Operations;

/// <summary>The allowed values of <c>job_queue.status</c>.</summary>
public static class JobStatus
{
    public static IReadOnlyList<string> All { get; } =
    ["pending", "processing", "completed", "failed", "retrying", "cancelled"];
}
