using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Exports;

/// <summary>What can go wrong with exports to platforms.</summary>
public static class PlatformExportErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "integrations.export_not_found", "Export not found.");

    public static Error Running { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.export_running",
            "An export of this campaign to this platform is running: wait until it has ended."
        );

    public static Error NotRevertible { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.export_not_revertible",
            "Only an export that has ended and has written pages can be reverted."
        );

    public static Error NothingToWrite(string platform) =>
        new(
            ErrorKind.Conflict,
            "integrations.nothing_to_write",
            $"No pages can be written to {platform} through its API: GET /v1/platforms says why."
        );
}
