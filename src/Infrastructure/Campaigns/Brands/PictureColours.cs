using System.Globalization;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;
using SkiaSharp;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>The colours of a picture, exactly as its pixels have them: an average would be duller than the brand.</summary>
internal static class PictureColours
{
    /// <summary>Four bytes each in memory; more are not decoded, however small the file is.</summary>
    private const long MaxPixels = 24_000_000;

    private const int Samples = 40_000;

    /// <summary>A JPEG is decoded to an eighth, a quarter or a half, where that leaves as much.</summary>
    private const float WideEnough = 400;

    /// <summary>Less is a shade of grey, or paper.</summary>
    private const double LeastChroma = 0.045;

    /// <summary>Of what is not transparent. Less is an edge between two colours.</summary>
    private const double LeastShare = 0.004;

    private const int Most = 5;

    /// <returns>The most colourful and frequent first; none: it is black, white and grey.</returns>
    /// <exception cref="DomainException">Validation: it is no picture that can be read, or has too many pixels.</exception>
    public static IReadOnlyList<Colour> In(byte[] picture)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(picture));
        if (codec is null || codec.Info is not { Width: > 0, Height: > 0 })
        {
            throw Unreadable("The file is no picture that can be read: give a PNG, JPEG, GIF or WebP.");
        }
        var size = codec.GetScaledDimensions(Math.Min(1, WideEnough / codec.Info.Width));
        if ((long)size.Width * size.Height > MaxPixels)
        {
            throw Unreadable(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The picture has {codec.Info.Width} × {codec.Info.Height} pixels, and {MaxPixels / 1_000_000} million can be looked at: make it smaller."
                )
            );
        }
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var pixels = new SKBitmap(info);
        if (codec.GetPixels(info, pixels.GetPixels()) != SKCodecResult.Success)
        {
            throw Unreadable("The picture is damaged.");
        }
        return Telling(Counted(pixels));
    }

    private static Dictionary<Colour, int> Counted(SKBitmap pixels)
    {
        var step = Math.Max(1, (int)Math.Sqrt((double)pixels.Width * pixels.Height / Samples));
        var bytes = pixels.GetPixelSpan();
        Dictionary<Colour, int> counts = [];
        for (var y = 0; y < pixels.Height; y += step)
        {
            for (var x = 0; x < pixels.Width; x += step)
            {
                var at = (y * pixels.RowBytes) + (x * 4);
                if (bytes[at + 3] >= 128)
                {
                    var colour = new Colour(bytes[at], bytes[at + 1], bytes[at + 2]);
                    counts[colour] = counts.GetValueOrDefault(colour) + 1;
                }
            }
        }
        return counts;
    }

    private static List<Colour> Telling(Dictionary<Colour, int> counts)
    {
        double all = counts.Values.Sum();
        // A photograph has thousands of colours: neighbours are counted together, and the most frequent of them speaks for all.
        var groups = counts
            .GroupBy(one => (one.Key.Red >> 4, one.Key.Green >> 4, one.Key.Blue >> 4))
            .Select(group =>
                (
                    Colour: group.OrderByDescending(one => one.Value).ThenBy(one => one.Key.ToString()).First().Key,
                    Share: group.Sum(one => one.Value) / all
                )
            )
            .Where(group => group.Share >= LeastShare && group.Colour.Chroma >= LeastChroma)
            .OrderByDescending(group => group.Share * group.Colour.Chroma)
            .ThenBy(group => group.Colour.ToString(), StringComparer.Ordinal);
        List<Colour> telling = [];
        foreach (var (colour, _) in groups)
        {
            if (telling.TrueForAll(other => Likeness.AreApart(colour, other)))
            {
                telling.Add(colour);
            }
            if (telling.Count == Most)
            {
                break;
            }
        }
        return telling;
    }

    private static DomainException Unreadable(string why) => new(CampaignErrors.BrandUnreadable(why));
}
