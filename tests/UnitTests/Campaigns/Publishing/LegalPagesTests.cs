using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Legal;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>The privacy page and the imprint: what they say, and what they leave to the owner.</summary>
public sealed partial class LegalPagesTests
{
    [Test]
    public void Every_language_has_every_word_with_its_gaps()
    {
        var packs = Packs();
        packs.Count.ShouldBe(34);
        var english = packs["en"];
        foreach (var (language, words) in packs)
        {
            var isLawful = words.ContainsKey("imprint");
            words.Keys.ShouldBe(
                english.Keys.Where(key => isLawful || !key.StartsWith("imprint", StringComparison.Ordinal)),
                ignoreOrder: true,
                language
            );
            foreach (var (key, text) in words)
            {
                text.ShouldNotBeNullOrWhiteSpace();
                Gaps(text).ShouldBe(Gaps(english[key]), ignoreOrder: true, $"{language} {key}");
                text.Length.ShouldBeLessThanOrEqualTo(key.EndsWith(".title", StringComparison.Ordinal) ? 70 : 900);
            }
        }
        packs
            .Where(pack => pack.Value.ContainsKey("imprint"))
            .Select(pack => pack.Key)
            .ShouldBe(["de", "en", "fr", "it"], ignoreOrder: true);
    }

    [Test]
    public async Task An_imprint_says_what_is_known_and_marks_what_is_not()
    {
        var site = await Site.OfAsync("tischlerei-koeln");
        var imprint = site.Page("imprint");

        Entries(imprint)
            .ShouldBe([
                "Name: Tischlerei Brandt GmbH",
                "Vertreten durch: Jens Brandt, Geschäftsführer",
                "Anschrift: Noch anzugeben",
                "E-Mail: Noch anzugeben",
                "Telefon: 0221 1234567",
                "Register und Nummer: Noch anzugeben",
                "Umsatzsteuer-Identifikationsnummer: Noch anzugeben",
            ]);
        imprint.QuerySelectorAll("mark").Length.ShouldBe(4);
    }

    [Test]
    public async Task An_imprint_prints_the_owners_register_and_never_a_tax_number()
    {
        var entries = Entries((await Site.OfAsync("baeckerei-graz")).Page("imprint")).ToArray();

        entries.ShouldContain("Umsatzsteuer-Identifikationsnummer: UID-Nummer ATU12345678");
        entries.ShouldContain("Anschrift: Sporgasse 12, 8010 Graz");
        entries.ShouldNotContain(entry => entry.StartsWith("Register", StringComparison.Ordinal));
    }

    [Test]
    public async Task In_Switzerland_name_address_and_e_mail_are_enough()
    {
        Entries((await Site.OfAsync("coiffeur-lausanne")).Page("imprint"))
            .ShouldBe([
                "Nom: Salon Mireille",
                "Adresse: Rue de Bourg 20, 1003 Lausanne",
                "E-mail: À compléter",
                "Téléphone: +41 21 312 34 56",
            ]);
    }

    [Test]
    public async Task A_page_of_the_owners_stands_in_place_of_the_products()
    {
        var site = await Site.OfAsync("baeckerei-graz");
        var own = CampaignComponent.Create(
            Guid.CreateVersion7(),
            site.Written.Campaign.UserId,
            site.Written.Campaign.Id,
            new("Privacy", "<section><h1>Unser Datenschutz</h1></section>", null, "{}", IsAttached: false),
            "landing_page",
            "privacy",
            "custom",
            "custom",
            99,
            "manual",
            "{}",
            null,
            DateTimeOffset.UnixEpoch
        );

        var pages = CampaignPages.ComposeAll(
            new BlockCatalogue(),
            site.Written.Campaign,
            [.. site.Written.Components, own],
            25
        );

        pages.Count(page => page.Key == "privacy").ShouldBe(1);
        pages.Single(page => page.Key == "privacy").Html.ShouldContain("Unser Datenschutz");
        pages.Count(page => page.Key == "imprint").ShouldBe(1);
    }

    [Test]
    public async Task Legal_bases_are_named_where_they_hold()
    {
        (await Site.OfAsync("baeckerei-graz")).Page("privacy").Body!.TextContent.ShouldContain("Art. 6(1)(b) DSGVO");
        (await Site.OfAsync("bakery-tokyo")).Page("privacy").Body!.TextContent.ShouldNotContain("GDPR");
    }

    [Test]
    public async Task What_is_missing_is_known_before_publication()
    {
        var site = await Site.OfAsync("tischlerei-koeln");

        var legal = LegalPages.Of(
            site.Written.Campaign,
            Briefing.Kept(site.Written.Campaign),
            site.Written.Components,
            host: null,
            monthsKept: 25
        );

        legal
            .Single(page => page.Key == "imprint")
            .Missing.ShouldBe(["Anschrift", "E-Mail", "Register und Nummer", "Umsatzsteuer-Identifikationsnummer"]);
        legal.Single(page => page.Key == "privacy").Missing.ShouldBe(["eine Anschrift oder E-Mail-Adresse"]);
    }

    [TestCase("ar", "1890")]
    [TestCase("fa", "1890")]
    [TestCase("th", "1890")]
    public void A_date_stands_in_the_calendar_that_owners_write(string language, string year)
    {
        var blocks = new BlockCatalogue();
        var brief = new Brief("Name", "landing_page", null, null, null, [], null, language);
        var props = JsonNode
            .Parse("""{"heading":"Words","parts":[{"title":"Title","text":"Text"}],"updated":"day"}""")!
            .AsObject();
        var block = blocks.Find("privacy")!;

        var html = blocks
            .Render(
                block,
                blocks.Complete(block, props),
                new BlockPage(
                    Theme.For(brief, language, FactLedger.Nothing),
                    "privacy",
                    new Dictionary<string, BlockFact>(StringComparer.Ordinal)
                    {
                        ["day"] = new("day", "date", new JsonObject { ["date"] = "1890-05-01" }),
                    }
                )
            )
            .Html;

        html.ShouldContain(year);
    }

    private static IEnumerable<string> Entries(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelectorAll("dl > div")
            .Select(entry =>
                $"{entry.QuerySelector("dt")!.TextContent}: {string.Join(", ", entry.QuerySelector("dd")!.Children.Select(line => line.TextContent).DefaultIfEmpty(entry.QuerySelector("dd")!.TextContent))}"
            );

    private static Dictionary<string, Dictionary<string, string>> Packs() =>
        typeof(PageWords)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("page-words/", StringComparison.Ordinal))
            .ToDictionary(
                name => name["page-words/".Length..],
                name =>
                {
                    using var file = typeof(PageWords).Assembly.GetManifestResourceStream(name)!;
                    return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
                },
                StringComparer.Ordinal
            );

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(gap => gap.Value);

    [GeneratedRegex(@"\{\d\}", RegexOptions.NonBacktracking)]
    private static partial Regex Gap();
}
