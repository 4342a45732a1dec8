using AiWebBuilder.Application.Integrations.Analyses.Facts;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Imports;
using AiWebBuilder.Infrastructure.Integrations.Reading;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Analyses;

/// <summary>Counts what stands in the HTML of a page that a visitor does not read: heads, attributes, what a browser would fetch. Nothing of it is run.</summary>
internal sealed class PageInspection
{
    private const int HeavyBytes = 250_000;
    private const int ManyRequests = 50;

    private readonly Fetched answer;
    private readonly IHtmlDocument document;
    private readonly Uri place;
    private readonly List<PageCount> counts = [];

    private PageInspection(Fetched answer, Uri site, IHtmlDocument document)
    {
        (this.answer, this.document) = (answer, document);
        place =
            document.QuerySelector("base[href]")?.GetAttribute("href") is { Length: > 0 } stated
            && Uri.TryCreate(answer.Address, stated, out var start)
                ? start
                : answer.Address;
        Title = Said(document.Head?.QuerySelector("title")?.TextContent);
        Description = Meta("description");
        Links =
        [
            .. document
                .QuerySelectorAll("a[href], area[href]")
                .Select(link => AddressOf(link.GetAttribute("href")))
                .OfType<Uri>()
                .Where(address => address.Scheme is "http" or "https")
                .Select(address => new PageLink(
                    new UriBuilder(address) { Fragment = "" }
                        .Uri
                        .AbsoluteUri,
                    SiteVisit.IsSameHost(address, site)
                )),
        ];
        Head();
        Weight();
        Headings();
        Access();
        Forms();
    }

    public string? Title { get; }
    public string? Description { get; }
    public IReadOnlyList<PageLink> Links { get; }
    public IReadOnlyList<PageCount> Counts => counts;

    public static PageInspection Of(Fetched answer, Uri site)
    {
        using var parsed = PageReader.Parsed(
            SourceBytes.Decode(answer.Body, answer.ContentHeaders.ContentType?.ToString()).Text
        );
        return new PageInspection(answer, site, parsed);
    }

    private void Head()
    {
        var robots =
            Meta("robots") + (answer.Headers.TryGetValues("X-Robots-Tag", out var said) ? string.Join(',', said) : "");
        Flag("seo.noindex", robots.Contains("noindex", StringComparison.OrdinalIgnoreCase));
        var canonical = AddressOf(document.QuerySelector("link[rel~=canonical i]")?.GetAttribute("href"));
        Flag("seo.canonical_missing", canonical is null);
        Flag(
            "seo.canonical_elsewhere",
            canonical is not null
                && SiteVisit.Key(canonical).TrimEnd('/') != SiteVisit.Key(answer.Address).TrimEnd('/'),
            canonical?.AbsoluteUri
        );
        Flag("seo.share_image_missing", document.QuerySelector("meta[property='og:image'][content]") is null);
        var viewport = Meta("viewport");
        Flag("seo.viewport_missing", viewport is null);
        Flag(
            "accessibility.zoom_blocked",
            viewport is not null
                && (
                    viewport.Contains("user-scalable=no", StringComparison.OrdinalIgnoreCase)
                    || viewport.Contains("maximum-scale=1", StringComparison.OrdinalIgnoreCase)
                )
        );
        Flag(
            "accessibility.language_missing",
            string.IsNullOrWhiteSpace(document.DocumentElement.GetAttribute("lang"))
        );
    }

