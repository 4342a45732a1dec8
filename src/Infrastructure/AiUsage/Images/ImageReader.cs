using AiWebBuilder.Application.AiUsage.Images;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Images.Formats;

namespace AiWebBuilder.Infrastructure.AiUsage.Images;

/// <summary>Writes each file anew from the parts that its picture needs, without decoding a pixel.</summary>
internal sealed class ImageReader : IImageReader
{
    public ImageFile Read(ReadOnlySpan<byte> file)
    {
        var (type, image) =
            PngFile.Fits(file) ? ("image/png", PngFile.Read(file))
            : JpegFile.Fits(file) ? ("image/jpeg", JpegFile.Read(file))
            : GifFile.Fits(file) ? ("image/gif", GifFile.Read(file))
            : WebpFile.Fits(file) ? ("image/webp", WebpFile.Read(file))
            : throw new DomainException(ImageErrors.TypeUnknown);
        if (image.Width == 0 || image.Height == 0)
        {
            throw FileCursor.Damaged("it has no size.");
        }
        return image is { Width: <= ImageFile.MaxSide, Height: <= ImageFile.MaxSide }
            ? new ImageFile(type, image.Width, image.Height, image.Content)
            : throw new DomainException(ImageErrors.TooLarge(ImageFile.MaxSide));
    }
}
