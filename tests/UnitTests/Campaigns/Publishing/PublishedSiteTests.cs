using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns.Publishing;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>What every published page carries beside its sections, for campaigns of many trades, languages and countries.</summary>
[TestFixtureSource(typeof(Site), nameof(Site.All))]
public sealed partial class PublishedSiteTests(string name)
{
    /// <summary>Members whose values are schema.org's or the page's own address, and no statement about the business.</summary>
    private static readonly string[] OfTheFormat =
    [
        "@type",
        "@id",
        "url",
        "image",
        "inLanguage",
        "dayOfWeek",
        "unitCode",
    ];

    private Site site = null!;

    [OneTimeSetUp]
    public async Task WriteAsync() => site = await Site.OfAsync(name);

    /// <summary>Preflight finds no fault in it, above all no figure that the owner has not given.</summary>
    [Test]
    public void It_can_be_published() =>
        site.Written.Preflight.Checks.Where(check => check.Severity == "error").ShouldBeEmpty();

    [Test]
    public void The_head_says_what_the_page_is()
    {
        foreach (var page in site.Published.Pages.Where(page => page.Key != CampaignPages.NotFound))
        {
            var document = site.Page(page.Key);
            TextWidth.Of(document.Title!).ShouldBeInRange(1, 60, page.Key);
            document.Title.ShouldBe(page.Title);
            var description = Meta(document, "name", "description")!;
            TextWidth.Of(description).ShouldBeInRange(1, 155);
            document.DocumentElement.GetAttribute("lang").ShouldNotBeNullOrEmpty();
            document.DocumentElement.GetAttribute("dir").ShouldBeOneOf("ltr", "rtl");
            var address = Site.Server + Slugs.PathOf("the-slug", page.Key);
            document.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe(address);
            Meta(document, "property", "og:url").ShouldBe(address);
            Meta(document, "property", "og:title").ShouldBe(document.Title);
            Meta(document, "property", "og:description").ShouldBe(description);
            Meta(document, "property", "og:type").ShouldBe("website");
            Meta(document, "property", "og:locale")!.ShouldMatch("^[a-z]{2,3}_[A-Z]{2}$");
            Meta(document, "property", "og:image:width").ShouldBe("1200");
            Meta(document, "property", "og:image:height").ShouldBe("630");
            Meta(document, "property", "og:image:alt").ShouldNotBeNullOrEmpty();
            Meta(document, "name", "twitter:card").ShouldBe("summary_large_image");
            Meta(document, "name", "robots").ShouldBe(page.NoIndex ? "noindex, nofollow" : null);
        }
    }

    [Test]
    public void Its_pictures_are_those_that_are_published_with_it()
    {
        var page = site.Page("index");
        var pictures = site.Published.Pictures;
        Meta(page, "property", "og:image").ShouldBe(Site.Server + Slugs.ImagePathOf("the-slug", pictures.Card.Id));
        page.QuerySelectorAll("link[rel=icon], link[rel=apple-touch-icon]")
            .Select(link => link.GetAttribute("href"))
            .ShouldBe(
                new[] { pictures.Icon, pictures.Vector, pictures.Squares[96], pictures.Squares[180] }.Select(picture =>
                    Slugs.ImagePathOf("the-slug", picture.Id)
                )
            );
        var manifest = JsonNode.Parse(site.Published.Manifest)!;
        page.QuerySelector("link[rel=manifest]")!.GetAttribute("href").ShouldBe("/p/the-slug/site.webmanifest");
        manifest["icons"]!
            .AsArray()
            .Select(icon => (string?)icon!["sizes"])
            .ShouldBe(["192x192", "512x512"], ignoreOrder: true);
        pictures.Card.Content.Length.ShouldBeLessThan(300_000);
    }