    private void Weight()
    {
        counts.Add(new PageCount("weight.html_bytes", answer.Body.Length, null, []));
        Flag("weight.heavy", answer.Body.Length > HeavyBytes);
        var fetched = document.QuerySelectorAll(
            "script[src], link[rel~=stylesheet i][href], link[rel~=preload i][href], link[rel~=icon i][href], img[src], iframe[src], video[src], audio[src], source[src], embed[src], object[data]"
        );
        // A browser asks once for what it has by then.
        var requests = fetched
            .Select(one =>
                AddressOf(one.GetAttribute("src") ?? one.GetAttribute("href") ?? one.GetAttribute("data"))?.AbsoluteUri
            )
            .OfType<string>()
            .Where(address => !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        counts.Add(new PageCount("weight.requests", requests.Length, null, []));
        Flag("weight.many_requests", requests.Length > ManyRequests);
        var blocking = document
            .QuerySelectorAll("head script[src]:not([async]):not([defer])")
            .Where(one => one.GetAttribute("type") is not "module")
            .ToArray();
        Add("weight.blocking_scripts", blocking, null, one => one.GetAttribute("src"));
        var images = document.QuerySelectorAll("img").ToArray();
        Add(
            "weight.images_without_size",
            [.. images.Where(one => !one.HasAttribute("width") || !one.HasAttribute("height"))],
            images.Length,
            one => one.GetAttribute("src")
        );
        Add(
            "links.insecure",
            [
                .. fetched.Where(one =>
                    answer.Address.Scheme == "https"
                    && (one.GetAttribute("src") ?? one.GetAttribute("href") ?? "").StartsWith(
                        "http:",
                        StringComparison.OrdinalIgnoreCase
                    )
                ),
            ],
            fetched.Length,
            one => one.GetAttribute("src") ?? one.GetAttribute("href")
        );
    }

    private void Headings()
    {
        var headings = document.QuerySelectorAll("h1, h2, h3, h4, h5, h6").ToArray();
        counts.Add(new PageCount("structure.headings", headings.Length, null, []));
        var first = headings.Count(one => one.LocalName == "h1");
        Flag("structure.h1_missing", first == 0);
        Flag("structure.h1_many", first > 1);
        var last = 0;
        List<IElement> skipping = [];
        foreach (var heading in headings)
        {
            var level = heading.LocalName[1] - '0';
            if (last > 0 && level > last + 1)
            {
                skipping.Add(heading);
            }
            last = level;
        }
        Add("accessibility.heading_skips", [.. skipping], headings.Length, one => one.TextContent);
    }

    private void Access()
    {
        var images = document.QuerySelectorAll("img").ToArray();
        Add(
            "accessibility.images_without_alt",
            [.. images.Where(one => !one.HasAttribute("alt"))],
            images.Length,
            one => one.GetAttribute("src")
        );
        var links = document.QuerySelectorAll("a[href]").ToArray();
        Add(
            "accessibility.links_without_text",
            [.. links.Where(IsMute)],
            links.Length,
            one => one.GetAttribute("href")
        );
        Add(
            "links.empty",
            [
                .. links.Where(one =>
                    one.GetAttribute("href")!.Trim() is "" or "#" or "javascript:void(0)" or "javascript:;"
                ),
            ],
            links.Length,
            one => one.TextContent
        );
        var coloured = document
            .QuerySelectorAll("[style]")
            .Select(one => (Element: one, Ratio: InlineContrast.Of(one.GetAttribute("style")!)))
            .Where(one => one.Ratio is not null)
            .ToArray();
        Add(
            "accessibility.low_contrast",
            [.. coloured.Where(one => one.Ratio < InlineContrast.Enough).Select(one => one.Element)],
            coloured.Length,
            one => one.TextContent
        );
    }

    private void Forms()
    {
        var forms = document.QuerySelectorAll("form").ToArray();
        Add("forms.forms", forms, null, one => one.GetAttribute("action"));
        Add(
            "forms.insecure",
            [
                .. forms.Where(one =>
                    (AddressOf(one.GetAttribute("action")) ?? answer.Address) is { Scheme: "http", IsLoopback: false }
                ),
            ],
            forms.Length,
            one => one.GetAttribute("action")
        );
        var fields = document
            .QuerySelectorAll("input, select, textarea")
            .Where(one =>
                one.GetAttribute("type")?.ToLowerInvariant()
                    is not ("hidden" or "submit" or "button" or "image" or "reset")
            )
            .ToArray();
        counts.Add(new PageCount("forms.fields", fields.Length, null, []));
        Add(
            "accessibility.fields_without_label",
            [.. fields.Where(one => !IsLabelled(one))],
            fields.Length,
            one => one.GetAttribute("name")
        );
    }

    private bool IsLabelled(IElement field) =>
        HasText(field.GetAttribute("aria-label"))
        || HasText(field.GetAttribute("title"))
        || field.HasAttribute("aria-labelledby")
        || field.Closest("label") is not null
        || field.Id is { Length: > 0 } id
            && document.QuerySelectorAll("label[for]").Any(label => label.GetAttribute("for") == id);

    private static bool IsMute(IElement link) =>
        !HasText(link.TextContent)
        && !HasText(link.GetAttribute("aria-label"))
        && !HasText(link.GetAttribute("title"))
        && !link.HasAttribute("aria-labelledby")
        && !link.QuerySelectorAll("img[alt], [aria-label], svg title")
            .Any(one => HasText(one.GetAttribute("alt") ?? one.GetAttribute("aria-label") ?? one.TextContent));

    private void Flag(string fact, bool holds, string? text = null) =>
        counts.Add(new PageCount(fact, holds ? 1 : 0, 1, holds ? [Quoted(text ?? Title)] : []));

    private void Add(string fact, IElement[] found, int? of, Func<IElement, string?> text) =>
        counts.Add(new PageCount(fact, found.Length, of, [.. found.Take(5).Select(one => Quoted(text(one)))]));

    private string? Meta(string name) =>
        Said(
            document
                .QuerySelectorAll("meta[name]")
                .FirstOrDefault(meta =>
                    string.Equals(meta.GetAttribute("name"), name, StringComparison.OrdinalIgnoreCase)
                )
                ?.GetAttribute("content")
        );

    private Uri? AddressOf(string? written) =>
        written is { Length: > 0 and < 2000 } && Uri.TryCreate(place, written.Trim(), out var address) ? address : null;

    private static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Said(string? text) => HasText(text) ? FactTexts.Plain(text!) : null;

    /// <summary>What was written to a machine is counted, and not quoted.</summary>
    private static string? Quoted(string? text) =>
        Said(text) is { } said && !SourceWords.IsSuspicious(said) ? said : null;
}
