using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Imports;

public static class ImportErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "integrations.import_not_found", "There is no such import.");

    public static Error Running { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.import_running",
            "An import of this connection is running: wait until it has ended, then import again."
        );

    /// <param name="why">In a sentence.</param>
    public static Error NotImportable(string why) => new(ErrorKind.Conflict, "integrations.not_importable", why);

    public static Error ConnectionChanged { get; } =
        new(
            ErrorKind.Conflict,
            "integrations.import_connection_changed",
            "The connection was changed or deleted while the import ran: nothing was made. Import again."
        );

    /// <param name="why">In a sentence.</param>
    public static Error NotUpdatable(string why) => new(ErrorKind.Conflict, "integrations.import_not_updatable", why);

    /// <param name="why">In a sentence.</param>
    public static Error NotRevertible(string why) => new(ErrorKind.Conflict, "integrations.import_not_revertible", why);

    /// <param name="why">In a sentence.</param>
    public static Error NoRedirects(string why) => new(ErrorKind.Conflict, "integrations.import_has_no_redirects", why);

    /// <param name="why">In a sentence.</param>
    public static Error Unreadable(string why) => new(ErrorKind.Validation, "integrations.import_unreadable", why);
}
