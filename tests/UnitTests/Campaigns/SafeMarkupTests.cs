using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Application.Campaigns.Pages.Css;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns;

/// <summary>What a component may hold, and what is left out of it and said.</summary>
public sealed class SafeMarkupTests
{
    [TestCase("<svg role=\"img\"><title>Logo</title><path d=\"M0 0\"></path></svg>")]
    [TestCase("<svg><a href=\"#a\"><animate attributeName=\"opacity\" values=\"0;1\" dur=\"1s\"></animate></a></svg>")]
    [TestCase(
        "<svg viewBox=\"0 0 1 1\"><use href=\"#g\"></use><linearGradient id=\"g\" gradientUnits=\"userSpaceOnUse\"></linearGradient></svg>"
    )]
    [TestCase("<img src=\"data:image/png;base64,AAAA\" alt=\"\" loading=\"lazy\">")]
    [TestCase("<img src=\"https://example.org/a.png\" alt=\"\">")]
    [TestCase("<picture><source srcset=\"a.png 1x, b.png 2x\"><img src=\"a.png\" alt=\"\"></picture>")]
    [TestCase("<video src=\"a.mp4\" controls=\"\" muted=\"\" playsinline=\"\" poster=\"p.png\"></video>")]
    [TestCase("<details open=\"\"><summary>More</summary>text</details>")]
    [TestCase(
        "<form method=\"post\"><label>Name <input name=\"name\" inputmode=\"text\" enterkeyhint=\"send\"></label><button>Go</button></form>"
    )]
    [TestCase("<my-thing some-attr=\"1\" data-x=\"2\"><p>own</p></my-thing>")]
    [TestCase("<p style=\"--gap:1px;color:color-mix(in oklab,red,blue);inset-inline:1px\">t</p>")]
    [TestCase("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>")]
    [TestCase("<table><tbody><tr><td colspan=\"2\" align=\"center\">t</td></tr></tbody></table>")]
    [TestCase(
        "<a href=\"whatsapp://send?text=x\">w</a><a href=\"mailto:a@example.org\">m</a><a href=\"tel:+49301\">t</a>"
    )]
    [TestCase("<div popover=\"\" id=\"p\">x</div><button popovertarget=\"p\">Open</button>")]
    public void What_owners_use_stays_as_it_is(string markup)
    {
        var (html, leftOut) = Composed($"<section>{markup}</section>");

        html.ShouldContain(markup);
        leftOut.ShouldBeEmpty();
    }

    [TestCase(
        "<svg><a href=\"#a\"><animate attributeName=\"href\" values=\"#a;javascript:alert(1)\"/></a></svg>",
        "<animate> of href"
    )]
    [TestCase(
        "<svg><a><set attributeName=\"xlink:href\" to=\"javascript:alert(1)\"/></a></svg>",
        "<set> of xlink:href"
    )]
    [TestCase(
        "<svg><a><animate attributeName=\" HREF \" from=\"javascript:alert(1)\" by=\"x\"/></a></svg>",
        "<animate> of  HREF "
    )]
    [TestCase("<svg><set attributeName=\"onclick\" to=\"alert(1)\"/></svg>", "<set> of onclick")]
    [TestCase(
        "<svg><a xlink:href=\"&#1;java\nscript:alert(1)\"><text>t</text></a></svg>",
        "href=\"javascript:…\" of <a>"
    )]
    [TestCase("<svg><use href=\"data:image/svg+xml,<svg onload=alert(1)>\"/></svg>", "href=\"data:…\" of <use>")]
    [TestCase("<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>", "<foreignObject>")]
    [TestCase("<svg><script href=\"data:,alert(1)\"/></svg>", "<script>")]
    [TestCase("<math href=\"javascript:alert(1)\"><mi>x</mi></math>", "href=\"javascript:…\" of <math>")]
    [TestCase("<a ping=\"https://evil.example/\" href=\"./\">x</a>", "ping of <a>")]
    [TestCase("<img srcset=\"javascript:alert(1) 1x\" alt=\"\">", "srcset=\"javascript:…\" of <img>")]
    [TestCase("<img src=\"data:text/html,alert(1)\" alt=\"\">", "src=\"data:…\" of <img>")]
    [TestCase("<a href=\"data:image/svg+xml,alert(1)\">x</a>", "href=\"data:…\" of <a>")]
    [TestCase("<a href=\"feed:javascript:alert(1)\">x</a>", "href=\"feed:…\" of <a>")]
    [TestCase("<p ONCLICK=alert(1)>t</p>", "onclick of <p>")]
    [TestCase(
        "<my-thing onfocus=alert(1) srcdoc=\"alert(1)\" to=\"javascript:alert(1)\">t</my-thing>",
        "onfocus of <my-thing>"
    )]
    [TestCase("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>", "<iframe>")]
    [TestCase("<video src=a.mp4 autoplay></video>", "autoplay of <video>")]
    [TestCase(
        "<form><button formaction=\"vbscript:alert(1)\">Go</button></form>",
        "formaction=\"vbscript:…\" of <button>"
    )]
    [TestCase("<xmp><img src=x onerror=alert(1)></xmp>", "<xmp>")]
    [TestCase("<object data=\"javascript:alert(1)\"></object><embed src=x>", "<object>")]
    public void What_could_run_is_left_out_and_said(string markup, string said)
    {
        var (html, leftOut) = Composed($"<section>{markup}</section>");

        leftOut.Select(one => one.What).ShouldContain(said);
        html.ShouldNotContain("alert(1)");
        html.ShouldNotContain("evil.example");
        html.ShouldNotContain("<iframe");
    }

