using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Pages.Css;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>
/// Parsed HTML as typed JSX. Every text and every attribute's value is written as a string literal in braces, so that none of it
/// can be read as code: <c>{alert(1)}</c> on a page is a text in React too. What React's types know is written as they have it;
/// everything else goes past them, so that whatever people paste still compiles.
/// </summary>
internal sealed partial class Jsx
{
    private readonly StringBuilder text = new();
    private readonly List<string> others = [];

    private Jsx() { }

    /// <param name="Markup">The element, indented, with a line break at its end.</param>
    /// <param name="Constants">What the markup needs to stand before it: elements that React's types do not have.</param>
    /// <param name="Element">As which of its elements React's types see the root.</param>
    public sealed record Written(string Markup, string Constants, string Element);

    /// <summary>The element as the root of a component, which passes its own properties on to it.</summary>
    /// <param name="indent">Levels of two spaces.</param>
    public static Written Component(IElement element, int indent)
    {
        var jsx = new Jsx();
        jsx.Write(element, indent, spread: true);
        return new Written(jsx.text.ToString(), jsx.Constants(), IsKnown(element) ? element.LocalName : "span");
    }

    /// <summary>An element without properties of its own.</summary>
    public static string Element(IElement element, int indent)
    {
        var jsx = new Jsx();
        jsx.Write(element, indent, spread: false);
        return jsx.text.ToString();
    }

    /// <summary>A string of JavaScript; null is <c>null</c>.</summary>
    public static string Literal(string? text) => JsonSerializer.Serialize(text, Briefing.PromptJson);

    private void Write(IElement element, int indent, bool spread)
    {
        var name = IsKnown(element) ? element.LocalName : Constant(element.LocalName);
        text.Append(' ', indent * 2).Append('<').Append(name);
        Attributes(element);
        if (spread)
        {
            text.Append(" {...props}");
        }
        if (IsEmpty(element))
        {
            text.Append(" />\n");
            return;
        }
        text.Append(">\n");
        foreach (var child in element.ChildNodes)
        {
            if (child is IElement inner)
            {
                Write(inner, indent + 1, spread: false);
            }
            else if (child is IText { Data: { Length: > 0 } words } && Shown(element, child, words) is { } shown)
            {
                text.Append(' ', (indent + 1) * 2).Append('{').Append(Literal(shown)).Append("}\n");
            }
        }
        text.Append(' ', indent * 2).Append("</").Append(name).Append(">\n");
    }

    private static bool IsEmpty(IElement element) =>
        Void.Contains(element.LocalName) || element.LocalName == "textarea" || !element.HasChildNodes;

    private static bool IsKnown(IElement element) =>
        element.NamespaceUri == NamespaceNames.SvgUri
            ? SvgElements.Contains(element.LocalName)
            : element.NamespaceUri == NamespaceNames.HtmlUri && HtmlElements.Contains(element.LocalName);

    /// <summary>The name of the constant that holds the element's. The underscore keeps it apart from components.</summary>
    private string Constant(string element)
    {
        var number = others.IndexOf(element) + 1;
        if (number == 0)
        {
            others.Add(element);
            number = others.Count;
        }
        return string.Create(CultureInfo.InvariantCulture, $"Element_{number}");
    }

    /// <returns>The text as it must be written; null: white space that is only the source's layout.</returns>
    internal static string? Shown(IElement parent, INode node, string words)
    {
        if (!string.IsNullOrWhiteSpace(words) || parent.Closest("pre") is not null)
        {
            return words;
        }
        var art =
            parent.NamespaceUri == NamespaceNames.SvgUri && parent.LocalName is not ("text" or "tspan" or "textPath");
        return art || Structural.Contains(parent.LocalName) || IsEdge(node.PreviousSibling) || IsEdge(node.NextSibling)
            ? null
            : " ";

        bool IsEdge(INode? beside) =>
            beside is IElement element
                ? Blocks.Contains(element.LocalName)
                : beside is null && Blocks.Contains(parent.LocalName);
    }

