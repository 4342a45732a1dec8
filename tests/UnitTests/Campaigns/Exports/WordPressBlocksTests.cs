using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Exports.WordPress;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.UnitTests.Campaigns.Blocks;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns.Exports;

/// <summary>
/// What WordPress's editor compares character by character. The expected markup is what <c>serialize</c> of @wordpress/blocks 16.1.0 gave
/// for the same attributes, with @wordpress/block-library 11.1.0.
/// </summary>
internal sealed partial class WordPressBlocksTests
{
    private static readonly string[] Samples = ["default", "arabic", "japanese"];

    [TestCase(
        "<h3 id='x' class='item-title'>A <em>b</em></h3>",
        """
            <!-- wp:heading {"level":3,"anchor":"x","className":"item-title"} -->
            <h3 id="x" class="wp-block-heading item-title">A <em>b</em></h3>
            <!-- /wp:heading -->
            """
    )]
    [TestCase(
        "<h2>A</h2>",
        """
            <!-- wp:heading -->
            <h2 class="wp-block-heading">A</h2>
            <!-- /wp:heading -->
            """
    )]
    [TestCase(
        "<p class='lead' id='l'> A  &amp; <time datetime='2027'>b</time> </p>",
        """
            <!-- wp:paragraph {"anchor":"l","className":"lead"} -->
            <p class="lead" id="l">A &amp; <time datetime="2027">b</time></p>
            <!-- /wp:paragraph -->
            """
    )]
    [TestCase(
        "<ol start='3' reversed class='n' id='l'><li class='z'>one</li><li>two<ul><li>in</li></ul></li></ol>",
        """
            <!-- wp:list {"ordered":true,"start":3,"reversed":true,"anchor":"l","className":"n"} -->
            <ol reversed start="3" id="l" class="wp-block-list n"><!-- wp:list-item {"className":"z"} -->
            <li class="z">one</li>
            <!-- /wp:list-item -->

            <!-- wp:list-item -->
            <li>two<!-- wp:list -->
            <ul class="wp-block-list"><!-- wp:list-item -->
            <li>in</li>
            <!-- /wp:list-item --></ul>
            <!-- /wp:list --></li>
            <!-- /wp:list-item --></ol>
            <!-- /wp:list -->
            """
    )]
    [TestCase(
        "<p class='actions'><a class='button button--quiet' href='#x?a=1&amp;b=2' rel='noopener'>Go</a></p>",
        """
            <!-- wp:buttons {"className":"actions"} -->
            <div class="wp-block-buttons actions"><!-- wp:button {"className":"button button\u002d\u002dquiet"} -->
            <div class="wp-block-button button button--quiet"><a class="wp-block-button__link wp-element-button" href="#x?a=1&amp;b=2" rel="noopener">Go</a></div>
            <!-- /wp:button --></div>
            <!-- /wp:buttons -->
            """
    )]
    [TestCase(
        "<figure class='pic'><a href='https://e'><img src='a.png' alt='x \"y\"' width=9 height=9></a><figcaption>Cap</figcaption></figure>",
        """
            <!-- wp:image {"className":"pic"} -->
            <figure class="wp-block-image pic"><a href="https://e"><img src="a.png" alt="x &quot;y&quot;"/></a><figcaption class="wp-element-caption">Cap</figcaption></figure>
            <!-- /wp:image -->
            """
    )]
    [TestCase(
        "<details class='faq' open><summary><h3 class='k'>q</h3></summary><div class='a'>one <b>two</b></div></details>",
        """
            <!-- wp:details {"showContent":true,"className":"faq"} -->
            <details class="wp-block-details faq" open><summary><h3 class="k">q</h3></summary><!-- wp:group {"className":"a"} -->
            <div class="wp-block-group a"><!-- wp:paragraph {"className":"unwrapped"} -->
            <p class="unwrapped">one <b>two</b></p>
            <!-- /wp:paragraph --></div>
            <!-- /wp:group --></details>
            <!-- /wp:details -->
            """
    )]
    [TestCase(
        "<table class='t'><caption>C</caption><thead class='visually-hidden'><tr><th scope='col'>h</th></tr></thead><tbody><tr><th scope='row'>b</th><td colspan='2'></td></tr></tbody></table>",
        """
            <!-- wp:table {"hasFixedLayout":false,"className":"t headless"} -->
            <figure class="wp-block-table t headless"><table><thead><tr><th scope="col">h</th></tr></thead><tbody><tr><th scope="row">b</th><td colspan="2"></td></tr></tbody></table><figcaption class="wp-element-caption">C</figcaption></figure>
            <!-- /wp:table -->
            """
    )]
    [TestCase(
        "<blockquote class='q' id='i'><p>p</p></blockquote>",
        """
            <!-- wp:quote {"anchor":"i","className":"q"} -->
            <blockquote class="wp-block-quote q" id="i"><!-- wp:paragraph -->
            <p>p</p>
            <!-- /wp:paragraph --></blockquote>
            <!-- /wp:quote -->
            """
    )]
    [TestCase(
        "<hr class='s'>",
        """
            <!-- wp:separator {"className":"s"} -->
            <hr class="wp-block-separator has-alpha-channel-opacity s"/>
            <!-- /wp:separator -->
            """
    )]
    [TestCase(
        "<nav id='n' class='m' aria-label='A &amp; B'><ul><li class='i'><h3>h</h3></li></ul></nav>",
        """
            <!-- wp:group {"tagName":"nav","anchor":"n","ariaLabel":"A \u0026 B","className":"m"} -->
            <nav id="n" aria-label="A &amp; B" class="wp-block-group m"><!-- wp:group {"tagName":"ul"} -->
            <ul class="wp-block-group"><!-- wp:group {"tagName":"li","className":"i"} -->
            <li class="wp-block-group i"><!-- wp:heading {"level":3} -->
            <h3 class="wp-block-heading">h</h3>
            <!-- /wp:heading --></li>
            <!-- /wp:group --></ul>
            <!-- /wp:group --></nav>
            <!-- /wp:group -->
            """
    )]
    [TestCase(
        "<p class='small'><svg class='icon'><path d='M0 0'></path></svg><span>words</span></p>",
        """
            <!-- wp:group {"className":"small"} -->
            <div class="wp-block-group small"><!-- wp:html -->
            <svg class="icon"><path d="M0 0"></path></svg>
            <!-- /wp:html -->

            <!-- wp:paragraph {"className":"unwrapped"} -->
            <p class="unwrapped"><span>words</span></p>
            <!-- /wp:paragraph --></div>
            <!-- /wp:group -->
            """
    )]
    [TestCase(
        "<p>[gallery]</p>",
        """
            <!-- wp:html -->
            <p>&#91;gallery]</p>
            <!-- /wp:html -->
            """
    )]
    [TestCase(
        "<h2><a href='<!-- wp:html -->'>A</a></h2>",
        """
            <!-- wp:html -->
            <h2><a href="&lt;!-- wp:html --&gt;">A</a></h2>
            <!-- /wp:html -->
            """
    )]
    [TestCase(
        "<form><input></form>",
        """
            <!-- wp:html -->
            <form><input></form>
            <!-- /wp:html -->
            """
    )]
    public void An_element_is_the_block_that_wordpress_would_save(string html, string block)
    {
        var section = new HtmlParser().ParseDocument($"<section>{html}</section>").QuerySelector("section")!;

        WordPressBlocks
            .Section(section, "A name")
            .ShouldBe(
                $$$"""
                <!-- wp:group {"tagName":"section","metadata":{"name":"A name"}} -->
                <section class="wp-block-group">{{{block}}}</section>
                <!-- /wp:group -->
                """
            );
    }