    [Test]
    public void What_machines_are_told_stands_among_the_facts_or_on_the_page()
    {
        foreach (
            var page in site.Published.Pages.Where(page => page.Html.Contains("ld+json", StringComparison.Ordinal))
        )
        {
            var document = site.Page(page.Key);
            var said = Plain(
                string.Join(
                    '\n',
                    [
                        document.Title,
                        Meta(document, "name", "description"),
                        document.Body!.TextContent,
                        .. document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")),
                        .. site.Written.Campaign.Facts.All.Select(fact => fact.Value.ToJsonString(Briefing.PromptJson)),
                    ]
                )
            );
            var graph = Site.GraphOf(document);
            graph.Count(node => (string?)node["@type"] == "WebPage").ShouldBe(1);
            foreach (var value in graph.SelectMany(Statements))
            {
                // A fact has day and hour apart.
                foreach (
                    var part in DateTime.TryParseExact(
                        value,
                        "yyyy-MM-ddTHH:mm",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out _
                    )
                        ? value.Split('T')
                        : [value]
                )
                {
                    said.ShouldContain(Plain(part), Case.Insensitive, $"{page.Key}: {value}");
                }
            }
        }
    }

    [Test]
    public void The_sitemap_has_every_page_that_wants_to_be_found_and_no_other()
    {
        var now = new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
        var publication = Publication.Create(site.Written.Campaign, now);
        publication.Publish("the-slug", site.Published.Texts(publication, now), now);

        var again = site.Published.Texts(publication, now.AddDays(1));

        var sitemap = XDocument.Parse(again.Single(text => text.Page == "sitemap.xml").Text);
        var space = sitemap.Root!.Name.Namespace;
        sitemap
            .Descendants(space + "loc")
            .Select(one => one.Value)
            .ShouldBe(
                site.Published.Pages.Where(page => !page.NoIndex)
                    .Select(page => Site.Server + Slugs.PathOf("the-slug", page.Key))
            );
        sitemap
            .Descendants(space + "lastmod")
            .Select(one => DateTimeOffset.Parse(one.Value, CultureInfo.InvariantCulture))
            .ShouldAllBe(changed => changed == now, "what is the same was not changed by being published again");
        site.Published.Pages.Where(page => page.Key is "thank-you" or CampaignPages.NotFound)
            .ShouldAllBe(page => page.NoIndex);
    }

    [Test]
    public void Every_page_leads_to_what_the_law_wants_to_be_read()
    {
        var hasImprint = site.Written.Campaign.Facts.Country is "DE" or "AT" or "CH";
        foreach (var page in site.Published.Pages)
        {
            site.Page(page.Key)
                .QuerySelectorAll("footer .legal a")
                .Select(link => link.GetAttribute("href"))
                .ShouldBe(
                    hasImprint ? ["/p/the-slug/privacy", "/p/the-slug/imprint"] : ["/p/the-slug/privacy"],
                    page.Key
                );
        }
        site.Published.Pages.Any(page => page.Key == "imprint").ShouldBe(hasImprint);
    }

    [Test]
    public void The_privacy_page_names_what_every_form_asks_for()
    {
        var words = Plain(site.Page("privacy").QuerySelector("main")!.TextContent);
        words.ShouldContain("25");
        var labels = site
            .Published.Pages.SelectMany(page => site.Page(page.Key).QuerySelectorAll("form .form__field label"))
            .Select(label => Plain(label.TextContent).TrimEnd('*', ' '));
        foreach (var label in labels)
        {
            words.ShouldContain(label);
        }
    }

    [Test]
    public void The_pages_that_the_product_writes_lead_somewhere_and_have_one_heading()
    {
        foreach (var key in new[] { "privacy", CampaignPages.NotFound })
        {
            var page = site.Page(key);
            page.QuerySelectorAll("h1").Length.ShouldBe(1);
            page.QuerySelectorAll("a[href^='#']")
                .Select(link => link.GetAttribute("href"))
                .ShouldBe(["#main"], "other places are those of the first page");
        }
        site.Written.Preflight.Checks.Where(check => check.Severity == "error").ShouldBeEmpty();
    }

    /// <summary>Whatever a graph says: texts, and numbers as texts.</summary>
    private static IEnumerable<string> Statements(JsonNode? node) =>
        node switch
        {
            JsonObject members => members
                .Where(member => !OfTheFormat.Contains(member.Key))
                .SelectMany(member =>
                    member is { Key: "opens" or "closes", Value: JsonValue value }
                    && (string?)value is "00:00" or "23:59"
                        ? []
                        : Statements(member.Value)
                ),
            JsonArray items => items.SelectMany(Statements),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
            _ => [],
        };

    private static string? Meta(IHtmlDocument page, string kind, string name) =>
        page.QuerySelector($"meta[{kind}='{name}']")?.GetAttribute("content");

    private static string Plain(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s\u00a0\u202f]+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
