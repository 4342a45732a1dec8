using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.AiUsage.Images;

/// <summary>What can go wrong with reference images.</summary>
public static class ImageErrors
{
    public static Error NotFound { get; } =
        new(ErrorKind.NotFound, "ai.image_not_found", "There is no such image: it was deleted, or never uploaded.");

    public static Error TypeUnknown { get; } =
        new(ErrorKind.Validation, "ai.image_type_unknown", "The file is no PNG, JPEG, GIF or WebP image.");

    public static Error TypeMismatch(string actual) =>
        new(ErrorKind.Validation, "ai.image_type_mismatch", $"The file is {actual}, and Content-Type says otherwise.");

    public static Error Damaged(string problem) =>
        new(ErrorKind.Validation, "ai.image_damaged", $"The image cannot be used: {problem}");

    public static Error TooLarge(int maxSide) =>
        new(ErrorKind.Validation, "ai.image_too_large", $"An image is at most {maxSide} pixels wide and high.")
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["maxSide"] = maxSide },
        };

    public static Error TooMuchForOneCall(int maxBytes) =>
        new(
            ErrorKind.Validation,
            "ai.images_too_large",
            $"The uploads that one generation refers to have at most {maxBytes} bytes together."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["maxBytes"] = maxBytes },
        };

    public static Error InUse { get; } =
        new(
            ErrorKind.Conflict,
            "ai.image_in_use",
            "A generation under way refers to the image: wait for it, or cancel it."
        );
}
