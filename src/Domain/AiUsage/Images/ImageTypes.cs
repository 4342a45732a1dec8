namespace AiWebBuilder.Domain.AiUsage.Images;

/// <summary>The types of images that can be uploaded.</summary>
public static class ImageTypes
{
    public static IReadOnlyList<string> All { get; } = ["image/png", "image/jpeg", "image/gif", "image/webp"];
}
