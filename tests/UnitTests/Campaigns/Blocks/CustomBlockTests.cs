using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Pages.Css;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>Code of one's own: what stays of it, and how far it reaches.</summary>
internal sealed class CustomBlockTests
{
    private static readonly BlockCatalogue Blocks = new();

    [TestCase("<p onclick='x()'>A</p>", "<p>A</p>")]
    [TestCase("<p>A</p><script>x()</script>", "<p>A</p>")]
    [TestCase("<a href='javascript:x()'>A</a>", "<a>A</a>")]
    [TestCase("<iframe src='https://x.example'></iframe><p>A", "<p>A</p>")]
    [TestCase("<p>{{ props }} {% raw %}</p>", "<p>&#123;&#123; props &#125;&#125; &#123;% raw %&#125;</p>")]
    [TestCase("</div></section><p>A</p>", "<p>A</p>")]
    public void Only_what_is_safe_stays_of_the_markup(string html, string kept) =>
        Render(html).Html.ShouldContain($"""<div id="here-custom">{kept}</div>""");

    [Test]
    public void Its_rules_reach_nothing_else()
    {
        var css = Render("<style>p{color:red}</style><p>A</p>", "body { display: none }").Css;

        css.ShouldContain("@scope (#here-custom){p{color:red}}");
        css.ShouldContain("@scope (#here-custom){body { display: none }}");
    }

    [TestCase("a{b:c}", "a{b:c}")]
    [TestCase("a{b:c}} body{display:none}", "a{b:c} body{display:none}")]
    [TestCase("a{b:c", "a{b:c}")]
    [TestCase("a{b:url(x", "a{b:url(x)}")]
    [TestCase("a{b:var(--x", "a{b:var(--x)}")]
    [TestCase("a{b:c;/* }", "a{b:c;/* }*/}")]
    [TestCase("/*/", "/*/*/")]
    [TestCase("a{content:'}", "a{content:'}'}")]
    [TestCase("a{content:'\\'", "a{content:'\\''}")]
    [TestCase("a{content:'}'}", "a{content:'}'}")]
    [TestCase("a{b:c}\\", "a{b:c}")]
    [TestCase("a[b{c:d}", "a[b{c:d}]")]
    [TestCase("a[b}", "a[b]")]
    [TestCase("@media (x){a{b:c}", "@media (x){a{b:c}}")]
    [TestCase(@"a{b:\7d} body{c:d}", @"a{b:\7d} body{c:d}")]
    public void Rules_cannot_end_the_braces_that_they_stand_between(string css, string balanced) =>
        CssText.Balanced(css).ShouldBe(balanced);

    private static BlockMarkup Render(string html, string? css = null)
    {
        var props = new JsonObject { ["v"] = 1, ["html"] = html };
        if (css is not null)
        {
            props["css"] = css;
        }
        var custom = Blocks.Find("custom")!;
        Blocks.Check(custom, props).ShouldBeEmpty();
        return Blocks.Render(
            custom,
            props,
            new(BlockPages.Theme("soft", "en"), "here", new Dictionary<string, BlockFact>())
        );
    }
}
