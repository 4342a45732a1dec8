using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.AiUsage.Files;

/// <summary>What can go wrong with files for visitors to download.</summary>
public static class FileErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "ai.file_not_found", "File not found: it was deleted or never uploaded.");

    public static Error TypeUnknown { get; } =
        new(
            ErrorKind.Validation,
            "ai.file_type_unknown",
            $"The file is none of {string.Join(", ", FileType.All.Select(type => type.Extension.ToUpperInvariant()))}: save it as a PDF."
        );

    public static Error Damaged(string problem) =>
        new(ErrorKind.Validation, "ai.file_damaged", $"The file cannot be used: {problem}");

    public static Error Active(string part) =>
        new(
            ErrorKind.Validation,
            "ai.file_active",
            $"The file contains {part}, which visitors must not be given: save it again without, or print it to a PDF."
        );

    public static Error Shown { get; } =
        new(ErrorKind.Conflict, "ai.file_shown", "A component of a campaign offers this file: remove it there first.");
}
