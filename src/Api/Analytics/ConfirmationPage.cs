using System.Net;
using System.Text;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.Api.Analytics;

/// <summary>
/// What a visitor sees after sending a form when the campaign has no page of its own for that: in the page's language, direction and
/// look, with the words that the form keeps for it.
/// </summary>
internal static class ConfirmationPage
{
    private static readonly Dictionary<string, Words> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = new("Thank you", "Your message has arrived.", "Back to the page"),
        ["de"] = new("Vielen Dank", "Ihre Nachricht ist angekommen.", "Zurück zur Seite"),
        ["fr"] = new("Merci", "Votre message nous est bien parvenu.", "Retour à la page"),
        ["es"] = new("Gracias", "Tu mensaje ha llegado.", "Volver a la página"),
        ["ja"] = new("ありがとうございます", "送信が完了しました。", "ページに戻る"),
        ["ar"] = new("شكرًا لك", "وصلتنا رسالتك.", "العودة إلى الصفحة"),
        ["he"] = new("תודה", "ההודעה התקבלה.", "חזרה לדף"),
    };

    /// <param name="html">The published page that the form stands on.</param>
    /// <param name="componentId">The form's component.</param>
    /// <param name="back">The page's address.</param>
    public static string For(string html, Guid? componentId, string back)
    {
        var page = new HtmlParser().ParseDocument(html);
        var language = page.DocumentElement.GetAttribute("lang") ?? "en";
        // In other languages the page speaks by its name and a tick: English would be one language too many.
        var name = page.Title is { Length: > 0 } own ? own : "✓";
        var words = Languages.GetValueOrDefault(language.Split('-')[0], new Words(name, "✓", name));
        var said = page.QuerySelector($"[data-component-id=\"{componentId}\"] form[data-success]")
            ?.GetAttribute("data-success");
        var document = new StringBuilder("<!doctype html>\n<html")
            .Append(Attribute("lang", language))
            .Append(Attribute("dir", page.DocumentElement.GetAttribute("dir") ?? "ltr"))
            .Append(Attribute("data-style", page.DocumentElement.GetAttribute("data-style") ?? ""))
            .Append(">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"robots\" content=\"noindex\">\n<title>")
            .Append(
                WebUtility.HtmlEncode(
                    page.Title is { Length: > 0 } title && title != words.Thanks
                        ? $"{words.Thanks} – {title}"
                        : words.Thanks
                )
            )
            .Append("</title>\n");
        // The page's own rules, which carry its colours and fonts; they were made safe when it was published.
        foreach (var style in page.QuerySelectorAll("head > style"))
        {
            document.Append("<style>").Append(style.TextContent).Append("</style>\n");
        }
        return document
            .Append("<style>.sent{max-width:40rem;margin:0 auto;padding:4rem 1.25rem}</style>\n</head>\n<body>\n")
            .Append("<main class=\"sent\">\n<h1>")
            .Append(WebUtility.HtmlEncode(words.Thanks))
            .Append("</h1>\n<p role=\"status\">")
            .Append(WebUtility.HtmlEncode(string.IsNullOrWhiteSpace(said) ? words.Arrived : said))
            .Append("</p>\n<p><a class=\"button\"")
            .Append(Attribute("href", back))
            .Append('>')
            .Append(WebUtility.HtmlEncode(words.Back))
            .Append("</a></p>\n</main>\n</body>\n</html>\n")
            .ToString();
    }

    private static string Attribute(string name, string value) => $" {name}=\"{WebUtility.HtmlEncode(value)}\"";

    private sealed record Words(string Thanks, string Arrived, string Back);
}
