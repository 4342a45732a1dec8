using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.AiUsage.Contracts;

namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

/// <summary>A smaller copy of an upload, for windows that need no more. It is made once for a publication, and never of another.</summary>
/// <param name="Width">In pixels.</param>
public sealed record SizedPicture(Guid Upload, int Width)
{
    private static readonly int[] Widths = [480, 960, 1600];

    /// <summary>Made of both.</summary>
    public Guid Id { get; } =
        new(
            SHA256
                .HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Upload:N}/{Width}")))
                .AsSpan(0, 16)
        );

    /// <summary>None of a picture that moves, and none that would be hardly smaller.</summary>
    public static IReadOnlyList<SizedPicture> Of(Upload upload) =>
        upload.ContentType == "image/gif"
            ? []
            :
            [
                .. Widths
                    .Where(width => width * 4 <= upload.Width * 3)
                    .Select(width => new SizedPicture(upload.Id, width)),
            ];
}
