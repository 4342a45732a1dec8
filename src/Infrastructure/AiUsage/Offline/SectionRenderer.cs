using System.Net;
using System.Text;
using AiWebBuilder.Domain.Campaigns;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>Lays a section out as plain semantic HTML.</summary>
internal sealed class SectionRenderer
{
    public (string Html, string Css) Render(SectionContent content, Theme theme)
    {
        var html = new StringBuilder()
            .Append("<section class=\"")
            .Append(content.Kind)
            .Append("\" id=\"")
            .Append(content.Anchor)
            .Append("\" dir=\"")
            .Append(theme.Direction)
            .Append("\">");
        Add(html, "p", content.Eyebrow);
        Add(html, content.Kind == "hero" ? "h1" : "h2", content.Heading);
        Add(html, "p", content.Lead);
        foreach (var paragraph in content.Paragraphs)
        {
            Add(html, "p", paragraph);
        }

        foreach (var item in content.Items)
        {
            Add(html, "h3", item.Title);
            Add(html, "p", item.Meta);
            Add(html, "p", item.Text);
        }

        foreach (var link in new[] { content.Primary, content.Secondary, content.Phone }.OfType<ContentLink>())
        {
            html.Append("<a href=\"")
                .Append(WebUtility.HtmlEncode(link.Href))
                .Append("\">")
                .Append(WebUtility.HtmlEncode(link.Label))
                .Append("</a>");
        }

        Add(html, "small", content.Note);
        return (html.Append("</section>").ToString(), $".{content.Kind}{{color:{theme.Text}}}");
    }

    public (string Html, string Text) RenderEmail(EmailContent content, Theme theme)
    {
        var html = new StringBuilder()
            .Append("<!doctype html><html lang=\"")
            .Append(WebUtility.HtmlEncode(theme.Language))
            .Append("\"><body>");
        Add(html, "h1", content.Heading);
        foreach (var paragraph in content.Paragraphs)
        {
            Add(html, "p", paragraph);
        }

        Add(html, "p", content.SignOff);
        Add(html, "small", content.Footer);
        return (
            html.Append("</body></html>").ToString(),
            string.Join(
                "\n\n",
                content.Paragraphs.Prepend(content.Heading).Append(content.SignOff).Append(content.Footer)
            )
        );
    }

    private static void Add(StringBuilder html, string element, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            html.Append('<')
                .Append(element)
                .Append('>')
                .Append(WebUtility.HtmlEncode(text))
                .Append("</")
                .Append(element)
                .Append('>');
        }
    }
}
