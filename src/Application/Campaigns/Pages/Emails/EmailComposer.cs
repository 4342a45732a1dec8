using System.Text;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Campaigns.Planning;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace AiWebBuilder.Application.Campaigns.Pages.Emails;

/// <summary>One stored part of an e-mail, as its block or a person wrote it.</summary>
/// <param name="Id">Appears as <c>data-component-id</c>, by which findings are told apart.</param>
/// <param name="Kind">The head stands first and the footer last, wherever they were put.</param>
/// <param name="Html">A fragment; anything that HTML parsers accept.</param>
/// <param name="Css">The rules of a part that is code.</param>
internal sealed record EmailPart(Guid Id, string Kind, string Html, string Css);

/// <summary>Everything that one e-mail is made of.</summary>
/// <param name="Title">What it is called where it has no subject.</param>
/// <param name="Links">Where links to the pages lead; null: they keep the addresses they have.</param>
/// <param name="UploadAddressOf">The address of an upload; null: it stays relative to the campaign.</param>
internal sealed record EmailDocument(
    string Title,
    string? Subject,
    string? Preheader,
    Theme Theme,
    IReadOnlyList<EmailPart> Parts,
    PageLinks? Links,
    Func<PageUpload, string>? UploadAddressOf
);

/// <summary>
/// Puts the parts of an e-mail together, as HTML and as text: without anything that could run or load, and with links that lead somewhere
/// from a mailbox. Both are made of the same elements, so that they say the same.
/// </summary>
internal static partial class EmailComposer
{
    private static readonly string[] AroundBody =
    [
        SectionKinds.EmailHead,
        SectionKinds.EmailTitle,
        SectionKinds.EmailButton,
        SectionKinds.EmailSignOff,
        SectionKinds.EmailFooter,
    ];

    public static (
        string Html,
        EmailParts Parts,
        IReadOnlyList<LeftOut> LeftOut,
        IReadOnlyList<ShownUpload> Uploads
    ) Compose(IBlocks blocks, EmailDocument email)
    {
        var parser = new HtmlParser();
        var document = parser.ParseDocument("<!doctype html><body></body>");
        var safe = new SafeMarkup(isEmail: true);
        List<LeftOut> leftOut = [];
        List<ShownUpload> uploads = [];
        List<string> css = [];
        List<(EmailPart Part, IElement Holder)> parts = [];
        foreach (var part in email.Parts.OrderBy(Rank))
        {
            css.Add(part.Css);
            var holder = (IHtmlElement)document.CreateElement("div");
            foreach (var node in parser.ParseFragment(part.Html, document.Body!).ToArray())
            {
                holder.AppendChild(node);
            }
            var clean = safe.Clean(document, holder);
            css.AddRange(clean.Css);
            leftOut.AddRange(clean.LeftOut.Select(what => new LeftOut(part.Id, what)));
            uploads.AddRange(
                PageUploads.Apply(holder, email.UploadAddressOf).Select(upload => new ShownUpload(part.Id, upload))
            );
            // A button that leads nowhere leaves an empty element behind.
            if (holder.TextContent.Trim().Length > 0 || holder.QuerySelector(":not(div)") is not null)
            {
                document.Body!.AppendChild(holder);
                parts.Add((part, holder));
            }
        }
        email.Links?.Apply(document);
        var texts = parts.Select(one => (one.Part.Kind, Text: TextOf(one.Holder))).ToArray();
        var html = blocks.Compose(
            new BlockEmail(
                email.Subject ?? email.Title,
                email.Preheader,
                email.Theme,
                [.. parts.Select(one => Markup(one.Part, one.Holder))],
                [
                    .. css.Select(rules => rules.Trim().Replace("</", "<\\/", StringComparison.Ordinal))
                        .Where(rules => rules.Length > 0)
                        .Distinct(StringComparer.Ordinal),
                ]
            )
        );
        var hasBody = parts.Any(one =>
            !AroundBody.Contains(one.Part.Kind)
            && (!string.IsNullOrWhiteSpace(one.Holder.TextContent) || one.Holder.QuerySelector("img") is not null)
        );
        return (html, new EmailParts(email.Subject ?? "", email.Preheader, Joined(texts), hasBody), leftOut, uploads);
    }

    private static int Rank(EmailPart part) =>
        part.Kind switch
        {
            SectionKinds.EmailHead => 0,
            SectionKinds.EmailFooter => 2,
            _ => 1,
        };

