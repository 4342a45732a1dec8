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
}
