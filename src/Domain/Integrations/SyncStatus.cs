namespace AiWebBuilder.Domain.Integrations;

/// <summary>The allowed values of <c>platform_integrations.sync_status</c>.</summary>
public static class SyncStatus
{
    public const string Idle = "idle";
    public const string Syncing = "syncing";
    public const string Error = "error";
    public const string Completed = "completed";

    public static IReadOnlyList<string> All { get; } = [Idle, Syncing, Error, Completed];
}
