namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>The allowed values of <c>platform_exports.status</c>.</summary>
public static class PlatformExportStatus
{
    /// <summary>It waits for a worker, works, or waits for the platform.</summary>
    public const string Running = "running";

    /// <summary>Every page has ended, one way or another: its item says how.</summary>
    public const string Completed = "completed";

    /// <summary>The platform could not be asked further.</summary>
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } = [Running, Completed, Failed];
}
