using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Imports;

public static class ImportErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "integrations.import_not_found", "There is no such import.");

    /// <param name="why">In a sentence.</param>
    public static Error Unreadable(string why) => new(ErrorKind.Validation, "integrations.import_unreadable", why);
}
