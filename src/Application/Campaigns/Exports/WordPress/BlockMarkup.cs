using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.WordPress;

/// <summary>How WordPress writes a block down, and what it lets stand among words and in attributes.</summary>
internal static partial class BlockMarkup
{
    private static readonly HashSet<string> Phrases = Words(
        "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr"
    );

    /// <summary>What WordPress has no place for, and what is not missed: names that the group's heading says, and our own marks.</summary>
    private static readonly HashSet<string> Dispensable = Words("aria-labelledby role tabindex data-component-id");

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A block between its comments; what stands in their JSON can neither end them nor be taken for markup.</summary>
    public static string Write(string block, JsonObject attributes, string content)
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

    /// <summary>A custom-HTML block. What it holds can neither end it nor begin another, and is no shortcode: <c>[gallery]</c>.</summary>
    public static string Html(string html) =>
        Write(
            "html",
            [],
            html.Replace("<!--", "", StringComparison.Ordinal).Replace("[", "&#91;", StringComparison.Ordinal)
        );

    /// <summary>Blocks beside each other.</summary>
    public static string Join(IEnumerable<string> blocks) => string.Join("\n\n", blocks);

    public static JsonObject Named(string? id, string? classes, JsonObject? attributes = null)
    {
        attributes ??= [];
        Add(attributes, "anchor", id);
        Add(attributes, "className", classes);
        return attributes;
    }

    public static void Add(JsonObject attributes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            attributes[name] = value;
        }
    }

    public static string Class(string own, string? further) =>
        $" class=\"{Escape(string.IsNullOrEmpty(further) ? own : $"{own} {further}")}\"";

    public static string Attribute(string name, string? value) =>
        string.IsNullOrEmpty(value) ? "" : $" {name}=\"{Escape(value)}\"";

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Caption(string text) =>
        text.Length == 0 ? "" : $"<figcaption class=\"wp-element-caption\">{text}</figcaption>";

    /// <summary>The words as the editor writes them: white space once, and none at the ends. Styles may show where lines end.</summary>
    public static string RichText(IEnumerable<INode> nodes)
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

    /// <summary>Whether a block can carry all of its attributes: class and id, and those named.</summary>
    public static bool Carries(IElement element, params string[] further) =>
        element.Attributes.All(one =>
            Dispensable.Contains(one.Name)
            || ((one.Name is "class" or "id" || further.Contains(one.Name)) && IsPlainValue(one.Value))
        );

    public static bool IsPhrases(IElement element) =>
        !string.IsNullOrWhiteSpace(element.TextContent) && element.ChildNodes.All(IsPhrase);

    /// <summary>
    /// Whether the editor keeps it among words: a drawing, or an element without words, would be lost at the next key that is pressed.
    /// </summary>
    public static bool IsPhrase(INode node) =>
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

    /// <summary>Whether WordPress takes none of it for an order to itself: <c>[gallery]</c>.</summary>
    public static bool IsPlain(string block) => !block.Contains('[', StringComparison.Ordinal);

    /// <summary>Whether WordPress writes an attribute's value as we do: it knows entities and blocks wherever they stand.</summary>
    public static bool IsPlainValue(string value) =>
        !value.Contains('[', StringComparison.Ordinal)
        && !value.Contains("<!--", StringComparison.Ordinal)
        && !Entity().IsMatch(value);

    public static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex(@"[ \t\r\n\f]+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();

    [GeneratedRegex("&#?[A-Za-z0-9]+;", RegexOptions.None, 10_000)]
    private static partial Regex Entity();
}
