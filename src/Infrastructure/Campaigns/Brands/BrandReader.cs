using System.Globalization;
using AiWebBuilder.Application.Campaigns.Themes.Brands;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Markup;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>Reads one page, a few of its style sheets and its logo, each by the guarded fetcher, within the time that a request has.</summary>
internal sealed class BrandReader(GuardedFetcher fetcher) : IBrandReader, IDisposable
{
    private const int MostHtml = 5 * 1024 * 1024;
    private const int MostCss = 1024 * 1024;

    /// <summary>As uploads are.</summary>
    private const int MostPicture = 3_932_160;

    private const int MostSheets = 5;
    private const int MostLogos = 3;

    // Together less than half a minute: what is asked for in one request is answered in it.
    private static readonly TimeSpan PagePatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PartPatience = TimeSpan.FromSeconds(4);

    // A picture that is decoded takes up to 96 MB.
    private readonly SemaphoreSlim decoders = new(2);

    public async Task<FoundBrand> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        var page = await PageAsync(address, cancellationToken);
        if (IsPicture(page) && page.MediaType != "image/svg+xml")
        {
            return await ReadAsync(page.Body, cancellationToken);
        }
        if (page.MediaType is not (null or "text/html" or "application/xhtml+xml"))
        {
            throw Unreadable($"It answers {page.MediaType}, and neither HTML nor a picture.");
        }
        using var document = BoundedHtml.Parse(
            page.Text(),
            CampaignErrors.BrandUnreadable("The elements of the page are nested too deeply.")
        );
        var own = BaseOf(document, page.Address);
        var votes = new ColourVotes();
        List<string> notes = [];
        var styles = BrandStyles.Read(document, await SheetsAsync(document, own, notes, cancellationToken), votes);
        var logo = await LogoAsync(document, own, votes, notes, cancellationToken);
        var (primary, highlight, all) = votes.Count() ?? throw new DomainException(CampaignErrors.BrandNotFound);
        return new FoundBrand(
            primary,
            highlight,
            // Grounds of middle lightness leave no room for text, surface and accent together.
            styles.Background
                is { RelativeLuminance: > 0.6 or < 0.05 } ground
            && ground != primary
                ? ground
                : null,
            styles.Text,
            all,
            styles.HeadingFont ?? styles.BodyFont,
            styles.BodyFont,
            logo,
            notes
        );
    }

    public async Task<FoundBrand> ReadAsync(byte[] picture, CancellationToken cancellationToken)
    {
        var colours = await ColoursAsync(picture, cancellationToken);
        return colours.Count == 0
            ? throw new DomainException(CampaignErrors.BrandNotFound)
            : new FoundBrand(
                colours[0],
                colours.Count > 1 ? colours[1] : null,
                Background: null,
                Text: null,
                [.. colours.Select(colour => new FoundColour(colour.ToString(), ColourSources.Image))],
                HeadingFont: null,
                BodyFont: null,
                Logo: null,
                Notes: []
            );
    }

    public void Dispose() => decoders.Dispose();

    private async Task<Fetched> PageAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var page = await fetcher.FetchAsync(
                new FetchRequest(address) { MaxBytes = MostHtml, Patience = PagePatience },
                cancellationToken
            );
            return page.IsSuccess
                ? page
                : throw Unreadable(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The page could not be read: it answers {(int)page.Status}."
                    )
                );
        }
        catch (FetchException failure)
        {
            throw new DomainException(CampaignErrors.BrandUnreadable($"The page could not be read: {failure.Message}"));
        }
    }

    private async Task<IReadOnlyList<string>> SheetsAsync(
        IHtmlDocument document,
        Uri page,
        List<string> notes,
        CancellationToken cancellationToken
    )
    {
        var links = document
            .QuerySelectorAll("link[rel~=stylesheet i][href]:not([media=print i])")
            .Select(link => Resolved(page, link.GetAttribute("href")!))
            .OfType<Uri>()
            .Distinct()
            .Take(MostSheets);
        var fetched = await Task.WhenAll(links.Select(link => PartAsync(link, MostCss, cancellationToken)));
        var missing = fetched.Count(sheet => sheet is null);
        if (missing > 0)
        {
            notes.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{missing} of {fetched.Length} style sheets could not be read."
                )
            );
        }
        return
        [
            .. fetched.OfType<Fetched>().Select(sheet => sheet.Text()),
            .. document.QuerySelectorAll("style").Select(style => style.TextContent),
        ];
    }

    /// <returns>The first picture of the page's logo that can be read; null: none.</returns>
    private async Task<byte[]?> LogoAsync(
        IHtmlDocument document,
        Uri page,
        ColourVotes votes,
        List<string> notes,
        CancellationToken cancellationToken
    )
    {
        if (BrandLogo.DrawnIn(document) is { } drawn)
        {
            Vote(BrandLogo.ColoursOf(drawn));
            notes.Add("The logo is drawn in the page (SVG) and cannot be kept: upload it as PNG.");
            return null;
        }
        var addresses = BrandLogo.AddressesIn(document).Select(written => Resolved(page, written)).OfType<Uri>();
        foreach (var address in addresses.Take(MostLogos))
        {
            if (await PartAsync(address, MostPicture, cancellationToken) is not { } file || !IsPicture(file))
            {
                continue;
            }
            if (file.MediaType == "image/svg+xml")
            {
                Vote(BrandLogo.ColoursOf(file.Text()));
                notes.Add("The logo is a drawing (SVG) and cannot be kept: upload it as PNG.");
                return null;
            }
            try
            {
                Vote(await ColoursAsync(file.Body, cancellationToken));
                return file.Body;
            }
            catch (DomainException refusal)
            {
                notes.Add($"A logo could not be read: {refusal.Error.Message}");
            }
        }
        return null;

        void Vote(IEnumerable<Colour> colours)
        {
            foreach (var (colour, weight) in colours.Take(2).Zip([45, 25]))
            {
                votes.Add(colour, ColourSources.Logo, weight);
            }
        }
    }

    private async Task<IReadOnlyList<Colour>> ColoursAsync(byte[] picture, CancellationToken cancellationToken)
    {
        await decoders.WaitAsync(cancellationToken);
        try
        {
            return PictureColours.In(picture);
        }
        finally
        {
            decoders.Release();
        }
    }

    /// <returns>Null: a page can be read without it.</returns>
    private async Task<Fetched?> PartAsync(Uri address, int bytes, CancellationToken cancellationToken)
    {
        try
        {
            var part = await fetcher.FetchAsync(
                new FetchRequest(address) { MaxBytes = bytes, Patience = PartPatience },
                cancellationToken
            );
            return part.IsSuccess ? part : null;
        }
        catch (FetchException)
        {
            return null;
        }
    }

    private static Uri BaseOf(IHtmlDocument document, Uri page) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { } written
            ? Resolved(page, written) ?? page
            : page;

    private static Uri? Resolved(Uri page, string written) =>
        Uri.TryCreate(page, written, out var address) && (address!.Scheme is "http" or "https") ? address : null;

    private static bool IsPicture(Fetched file) =>
        file.MediaType?.StartsWith("image/", StringComparison.Ordinal) is true;

    private static DomainException Unreadable(string why) => new(CampaignErrors.BrandUnreadable(why));
}
