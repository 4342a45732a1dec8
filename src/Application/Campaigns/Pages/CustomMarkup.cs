using AiWebBuilder.Application.Campaigns.Pages.Css;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Code that a person or a model wrote for one place on a page, made fit to stand there before it is kept.</summary>
public static class CustomMarkup
{
    /// <summary>Only what pages may hold of the HTML; the content of its style elements comes back beside it.</summary>
    public static (string Html, string Css) Clean(string html)
    {
        var parser = new HtmlParser();
        var document = parser.ParseDocument("<!doctype html><body></body>");
        var holder = (IHtmlElement)document.CreateElement("div");
        foreach (var node in parser.ParseFragment(html, document.Body!).ToArray())
        {
            holder.AppendChild(node);
        }
        var clean = new SafeMarkup(isEmail: false).Clean(document, holder);
        return (holder.InnerHtml.Trim(), string.Join('\n', clean.Css));
    }

    /// <summary>
    /// Rules that reach nothing but the root and what is in it, whatever their selectors say: <c>body { display: none }</c> does nothing.
    /// </summary>
    /// <param name="root">A selector.</param>
    /// <seealso href="https://www.w3.org/TR/css-cascade-6/#scoped-styles"/>
    public static string Scoped(string root, string css) =>
        string.IsNullOrWhiteSpace(css) ? "" : $"@scope ({root}){{{CssText.Balanced(css)}}}";
}
