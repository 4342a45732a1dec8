using System.Text;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>The plain-text part of an e-mail, from the same words as the HTML part.</summary>
internal static class EmailText
{
    public static string Of(EmailContent content)
    {
        var text = new StringBuilder();
        Paragraph(content.Heading);
        foreach (var paragraph in content.Paragraphs)
            Paragraph(paragraph);
        foreach (var item in content.Items)
            Paragraph(
                "- " + string.Join(": ", new[] { item.Meta, item.Title }.Where(text => !string.IsNullOrEmpty(text)))
            );
        if (content.Primary is { } action)
            Paragraph($"{action.Label}: {EmailRenderer.SafeHref(action.Href)}");
        Paragraph(content.SignOff);
        Paragraph("-- \n" + content.Footer);
        Paragraph($"{content.UnsubscribeLabel}: {EmailRenderer.UnsubscribePlaceholder}");
        return text.ToString().TrimEnd() + "\n";

        void Paragraph(string paragraph)
        {
            if (paragraph.Length > 0)
                text.Append(paragraph).Append("\n\n");
        }
    }
}
