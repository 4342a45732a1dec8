using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.AiUsage.Images;

/// <summary>
/// An image as it is kept: its type by its content, and nothing in it but the picture. It is written anew from the parts that a picture
/// needs, so that neither places and names from a camera nor a second file behind it get any further. No pixel is decoded: what unpacks
/// to far more than its size is never unpacked here.
/// </summary>
/// <param name="ContentType">One of <see cref="ImageTypes"/>.</param>
/// <param name="Width">Pixels, as it is shown.</param>
/// <param name="Height">Pixels, as it is shown.</param>
public sealed record ImageFile(string ContentType, int Width, int Height, byte[] Content)
{
    /// <summary>Providers take at most 5 MiB of Base64 for one image: three quarters of that as bytes.</summary>
    public const int MaxBytes = 5 * 1024 * 1024 / 4 * 3;

    /// <summary>Pixels: larger ones are refused by providers.</summary>
    public const int MaxSide = 8000;

    /// <summary>Of all uploads of one call: as Base64 they fit into the 32 MB that the strictest provider takes.</summary>
    public const int MaxBytesOfCall = 20 * 1024 * 1024;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DomainException">Validation: no such image, not whole, something behind its end, or too large.</exception>
    public static ImageFile Read(ReadOnlySpan<byte> file)
    {
        var (type, image) =
            PngFile.Fits(file) ? ("image/png", PngFile.Read(file))
            : JpegFile.Fits(file) ? ("image/jpeg", JpegFile.Read(file))
            : GifFile.Fits(file) ? ("image/gif", GifFile.Read(file))
            : WebpFile.Fits(file) ? ("image/webp", WebpFile.Read(file))
            : throw new DomainException(ImageErrors.TypeUnknown);
        if (image.Width == 0 || image.Height == 0)
        {
            throw ImageReader.Damaged("it has no size.");
        }
        return image is { Width: <= MaxSide, Height: <= MaxSide }
            ? new ImageFile(type, image.Width, image.Height, image.Content)
            : throw new DomainException(ImageErrors.TooLarge(MaxSide));
    }
}

/// <summary>The types of images that can be uploaded.</summary>
public static class ImageTypes
{
    public static IReadOnlyList<string> All { get; } = ["image/png", "image/jpeg", "image/gif", "image/webp"];
}
