namespace AiWebBuilder.Application.Campaigns.Exports.React;

/// <summary>The elements and attributes that React's types know, and how they call them.</summary>
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
        + "imagesrcset=imageSrcSet inputmode=inputMode itemid=itemID itemprop=itemProp itemref=itemRef "
        + "itemscope=itemScope itemtype=itemType maxlength=maxLength minlength=minLength novalidate=noValidate "
        + "playsinline=playsInline popovertarget=popoverTarget popovertargetaction=popoverTargetAction "
        + "readonly=readOnly referrerpolicy=referrerPolicy rowspan=rowSpan spellcheck=spellCheck srcdoc=srcDoc "
        + "srclang=srcLang srcset=srcSet tabindex=tabIndex usemap=useMap accept-charset=acceptCharset"
    )
        .Split(' ')
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static readonly HashSet<string> Numbers = Words(
        "tabindex maxlength minlength colspan rowspan rows cols size start span low high optimum"
    );

    private static readonly HashSet<string> Flags = Words(
        """
        allowfullscreen autofocus autoplay checked controls default disabled disablepictureinpicture formnovalidate hidden
        inert itemscope loop multiple muted novalidate open playsinline readonly required reversed
        """
    );

    /// <summary>What React's types let every element have, whatever the value.</summary>
    private static readonly HashSet<string> Everywhere = Words(
        """
        class id lang role tabindex slot aria-label aria-labelledby aria-describedby aria-controls aria-details aria-owns aria-placeholder
        aria-roledescription aria-valuetext aria-description
        """
    );

    /// <summary>And what only those of HTML may.</summary>
    private static readonly HashSet<string> HtmlEverywhere = Words(
        "title dir hidden inert itemscope itemtype itemprop accesskey"
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
        preserveAspectRatio xmlns font-family font-size font-weight marker-start marker-mid marker-end
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
    };

    private static readonly Dictionary<string, HashSet<string>> HtmlEnumerated = new(StringComparer.Ordinal)
    {
        ["draggable"] = Words("true false"),
        ["spellcheck"] = Words("true false"),
        ["inputmode"] = Words("none text tel url email numeric decimal search"),
    };

    private static readonly Dictionary<string, HashSet<string>> SvgEnumerated = new(StringComparer.Ordinal)
    {
        ["text-anchor"] = Words("start middle end"),
        ["stroke-linecap"] = Words("butt round square"),
        ["stroke-linejoin"] = Words("miter round bevel"),
        ["fill-rule"] = Words("nonzero evenodd"),
        ["clip-rule"] = Words("nonzero evenodd"),
    };

    private static HashSet<string> Words(string words) =>
        new(
            words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.Ordinal
        );
}
