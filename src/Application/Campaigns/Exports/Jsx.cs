using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// Parsed HTML as JSX. Every text and every attribute's value is written as a string literal in braces, so that none of it can
/// be read as code: <c>{alert(1)}</c> on a page is a text in React too.
/// </summary>
internal static class Jsx
{
    private static readonly HashSet<string> Void = new(
        ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"],
        StringComparer.Ordinal
    );

    /// <summary>Elements in which white space between children has no meaning, and where React warns of texts.</summary>
    private static readonly HashSet<string> Structural = new(
        ["table", "thead", "tbody", "tfoot", "tr", "colgroup", "select", "datalist", "ul", "ol", "dl"],
        StringComparer.Ordinal
    );

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["class"] = "className",
        ["for"] = "htmlFor",
        ["tabindex"] = "tabIndex",
        ["readonly"] = "readOnly",
        ["maxlength"] = "maxLength",
        ["minlength"] = "minLength",
        ["autocomplete"] = "autoComplete",
        ["autofocus"] = "autoFocus",
        ["autoplay"] = "autoPlay",
        ["colspan"] = "colSpan",
        ["rowspan"] = "rowSpan",
        ["cellpadding"] = "cellPadding",
        ["cellspacing"] = "cellSpacing",
        ["datetime"] = "dateTime",
        ["srcset"] = "srcSet",
        ["novalidate"] = "noValidate",
        ["inputmode"] = "inputMode",
        ["enctype"] = "encType",
        ["hreflang"] = "hrefLang",
        ["crossorigin"] = "crossOrigin",
        ["referrerpolicy"] = "referrerPolicy",
        ["contenteditable"] = "contentEditable",
        ["spellcheck"] = "spellCheck",
        ["usemap"] = "useMap",
        ["playsinline"] = "playsInline",
        ["value"] = "defaultValue",
        ["checked"] = "defaultChecked",
        ["xlink:href"] = "xlinkHref",
        ["xml:space"] = "xmlSpace",
    };

    private static readonly HashSet<string> Numbers = new(
        ["tabindex", "maxlength", "minlength", "colspan", "rowspan", "rows", "cols", "size", "start"],
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Flags = new(
        [
            "required",
            "disabled",
            "readonly",
            "checked",
            "multiple",
            "hidden",
            "open",
            "novalidate",
            "autofocus",
            "controls",
            "loop",
            "muted",
            "autoplay",
            "playsinline",
            "reversed",
            "default",
        ],
        StringComparer.Ordinal
    );

    /// <param name="indent">Levels of two spaces.</param>
    /// <param name="spread">Passes the component's own properties on to this element.</param>
    public static void Write(IElement element, StringBuilder jsx, int indent, bool spread = false)
    {
        var margin = new string(' ', indent * 2);
        jsx.Append(margin).Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
        {
            Attribute(element, attribute, jsx);
        }
        if (spread)
        {
            jsx.Append(" {...props}");
        }
        if (Void.Contains(element.LocalName) || !element.HasChildNodes)
        {
            jsx.Append(" />\n");
            return;
        }
        jsx.Append(">\n");
        foreach (var child in element.ChildNodes)
        {
            if (child is IElement inner)
            {
                Write(inner, jsx, indent + 1);
            }
            else if (child is IText { Data: { Length: > 0 } text })
            {
                Text(element, text, jsx, indent + 1);
            }
        }
        jsx.Append(margin).Append("</").Append(element.LocalName).Append(">\n");
    }

    private static void Text(IElement parent, string text, StringBuilder jsx, int indent)
    {
        var blank = string.IsNullOrWhiteSpace(text);
        if (blank && (Structural.Contains(parent.LocalName) || text.Contains('\n', StringComparison.Ordinal)))
        {
            return; // the layout of the source
        }
        jsx.Append(' ', indent * 2).Append('{').Append(Literal(text)).Append("}\n");
    }

    private static void Attribute(IElement element, IAttr attribute, StringBuilder jsx)
    {
        var name = attribute.Name;
        var html = element.NamespaceUri == NamespaceNames.HtmlUri;
        if (name == "style")
        {
            Style(attribute.Value, jsx);
            return;
        }
        var kept =
            name.StartsWith("data-", StringComparison.Ordinal) || name.StartsWith("aria-", StringComparison.Ordinal);
        if (!kept && !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':'))
        {
            return; // a name that parsers take and JSX does not
        }
        var known = html || name is "class" or "tabindex" || name.Contains(':', StringComparison.Ordinal);
        var property =
            kept ? name
            : name == "value" && element.LocalName is not ("input" or "textarea" or "select") ? name
            : known && Names.TryGetValue(name, out var own) ? own
            : html ? name
            : Camel(name);
        if (property.Contains(':', StringComparison.Ordinal))
        {
            return;
        }
        jsx.Append(' ').Append(property);
        if (html && Flags.Contains(name))
        {
            return;
        }
        jsx.Append('=').Append('{');
        if (
            Numbers.Contains(name)
            && int.TryParse(
                attribute.Value,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            jsx.Append(number.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            jsx.Append(Literal(attribute.Value));
        }
        jsx.Append('}');
    }

    private static void Style(string css, StringBuilder jsx)
    {
        List<string> members = [];
        foreach (var declaration in Declarations(css))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                continue;
            }
            var (name, value) = (declaration[..colon].Trim(), declaration[(colon + 1)..].Trim());
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            {
                continue;
            }
            var key = name.StartsWith("--", StringComparison.Ordinal)
                ? Literal(name)
                : Literal(Camel(name.ToLowerInvariant()));
            // A custom property is none of React's typed ones.
            members.Add(
                name.StartsWith("--", StringComparison.Ordinal)
                    ? $"[{key} as string]: {Literal(value)}"
                    : $"{key}: {Literal(value)}"
            );
        }
        if (members.Count > 0)
        {
            jsx.Append(" style={{ ").AppendJoin(", ", members).Append(" }}");
        }
    }

    /// <summary>Declarations parted by semicolons, but not by those inside quotes or brackets: <c>url(data:image/png;base64,…)</c>.</summary>
    private static IEnumerable<string> Declarations(string css)
    {
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < css.Length; i++)
        {
            var letter = css[i];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter is '(' or ')')
            {
                depth += letter == '(' ? 1 : -1;
            }
            else if (letter == ';' && depth <= 0)
            {
                yield return css[start..i];
                start = i + 1;
            }
        }
        yield return css[start..];
    }

    private static string Camel(string name)
    {
        var words = name.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2
            ? name
            : words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static string Literal(string text) => JsonSerializer.Serialize(text, Briefing.PromptJson);
}
