using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AiWebBuilder.Infrastructure.AiUsage.Offline;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns;

/// <summary>Pages of every section kind, as the generator lays them out and the composer puts them together.</summary>
public sealed class PageTests
{
    private static readonly SectionRenderer Renderer = new();

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "{% raw %}{{ 7 | times: 7 }}{% endraw %}",
        "\"><img src=x onerror=alert(1)>",
        "</style><script>alert(1)</script>",
        "';}} body{display:none}",
        "&lt;b&gt; & 'x'",
    ];

    // The other three stand on pages of their own.
    private static readonly IReadOnlyList<string> OnLandingPages =
    [
        .. SampleContent.Kinds.Except(["confirmation", "watch", "checkout"], StringComparer.Ordinal),
    ];

    [Test]
    public void Every_kind_but_the_email_has_sample_content() =>
        typeof(SectionKinds)
            .GetProperties()
            .Select(property => property.GetValue(null))
            .OfType<string>()
            .Except(["email"])
            .ShouldBe(SampleContent.Kinds, ignoreOrder: true);

    [Test]
    public void A_page_is_well_built(
        [Values("editorial", "bold", "soft")] string style,
        [Values("en", "ar", "ja")] string language,
        [Values("split", "centered", "banner")] string layout
    )
    {
        var html = Page(style, language, "Words", layout);
        var document = Parse(html);

        document.QuerySelectorAll("h1").Length.ShouldBe(1);
        document.QuerySelectorAll("main").Length.ShouldBe(1);
        document.QuerySelectorAll("h2").Length.ShouldBeGreaterThan(8);
        document.DocumentElement.GetAttribute("dir").ShouldBe(language == "ar" ? "rtl" : "ltr");
        document.DocumentElement.GetAttribute("lang").ShouldBe(language);
        document.QuerySelectorAll("[data-component-id]").Length.ShouldBe(SampleContent.Kinds.Count);
        document.QuerySelectorAll("nav:not([aria-label])").ShouldBeEmpty();
        document.QuerySelectorAll("svg:not([aria-hidden])").ShouldBeEmpty();
        document.QuerySelectorAll("main details > summary").Length.ShouldBe(3);
        document
            .QuerySelectorAll("form")
            .ShouldAllBe(form => form.GetAttribute("action") == "submissions" && form.GetAttribute("method") == "post");
        foreach (var field in document.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
            document.QuerySelectorAll($"label[for='{field.Id}']").Length.ShouldBe(1);
        document.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
        document.QuerySelectorAll("body > header + main + footer").Length.ShouldBe(1);
    }

    [Test]
    public void A_page_with_every_section_of_a_landing_page_is_light_and_loads_nothing(
        [Values("editorial", "bold", "soft")] string style
    )
    {
        var html = Page(style, "en", "A sentence of the length that people write.", "split", OnLandingPages);

        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(63 * 1024);
        Regex
            .Matches(html, @"url\(|@import|\ssrc=|<link|<script", RegexOptions.None, TimeSpan.FromSeconds(1))
            .ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Hostile))]
    public void Hostile_text_appears_as_text(string text)
    {
        var html = Page("soft", "en", text, "banner");
        var document = Parse(html);

        document.QuerySelectorAll("script, img, b").ShouldBeEmpty();
        document
            .All.SelectMany(element => element.Attributes)
            .ShouldNotContain(attribute => attribute.Name.StartsWith("on"));
        document.QuerySelector("h1")!.TextContent.ShouldBe(text);
        document.QuerySelector(".faq__answer")!.TextContent.ShouldBe(text);
        document.Title.ShouldBe(text);
        document.QuerySelectorAll("style").Length.ShouldBe(SampleContent.Kinds.Count + 1);
    }

    [TestCaseSource(nameof(Hostile))]
    public void Hostile_text_appears_as_text_in_an_email(string text)
    {
        var (html, plain) = Renderer.RenderEmail(SampleContent.Email(text), ThemeOf("bold", "en"));
        var document = Parse(html);

        document.QuerySelectorAll("script, img, b").ShouldBeEmpty();
        document.QuerySelector("h1")!.TextContent.ShouldBe(text);
        plain.ShouldContain(text);
    }

    [Test]
    public void An_email_is_complete([Values("en", "ar", "ja")] string language)
    {
        var (html, plain) = Renderer.RenderEmail(SampleContent.Email("Words"), ThemeOf("editorial", language));

        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(102 * 1024);
        Parse(html).QuerySelectorAll($"a[href='{SectionRenderer.UnsubscribePlaceholder}']").Length.ShouldBe(1);
        html.ShouldContain("color-scheme");
        html.ShouldContain(
            "<!--[if mso]><table role=\"presentation\" width=\"600\"",
            Case.Sensitive,
            "Outlook knows no max-width"
        );
        var (kept, leftOut) = EmailComposer.Html(html, links: null);
        leftOut.ShouldBeEmpty();
        kept.Split("<!--[if mso]>").Length.ShouldBe(3);
        plain.ShouldContain(SectionRenderer.UnsubscribePlaceholder);
        plain.ShouldContain("https://example.org/");
    }

    [TestCase("#offer", "#offer")]
    [TestCase("./#contact-form", "./#contact-form")]
    [TestCase("checkout", "checkout")]
    [TestCase("tel:+442079460321", "tel:+442079460321")]
    [TestCase("mailto:a@example.org", "mailto:a@example.org")]
    [TestCase("https://example.org/?a=b:c", "https://example.org/?a=b:c")]
    [TestCase("javascript:alert(1)", "#")]
    [TestCase(" JAVASCRIPT:alert(1)", "#")]
    [TestCase("java\tscript:alert(1)", "#")]
    [TestCase("data:text/html,x", "#")]
    [TestCase("http://example.org", "#")]
    [TestCase("//example.org", "#")]
    [TestCase("/\\example.org", "#")]
    [TestCase("", "#")]
    [TestCase(null, "#")]
    public void Links_lead_only_where_they_may(string? href, string expected) =>
        SectionRenderer.SafeHref(href).ShouldBe(expected);

    [Test]
    public void An_unknown_kind_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            Renderer.Render(SampleContent.Of("nonsense", "x"), ThemeOf("soft", "en"))
        );

    [Test]
    public void One_renderer_serves_many_threads()
    {
        var expected = Renderer.Render(SampleContent.Of("hero", "x"), ThemeOf("soft", "en"));

        Parallel.For(
            0,
            200,
            _ => Renderer.Render(SampleContent.Of("hero", "x"), ThemeOf("soft", "en")).ShouldBe(expected)
        );
    }

    [TestCase("<div><p>open", ".x{color:red", TestName = "Foreign_unclosed")]
    [TestCase(
        "</main></div></body><p>late</p>",
        "}</style><script>alert(1)</script>",
        TestName = "Foreign_closing_too_much"
    )]
    [TestCase("text only", "", TestName = "Foreign_text")]
    [TestCase("<p>one</p><p>two</p>", "", TestName = "Foreign_two_roots")]
    [TestCase(
        "<main><a href=' java&#10;script:alert(1)'>x</a><svg><a xlink:href='javascript:alert(1)'/></svg><iframe srcdoc='x'></iframe><base href='https://example.org'><p onclick=alert(1)>t</p><script>alert(1)</script></main>",
        "",
        TestName = "Foreign_active"
    )]
    public void Foreign_markup_neither_runs_nor_breaks_the_page(string foreign, string css)
    {
        var footer = new PageComponent(Guid.CreateVersion7(), "footer", "<footer>end</footer>", ".footer{color:blue}");
        var page = new PageDocument(
            "Title",
            null,
            ThemeOf("soft", "en"),
            [new PageComponent(Guid.CreateVersion7(), "custom", foreign, css), footer],
            new PageOptions("Skip")
        );

        var (html, _) = PageComposer.Compose(page);
        var document = Parse(html);

        document.QuerySelectorAll("script, iframe, base, [onclick]").ShouldBeEmpty();
        html.ShouldNotContain("script:alert");
        document.QuerySelectorAll("main > [data-component-id]").Length.ShouldBe(1);
        document.QuerySelectorAll("main").Length.ShouldBe(1);
        document.QuerySelector("body > footer")!.TextContent.ShouldBe("end");
        document.QuerySelectorAll("style")[^1].TextContent.ShouldBe(".footer{color:blue}");
    }

    [Test]
    public void The_head_says_what_the_page_is()
    {
        var id = Guid.CreateVersion7();
        var (html, _) = PageComposer.Compose(
            new PageDocument(
                "Title & more",
                "About \"it\"",
                ThemeOf("soft", "en"),
                [new PageComponent(id, "custom", "<div><h2>One</h2></div>", "")],
                new PageOptions("Skip", "https://example.org/p/x", null, new PageTracking("/t.js", id), NoIndex: true)
            )
        );
        var document = Parse(html);

        document.QuerySelector("meta[name=description]")!.GetAttribute("content").ShouldBe("About \"it\"");
        document.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex, nofollow");
        document.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe("https://example.org/p/x");
        document.QuerySelector("script[src='/t.js']")!.GetAttribute("data-campaign-id").ShouldBe(id.ToString());
        document.QuerySelector("h1")!.TextContent.ShouldBe("One");
        document.QuerySelector("a.skip")!.GetAttribute("href").ShouldBe("#main");
    }

    [Test]
    public void A_stored_theme_cannot_end_its_declaration()
    {
        var theme = ThemeOf("soft", "en") with { HeadingFont = "x;}</style><script>alert(1)</script>" };
        var page = new PageDocument("Title", null, theme, [], new PageOptions("Skip"));

        Parse(PageComposer.Compose(page).Html).QuerySelectorAll("script").ShouldBeEmpty();
    }

    private static string Page(
        string style,
        string language,
        string text,
        string layout,
        IReadOnlyList<string>? kinds = null
    )
    {
        var theme = ThemeOf(style, language);
        var components = (kinds ?? SampleContent.Kinds)
            .Select(kind =>
            {
                var (html, css) = Renderer.Render(SampleContent.Of(kind, text, layout), theme);
                return new PageComponent(Guid.CreateVersion7(), SectionKinds.ComponentTypeOf(kind), html, css);
            })
            .ToList();
        var (html, leftOut) = PageComposer.Compose(
            new PageDocument(text, text, theme, components, new PageOptions(text, FormAction: "submissions"))
        );
        leftOut.ShouldBeEmpty("what the product itself writes is on the list");
        return html;
    }

    private static Theme ThemeOf(string style, string language) =>
        Theme.For(
            new Brief("A page", "landing_page", null, null, "bakery", [], style == "editorial" ? "serif" : style, null),
            language
        );

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