    [Test]
    public void Words_of_an_element_that_nobody_knows_stay() =>
        Composed("<section><blink>Words</blink></section>").Html.ShouldContain(">Words</section>");

    [Test]
    public void Styles_inside_a_component_go_to_the_head_with_their_media()
    {
        var (html, leftOut) = Composed(
            "<svg><style>.cls-1{fill:red;& > path{fill:blue}}</style><path class=\"cls-1\"/></svg><style media=\"print\">p{color:red}</style>"
        );
        var document = new HtmlParser().ParseDocument(html);

        leftOut.ShouldBeEmpty();
        document.QuerySelectorAll("body style").ShouldBeEmpty();
        document
            .QuerySelectorAll("head style")
            .Select(style => style.TextContent)
            .TakeLast(2)
            .ShouldBe([".cls-1{fill:red;& > path{fill:blue}}", "@media print{p{color:red}}"]);
    }

    [Test]
    public void A_form_that_closes_its_dialog_is_no_form_to_send()
    {
        var (html, _) = PageComposer.Compose(
            Page(
                "<dialog><form method=\"dialog\"><button>Close</button></form></dialog>",
                new("Skip", FormAction: "/p/x/submissions")
            )
        );

        html.ShouldContain("<form method=\"dialog\"><button>Close</button></form>");
    }

    [TestCase("a{background:\\75\\72\\6c(https://e.example/x)}", "https://e.example/x")]
    [TestCase("a{background:URL( 'https://e.example/x' )}", "https://e.example/x")]
    [TestCase("a{background:u\\rl(//e.example/x)}", "//e.example/x")]
    [TestCase("@import 'https://e.example/x';", "https://e.example/x")]
    [TestCase("@\\69mport/**/url(//e.example/x) layer(a);", "//e.example/x")]
    [TestCase("a{background:image-set('//e.example/x' type('image/png') 1x)}", "//e.example/x")]
    [TestCase("a{background:-webkit-image-set(url(//e.example/x) 1x)}", "//e.example/x")]
    [TestCase("a{background:src('//e.example/x')}", "//e.example/x")]
    [TestCase("@font-face{src:url(//e.example/x) format('woff2')}", "//e.example/x")]
    [TestCase("a{--x:url(//e.example/x)}", "//e.example/x")]
    [TestCase("a{b:'\\\n';background:url(//e.example/\\78)}", "//e.example/x")]
    [TestCase("/* url( */a{b:url(//e.example/x)", "//e.example/x")]
    [TestCase("a{background:src(var(--x))}", null)]
    [TestCase("a{background:image-set(var(--x) 1x)}", null)]
    public void An_address_in_css_is_found_however_it_is_written(string css, string? address) =>
        CssText.Addresses(css).ShouldBe([address]);

    [TestCase("/* url(//e.example/x) */a{content:'url(//e.example/x)'}")]
    [TestCase("@namespace svg url(http://www.w3.org/2000/svg);")]
    [TestCase("a{b:myurl(//e.example/x);c:1url(//e.example/x)}")]
    [TestCase("a[href='https://e.example/']{color:red}")]
    [TestCase("@font-face{font-family:'https://e.example/';src:local('x')}")]
    [TestCase("a{width:calc(1px + var(--x));&:hover{color:red}}@container (width > 1px){b{c:d}}")]
    public void What_only_looks_like_an_address_in_css_is_none(string css) => CssText.Addresses(css).ShouldBeEmpty();

    [TestCase(
        "/* a */color:red;/* b; c */--x:1 /* d */;background:url(data:image/png;base64,AA==)",
        "color=red|--x=1|background=url(data:image/png;base64,AA==)"
    )]
    [TestCase("content:\"a;b\";grid-area:1/2", "content=\"a;b\"|grid-area=1/2")]
    [TestCase("color red;;:x;1a:b;margin:0!important", "margin=0!important")]
    [TestCase("--x:{a;b};color:red", "--x={a;b}|color=red")]
    public void A_style_attribute_is_read_by_its_declarations(string css, string expected) =>
        string.Join('|', CssText.Declarations(css).Select(one => $"{one.Name}={one.Value}")).ShouldBe(expected);

    private static ComposedMarkup Composed(string code) => PageComposer.Compose(Page(code, new PageOptions("Skip")));

    private static PageDocument Page(string code, PageOptions options) =>
        new(
            "Title",
            null,
            Theme.For(
                new Brief("A page", "landing_page", null, null, "bakery", [], "soft", null),
                "en",
                FactLedger.Nothing
            ),
            [new PageComponent(Guid.CreateVersion7(), "custom", code, "")],
            options
        );
}
