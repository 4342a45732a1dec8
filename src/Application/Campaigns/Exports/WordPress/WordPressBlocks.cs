using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using static AiWebBuilder.Application.Campaigns.Exports.WordPress.BlockMarkup;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>
/// Markup as blocks of WordPress's own, so that its editor can edit every word: each is written character for character as its
/// <c>save</c> function writes it (WordPress 7.1), for the editor compares. Elements become groups under their own names, with their
/// classes and ids, so that the page's styles and links find what they look for. What no block can carry (forms, drawings) becomes a
/// custom-HTML block of its own, as small as it can be.
/// </summary>
/// <seealso href="https://developer.wordpress.org/block-editor/reference-guides/core-blocks/"/>
internal static class WordPressBlocks
{
    /// <summary>What words stand in that the page had without a paragraph: it is to have no box of its own.</summary>
    public const string Unwrapped = "unwrapped";

    /// <summary>What a group may stand for: what holds other things and says no more than that.</summary>
    private static readonly HashSet<string> Containers = Words(
        "address article aside dd div dl dt figcaption figure footer header hgroup li nav ol p section ul"
    );

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
            "table" => TableBlock.Of(element),
            "blockquote" => Quote(element),
            "hr" => Separator(element),
            "img" or "figure" => ImageBlock.Of(element),
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

    private static bool IsBlank(INode node) => node is IComment || string.IsNullOrWhiteSpace(node.TextContent);

    private static bool IsButton(IElement element) =>
        element.LocalName == "a"
        && element.ClassList.Contains("button")
        && element.HasAttribute("href")
        && IsPhrases(element)
        && Carries(element, "href", "title", "target", "rel");
}
