using System.Text;
using AiWebBuilder.Application.Campaigns.Contracts.Prompts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>Briefs from strangers: whatever they write is text on the page, and the page stays a page.</summary>
internal sealed class HostileBriefTests
{
    private const int MaxPageBytes = 60_000;

    private static readonly string[] Types =
    [
        "landing_page",
        "funnel",
        "email_sequence",
        "complete_campaign",
        "component_enhancement",
    ];

    private static readonly string[] Texts =
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }} {{ 7 | times: 7 }} {% assign x = 7 | times: 7 %}{{ x }}",
        "{% raw %} {% comment %} {% include 'note' %} {%- if true -%}",
        "{brand} {phone} [we|I] {has:x}",
        "\"><img src=x onerror=alert(1)>",
        "</style><style>body{display:none}",
        "}*{display:none}/*",
        "#GGGGGG #12345 url(https://evil.example/x)",
        "javascript:alert(1)",
        "\u202Egnirts desrever\u202C \u2066x\u2069",
        "👩‍👩‍👧‍👦 🏳️‍🌈 é́́́",
        "%UNSUBSCRIBE_URL% &amp; &lt;b&gt;",
        "\r\n\t \u0001\u001F",
    ];

    private static IEnumerable<TestCaseData> EveryFieldOfEveryType() =>
        from type in Types
        from text in Texts
        select new TestCaseData(type, text);

    [TestCaseSource(nameof(EveryFieldOfEveryType))]
    public void What_a_stranger_writes_appears_as_text(string type, string text)
    {
        foreach (var page in Pages(new Brief($"X {text}", type, text, text, text, [text, "Buy now"], text, null)))
        {
            var document = new HtmlParser().ParseDocument(page);
            document.QuerySelectorAll("script, img, iframe, object, base").ShouldBeEmpty();
            document
                .All.SelectMany(element => element.Attributes)
                .ShouldAllBe(attribute => !attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            document
                .QuerySelectorAll("[href]")
                .ShouldAllBe(link =>
                    !link.GetAttribute("href")!.Contains("javascript", StringComparison.OrdinalIgnoreCase)
                );
            string.Concat(document.QuerySelectorAll("style").Select(style => style.TextContent))
                .ShouldNotContain("display:none}/*");
            document.Body!.TextContent.ShouldNotContain("\u202E");
            document.Body.TextContent.ShouldNotContain("49", Case.Sensitive, "a template was run");
        }
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("{{ 7*7 }}")]
    [TestCase("{% raw %}")]
    [TestCase("</style>")]
    public void A_name_with_markup_is_shown_as_it_is_written(string name) =>
        new HtmlParser()
            .ParseDocument(Pages(new Brief(name, "landing_page", null, null, null, [], null, null)).Single())
            .Body!.TextContent.ShouldContain(name);

    private static IEnumerable<TestCaseData> Huge()
    {
        var name = new string('W', 255);
        var word = new string('ß', 20_000);
        var sentences = string.Concat(Enumerable.Repeat("We mend bicycles for the whole town. ", 600))[..20_000];
        var goals = Enumerable.Range(0, 50).Select(number => $"Goal {number} " + new string('g', 490)).ToList();
        var prices = string.Join(
            ", ",
            Enumerable.Range(1, 900).Select(number => $"Plan {number} {number} EUR a month")
        );
        foreach (var type in (string[])["landing_page", "complete_campaign", "component_enhancement"])
        {
            yield return Named("unbroken", new Brief(name, type, word, word, name, goals, word, null));
            yield return Named(
                "sentences",
                new Brief(name, type, sentences, sentences, "studio", goals, sentences, "de")
            );
            yield return Named("prices", new Brief("Prices", type, prices, prices, "software", goals, prices, "fr"));
        }

        static TestCaseData Named(string what, Brief brief) =>
            new TestCaseData(brief).SetArgDisplayNames(what, brief.Type);
    }

    [TestCaseSource(nameof(Huge))]
    public void A_huge_brief_gives_a_light_page(Brief brief) =>
        Pages(brief).Max(page => Encoding.UTF8.GetByteCount(page)).ShouldBeLessThan(MaxPageBytes);

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("\n\n")]
    public void Empty_fields_give_a_page_with_a_heading_and_a_form(string empty)
    {
        var page = Pages(new Brief(empty, "landing_page", empty, empty, empty, [empty], empty, empty)).Single();
        var document = new HtmlParser().ParseDocument(page);
        document.QuerySelectorAll("form").Length.ShouldBe(1);
        document.QuerySelectorAll("h1").Length.ShouldBe(1);
    }

    private static List<string> Pages(Brief brief)
    {
        var plan = SampleBriefs.PlanOf(brief).Plan;
        var theme = Theme.For(brief, BriefLanguage.Of(brief), FactLedger.Nothing);
        plan.Pages.Count.ShouldBeInRange(1, CampaignPlanner.MaxPages + CampaignPlanner.MaxEmails);
        var pages = new List<string>();
        SectionPrompt Themed(SectionPrompt prompt) =>
            prompt with
            {
                Theme = new PromptTheme(theme.Style, theme.Language, theme.Variation),
            };
        foreach (var page in SampleBriefs.Prompts(brief).GroupBy(prompt => prompt.Section.Page))
        {
            if (plan.HasEmail(page.Key))
            {
                pages.Add(SampleBriefs.Email(page.Select(Themed)).Html);
                continue;
            }
            var components = page.Select(prompt =>
                {
                    var (html, css) = SampleBriefs.Markup(Themed(prompt));
                    return new PageComponent(Guid.Empty, prompt.Section.ComponentType, html, css);
                })
                .ToList();
            pages.Add(
                PageComposer
                    .Compose(new PageDocument(brief.Name, brief.Description, theme, components, new("Skip")))
                    .Html
            );
        }
        return pages;
    }
}