    /// <param name="expression">What stands for an attribute's value, by name and value; null: the value itself.</param>
    private void Attributes(IElement element, Func<string, string, string?>? expression = null)
    {
        var html = element.NamespaceUri == NamespaceNames.HtmlUri;
        List<string> past = [];
        foreach (var attribute in element.Attributes)
        {
            // HTML's parser leaves the prefix out of the name and in the namespace.
            var name =
                attribute.NamespaceUri == NamespaceNames.XLinkUri ? $"xlink:{attribute.LocalName}" : attribute.Name;
            var value = attribute.Value;
            if (name == "style")
            {
                Style(value);
            }
            // Elements are React's by `key` and `ref`, and have `children` of their own; what is selected is said by the select.
            else if (
                AttributeName().IsMatch(name)
                && name is not ("key" or "ref" or "children" or "selected")
                && (name, element.LocalName) is not ("value", "select" or "textarea")
            )
            {
                Attribute(name, value);
            }
        }
        if (html && element.LocalName == "textarea" && element.TextContent.Length > 0)
        {
            text.Append(" defaultValue={").Append(Literal(element.TextContent)).Append('}');
        }
        if (html && element.LocalName == "select")
        {
            Selected(element);
        }
        if (past.Count > 0)
        {
            text.Append(" {...({ ").AppendJoin(", ", past).Append(" } as object)}");
        }

        void Attribute(string name, string value)
        {
            var input = html && element.LocalName == "input";
            var property = PropertyOf(name, element.LocalName.Contains('-', StringComparison.Ordinal), html);
            // React knows hidden as true or false only. It takes what it does not know as it is, and HTML is written in either case.
            var untilFound = html && IsUntilFound(name, value);
            property = (input, name) switch
            {
                _ when untilFound => "HIDDEN",
                (true, "value") => "defaultValue",
                (true, "checked") => "defaultChecked",
                _ => property,
            };
            var given = expression?.Invoke(name, value);
            // An empty text is false to React, even where it does not know the attribute.
            var flag = Flags.Contains(name) && !untilFound && (html || value.Length == 0);
            var number = NumberOf(name, value);
            var literal = given ?? (flag ? "true" : number?.ToString(CultureInfo.InvariantCulture) ?? Literal(value));
            // Of what has a few values only, TypeScript would not take any string.
            var typed = IsTyped(element, name, given is null ? value : "…");
            if (!typed || (Numbers.Contains(name) && number is null))
            {
                past.Add($"{Literal(property)}: {literal}");
            }
            else if (flag && given is null)
            {
                text.Append(' ').Append(property);
            }
            else
            {
                text.Append(' ').Append(property).Append("={").Append(literal).Append('}');
            }
        }
    }

    private static bool IsTyped(IElement element, string name, string value)
    {
        if (name.StartsWith("data-", StringComparison.Ordinal))
        {
            return PlainName().IsMatch(name);
        }
        if (!IsKnown(element))
        {
            return name is "class" or "id";
        }
        if (Everywhere.Contains(name) || Enumerated.GetValueOrDefault(name)?.Contains(value) is true)
        {
            return true;
        }
        if (element.NamespaceUri == NamespaceNames.SvgUri)
        {
            return SvgOwn.Contains(name) || SvgEnumerated.GetValueOrDefault(name)?.Contains(value) is true;
        }
        return (HtmlEverywhere.Contains(name) && !IsUntilFound(name, value))
            || Own.GetValueOrDefault(element.LocalName)?.Contains(name) is true
            || HtmlEnumerated.GetValueOrDefault(name)?.Contains(value) is true
            || (element.LocalName == "button" && name == "type" && value is "submit" or "reset" or "button");
    }

    private static bool IsUntilFound(string name, string value) =>
        name == "hidden" && value.Equals("until-found", StringComparison.OrdinalIgnoreCase);

    private static string PropertyOf(string name, bool custom, bool html)
    {
        if (
            name.StartsWith("data-", StringComparison.Ordinal)
            || name.StartsWith("aria-", StringComparison.Ordinal)
            || (custom && name != "class")
        )
        {
            return name;
        }
        return (html || name is "class" or "tabindex") && Names.TryGetValue(name, out var own) ? own
            : html ? name
            : Camel(name.Replace(':', '-'));
    }

    /// <summary>React asks the select, not its options.</summary>
    private void Selected(IElement select)
    {
        var chosen = select
            .QuerySelectorAll("option[selected]")
            .Select(option => Literal(option.GetAttribute("value") ?? option.TextContent.Trim()))
            .ToArray();
        if (chosen.Length > 0)
        {
            text.Append(" defaultValue={")
                .Append(select.HasAttribute("multiple") ? $"[{string.Join(", ", chosen)}]" : chosen[^1])
                .Append('}');
        }
    }

    private void Style(string css)
    {
        // An object has each member once, and the last declaration is the one that counts.
        OrderedDictionary<string, string> members = new(StringComparer.Ordinal);
        foreach (var (name, value) in CssText.Declarations(css))
        {
            if (!PlainName().IsMatch(name))
            {
                continue;
            }
            var key = name.StartsWith("--", StringComparison.Ordinal) ? name : StyleName(name.ToLowerInvariant());
            members.Remove(key);
            members.Add(key, value);
        }
        if (members.Count > 0)
        {
            // Past React's types, which know neither custom properties nor every value.
            text.Append(" style={{ ")
                .AppendJoin(", ", members.Select(member => $"{Literal(member.Key)}: {Literal(member.Value)}"))
                .Append(" } as object}");
        }
    }

    /// <summary><c>-webkit-mask</c> is <c>WebkitMask</c>, but <c>-ms-flex</c> is <c>msFlex</c>.</summary>
    private static string StyleName(string name)
    {
        var camel = Camel(name);
        return name[0] == '-' && !name.StartsWith("-ms-", StringComparison.Ordinal)
            ? char.ToUpperInvariant(camel[0]) + camel[1..]
            : camel;
    }

    private static string Camel(string name)
    {
        var words = name.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? name
            : words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <summary>What React lets through; the rest it would drop.</summary>
    [GeneratedRegex(@"^[:A-Za-z_][:A-Za-z_.\-\d]*\z", RegexOptions.None, 10_000)]
    private static partial Regex AttributeName();

    /// <summary>What can be written in JSX, and is a property in CSS.</summary>
    [GeneratedRegex(@"^-{0,2}[A-Za-z][A-Za-z\d_-]*\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainName();
}
