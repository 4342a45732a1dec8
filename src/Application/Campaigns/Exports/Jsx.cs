using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>
/// Parsed HTML as typed JSX. Every text and every attribute's value is written as a string literal in braces, so that none of it
/// can be read as code: <c>{alert(1)}</c> on a page is a text in React too. What React's types know is written as they have it;
/// everything else goes past them, so that whatever people paste still compiles.
/// </summary>
internal sealed partial class Jsx
{
    private static readonly HashSet<string> Void = Words("area br col embed hr img input link meta source track wbr");

    /// <summary>Elements that React's types have.</summary>
    private static readonly HashSet<string> HtmlElements = Words(
        """
        a abbr address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col colgroup
        data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
        header hgroup hr i img input ins kbd label legend li map mark menu meter nav ol optgroup option output p picture pre
        progress q rp rt ruby s samp search section select small source span strong sub summary sup table tbody td textarea
        tfoot th thead time tr track u ul var video wbr
        """
    );

    private static readonly HashSet<string> SvgElements = Words(
        """
        svg animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
        feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
        feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
        fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter foreignObject g image line linearGradient
        marker mask metadata mpath path pattern polygon polyline radialGradient rect set stop switch symbol text textPath
        tspan use view
        """
    );

    /// <summary>Beside these, white space shows nothing.</summary>
    private static readonly HashSet<string> Blocks = Words(
        """
        address article aside blockquote br caption center col colgroup dd details dialog div dl dt fieldset figcaption figure
        footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li menu nav ol optgroup option p pre section source summary
        table tbody td tfoot th thead tr track ul
        """
    );

    /// <summary>Inside these, white space between children shows nothing either, and React warns of it.</summary>
    private static readonly HashSet<string> Structural = Words(
        "table thead tbody tfoot tr colgroup select optgroup datalist ul ol dl picture video audio"
    );

    private static readonly Dictionary<string, string> Names = (
        "accesskey=accessKey allowfullscreen=allowFullScreen autocapitalize=autoCapitalize autocomplete=autoComplete "
        + "autofocus=autoFocus autoplay=autoPlay cellpadding=cellPadding cellspacing=cellSpacing class=className "
        + "colspan=colSpan contenteditable=contentEditable crossorigin=crossOrigin datetime=dateTime "
        + "disablepictureinpicture=disablePictureInPicture enctype=encType enterkeyhint=enterKeyHint "
        + "fetchpriority=fetchPriority for=htmlFor formaction=formAction formenctype=formEncType formmethod=formMethod "
        + "formnovalidate=formNoValidate formtarget=formTarget hreflang=hrefLang imagesizes=imageSizes "
        + "imagesrcset=imageSrcSet inputmode=inputMode ismap=isMap itemid=itemID itemprop=itemProp itemref=itemRef "
        + "itemscope=itemScope itemtype=itemType maxlength=maxLength minlength=minLength novalidate=noValidate "
        + "playsinline=playsInline popovertarget=popoverTarget popovertargetaction=popoverTargetAction "
        + "readonly=readOnly referrerpolicy=referrerPolicy rowspan=rowSpan spellcheck=spellCheck srcdoc=srcDoc "
        + "srclang=srcLang srcset=srcSet tabindex=tabIndex usemap=useMap accept-charset=acceptCharset"
    )
        .Split(' ')
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static readonly HashSet<string> Numbers = Words(
        "tabindex maxlength minlength colspan rowspan rows cols size start span"
    );

    private static readonly HashSet<string> Flags = Words(
        """
        allowfullscreen autofocus autoplay checked controls default disabled disablepictureinpicture formnovalidate hidden
        inert ismap itemscope loop multiple muted novalidate open playsinline readonly required reversed
        """
    );

