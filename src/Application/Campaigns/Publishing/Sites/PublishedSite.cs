using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Pages.Head;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Publishing;

namespace AiWebBuilder.Application.Campaigns.Publishing.Sites;

/// <summary>Everything that is put on the net of a campaign: pages, pictures and the files beside them.</summary>
/// <param name="Server">The product's own address, <c>https://host</c>.</param>
internal sealed record PublishedSite(
    string Server,
    string Slug,
    IReadOnlyList<ComposedPage> Pages,
    CampaignPictures Pictures,
    string Manifest
)
{
    /// <summary>Uploads with smaller sizes beside them.</summary>
    private const int MostResized = 30;

    /// <summary>The smaller sizes of the uploads.</summary>
    public IReadOnlyList<SizedPicture> Sizes { get; private init; } = [];

    /// <summary>What can be read on a card that is as wide as a thumb.</summary>
    private const int MaxHeadline = 120;

    public static PublishedSite Of(
        IBlocks blocks,
        ICampaignPictures artist,
        Campaign campaign,
        IReadOnlyList<CampaignComponent> components,
        int monthsKept,
        IReadOnlyDictionary<Guid, Upload> uploads,
        LocalTime time,
        string server,
        string slug
    )
    {
        var theme = Briefing.Kept(campaign).Theme;
        var name = HeadTexts.Cut(BriefName.Of(campaign.Name).Brand, MaxHeadline);
        var headline = HeadTexts.Cut(CampaignPages.HeadlineOf(components) ?? name, MaxHeadline);
        var pictures = artist.Draw(theme, name, headline);
        // Of the oldest: no publication takes minutes.
        var sizes = uploads
            .Values.Where(upload => upload.Kind == UploadKind.Image)
            .OrderBy(upload => upload.Id)
            .Take(MostResized)
            .SelectMany(SizedPicture.Of)
            .ToArray();
        var pages = CampaignPages.ComposeSite(
            blocks,
            campaign,
            components,
            monthsKept,
            new PageServing(
                key => Slugs.PathOf(slug, key),
                UploadAddressOf: upload => Slugs.UploadPathOf(slug, upload),
                Tracking: new PageTracking("/t.js", campaign.Id),
                FormAction: Slugs.FormActionOf(slug),
                CanonicalOf: key => server + Slugs.PathOf(slug, key),
                Pictures: new PagePictures(
                    server + PathOf(pictures.Card),
                    headline == name ? name : $"{name}: {headline}",
                    PathOf(pictures.Icon),
                    PathOf(pictures.Vector),
                    PathOf(pictures.Squares[96]),
                    PathOf(pictures.Squares[180]),
                    Slugs.PathOf(slug, SiteFiles.Manifest)
                ),
                NoIndex: false
            )
            {
                Time = time,
                ImageSizesOf = SizesOf,
                KeepsDates = true,
            }
        );
        var manifest = SiteFiles.ManifestOf(
            name,
            theme,
            Slugs.PathOf(slug, "index"),
            pictures.Squares.Where(one => one.Key >= 192).Select(one => (one.Key, PathOf(one.Value)))
        );
        return new(server, slug, pages, pictures, manifest) { Sizes = sizes };

        string PathOf(DrawnPicture picture) => Slugs.ImagePathOf(slug, picture.Id);

        string? SizesOf(Guid image)
        {
            var smaller = sizes.Where(size => size.Upload == image).ToArray();
            return smaller.Length == 0
                ? null
                : string.Join(
                    ", ",
                    smaller
                        .Select(size => (size.Id, size.Width))
                        .Append((Id: image, Width: uploads[image].Width!.Value))
                        .Select(size =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{Slugs.ImagePathOf(slug, size.Id)} {size.Width}w"
                            )
                        )
                );
        }
    }

    /// <summary>The account's uploads that the pages show or offer.</summary>
    public IReadOnlyCollection<Guid> Uploads =>
        Pages.SelectMany(page => page.Uploads).Select(shown => shown.Upload.Id).ToHashSet();

    /// <summary>Pages and files as they are stored, with their entity tags.</summary>
    /// <param name="present">What is published now: what stays the same keeps the time of its last change.</param>
    public IReadOnlyList<(string Page, string Text, string ETag)> Texts(Publication present, DateTimeOffset now)
    {
        var pages = Pages.Select(page => (page.NoIndex, Text: Tagged(page.Key, page.Html))).ToArray();
        var sitemap = SiteFiles.SitemapOf(
            pages
                .Where(page => !page.NoIndex)
                .Select(page =>
                    (
                        Server + Slugs.PathOf(Slug, page.Text.Page),
                        present
                            .Pages.FirstOrDefault(one => (one.Page, one.ETag) == (page.Text.Page, page.Text.ETag))
                            ?.ChangedAt
                            ?? now
                    )
                )
        );
        return
        [
            .. pages.Select(page => page.Text),
            Tagged(SiteFiles.Sitemap, sitemap),
            Tagged(SiteFiles.Manifest, Manifest),
        ];
    }

    private static (string Page, string Text, string ETag) Tagged(string page, string text) =>
        (page, text, $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}\"");
}
