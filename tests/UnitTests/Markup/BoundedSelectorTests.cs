using AiWebBuilder.Infrastructure.Markup;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Markup;

/// <summary>Selectors of strangers mean what a browser takes them for, on hostile pages too.</summary>
internal sealed class BoundedSelectorTests
{
    private const string Page = """
        <html><body class="home">
          <div class="a"><p id="one">1</p><div class="b c"><p id="two">2</p><span id="three">3</span><p id="four">4</p></div></div>
          <section><div class="b"><p id="five">5</p><ul><li id="six">6<li id="seven">7<li id="eight">8</ul></div></section>
        </body></html>
        """;

    [TestCase("p")]
    [TestCase("#two, #two, .b p")]
    [TestCase("div p")]
    [TestCase("div > p")]
    [TestCase(".a div p")]
    [TestCase(".a > .b > p")]
    [TestCase("div div > p")]
    [TestCase("body div.b p")]
    [TestCase("section .c p")]
    [TestCase("p + span")]
    [TestCase("p ~ p")]
    [TestCase("span + p, li:nth-child(2n + 1)")]
    [TestCase("li:not(#six)")]
    [TestCase("li + li ~ li")]
    [TestCase(".home > .a p ~ p")]
    [TestCase("ul li:first-child ~ li")]
    public void What_it_means_is_what_the_library_finds(string selector)
    {
        var document = new HtmlParser().ParseDocument(Page);

        BoundedSelector
            .Of(selector)!
            .Among(PageElements.Of(document))
            .Select(element => element.Id)
            .ShouldBe(document.QuerySelectorAll(selector).Select(element => element.Id), ignoreOrder: true);
    }

    [TestCase("")]
    [TestCase("p >")]
    [TestCase("p:not(div div div p)")]
    [TestCase("{")]
    public void What_is_none_and_what_holds_another_is_passed_over(string selector) =>
        BoundedSelector.Of(selector).ShouldBeNull();

    [Test]
    public void A_nested_page_takes_no_longer_than_its_elements()
    {
        var nested = string.Concat(Enumerable.Repeat("<div>", 400)) + "<p>";
        var document = new HtmlParser().ParseDocument(nested);
        var selector = $"main {string.Concat(Enumerable.Repeat("div ", 20))}p";

        BoundedSelector.Of(selector)!.Among(PageElements.Of(document)).ShouldBeEmpty();
        BoundedSelector.Of(selector[5..])!.Among(PageElements.Of(document)).Count().ShouldBe(1);
    }
}