    /// <summary>What React's types let every element have, whatever the value.</summary>
    private static readonly HashSet<string> Everywhere = Words(
        """
        class id title lang dir role hidden inert tabindex itemscope itemtype itemprop accesskey slot
        aria-label aria-labelledby aria-describedby aria-controls aria-details aria-owns aria-placeholder
        aria-roledescription aria-valuetext aria-description
        """
    );

    /// <summary>What they let some have.</summary>
    private static readonly Dictionary<string, HashSet<string>> Own = new(StringComparer.Ordinal)
    {
        ["a"] = Words("href target rel hreflang type"),
        ["area"] = Words("href target rel alt coords shape"),
        ["audio"] = Words("src controls loop muted autoplay"),
        ["blockquote"] = Words("cite"),
        ["button"] = Words("name value disabled form formnovalidate"),
        ["col"] = Words("span"),
        ["colgroup"] = Words("span"),
        ["data"] = Words("value"),
        ["del"] = Words("cite datetime"),
        ["details"] = Words("open"),
        ["dialog"] = Words("open"),
        ["fieldset"] = Words("name disabled form"),
        ["form"] = Words("action method name target autocomplete novalidate enctype"),
        ["img"] = Words("src srcset sizes alt width height"),
        ["input"] = Words(
            """
            type name value placeholder min max step pattern list accept autocomplete autofocus required disabled readonly
            checked multiple maxlength minlength size alt src form
            """
        ),
        ["ins"] = Words("cite datetime"),
        ["label"] = Words("for form"),
        ["li"] = Words("value"),
        ["map"] = Words("name"),
        ["meter"] = Words("value min max low high optimum"),
        ["ol"] = Words("start reversed"),
        ["optgroup"] = Words("label disabled"),
        ["option"] = Words("value label disabled"),
        ["output"] = Words("name form for"),
        ["progress"] = Words("value max"),
        ["q"] = Words("cite"),
        ["select"] = Words("name required disabled multiple autocomplete autofocus size form"),
        ["source"] = Words("src srcset sizes media type"),
        ["td"] = Words("colspan rowspan headers"),
        ["textarea"] = Words(
            """
            name placeholder autocomplete autofocus required disabled readonly maxlength minlength rows cols form
            """
        ),
        ["th"] = Words("colspan rowspan headers scope"),
        ["time"] = Words("datetime"),
        ["video"] = Words("src poster width height controls loop muted autoplay playsinline"),
    };

    private static readonly HashSet<string> SvgOwn = Words(
        """
        viewBox width height x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy d points fill fill-opacity stroke stroke-width
        stroke-dasharray stroke-dashoffset stroke-opacity stroke-miterlimit transform opacity offset stop-color stop-opacity
        gradientUnits gradientTransform patternUnits patternTransform spreadMethod clip-path mask filter stdDeviation href
        preserveAspectRatio xmlns font-family font-size font-weight text-anchor marker-start marker-mid marker-end
        """
    );

    /// <summary>Attributes that React's types know a few values of.</summary>
    private static readonly Dictionary<string, HashSet<string>> Enumerated = new(StringComparer.Ordinal)
    {
        ["aria-hidden"] = Words("true false"),
        ["aria-expanded"] = Words("true false"),
        ["aria-required"] = Words("true false"),
        ["aria-live"] = Words("off polite assertive"),
        ["aria-current"] = Words("page step location date time true false"),
        ["draggable"] = Words("true false"),
        ["spellcheck"] = Words("true false"),
        ["inputmode"] = Words("none text tel url email numeric decimal search"),
    };

    private static readonly Dictionary<string, HashSet<string>> SvgEnumerated = new(StringComparer.Ordinal)
    {
        ["stroke-linecap"] = Words("butt round square"),
        ["stroke-linejoin"] = Words("miter round bevel"),
        ["fill-rule"] = Words("nonzero evenodd"),
        ["clip-rule"] = Words("nonzero evenodd"),
    };

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
        var constants = string.Concat(
            jsx.others.Select((name, i) => $"const Element_{i + 1} = {Literal(name)} as string as \"span\";\n")
        );
        return new Written(jsx.text.ToString(), constants, IsKnown(element) ? element.LocalName : "span");
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
        if (Void.Contains(element.LocalName) || element.LocalName == "textarea" || !element.HasChildNodes)
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

