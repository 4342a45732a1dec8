using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>What is left of markup.</summary>
/// <param name="Css">The content of its style elements, each with its media: they are taken out, because only a head may hold them.</param>
/// <param name="LeftOut">What it may not hold, as its owner knows it: <c>&lt;script&gt;</c>, <c>onclick of &lt;p&gt;</c>.</param>
internal sealed record CleanMarkup(IReadOnlyList<string> Css, IReadOnlyList<string> LeftOut);

/// <summary>
/// The one list of what components and e-mails may hold, wherever they are shown or exported to: nothing that runs, frames, embeds
/// or changes the document around it. CSS cannot run and stays as it is; what it loads is for preflight to say. Not for two threads.
/// </summary>
internal sealed partial class SafeMarkup
{
    /// <summary>These go with all that they hold: it was never meant to be read. Of other elements that are not listed the content stays.</summary>
    private static readonly FrozenSet<string> NeverRead = Words(
        """
        script iframe object embed applet param frame frameset noframes noembed template noscript link meta base title xmp
        plaintext portal fencedframe
        """
    );

    private static readonly FrozenSet<string> Elements = Words(
        """
        audio canvas dialog hgroup picture search slot source track video
        svg animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
        feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
        feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
        feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient marker mask metadata mpath path
        pattern polygon polyline radialGradient rect set stop switch symbol text textPath title tspan use view
        math annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
        msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
        """
    );

    private static readonly FrozenSet<string> Attributes = Words(
        """
        class id role hidden inert slot part exportparts is translate autocapitalize autocorrect enterkeyhint inputmode popover
        popovertarget popovertargetaction command commandfor autofocus itemid itemprop itemref itemscope itemtype
        loading decoding fetchpriority sizes srcset poster controls controlslist loop muted playsinline preload kind srclang
        default allowfullscreen disablepictureinpicture disableremoteplayback crossorigin referrerpolicy download
        formenctype formmethod formnovalidate formtarget formaction form minlength dirname imagesizes headers scope
        closedby property typeof resource vocab prefix about
        viewBox preserveAspectRatio xmlns version x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy fr d points pathLength transform
        transform-origin opacity visibility overflow fill fill-opacity fill-rule stroke stroke-width stroke-opacity
        stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit vector-effect paint-order color
        offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits
        patternTransform clip-path clip-rule clipPathUnits mask mask-type maskUnits maskContentUnits filter filterUnits
        primitiveUnits marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient
        text-anchor dominant-baseline alignment-baseline baseline-shift font-family font-size font-style font-weight
        font-variant font-stretch letter-spacing word-spacing text-decoration text-rendering textLength lengthAdjust rotate
        startOffset method spacing writing-mode direction unicode-bidi shape-rendering image-rendering color-interpolation
        color-interpolation-filters flood-color flood-opacity lighting-color display pointer-events cursor focusable enable-background
        in in2 result mode operator type values tableValues slope intercept amplitude exponent k1 k2 k3 k4 order kernelMatrix
        divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant
        specularExponent azimuth elevation pointsAtX pointsAtY pointsAtZ limitingConeAngle z scale xChannelSelector
        yChannelSelector stdDeviation radius baseFrequency numOctaves seed stitchTiles systemLanguage requiredFeatures
        attributeName attributeType from to by begin dur end min max restart repeatCount repeatDur calcMode keyTimes
        keySplines keyPoints path additive accumulate
        accent accentunder columnalign columnlines columnspacing columnspan depth displaystyle encoding fence frame
        largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits
        notation rowalign rowlines rowspacing rspace scriptlevel separator separators stretchy symmetric voffset
        """
    );