    private static string Markup(EmailPart part, IElement holder)
    {
        // Only roots bear one.
        foreach (var element in holder.QuerySelectorAll("[data-component-id]"))
        {
            element.RemoveAttribute("data-component-id");
        }
        var single =
            holder.ChildElementCount == 1
            && holder.ChildNodes.All(node => node is IElement or IComment || node.TextContent.Trim().Length == 0);
        var root = single ? holder.FirstElementChild! : holder;
        root.SetAttribute("data-component-id", part.Id.ToString());
        // What Outlook reads stands in comments beside the root.
        return single ? holder.ChildNodes.ToHtml(HtmlFormatter.Instance) : holder.ToHtml(HtmlFormatter.Instance);
    }

    /// <summary>Mail programs grey what stands below two dashes (RFC 3676, section 4.3).</summary>
    private static string Joined(IEnumerable<(string Kind, string Text)> texts) =>
        string.Join(
            "\n\n",
            texts
                .Where(part => part.Text.Length > 0)
                .Select(part => part.Kind == SectionKinds.EmailFooter ? $"-- \n{part.Text}" : part.Text)
        ) + "\n";

    private static string TextOf(INode node)
    {
        var text = new StringBuilder();
        Append(node, text);
        return BlankLines().Replace(LineEnds().Replace(Spaces().Replace(text.ToString(), " "), "\n"), "\n\n").Trim();
    }

    private static void Append(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(words.Data.ReplaceLineEndings(" "));
                    break;
                case IElement unread
                    when unread.LocalName is "style" or "svg"
                        || unread.GetAttribute("aria-hidden") == "true"
                        || unread.GetAttribute("style")?.Contains("display:none", StringComparison.Ordinal) == true:
                    break;
                case IElement { LocalName: "br" }:
                    text.Append('\n');
                    break;
                case IElement { LocalName: "img" } image:
                    text.Append(image.GetAttribute("alt"));
                    break;
                case IElement { LocalName: "a" } link:
                    text.Append(LinkText(TextOf(link), link.GetAttribute("href")?.Trim() ?? ""));
                    break;
                case IElement { LocalName: "li" } item:
                    var mark = item.ParentElement is { LocalName: "ol" } list
                        ? $"{list.Children.Index(item) + 1}. "
                        : "- ";
                    text.Append('\n').Append(mark).Append(TextOf(item));
                    break;
                case IElement { LocalName: "tr" } row:
                    text.Append('\n').Append(RowText(row));
                    break;
                case IElement { LocalName: "p" or "div" or "table" or "ul" or "ol" or "h1" or "h2" or "h3" } block:
                    text.Append("\n\n");
                    Append(block, text);
                    text.Append("\n\n");
                    break;
                default:
                    Append(child, text);
                    break;
            }
        }
    }

    /// <summary>A row of one cell is only there to hold it; several are a name and what belongs to it.</summary>
    private static string RowText(IElement row)
    {
        var cells = row.Children.Where(cell => cell.LocalName is "td" or "th").ToArray();
        if (cells is not [_, _, ..] && !cells.Any(cell => cell.HasAttribute("colspan")))
        {
            return string.Join("\n\n", cells.Select(TextOf));
        }
        var lines = cells
            .Select(cell => TextOf(cell).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(cell => cell.Length > 0)
            .ToArray();
        if (lines.Length == 0)
        {
            return "";
        }
        var (mark, named) =
            lines is [[var number], _, ..] && number.All(char.IsAsciiDigit)
                ? ($"{number}. ", lines[1..])
                : ("- ", lines);
        return mark
            + string.Join(": ", named.Select(cell => cell[0]))
            + string.Concat(named.SelectMany(cell => cell[1..]).Select(line => $"\n{line}"));
    }

    /// <summary>The label, and behind it the address unless the label says it.</summary>
    private static string LinkText(string label, string href)
    {
        // Nobody reads the schemes of telephones and mailboxes.
        var scheme = Scheme().Match(href).Value;
        var address = href[scheme.Length..];
        var isSaid =
            address.Length == 0
            || label.Contains(address, StringComparison.OrdinalIgnoreCase)
            // A number is written in more ways than one.
            || (address.All(letter => letter is '+' || char.IsAsciiDigit(letter)) && label.Count(char.IsDigit) > 4);
        return isSaid ? label
            : label.Length == 0 ? address
            : $"{label}: {address}\n";
    }

    [GeneratedRegex("^(?:tel|sms|mailto):", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"[ \t\u00a0]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@" *\n *", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BlankLines();
}
