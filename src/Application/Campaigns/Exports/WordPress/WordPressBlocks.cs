using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>
/// Markup as blocks of WordPress's own, so that its editor can edit every word: each is written character for character as its
/// <c>save</c> function writes it (WordPress 7.1), for the editor compares. Elements become groups under their own names, with their
/// classes and ids, so that the page's styles and links find what they look for. What no block can carry (forms, drawings) becomes a
/// custom-HTML block of its own, as small as it can be.
/// </summary>
/// <seealso href="https://developer.wordpress.org/block-editor/reference-guides/core-blocks/"/>
internal static partial class WordPressBlocks
{
    /// <summary>What words stand in that the page had without a paragraph: it is to have no box of its own.</summary>
    private const string Unwrapped = "unwrapped";

    private static readonly HashSet<string> Phrases = Words(
        "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr"
    );

    /// <summary>What a group may stand for: what holds other things and says no more than that.</summary>
    private static readonly HashSet<string> Containers = Words(
        "address article aside dd div dl dt figcaption figure footer header hgroup li nav ol p section ul"
    );

    /// <summary>What WordPress has no place for, and what is not missed: names that the group's heading says, and our own marks.</summary>
    private static readonly HashSet<string> Dispensable = Words("aria-labelledby role tabindex data-component-id");

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A section of a page with all that it holds.</summary>
    /// <param name="name">What the editor's list calls it.</param>
    public static string Section(IElement section, string name) =>
        Carries(section, "aria-label") ? Group(section, new JsonObject { ["name"] = name }) : Html(section.OuterHtml);

    /// <summary>A group that is as wide as the theme lets it be.</summary>
    public static string Wide(string classes, IEnumerable<string> blocks) =>
        Write(
            "group",
            new JsonObject { ["align"] = "full", ["className"] = classes },
            $"<div class=\"wp-block-group alignfull {classes}\">{Join(blocks)}</div>"
        );

    /// <summary>A custom-HTML block of style elements.</summary>
    public static string Styles(IEnumerable<string> styles) =>
        Write(
            "html",
            [],
            string.Concat(styles.Select(css => $"<style>{css}</style>")).Replace("<!--", "", StringComparison.Ordinal)
        );

    /// <summary>A custom-HTML block. What it holds can neither end it nor begin another, and is no shortcode: <c>[gallery]</c>.</summary>
    public static string Html(string html) =>
        Write(
            "html",
            [],
            html.Replace("<!--", "", StringComparison.Ordinal).Replace("[", "&#91;", StringComparison.Ordinal)
        );

    /// <summary>Blocks beside each other.</summary>
    public static string Join(IEnumerable<string> blocks) => string.Join("\n\n", blocks);

    private static List<string> Children(IElement parent) => Blocks(parent.ChildNodes);

    /// <summary>Words between elements become a paragraph, and buttons between them a row of buttons.</summary>
    private static List<string> Blocks(IEnumerable<INode> nodes)
    {
        List<string> blocks = [];
        List<INode> words = [];
        List<IElement> buttons = [];
        foreach (var node in nodes)
        {
            if (node is IElement element && IsButton(element))
            {
                AddWords();
                buttons.Add(element);
            }
            else if (IsPhrase(node))
            {
                if (!string.IsNullOrWhiteSpace(node.TextContent))
                {
                    AddButtons();
                }
                words.Add(node);
            }
            else if (node is IElement other)
            {
                AddWords();
                AddButtons();
                if (Block(other) is { } block)
                {
                    blocks.Add(block);
                }
            }
        }
        AddWords();
        AddButtons();
        return blocks;

        void AddWords()
        {
            if (words.Any(node => !string.IsNullOrWhiteSpace(node.TextContent)))
            {
                var text = RichText(words);
                blocks.Add(
                    IsPlain(text)
                        ? Write("paragraph", Named(null, Unwrapped), $"<p class=\"{Unwrapped}\">{text}</p>")
                        : Html(text)
                );
            }
            words.Clear();
        }

        void AddButtons()
        {
            if (buttons.Count > 0)
            {
                blocks.Add(Buttons(null, Unwrapped, buttons));
            }
            buttons.Clear();
        }
    }

