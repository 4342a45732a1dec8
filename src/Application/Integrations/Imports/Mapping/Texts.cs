using System.Globalization;
using System.Net;
using System.Text;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

internal static class Texts
{
    /// <summary>As the limits of blocks count it.</summary>
    public static int Length(string text) => new StringInfo(text).LengthInTextElements;

    public static bool IsWithin(string? text, int most) => text is null || Length(text) <= most;

    /// <summary>So that what means something in Markdown is only itself.</summary>
    public static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);

    public static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>The elements as plain, semantic HTML.</summary>
    public static string Html(IReadOnlyList<SourceElement> elements, Func<SourceElement, string?> target)
    {
        var html = new StringBuilder("<div>");
        var isList = false;
        foreach (var one in elements)
        {
            if (isList != (one.Kind == SourceKinds.ListItem))
            {
                html.Append(isList ? "</ul>" : "<ul>");
                isList = !isList;
            }
            var tag = one.Kind switch
            {
                SourceKinds.Heading => one.Level <= 2 ? "h2" : "h3",
                SourceKinds.ListItem => "li",
                _ when one.Role == "quote" => "blockquote",
                _ when one.Role == "question" => "h3",
                _ => "p",
            };
            html.Append(CultureInfo.InvariantCulture, $"<{tag}>");
            if (one.Kind == SourceKinds.Link && target(one) is { } address)
            {
                html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Html(address)}\">{Html(one.Text)}</a>");
            }
            else if (one.Kind == SourceKinds.Image)
            {
                html.Append(CultureInfo.InvariantCulture, $"{Html(one.Text)}");
            }
            else
            {
                html.Append(Html(one.Text));
            }
            html.Append(CultureInfo.InvariantCulture, $"</{tag}>");
        }
        return html.Append(isList ? "</ul></div>" : "</div>").ToString();
    }
}
