using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Images;

/// <summary>An uploaded image.</summary>
/// <param name="Url">What <c>referenceImages</c> of a generation names it by; its bytes are at <c>{url}/content</c>.</param>
/// <param name="ContentType">By its content.</param>
/// <param name="Width">Pixels, as it is shown.</param>
/// <param name="Height">Pixels, as it is shown.</param>
/// <param name="Alt">What it shows, in the owner's words: writers of pages choose by it.</param>
/// <param name="Bytes">As it is kept, without what was in the file beside the picture: this counts as storage.</param>
public sealed record ImageView(
    Guid Id,
    string Url,
    [OneOf(typeof(ImageTypes))] string ContentType,
    int Width,
    int Height,
    int Bytes,
    string? Alt,
    DateTimeOffset CreatedAt
)
{
    /// <summary>A signed address of the content, for <c>img</c>: good for five minutes, without a token.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The ETag of the image.</summary>
    public string Etag => ETags.Of(CreatedAt);

    internal static ImageView Of(Upload image) =>
        new(
            image.Id,
            ReferenceImages.AddressOf(image.Id),
            image.ContentType,
            image.Width!.Value,
            image.Height!.Value,
            image.Bytes,
            image.Title,
            image.CreatedAt
        );
}
