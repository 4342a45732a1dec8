using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Emails;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns;

/// <summary>What the composer makes of sections that anybody wrote, and e-mails.</summary>
public sealed class PageTests
{
    private static readonly BlockCatalogue Blocks = new();

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
        var (html, parts) = EmailOf(text, ThemeOf("bold", "en"));
        var document = Parse(html);

        document.QuerySelectorAll("script, img, b").ShouldBeEmpty();
        document.QuerySelector("h1")!.TextContent.ShouldBe(text);
        parts.Text.ShouldContain(text);
    }

    [Test]
    public void An_email_is_complete([Values("en", "ar", "ja")] string language)
    {
        var (html, parts) = EmailOf("Words", ThemeOf("editorial", language));

        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(102 * 1000);
        Parse(html).QuerySelectorAll("a[href='%UNSUBSCRIBE_URL%']").Length.ShouldBe(1);
        Parse(html).DocumentElement.GetAttribute("dir").ShouldBe(language == "ar" ? "rtl" : "ltr");
        html.ShouldContain("color-scheme");
        html.ShouldContain(
            "<!--[if mso]><table role=\"presentation\" width=\"600\"",
            Case.Sensitive,
            "Outlook knows no max-width"
        );
        html.Split("<!--[if mso]>").Length.ShouldBe(3);
        html.ShouldContain("max-width:600px");
        parts.HasBody.ShouldBeTrue();
        parts.Text.ShouldContain("%UNSUBSCRIBE_URL%");
        parts.Text.ShouldContain("https://example.org/");
    }

    [Test]
    public void An_emails_text_is_made_of_the_same_parts()
    {
        var text = EmailComposer
            .Compose(
                Blocks,
                Letter(
                    ThemeOf("bold", "en"),
                    ("e-head", """{"name":"Mill Wheels","subject":"Booked"}"""),
                    ("e-title", """{"title":"Your bike is booked in"}"""),
                    ("e-text", """{"body":"Hello,\n\nplease bring\n\n- the key,\n- the **charger**."}"""),
                    ("e-facts", """{"items":[{"label":"When","fact":"day"},{"fact":"beds"}]}"""),
                    (
                        "e-list",
                        """{"items":[{"title":"Service","text":"Brakes, gears.","price":"price"},{"title":"Tea"}]}"""
                    ),
                    ("e-button", """{"link":{"to":"url","ref":"https://example.org/","label":"Change the day"}}"""),
                    ("e-button", """{"link":{"to":"fact","ref":"phone","label":"Call 020 7946 0321"}}"""),
                    ("e-signoff", """{"text":"See you on Tuesday","name":"Jane Holt"}"""),
                    ("e-footer", """{"sender":"Mill Wheels Ltd","reason":"You booked a repair."}""")
                )
            )
            .Parts.Text;

        text.ShouldBe(
            """
            Mill Wheels

            Your bike is booked in

            Hello,

            please bring

            - the key,
            - the charger.

            - When: 1 December
            - 41

            - Service: £45 per visit
            Brakes, gears.
            - Tea

            Change the day: https://example.org/

            Call 020 7946 0321

            See you on Tuesday
            Jane Holt

            -- 
            You booked a repair.
            Mill Wheels Ltd
            Unsubscribe: %UNSUBSCRIBE_URL%

            """.Replace("\\u0020", " ", StringComparison.Ordinal)
        );
    }

    [Test]
    public void A_part_that_is_code_stands_between_the_others_without_reaching_them()
    {
        var letter = Letter(
            ThemeOf("bold", "en"),
            ("e-footer", """{"sender":"Mill Wheels"}"""),
            ("e-head", """{"name":"Mill Wheels","subject":"Hello"}""")
        );
        var id = Guid.CreateVersion7();
        var code =
            "<!--[if mso]><table><tr><td><![endif]--></table></td></tr><p onclick=alert(1)>Mine <a href='#offer'>here</a><div>open<script>alert(1)</script>";
        var (html, parts, leftOut, _) = EmailComposer.Compose(
            Blocks,
            letter with
            {
                Parts = [.. letter.Parts, new(id, "e-custom", code, ".mine{color:red}</style>")],
                Links = new PageLinks(
                    new HashSet<string> { "index" },
                    _ => "https://example.org/p",
                    new HashSet<string>()
                ),
            }
        );

        var document = Parse(html);
        document.QuerySelectorAll("script, [onclick]").ShouldBeEmpty();
        leftOut.ShouldAllBe(one => one.ComponentId == id);
        html.ShouldContain("<!--[if mso]><table><tr><td><![endif]-->");
        document.QuerySelectorAll(".sheet > tbody > tr").Length.ShouldBe(3);
        document.QuerySelectorAll("style")[^1].TextContent.ShouldBe(".mine{color:red}<\\/style>");
        // The head is first and the footer last, wherever they were put.
        parts.Text.ShouldStartWith("Mill Wheels\n\nMine here: https://example.org/p");
        parts.Text.ShouldEndWith("Unsubscribe: %UNSUBSCRIBE_URL%\n");
        document.QuerySelectorAll("[data-component-id]").Length.ShouldBe(3);
    }

    [Test]
    public void A_title_a_button_and_a_farewell_are_no_body()
    {
        EmailComposer
            .Compose(
                Blocks,
                Letter(
                    ThemeOf("bold", "en"),
                    ("e-head", """{"name":"Mill Wheels","subject":"Hello"}"""),
                    ("e-title", """{"title":"Hello"}"""),
                    ("e-button", """{"link":{"to":"url","ref":"https://example.org/","label":"Go"}}"""),
                    ("e-signoff", """{"text":"Bye"}""")
                )
            )
            .Parts.HasBody.ShouldBeFalse();
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

    private static (string Html, EmailParts Parts) EmailOf(string text, Theme theme)
    {
        var words = JsonSerializer.Serialize(text);
        var (html, parts, leftOut, _) = EmailComposer.Compose(
            Blocks,
            Letter(
                theme,
                ("e-head", $$"""{"name":{{words}},"subject":{{words}},"preheader":{{words}}}"""),
                ("e-title", $$"""{"title":{{words}},"text":{{words}}}"""),
                ("e-text", $$"""{"body":{{words}}}"""),
                ("e-list", $$"""{"items":[{"title":{{words}},"text":{{words}}}]}"""),
                ("e-quote", $$"""{"text":{{words}},"name":{{words}}}"""),
                ("e-button", $$$"""{"link":{"to":"url","ref":"https://example.org/","label":{{{words}}}}}"""),
                ("e-signoff", $$"""{"text":{{words}},"name":{{words}},"role":{{words}}}"""),
                ("e-footer", $$"""{"sender":{{words}},"reason":{{words}}}""")
            )
        );
        leftOut.ShouldBeEmpty();
        return (html, parts);
    }

    private static EmailDocument Letter(Theme theme, params (string Kind, string Props)[] parts)
    {
        var facts = new[]
        {
            new BlockFact("day", "date", new() { ["date"] = "1 December" }),
            new BlockFact("beds", "claim", new() { ["text"] = "41" }),
            new BlockFact(
                "price",
                "price",
                new()
                {
                    ["amount"] = "45",
                    ["currency"] = "GBP",
                    ["unit"] = "visit",
                }
            ),
            new BlockFact("phone", "phone", new() { ["written"] = "020 7946 0321", ["e164"] = "+442079460321" }),
        };
        var props = parts.Select(part => JsonNode.Parse(part.Props)!.AsObject()).ToArray();
        return new(
            "An e-mail",
            props.Select(one => one["subject"]?.GetValue<string>()).OfType<string>().FirstOrDefault(),
            props.Select(one => one["preheader"]?.GetValue<string>()).OfType<string>().FirstOrDefault(),
            theme,
            [
                .. parts.Zip(
                    props,
                    (part, one) =>
                        new EmailPart(
                            Guid.CreateVersion7(),
                            part.Kind,
                            Blocks
                                .Render(
                                    Blocks.Find(part.Kind)!,
                                    one,
                                    new BlockPage(theme, part.Kind, facts.ToDictionary(fact => fact.Id))
                                )
                                .Html,
                            ""
                        )
                ),
            ],
            Links: null,
            UploadAddressOf: null
        );
    }

    private static Theme ThemeOf(string style, string language) =>
        Theme.For(
            new Brief("A page", "landing_page", null, null, "bakery", [], style == "editorial" ? "serif" : style, null),
            language,
            FactLedger.Nothing
        );

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