    /// <summary>What an animation may move: nothing that a link, a frame or a handler could be made of.</summary>
    private static readonly FrozenSet<string> Animated = Words(
        """
        x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy fr d points pathLength width height viewBox transform rotate opacity visibility display
        fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-miterlimit color
        offset stop-color stop-opacity startOffset textLength font-size letter-spacing word-spacing flood-color
        flood-opacity lighting-color stdDeviation baseFrequency radius scale seed surfaceScale specularExponent
        specularConstant diffuseConstant azimuth elevation pointsAtX pointsAtY pointsAtZ k1 k2 k3 k4 slope intercept
        amplitude exponent tableValues refX refY orient markerWidth markerHeight gradientTransform patternTransform
        clip-path mask filter class
        """
    );

    private static readonly FrozenSet<string> Schemes = Words(
        "http https mailto tel sms cid geo webcal whatsapp tg viber skype facetime xmpp sip sips"
    );

    /// <summary>Elements that show what their address gives and never run it.</summary>
    private static readonly FrozenSet<string> ShowImages = Words("img source input image feImage video");

    private readonly HtmlSanitizer sanitizer = new()
    {
        AllowDataAttributes = true,
        // Comments go, or are Outlook's; what is left of raw text elements holds no text.
        EncodeComment = _ => { },
    };
    private readonly List<string> leftOut = [];
    private IHtmlElement root = null!;

    /// <param name="isEmail">It may hold comments that Outlook reads as markup.</param>
    public SafeMarkup(bool isEmail)
    {
        sanitizer.AllowedTags.UnionWith(Elements);
        sanitizer.AllowedAttributes.UnionWith(Attributes);
        sanitizer.RemovingTag += (_, removing) => removing.Cancel = Keeps(removing.Tag);
        sanitizer.RemovingAttribute += (_, removing) => removing.Cancel = Keeps(removing.Tag, removing);
        sanitizer.RemovingComment += (_, removing) =>
            removing.Cancel = isEmail && OutlookComment().IsMatch(removing.Comment.Data);
        sanitizer.FilterUrl += (_, url) =>
            url.SanitizedUrl = IsAllowed(url.Tag, url.OriginalUrl) ? url.OriginalUrl : null;
    }

