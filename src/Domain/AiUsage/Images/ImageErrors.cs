using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.AiUsage.Images;

/// <summary>What can go wrong with reference images.</summary>
public static class ImageErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "ai.image_not_found", "Image not found: it was deleted or never uploaded.");

    public static Error TypeUnknown { get; } =
        new(ErrorKind.Validation, "ai.image_type_unknown", "The file is not a PNG, JPEG, GIF or WebP image.");

    public static Error TypeMismatch(string actual) =>
        new(ErrorKind.Validation, "ai.image_type_mismatch", $"The file is {actual}, but Content-Type says otherwise.");

    public static Error Damaged(string problem) =>
        new(ErrorKind.Validation, "ai.image_damaged", $"The image cannot be used: {problem}");

    public static Error TooLarge(int maxSide) =>
        new(ErrorKind.Validation, "ai.image_too_large", $"An image may be at most {maxSide} pixels wide and high.")
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["maxSide"] = maxSide },
        };

    public static Error TooMuchForOneCall(int maxBytes) =>
        new(
            ErrorKind.Validation,
            "ai.images_too_large",
            $"The uploads that one generation uses may total at most {maxBytes} bytes."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["maxBytes"] = maxBytes },
        };

    public static Error InUse { get; } =
        new(
            ErrorKind.Conflict,
            "ai.image_in_use",
            "A running generation uses this image: wait for it to finish, or cancel it."
        );

    public static Error Shown { get; } =
        new(ErrorKind.Conflict, "ai.image_shown", "A component of a campaign uses this image: remove it there first.");
}