    /// <summary>A floor for every block there is, one that somebody adds as a folder included.</summary>
    [TestCaseSource(nameof(Samples))]
    public void All_but_forms_of_every_block_can_be_edited_in_wordpress(string sample)
    {
        var (all, own) = (0, 0);
        var blocks = new BlockCatalogue();
        for (var variant = 0; variant < blocks.All.Max(block => block.Variants.Count); variant++)
        {
            var page = new HtmlParser().ParseDocument(BlockPages.Of(blocks, sample, "editorial", variant));
            foreach (var section in page.QuerySelectorAll("[data-component-id]:not(.custom)"))
            {
                var markup = WordPressBlocks.Section(section, "A name");
                // What only programs read: a picture has its own text, and a table stands below its heading.
                foreach (var hidden in section.QuerySelectorAll("figure .visually-hidden, caption.visually-hidden"))
                {
                    hidden.Remove();
                }

                markup.ShouldStartWith("<!-- wp:group {");
                Opened().Count(markup).ShouldBe(Closed().Count(markup));
                Words(Comment().Replace(markup, ""))
                    .Order()
                    .SequenceEqual(Words(section.OuterHtml).Order())
                    .ShouldBeTrue($"{section.Id} has lost words");
                foreach (Match html in CustomHtml().Matches(markup))
                {
                    var content = new HtmlParser().ParseDocument(html.Groups["content"].Value).Body!;
                    content.ChildElementCount.ShouldBeLessThanOrEqualTo(1, section.Id);
                    content.QuerySelectorAll("section, header, footer").ShouldBeEmpty(section.Id);
                    own += content.QuerySelector("form") is null ? Words(html.Groups["content"].Value).Length : 0;
                }
                foreach (var form in section.QuerySelectorAll("form"))
                {
                    form.Remove();
                }
                all += Words(section.OuterHtml).Length;
            }
        }
        all.ShouldBeGreaterThan(1000);
        (1 - ((double)own / all)).ShouldBeGreaterThan(0.95);
    }

    private static string Words(string html) =>
        string.Concat(
            new HtmlParser().ParseDocument(html).Body!.TextContent.Where(letter => !char.IsWhiteSpace(letter))
        );

    [GeneratedRegex("<!-- wp:", RegexOptions.None, 1000)]
    private static partial Regex Opened();

    [GeneratedRegex("<!-- /wp:", RegexOptions.None, 1000)]
    private static partial Regex Closed();

    [GeneratedRegex("<!--.*?-->", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        "<!-- wp:html -->(?<content>.*?)<!-- /wp:html -->",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex CustomHtml();
}