    private static bool IsKnown(IElement element) =>
        element.NamespaceUri == NamespaceNames.SvgUri
            ? SvgElements.Contains(element.LocalName)
            : element.NamespaceUri == NamespaceNames.HtmlUri && HtmlElements.Contains(element.LocalName);

    /// <summary>The name of the constant that holds the element's. The underscore keeps it apart from components.</summary>
    private string Constant(string element)
    {
        // React throws at names that parsers take: `<a"b>`.
        var name = ElementName().IsMatch(element) ? element : "span";
        var number = others.IndexOf(name) + 1;
        if (number == 0)
        {
            others.Add(name);
            number = others.Count;
        }
        return string.Create(CultureInfo.InvariantCulture, $"Element_{number}");
    }

    /// <returns>The text as it must be written; null: white space that is only the source's layout.</returns>
    private static string? Shown(IElement parent, INode node, string words)
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

    private void Attributes(IElement element)
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
            property = (input, name) switch
            {
                (true, "value") => "defaultValue",
                (true, "checked") => "defaultChecked",
                _ => property,
            };
            var flag = html && Flags.Contains(name);
            var number = 0;
            var numeric =
                Numbers.Contains(name)
                && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
            var literal =
                flag ? "true"
                : numeric ? number.ToString(CultureInfo.InvariantCulture)
                : Literal(value);
            if (!IsTyped(element, name, value) || (Numbers.Contains(name) && !numeric))
            {
                past.Add($"{Literal(property)}: {literal}");
            }
            else if (flag)
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
        if (Everywhere.Contains(name))
        {
            return true;
        }
        if (element.NamespaceUri == NamespaceNames.SvgUri)
        {
            return SvgOwn.Contains(name)
                || SvgEnumerated.GetValueOrDefault(name)?.Contains(value) is true
                || Enumerated.GetValueOrDefault(name)?.Contains(value) is true;
        }
        return Own.GetValueOrDefault(element.LocalName)?.Contains(name) is true
            || Enumerated.GetValueOrDefault(name)?.Contains(value) is true
            || (element.LocalName == "button" && name == "type" && value is "submit" or "reset" or "button");
    }

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
        foreach (var declaration in Declarations(css))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            var name = colon <= 0 ? "" : declaration[..colon].Trim();
            if (!PlainName().IsMatch(name))
            {
                continue;
            }
            var key = name.StartsWith("--", StringComparison.Ordinal) ? name : StyleName(name.ToLowerInvariant());
            members.Remove(key);
            members.Add(key, declaration[(colon + 1)..].Trim());
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

    /// <summary>Declarations parted by semicolons, but not by those inside quotes or brackets: <c>url(data:image/png;base64,…)</c>.</summary>
    private static IEnumerable<string> Declarations(string css)
    {
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < css.Length; i++)
        {
            var letter = css[i];
            if (letter == '\\')
            {
                i++;
            }
            else if (quote != '\0')
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
        return words.Length == 0
            ? name
            : words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static HashSet<string> Words(string words) =>
        new(
            words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.Ordinal
        );

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z:_.\-\d]*\z", RegexOptions.None, 1000)]
    private static partial Regex ElementName();

    /// <summary>What React lets through; the rest it would drop.</summary>
    [GeneratedRegex(@"^[:A-Za-z_][:A-Za-z_.\-\d]*\z", RegexOptions.None, 1000)]
    private static partial Regex AttributeName();

    /// <summary>What can be written in JSX, and is a property in CSS.</summary>
    [GeneratedRegex(@"^-{0,2}[A-Za-z][A-Za-z\d_-]*\z", RegexOptions.None, 1000)]
    private static partial Regex PlainName();
}