    /// <returns>Null: it shows nothing.</returns>
    private static string? Block(IElement element)
    {
        var block = element.LocalName switch
        {
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => Heading(element),
            "p" => Paragraph(element),
            "ul" or "ol" => List(element),
            "details" => Details(element),
            "table" => Table(element),
            "blockquote" => Quote(element),
            "hr" => Separator(element),
            "img" or "figure" => Image(element),
            _ => null,
        };
        if (block is not null)
        {
            return IsPlain(block) ? block : Html(element.OuterHtml);
        }
        if (!Containers.Contains(element.LocalName) || !Carries(element, "aria-label"))
        {
            return Html(element.OuterHtml);
        }
        return element.ChildElementCount > 0 || !string.IsNullOrWhiteSpace(element.TextContent) ? Group(element, null)
            : element.ClassName is null ? null
            : Html(element.OuterHtml);
    }

    private static string Group(IElement element, JsonObject? metadata)
    {
        // A paragraph may hold none, and takes what stands in it as its own: what has blocks in it is a box.
        var tag = element.LocalName == "p" ? "div" : element.LocalName;
        var label = element.GetAttribute("aria-label");
        var attributes = new JsonObject();
        if (tag != "div")
        {
            attributes["tagName"] = tag;
        }
        Add(attributes, "anchor", element.Id);
        Add(attributes, "ariaLabel", label);
        Add(attributes, "className", element.ClassName);
        if (metadata is not null)
        {
            attributes["metadata"] = metadata;
        }
        return Write(
            "group",
            attributes,
            $"<{tag}{Attribute("id", element.Id)}{Attribute("aria-label", label)}{Class("wp-block-group", element.ClassName)}>{Join(Children(element))}</{tag}>"
        );
    }

    private static string? Heading(IElement element)
    {
        if (!Carries(element) || !IsPhrases(element))
        {
            return null;
        }
        var attributes = new JsonObject();
        if (element.LocalName != "h2")
        {
            attributes["level"] = element.LocalName[1] - '0';
        }
        return Write(
            "heading",
            Named(element.Id, element.ClassName, attributes),
            $"<{element.LocalName}{Attribute("id", element.Id)}{Class("wp-block-heading", element.ClassName)}>{RichText(element.ChildNodes)}</{element.LocalName}>"
        );
    }

    private static string? Paragraph(IElement element)
    {
        if (!Carries(element) || !IsPhrases(element))
        {
            return null;
        }
        IElement[] buttons = [.. element.Children.Where(IsButton)];
        return
            buttons.Length > 0
            && element.ChildNodes.All(node => node is IElement child ? IsButton(child) : IsBlank(node))
            ? Buttons(element.Id, element.ClassName, buttons)
            : Write(
                "paragraph",
                Named(element.Id, element.ClassName),
                $"<p{Attribute("class", element.ClassName)}{Attribute("id", element.Id)}>{RichText(element.ChildNodes)}</p>"
            );
    }

    private static string Buttons(string? id, string? classes, IEnumerable<IElement> buttons) =>
        Write(
            "buttons",
            Named(id, classes),
            $"<div{Class("wp-block-buttons", classes)}{Attribute("id", id)}>{Join(buttons.Select(Button))}</div>"
        );

    private static string Button(IElement link)
    {
        string[] names = ["href", "title", "target", "rel"];
        var attributes = string.Concat(names.Select(name => Attribute(name, link.GetAttribute(name))));
        return Write(
            "button",
            Named(link.Id, link.ClassName),
            $"<div{Attribute("id", link.Id)}{Class("wp-block-button", link.ClassName)}><a class=\"wp-block-button__link wp-element-button\"{attributes}>{RichText(link.ChildNodes)}</a></div>"
        );
    }

    /// <summary>A list of words, each item with a list below it at most; what has more in it is a group.</summary>
    private static string? List(IElement element)
    {
        var ordered = element.LocalName == "ol";
        if (
            !Carries(element, ordered ? ["start", "reversed"] : [])
            || element.ChildElementCount == 0
            || element.Children.Any(item => item.LocalName != "li" || !Carries(item))
        )
        {
            return null;
        }
        List<string> items = [];
        foreach (var item in element.Children)
        {
            var below = item.LastElementChild is { LocalName: "ul" or "ol" } last ? last : null;
            var words = item.ChildNodes.Where(node => node != below).ToArray();
            var list = below is null ? null : List(below);
            if (
                words.Any(node => !IsPhrase(node))
                || words.OfType<IElement>().Any(IsButton)
                || (below is not null && list is null)
            )
            {
                return null;
            }
            items.Add(
                Write(
                    "list-item",
                    Named(item.Id, item.ClassName),
                    $"<li{Attribute("id", item.Id)}{Attribute("class", item.ClassName)}>{RichText(words)}{list}</li>"
                )
            );
        }
        var attributes = new JsonObject();
        var counting = "";
        if (ordered)
        {
            attributes["ordered"] = true;
            if (
                int.TryParse(
                    element.GetAttribute("start"),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var start
                )
            )
            {
                attributes["start"] = start;
                counting = string.Create(CultureInfo.InvariantCulture, $" start=\"{start}\"");
            }
            if (element.HasAttribute("reversed"))
            {
                attributes["reversed"] = true;
                counting = " reversed" + counting;
            }
        }
        return Write(
            "list",
            Named(element.Id, element.ClassName, attributes),
            $"<{element.LocalName}{counting}{Attribute("id", element.Id)}{Class("wp-block-list", element.ClassName)}>{Join(items)}</{element.LocalName}>"
        );
    }

