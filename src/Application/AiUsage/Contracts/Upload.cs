using AiWebBuilder.Domain.AiUsage.Images;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>An uploaded image.</summary>
/// <param name="ContentType">One of <see cref="ContentTypes"/>.</param>
/// <param name="Width">Pixels, as it is shown.</param>
/// <param name="Height">Pixels, as it is shown.</param>
/// <param name="Alt">What it shows, in the owner's words; null: nobody has said.</param>
public sealed record Upload(Guid Id, string ContentType, int Width, int Height, string? Alt)
{
    public static IReadOnlyList<string> ContentTypes => ImageTypes.All;

    /// <summary>What the name of a file with this image ends with, without a dot: <c>png</c>.</summary>
    public string Extension => ContentType is "image/jpeg" ? "jpg" : ContentType["image/".Length..];
}