    /// <summary>Takes out of everything below the element what is not on the list.</summary>
    public CleanMarkup Clean(IHtmlDocument document, IHtmlElement element)
    {
        root = element;
        leftOut.Clear();
        var all = element.QuerySelectorAll("*").ToList();
        List<string> css = [];
        // The sanitizer rewrites CSS by a parser that loses what it does not know, so it sees none.
        List<(IElement Element, string Value)> styles = [];
        foreach (var one in all)
        {
            if (one.GetAttribute("style") is { } style)
            {
                styles.Add((one, style));
                one.RemoveAttribute("style");
            }
            if (one.LocalName == "style")
            {
                css.Add(CssOf(one));
                one.Remove();
            }
            else if (one.NamespaceUri == NamespaceNames.SvgUri)
            {
                Simplify(one);
            }
            else if (one.LocalName.Contains('-', StringComparison.Ordinal))
            {
                // Nobody knows what its attributes do, those of the list among them.
                foreach (var attribute in one.Attributes.Where(attribute => !IsInert(attribute)).ToArray())
                {
                    leftOut.Add($"{attribute.Name} of <{one.LocalName}>");
                    one.RemoveAttribute(attribute.NamespaceUri, attribute.LocalName);
                }
            }
            else if (one.LocalName == "title")
            {
                leftOut.Add("<title>");
                one.Remove();
            }
        }
        sanitizer.SanitizeDom(document, element);
        foreach (var (styled, value) in styles)
        {
            styled.SetAttribute("style", value);
        }
        return new CleanMarkup(css, [.. leftOut.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What SVG has in two ways, or what would be something else if it were read as HTML.</summary>
    private void Simplify(IElement element)
    {
        foreach (var link in element.Attributes.Where(one => one.NamespaceUri == NamespaceNames.XLinkUri).ToArray())
        {
            element.RemoveAttribute(link.NamespaceUri, link.LocalName);
            if (link.LocalName == "href" && !element.HasAttribute("href"))
            {
                element.SetAttribute("href", link.Value);
            }
        }
        if (element.LocalName == "title" && element.ChildElementCount > 0)
        {
            element.TextContent = element.TextContent;
        }
        if (
            element.LocalName is "animate" or "set" or "animateTransform"
            && !Animated.Contains(element.GetAttribute("attributeName")?.Trim() ?? "transform")
        )
        {
            leftOut.Add($"<{element.LocalName}> of {element.GetAttribute("attributeName")}");
            element.Remove();
        }
    }

    private static string CssOf(IElement style) =>
        style.GetAttribute("media") is { } media && PlainMedia().IsMatch(media)
            ? $"@media {media}{{{style.TextContent}}}"
            : style.TextContent;

    /// <summary>Custom elements are kept; of what is not known at all the words are.</summary>
    private bool Keeps(IElement element)
    {
        if (!root.Contains(element))
        {
            return true; // It went with another.
        }
        var isHtml = element.NamespaceUri == NamespaceNames.HtmlUri;
        if (isHtml && CustomElement().IsMatch(element.LocalName))
        {
            return true;
        }
        leftOut.Add($"<{element.LocalName}>");
        if (!isHtml || NeverRead.Contains(element.LocalName))
        {
            return false;
        }
        element.Replace([.. element.ChildNodes]);
        return true;
    }

    private bool Keeps(IElement element, RemovingAttributeEventArgs removing)
    {
        var (name, value) = (removing.Attribute.Name, removing.Attribute.Value);
        if (removing.Reason == RemoveReason.NotAllowedAttribute)
        {
            if (
                name.StartsWith("aria-", StringComparison.OrdinalIgnoreCase)
                || element.LocalName.Contains('-', StringComparison.Ordinal)
            )
            {
                return true;
            }
            if (
                removing.Attribute.NamespaceUri == NamespaceNames.XmlNsUri
                || name.StartsWith("xml", StringComparison.Ordinal)
            )
            {
                return false; // Says nothing in HTML.
            }
        }
        leftOut.Add(
            removing.Reason == RemoveReason.NotAllowedUrlValue && WebAddress.SchemeOf(value) is { } scheme
                ? $"{name}=\"{scheme}:…\" of <{element.LocalName}>"
                : $"{name} of <{element.LocalName}>"
        );
        return false;
    }

    /// <summary>Of a custom element, whose attributes nobody knows.</summary>
    private static bool IsInert(IAttr attribute) =>
        !attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        && !attribute.Name.Equals("srcdoc", StringComparison.OrdinalIgnoreCase)
        && WebAddress.SchemeOf(attribute.Value) is not ("javascript" or "vbscript" or "data");

    private static bool IsAllowed(IElement element, string address) =>
        WebAddress.SchemeOf(address) switch
        {
            null => true,
            "data" => ShowImages.Contains(element.LocalName) && ImageData().IsMatch(address),
            var scheme => Schemes.Contains(scheme),
        };

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[a-z][a-z0-9._]*-[a-z0-9._-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CustomElement();

    [GeneratedRegex(
        @"^\s*data:image/(?:png|jpe?g|gif|webp|avif|svg\+xml|bmp|x-icon)[;,]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex ImageData();

    [GeneratedRegex(@"^[\w\s():,.<>=/-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlainMedia();

    /// <summary>Tables for Outlook only, and what hides from it. Nothing in them has an address or a style that could have one.</summary>
    [GeneratedRegex(
        """
            ^\[if (?:!?mso(?: \d+)?|\(?(?:gt|gte|lt|lte) mso \d+\)?)\]>(?:\s|</?(?:table|tbody|tr|td|div|center)(?: (?:role|width|height|align|valign|dir|lang|bgcolor|border|cellpadding|cellspacing|class)="[\w\s#%.-]*")*>)*(?:<!\[endif\]|<!)\z|^<!\[endif\]\z
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex OutlookComment();
}