    private static string? Details(IElement element)
    {
        var open = element.HasAttribute("open");
        if (
            !Carries(element, "open", "name")
            || element.FirstElementChild is not { LocalName: "summary" } summary
            || summary.Attributes.Length > 0
            || string.IsNullOrWhiteSpace(summary.TextContent)
            || !summary.ChildNodes.All(node =>
                IsPhrase(node) || node is IElement { LocalName: ['h', _] } heading && IsPhrases(heading)
            )
        )
        {
            return null;
        }
        var attributes = new JsonObject();
        if (open)
        {
            attributes["showContent"] = true;
        }
        var answer = Blocks(element.ChildNodes.Where(node => node != summary));
        return Write(
            "details",
            Named(element.Id, element.ClassName, attributes),
            $"<details{Attribute("id", element.Id)}{Class("wp-block-details", element.ClassName)}{Attribute("name", element.GetAttribute("name"))}{(open ? " open" : "")}><summary>{RichText(summary.ChildNodes)}</summary>{Join(answer)}</details>"
        );
    }

    private static string? Table(IElement table)
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

    private static string? Quote(IElement element) =>
        Carries(element)
            ? Write(
                "quote",
                Named(element.Id, element.ClassName),
                $"<blockquote{Class("wp-block-quote", element.ClassName)}{Attribute("id", element.Id)}>{Join(Children(element))}</blockquote>"
            )
            : null;

    private static string? Separator(IElement element) =>
        Carries(element)
            ? Write(
                "separator",
                Named(element.Id, element.ClassName),
                $"<hr{Class("wp-block-separator has-alpha-channel-opacity", element.ClassName)}{Attribute("id", element.Id)}/>"
            )
            : null;

    /// <summary>A picture, alone or in a figure, with a link around it and a caption, if it has them.</summary>
    private static string? Image(IElement element)
    {
        var figure = element.LocalName == "figure" ? element : null;
        var inside = figure?.Children.Where(child => child.LocalName != "figcaption").ToArray() ?? [element];
        var caption = figure?.Children.SingleOrDefault(child => child.LocalName == "figcaption");
        if (
            inside is not [var shown]
            || (figure is not null && !Carries(figure))
            || (caption is not null && !IsPhrases(caption))
        )
        {
            return null;
        }
        var link = shown.LocalName == "a" ? shown : null;
        if (
            (link is null ? shown : link.Children.FirstOrDefault(child => child.LocalName == "img"))
                is not { LocalName: "img" } image
            || (
                link is not null
                && (
                    !Carries(link, "href", "rel", "target")
                    || link.Children.Any(child => child != image && child.ClassName != "visually-hidden")
                )
            )
            || !Carries(image, "src", "alt", "title", "width", "height", "loading", "decoding")
        )
        {
            return null;
        }
        var classes = $"{figure?.ClassName} {image.ClassName}".Trim();
        classes = classes.Length == 0 && figure is null ? Unwrapped : classes;
        var id = figure?.Id ?? image.Id;
        var picture =
            $"<img{Attribute("src", image.GetAttribute("src"))} alt=\"{Escape(image.GetAttribute("alt") ?? "")}\"{Attribute("title", image.GetAttribute("title"))}/>";
        if (link is not null)
        {
            string[] names = ["class", "href", "target", "rel"];
            picture =
                $"<a{string.Concat(names.Select(name => Attribute(name, link.GetAttribute(name))))}>{picture}</a>";
        }
        return Write(
            "image",
            Named(id, classes),
            $"<figure{Class("wp-block-image", classes)}{Attribute("id", id)}>{picture}{Caption(caption is null ? "" : RichText(caption.ChildNodes))}</figure>"
        );
    }

    private static string Caption(string text) =>
        text.Length == 0 ? "" : $"<figcaption class=\"wp-element-caption\">{text}</figcaption>";

