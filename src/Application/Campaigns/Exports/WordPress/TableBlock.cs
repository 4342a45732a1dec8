using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using static AiWebBuilder.Application.Campaigns.Exports.WordPress.BlockMarkup;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>A table as a block: rows of words, with a class for the whole alone.</summary>
internal static class TableBlock
{
    /// <returns>Null: the block cannot carry it.</returns>
    public static string? Of(IElement table)
    {
        if (!Carries(table))
        {
            return null;
        }
        var parts = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        var (caption, classes) = ("", table.ClassName);
        foreach (var part in table.Children)
        {
            if (part.LocalName == "caption")
            {
                if (!IsPhrases(part))
                {
                    return null;
                }
                caption = part.ClassName == "visually-hidden" ? "" : RichText(part.ChildNodes);
                continue;
            }
            if (part.LocalName is not ("thead" or "tbody" or "tfoot") || parts.ContainsKey(part.LocalName))
            {
                return null;
            }
            // Only the block as a whole has a class.
            if (part is { LocalName: "thead", ClassName: "visually-hidden" })
            {
                classes = $"{classes} headless".TrimStart();
            }
            else if (part.Attributes.Length > 0)
            {
                return null;
            }
            var rows = parts[part.LocalName] = new StringBuilder();
            foreach (var row in part.Children)
            {
                if (row.LocalName != "tr" || row.Attributes.Length > 0 || row.ChildElementCount == 0)
                {
                    return null;
                }
                rows.Append("<tr>");
                foreach (var cell in row.Children)
                {
                    if (
                        cell.Attributes.Any(one => one.Name is not ("scope" or "colspan" or "rowspan"))
                        || (cell.LocalName == "td" && cell.HasAttribute("scope"))
                        || !cell.ChildNodes.All(IsPhrase)
                    )
                    {
                        return null;
                    }
                    string[] names = ["scope", "colspan", "rowspan"];
                    rows.Append('<')
                        .Append(cell.LocalName)
                        .AppendJoin("", names.Select(name => Attribute(name, cell.GetAttribute(name))))
                        .Append('>')
                        .Append(RichText(cell.ChildNodes))
                        .Append("</")
                        .Append(cell.LocalName)
                        .Append('>');
                }
                rows.Append("</tr>");
            }
            if (rows.Length == 0)
            {
                parts.Remove(part.LocalName);
            }
        }
        string[] order = ["thead", "tbody", "tfoot"];
        var body = string.Concat(order.Where(parts.ContainsKey).Select(part => $"<{part}>{parts[part]}</{part}>"));
        return body.Length == 0
            ? null
            : Write(
                "table",
                Named(table.Id, classes, new JsonObject { ["hasFixedLayout"] = false }),
                $"<figure{Attribute("id", table.Id)}{Class("wp-block-table", classes)}><table>{body}</table>{Caption(caption)}</figure>"
            );
    }
}
