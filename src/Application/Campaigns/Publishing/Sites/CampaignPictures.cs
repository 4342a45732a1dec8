namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

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
