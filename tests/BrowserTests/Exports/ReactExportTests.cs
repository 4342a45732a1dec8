using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Exports;
using AiWebBuilder.Application.Campaigns.Exports.React;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.IntegrationTests;
using AiWebBuilder.UnitTests.Campaigns.Blocks;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.BrowserTests.Exports;

/// <summary>Exports to React, as TypeScript compiles and React renders them: nothing may differ from the pages.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed partial class ReactExportTests
{
    private static readonly BlockCatalogue Blocks = new();
    private static readonly ExportPlace Nowhere = new("https://product.example", "mill-wheels", IsLive: false);

    private const string Hostile = """
        <section class='x' style='color:red;--gap:1px;text-align:{{x}};background:url("a;b")' foo=bar>
        <h2>{alert(1)} `${x}` {{y}} */ // &lt;/script> "q" 'p' \n שלום</h2><font color=red>Font</font><my-thing some-attr="1">own</my-thing>
        <svg viewBox="0 0 1 1" stroke-width="2"><linearGradient id="g" gradientUnits="userSpaceOnUse"></linearGradient><path d="M0 0" fill-rule="evenodd" clip-path="url(#g)"/></svg>
        <meter low=0.5 high=x></meter><div hidden=until-found>f</div><svg title=t hidden><text text-anchor=odd>t</text></svg><p style="/* c */color:red" title=t ismap>s</p>
        <p align=center>A <b>bold</b> word</p><input type="checkbox" checked tabindex="x"><textarea rows=3>{t}</textarea><div data-component-id="of-another">inner</div>
        <ol start=3><li value=4>four</li></ol><pre> as
          it is </pre></section>
        """;

    private static readonly (string Name, string Brief, string? Further)[] Campaigns =
    [
        ("webinar-funnel", "webinar-funnel", null),
        ("clinic-arabic", "clinic-arabic", null),
        ("bakery-tokyo", "bakery-tokyo", null),
        ("hostile", "minimal", Hostile),
    ];
    private static readonly string[] Samples = ["default", "arabic", "japanese"];

    private readonly Dictionary<string, Exported> exports = new(StringComparer.Ordinal);
    private JsonNode rendered = null!;

    /// <summary>All in one project: what a compiler reads and learns of React before the first component is most of its work.</summary>
    [OneTimeSetUp]
    public async Task RenderAsync()
    {
        foreach (var (name, brief, further) in Campaigns)
        {
            exports[name] = await GeneratedAsync(brief, further);
        }
        foreach (var sample in Samples)
        {
            exports[sample] = EveryVariant(sample);
        }
        var asked = new JsonObject();
        foreach (var (name, (_, react)) in exports)
        {
            asked[name] = new JsonObject(react.Select(file => KeyValuePair.Create(file.Path, (JsonNode?)file.Content)));
        }
        rendered = await Node.RunAsync("react.mjs", asked);
    }

    private static IEnumerable<string> Names() => Campaigns.Select(one => one.Name);

    [TestCaseSource(nameof(Names))]
    public void A_campaign_renders_as_its_pages_of_html(string name) => ShouldBeSame(name, pages: 1);

    [TestCaseSource(nameof(Samples))]
    public void Every_variant_of_every_block_renders_as_its_page_of_html(string sample) =>
        ShouldBeSame(sample, Blocks.All.Max(block => block.Variants.Count));

    [Test]
    public void Sections_of_one_build_share_a_component()
    {
        var (campaign, components) = CampaignOf("default", 0, "index");
        var (_, same) = CampaignOf("default", 0, "second");
        var (_, others) = CampaignOf("default", 1, "third");

        var two = ReactExport.Files(Blocks, campaign, [.. components, .. same], Nowhere);
        var three = ReactExport.Files(Blocks, campaign, [.. components, .. same, .. others], Nowhere);

        // The custom block holds code of one's own, which is a component for each.
        Names(two).Count(name => !name.EndsWith("Custom", StringComparison.Ordinal)).ShouldBe(components.Count - 1);
        Names(two).ShouldContain("Faq");
        Names(two).ShouldNotContain("Faq2");
        Names(three).ShouldContain("Faq2");
        foreach (var page in two.Where(file => file.Path.StartsWith("pages/", StringComparison.Ordinal)))
        {
            page.Content.ShouldContain("<Services\n");
        }

        static string[] Names(IEnumerable<ExportFile> files) =>
            [
                .. files
                    .Where(file => file.Path.StartsWith("components/", StringComparison.Ordinal))
                    .Select(file => Path.GetFileNameWithoutExtension(file.Path)),
            ];
    }

    /// <summary>A campaign of that brief, with a component of one's own code.</summary>
    private static async Task<Exported> GeneratedAsync(string brief, string? further)
    {
        using var client = await Browser.Host.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync(brief))["id"]!.GetValue<string>();
        using var begun = await client.PostAsync($"/v1/campaigns/{campaign}/generations", null);
        var generation = (await begun.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
        await client.WaitForGenerationAsync(generation, campaign);
        if (further is not null)
        {
            var component = new
            {
                name = "Own",
                componentType = "custom",
                code = further,
            };
            (await client.PostAsJsonAsync($"/v1/campaigns/{campaign}/components", component)).EnsureSuccessStatusCode();
        }
        return new(await FilesAsync("html"), await FilesAsync("react"));

        async Task<IReadOnlyList<ExportFile>> FilesAsync(string format)
        {
            await using var zip = new ZipArchive(
                await client.GetStreamAsync($"/v1/campaigns/{campaign}/exports/{format}")
            );
            List<ExportFile> files = [];
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                files.Add(new(entry.FullName, await reader.ReadToEndAsync()));
            }
            return files;
        }
    }

    /// <summary>A campaign of as many pages as a block has variants; each page holds every block.</summary>
    private static Exported EveryVariant(string sample)
    {
        var campaign = CampaignOf(sample, 0).Item1;
        List<CampaignComponent> components = [];
        for (var variant = 0; variant < Blocks.All.Max(block => block.Variants.Count); variant++)
        {
            components.AddRange(
                CampaignOf(sample, variant, variant == 0 ? "index" : $"page-{(char)('a' + variant)}").Item2
            );
        }
        return new(
            HtmlExport.Files(Blocks, campaign, components, Nowhere, monthsKept: 25),
            ReactExport.Files(Blocks, campaign, components, Nowhere)
        );
    }

    private static (Campaign, IReadOnlyList<CampaignComponent>) CampaignOf(
        string sample,
        int variant,
        string page = "index"
    )
    {
        var now = DateTimeOffset.UnixEpoch;
        var language = Blocks.All[0].Samples.Single(one => one.Name == sample).Language;
        var campaign = Campaign.Create(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            new("Mill Wheels", "landing_page", null, null, "bike repairs", [], null, "{}", null, null),
            language,
            FactLedger.Nothing,
            now
        );
        return (
            campaign,
            [
                .. BlockPages
                    .SectionsOf(Blocks, sample, "editorial", variant)
                    .Select(
                        (one, order) =>
                            CampaignComponent.Create(
                                Guid.CreateVersion7(),
                                campaign.UserId,
                                campaign.Id,
                                new(
                                    one.Block.Title,
                                    one.Markup.Html,
                                    one.Markup.Css,
                                    one.Props.ToJsonString(),
                                    IsAttached: true
                                ),
                                one.Block.ComponentType,
                                page,
                                one.Block.Kind,
                                one.Block.Kind,
                                order,
                                "edited",
                                "{}",
                                null,
                                now
                            )
                    ),
            ]
        );
    }

    private void ShouldBeSame(string name, int pages)
    {
        var (html, react) = exports[name];
        var made = rendered[name]!;
        made["compiler"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldBeEmpty();
        // Of its own: the compiler has met another's.
        react.ShouldContain(file => file.Path == "styles/css.d.ts");
        // React says so of hidden="until-found", which it does not know.
        made["warnings"]!
            .AsArray()
            .Select(one => one!.GetValue<string>())
            .Where(one => !one.Contains("HIDDEN", StringComparison.Ordinal))
            .ShouldBeEmpty();
        var expected = html.Where(file =>
                file.Path.EndsWith(".html", StringComparison.Ordinal)
                && !file.Path.Contains('/')
                // A project has its own.
                && file.Path is not ("privacy.html" or "imprint.html")
            )
            .ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        expected.Count.ShouldBeGreaterThanOrEqualTo(pages);
        made["pages"]!.AsObject().Count.ShouldBe(expected.Count);
        foreach (var (page, markup) in made["pages"]!.AsObject())
        {
            var key = react
                .Single(file => file.Path == $"pages/{page}.tsx")
                .Content.Split("\"../styles/")[1]
                .Split(".css")[0];

            TokensOf(markup!.GetValue<string>(), href => href)
                .ShouldBe(TokensOf(expected[$"{key}.html"], href => PageFile().Replace(href, AtRoot)), page);
        }

        static string AtRoot(Match file) =>
            file.Groups["page"].Value == "index" ? "/" : $"/{file.Groups["page"].Value}";
    }

    /// <summary>Opening elements with their attributes in order, words, ends.</summary>
    private static List<string> TokensOf(string html, Func<string, string> href)
    {
        List<string> tokens = [];
        var body = new HtmlParser().ParseDocument(html).Body!;
        foreach (var legal in body.QuerySelectorAll(".legal").ToArray())
        {
            (legal.ParentElement!.HasAttribute("data-component-id") ? legal : legal.ParentElement).Remove();
        }
        Write(body);
        return tokens;

        void Write(AngleSharp.Dom.INode parent)
        {
            foreach (var child in parent.ChildNodes)
            {
                if (
                    child is IText text
                    && text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
                )
                {
                    tokens.Add(string.Join(' ', words));
                }
                else if (child is IElement element)
                {
                    // Styles are objects to React, and what is chosen the select's.
                    var attributes = element
                        .Attributes.Where(one => one.Name is not ("style" or "selected"))
                        .Select(one =>
                            $"{one.Name.ToLowerInvariant()}={(one.Name == "href" ? href(one.Value) : one.Value)}"
                        )
                        .Order(StringComparer.Ordinal);
                    tokens.Add($"<{element.LocalName} {string.Join(' ', attributes)}>");
                    Write(element);
                    tokens.Add("/");
                }
            }
        }
    }

    private sealed record Exported(IReadOnlyList<ExportFile> Html, IReadOnlyList<ExportFile> React);

    [GeneratedRegex("^(?<page>[a-z-]+)\\.html", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageFile();
}
