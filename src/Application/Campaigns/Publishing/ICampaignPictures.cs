using System.Security.Cryptography;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <summary>A picture of a publication. Other content is another picture, so that no cache shows an old one.</summary>
public sealed record DrawnPicture(string ContentType, byte[] Content)
{
    /// <summary>Made of the content.</summary>
    public Guid Id { get; } = new(SHA256.HashData(Content).AsSpan(0, 16));
}

/// <param name="Card">A PNG of 1200 by 630 pixels, below 300 kB.</param>
/// <param name="Icon">An ICO of 32 pixels.</param>
/// <param name="Vector">The same as SVG.</param>
/// <param name="Squares">The same as PNG, by their width.</param>
public sealed record CampaignPictures(
    DrawnPicture Card,
    DrawnPicture Icon,
    DrawnPicture Vector,
    IReadOnlyDictionary<int, DrawnPicture> Squares
)
{
    public IReadOnlyCollection<DrawnPicture> All => [Card, Icon, Vector, .. Squares.Values];
}

/// <summary>Draws what stands for a campaign where it is linked to and kept.</summary>
public interface ICampaignPictures
{
    /// <param name="name">Whose campaign it is: its first letter is the icon.</param>
    /// <param name="headline">What the card says; words whose letters no font has are left out.</param>
    CampaignPictures Draw(Theme theme, string name, string headline);
}
