namespace AiWebBuilder.Domain.Integrations;

/// <summary>The allowed values of <c>integration_syncs.status</c>.</summary>
public static class IntegrationSyncStatus
{
    /// <summary>It waits for a worker, works, or waits for the platform.</summary>
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Running, Completed, Failed, Cancelled];
}
