using SkiaSharp;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;

/// <summary>A picture with fewer pixels, as it is shown: turned as the camera was held.</summary>
internal static class SmallerPicture
{
    private const int Quality = 82;

    /// <summary>Four bytes each in memory; more are not decoded.</summary>
    private const long MaxPixels = 24_000_000;

    /// <param name="width">Pixels, of the picture as it is shown.</param>
    /// <returns>In the same format; null: it cannot be made smaller, or would weigh no less.</returns>
    public static byte[]? Of(byte[] content, string contentType, int width)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(content));
        if (codec is null || codec.Info is not { Width: > 0, Height: > 0 })
        {
            return null;
        }
        var isTurned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var size = codec.Info.Size;
        var ratio = isTurned ? (double)size.Width / size.Height : (double)size.Height / size.Width;
        // A JPEG is decoded to an eighth, a quarter or a half, where that is enough.
        var near = codec.GetScaledDimensions(width / (float)(isTurned ? size.Height : size.Width));
        size = (isTurned ? near.Height : near.Width) >= width ? near : size;
        if ((long)size.Width * size.Height > MaxPixels)
        {
            return null;
        }
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var decoded = new SKBitmap(info);
        if (codec.GetPixels(info, decoded.GetPixels()) != SKCodecResult.Success)
        {
            return null;
        }
        var (shownWidth, shownHeight) = isTurned ? (size.Height, size.Width) : (size.Width, size.Height);
        var height = Math.Max(1, (int)Math.Round(width * ratio));
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Scale(width / (float)shownWidth, height / (float)shownHeight);
        surface.Canvas.Concat(Turn(codec.EncodedOrigin, size.Width, size.Height));
        using var picture = SKImage.FromBitmap(decoded);
        surface.Canvas.DrawImage(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var file = drawn.Encode(
            contentType switch
            {
                "image/png" => SKEncodedImageFormat.Png,
                "image/webp" => SKEncodedImageFormat.Webp,
                _ => SKEncodedImageFormat.Jpeg,
            },
            Quality
        );
        return file is null || file.Size >= content.Length ? null : file.ToArray();
    }

    /// <summary>From the picture as it is stored to the picture as it is shown (Exif 2.32, Orientation).</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) =>
        origin switch
        {
            SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
}
