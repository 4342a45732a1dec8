using System.Text;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>
/// Makes a stored e-mail fit to be shown and sent: its own document with its styles, without anything that could run or load, and
/// with links that lead somewhere from a mailbox.
/// </summary>
internal static partial class EmailComposer
{
    public static ComposedMarkup Html(string code, PageLinks? links)
    {
        var document = new HtmlParser().ParseDocument(code);
        var clean = new SafeMarkup(isEmail: true).Clean(document, element: null);
        foreach (var css in clean.Css)
        {
            var style = document.CreateElement("style");
            style.TextContent = css.Replace("</", "<\\/", StringComparison.Ordinal);
            document.Head!.Append(style);
        }
        links?.Apply(document);
        // Without a document type mail programs fall back to the rules of the nineties.
        var html = (document.Doctype is null ? "<!DOCTYPE html>" : "") + document.ToHtml(HtmlFormatter.Instance);
        return new ComposedMarkup(html, [.. clean.LeftOut.Select(what => new LeftOut(null, what))]);
    }

    /// <summary>The text part that came with the e-mail, its links resolved; or one made from the HTML.</summary>
    public static string Text(string? text, string code, PageLinks? links)
    {
        text = string.IsNullOrWhiteSpace(text)
            ? FromHtml(new HtmlParser().ParseDocument(code))
            : text.ReplaceLineEndings("\n");
        return links is null
            ? text
            : LinkAtLineEnd()
                .Replace(text, match => match.Groups["before"].Value + links.Resolve(match.Groups["href"].Value));
    }

    private static string FromHtml(IDocument document)
    {
        foreach (var unseen in document.QuerySelectorAll("style, script, [style*='display:none']"))
        {
            unseen.Remove();
        }
        var lines = new StringBuilder();
        if (document.Body is { } body)
        {
            Append(body, lines);
        }
        return Blank().Replace(Spaces().Replace(lines.ToString(), " "), "\n\n").Trim() + "\n";
    }

    private static void Append(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(Spaces().Replace(words.Data.ReplaceLineEndings(" "), " "));
                    break;
                case IElement { LocalName: "br" }:
                    text.Append('\n');
                    break;
                case IElement { LocalName: "a" } link:
                    text.Append(link.TextContent.Trim()).Append(": ").Append(link.GetAttribute("href")).Append('\n');
                    break;
                case IElement element:
                    Append(element, text);
                    text.Append(
                        element.LocalName is "p" or "div" or "tr" or "li" or "h1" or "h2" or "h3" ? "\n\n" : ""
                    );
                    break;
            }
        }
    }

    // "Book a place: ./#book", as the text part writes its links.
    [GeneratedRegex(
        @"(?<before>: )(?<href>\S+)$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LinkAtLineEnd();

    [GeneratedRegex(@"[ \t\u00a0]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?: ?\n){2,} ?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