    /// <summary>Whether a block can carry all of its attributes: class and id, and those named.</summary>
    private static bool Carries(IElement element, params string[] further) =>
        element.Attributes.All(one =>
            Dispensable.Contains(one.Name)
            || ((one.Name is "class" or "id" || further.Contains(one.Name)) && IsPlainValue(one.Value))
        );

    private static bool IsPhrases(IElement element) =>
        !string.IsNullOrWhiteSpace(element.TextContent) && element.ChildNodes.All(IsPhrase);

    /// <summary>
    /// Whether the editor keeps it among words: a drawing, or an element without words, would be lost at the next key that is pressed.
    /// </summary>
    private static bool IsPhrase(INode node) =>
        node switch
        {
            IText => true,
            IComment => true,
            IElement element => Phrases.Contains(element.LocalName)
                && element.Attributes.All(one => IsPlainValue(one.Value))
                && (
                    element.LocalName is "br" or "wbr"
                    || (element.TextContent.Length > 0 && element.ChildNodes.All(IsPhrase))
                ),
            _ => false,
        };

    private static bool IsBlank(INode node) => node is IComment || string.IsNullOrWhiteSpace(node.TextContent);

    private static bool IsButton(IElement element) =>
        element.LocalName == "a"
        && element.ClassList.Contains("button")
        && element.HasAttribute("href")
        && IsPhrases(element)
        && Carries(element, "href", "title", "target", "rel");

    /// <summary>The words as the editor writes them: white space once, and none at the ends. Styles may show where lines end.</summary>
    private static string RichText(IEnumerable<INode> nodes)
    {
        var holder = (IElement?)null;
        foreach (var node in nodes.Where(node => node is not IComment))
        {
            holder ??= node.Owner!.CreateElement("div");
            holder.AppendChild(node.Clone());
        }
        if (holder is null)
        {
            return "";
        }
        foreach (var comment in holder.Descendants<IComment>().ToArray())
        {
            comment.Remove();
        }
        var afterSpace = true;
        IText? last = null;
        foreach (var text in holder.Descendants<IText>())
        {
            var single = Spaces().Replace(text.Data, space => space.ValueSpan.Contains('\n') ? "\n" : " ");
            text.Data = afterSpace && single is [' ' or '\n', .. var rest] ? rest : single;
            if (text.Data.Length > 0)
            {
                afterSpace = text.Data[^1] is ' ' or '\n';
                last = text;
            }
        }
        if (last is not null)
        {
            last.Data = last.Data.TrimEnd(' ', '\n');
        }
        return holder.InnerHtml;
    }

    /// <summary>Whether WordPress takes none of it for an order to itself: <c>[gallery]</c>.</summary>
    private static bool IsPlain(string block) => !block.Contains('[', StringComparison.Ordinal);

    /// <summary>Whether WordPress writes an attribute's value as we do: it knows entities and blocks wherever they stand.</summary>
    private static bool IsPlainValue(string value) =>
        !value.Contains('[', StringComparison.Ordinal)
        && !value.Contains("<!--", StringComparison.Ordinal)
        && !Entity().IsMatch(value);

    private static JsonObject Named(string? id, string? classes, JsonObject? attributes = null)
    {
        attributes ??= [];
        Add(attributes, "anchor", id);
        Add(attributes, "className", classes);
        return attributes;
    }

    private static void Add(JsonObject attributes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            attributes[name] = value;
        }
    }

    private static string Class(string own, string? further) =>
        $" class=\"{Escape(string.IsNullOrEmpty(further) ? own : $"{own} {further}")}\"";

    private static string Attribute(string name, string? value) =>
        string.IsNullOrEmpty(value) ? "" : $" {name}=\"{Escape(value)}\"";

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A block between its comments; what stands in their JSON can neither end them nor be taken for markup.</summary>
    private static string Write(string block, JsonObject attributes, string content)
    {
        var json =
            attributes.Count == 0
                ? ""
                : attributes
                    .ToJsonString(Json)
                    .Replace("\\\\", "\\u005c", StringComparison.Ordinal)
                    .Replace("--", "\\u002d\\u002d", StringComparison.Ordinal)
                    .Replace("<", "\\u003c", StringComparison.Ordinal)
                    .Replace(">", "\\u003e", StringComparison.Ordinal)
                    .Replace("&", "\\u0026", StringComparison.Ordinal)
                    .Replace("\\\"", "\\u0022", StringComparison.Ordinal) + " ";
        return $"<!-- wp:{block} {json}-->\n{content}\n<!-- /wp:{block} -->";
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex(@"[ \t\r\n\f]+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();

    [GeneratedRegex("&#?[A-Za-z0-9]+;", RegexOptions.None, 10_000)]
    private static partial Regex Entity();
}
