using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Imports;

internal static class ImportErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "integrations.import_not_found", "There is no such import.");

    public static Error Unreadable(string why) => new(ErrorKind.Validation, "integrations.import_unreadable", why);
}
