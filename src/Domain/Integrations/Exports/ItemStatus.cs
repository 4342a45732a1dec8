namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>What has become of a page of an export.</summary>
public static class ItemStatus
{
    public const string Pending = "pending";
    public const string Created = "created";
    public const string Updated = "updated";

    /// <summary>It stands there as it would be written.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>It is again what it was before the export.</summary>
    public const string Reverted = "reverted";

    /// <summary>Somebody has changed it there since it was last written or read: nothing was overwritten.</summary>
    public const string Conflict = "conflict";

    /// <summary>There was nothing to do; the reason says why.</summary>
    public const string Skipped = "skipped";

    /// <summary>The platform refused it; the reason says why.</summary>
    public const string Failed = "failed";

    public static IReadOnlyList<string> All { get; } =
    [Pending, Created, Updated, Unchanged, Reverted, Conflict, Skipped, Failed];
}
