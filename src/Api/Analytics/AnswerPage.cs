using System.Net;
using System.Text;
using AiWebBuilder.Api.Http.Visitors;
using AngleSharp.Dom;

namespace AiWebBuilder.Api.Analytics;

/// <summary>What the server itself answers to a form, in the page's language, direction and look.</summary>
internal static class AnswerPage
{
    private const string Rules =
        ".answer{max-width:40rem;margin:0 auto;padding:4rem 1.25rem}.answer>*+*{margin-block-start:1.5rem}"
        + ".answer .heading{font-size:var(--step-3,2rem)}.answer>p>a:not(.button){display:inline-block;padding-block:.3rem}"
        + ".faults{padding:1.25rem 1.5rem;border:3px solid currentColor;border-radius:min(var(--radius,0px),.8rem)}"
        + ".faults ul{display:grid;gap:.6rem;margin-block-start:1rem}.faults a{display:inline-block;padding-block:.15rem;color:inherit;font-weight:600}"
        + ".form__fault{display:block;font-weight:700;margin-block:.2em .5em}.form__consent .form__fault{flex-basis:100%;order:-1}"
        + ".form__consent:has(.form__fault){flex-wrap:wrap}.form__consent:has(.form__fault) label{flex:1}"
        + ".form [aria-invalid=true]{border:3px solid currentColor}";

    /// <param name="page">The published page that the form stands on.</param>
    /// <param name="main">Markup.</param>
    public static string Of(IDocument page, VisitorWords words, string heading, string main)
    {
        var root = page.DocumentElement;
        var document = new StringBuilder("<!doctype html>\n<html")
            .Append(Attribute("lang", root.GetAttribute("lang") ?? words.Language))
            .Append(Attribute("dir", root.GetAttribute("dir") ?? words.Direction))
            .Append(Attribute("data-style", root.GetAttribute("data-style") ?? ""))
            .Append(">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"robots\" content=\"noindex\">\n<title>")
            .Append(
                WebUtility.HtmlEncode(
                    page.Title is { Length: > 0 } title && title != heading ? $"{heading} – {title}" : heading
                )
            )
            .Append("</title>\n");
        // The page's own rules, which carry its colours and fonts; they were made safe when it was published.
        foreach (var style in page.QuerySelectorAll("head > style"))
        {
            document.Append("<style>").Append(style.TextContent).Append("</style>\n");
        }
        return document
            .Append("<style>")
            .Append(Rules)
            .Append("</style>\n</head>\n<body>\n<main class=\"answer\">\n")
            .Append(main)
            .Append("</main>\n</body>\n</html>\n")
            .ToString();
    }

    /// <summary>Nothing, where the words are in the page's language; else theirs.</summary>
    public static string LanguageOf(IDocument page, VisitorWords words) =>
        VisitorWords.For(page.DocumentElement.GetAttribute("lang") ?? "") == words
        && (page.DocumentElement.GetAttribute("lang") ?? "").StartsWith(
            words.Language,
            StringComparison.OrdinalIgnoreCase
        )
            ? ""
            : Attribute("lang", words.Language) + Attribute("dir", words.Direction);

    public static string Attribute(string name, string value) => $" {name}=\"{WebUtility.HtmlEncode(value)}\"";
}
