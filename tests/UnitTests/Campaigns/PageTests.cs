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

/// <summary>What the composer makes of sections that anybody wrote, and e-mails.</summary>
public sealed class PageTests
{
    private static readonly EmailRenderer Renderer = new();

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

    [TestCaseSource(nameof(Hostile))]
    public void Hostile_text_appears_as_text_in_an_email(string text)
    {
        var (html, plain) = Renderer.Render(EmailOf(text), ThemeOf("bold", "en"));
        var document = Parse(html);

        document.QuerySelectorAll("script, img, b").ShouldBeEmpty();
        document.QuerySelector("h1")!.TextContent.ShouldBe(text);
        plain.ShouldContain(text);
    }

    [Test]
    public void An_email_is_complete([Values("en", "ar", "ja")] string language)
    {
        var (html, plain) = Renderer.Render(EmailOf("Words"), ThemeOf("editorial", language));

        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(102 * 1024);
        Parse(html).QuerySelectorAll($"a[href='{EmailRenderer.UnsubscribePlaceholder}']").Length.ShouldBe(1);
        html.ShouldContain("color-scheme");
        html.ShouldContain(
            "<!--[if mso]><table role=\"presentation\" width=\"600\"",
            Case.Sensitive,
            "Outlook knows no max-width"
        );
        var (kept, leftOut) = EmailComposer.Html(html, links: null);
        leftOut.ShouldBeEmpty();
        kept.Split("<!--[if mso]>").Length.ShouldBe(3);
        plain.ShouldContain(EmailRenderer.UnsubscribePlaceholder);
        plain.ShouldContain("https://example.org/");
    }

    [TestCase("#offer", "#offer")]
    [TestCase("./#contact", "./#contact")]
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
        EmailRenderer.SafeHref(href).ShouldBe(expected);

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

    private static EmailContent EmailOf(string text) =>
        new(
            text,
            text,
            text,
            text,
            [text, text],
            [new ContentItem(text, text)],
            new ContentLink(text, "https://example.org/"),
            text,
            text,
            text
        );

    private static Theme ThemeOf(string style, string language) =>
        Theme.For(
            new Brief("A page", "landing_page", null, null, "bakery", [], style == "editorial" ? "serif" : style, null),
            language
        );

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
