namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>Something that was uploaded. Its content never changes: other content is another upload.</summary>
/// <param name="Width">An image's, in pixels, as it is shown.</param>
/// <param name="Height">An image's, in pixels, as it is shown.</param>
/// <param name="Name">A file's, under which visitors keep it.</param>
/// <param name="Title">What it shows or is, in the owner's words; null: nobody has said.</param>
/// <param name="Bytes">As it is kept: this counts as storage.</param>
public sealed record Upload(
    Guid Id,
    string ContentType,
    int? Width,
    int? Height,
    string? Name,
    string? Title,
    int Bytes,
    DateTimeOffset CreatedAt
)
{
    /// <summary>Of images.</summary>
    public static IReadOnlyList<string> ImageTypes => Domain.AiUsage.Images.ImageTypes.All;

    /// <summary>Of files.</summary>
    public static IReadOnlyList<string> FileTypes => Domain.AiUsage.Files.FileTypes.All;

    public UploadKind Kind => Name is null ? UploadKind.Image : UploadKind.File;

    /// <summary>What the name of a file with this content ends with, without a dot: <c>png</c>.</summary>
    public string Extension =>
        Name is not null ? Name[(Name.LastIndexOf('.') + 1)..]
        : ContentType is "image/jpeg" ? "jpg"
        : ContentType["image/".Length..];

    /// <summary>What a file is called where nobody has said: its name without the ending.</summary>
    public string Label => Title ?? Name?[..Name.LastIndexOf('.')] ?? "";
}
