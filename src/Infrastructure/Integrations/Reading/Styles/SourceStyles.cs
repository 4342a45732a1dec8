using System.Globalization;
using AiWebBuilder.Infrastructure.Markup;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Styles;

/// <summary>What the page's own styles say of an element that matters to whoever reads it: whether it is shown, and the picture behind it.</summary>
internal sealed class SourceStyles
{
    // A page of a builder has some hundred rules that hide something; a hostile one shall not cost more.
    private const int MostRules = 600;
    private const int MostCss = 2_000_000;
    private const long MostMatches = 20_000_000;

    private readonly Dictionary<IElement, Shown> shown = [];

    private SourceStyles() { }

    /// <summary>Variables that name a colour, in their order: <c>--color-main: #c4622d</c>.</summary>
    public IReadOnlyList<(string Name, string Colour)> Colours { get; private set; } = [];

    public Shown Of(IElement element) => shown.TryGetValue(element, out var said) ? said : Shown.Nothing;

    public static SourceStyles Read(IHtmlDocument document)
    {
        var styles = new SourceStyles();
        List<(string Name, string Colour)> colours = [];
        var left = MostRules;
        var matches = MostMatches;
        var page = PageElements.Of(document);
        foreach (var style in document.QuerySelectorAll("style"))
        {
            foreach (var rule in CssRules.In(style.TextContent[..Math.Min(style.TextContent.Length, MostCss)]))
            {
                colours.AddRange(
                    rule.Declarations.Where(one =>
                            one.Key.StartsWith("--", StringComparison.Ordinal) && Hex(one.Value) is not null
                        )
                        .Select(one => (one.Key, Hex(one.Value)!))
                );
                if (left == 0 || matches <= 0 || Effect(rule.Declarations) is not { } effect)
                {
                    continue;
                }
                left--;
                if (Selected(rule.Selector) is not { } selector)
                {
                    continue;
                }
                matches -= (long)page.All.Count * selector.Parts;
                foreach (var element in selector.Among(page))
                {
                    styles.Add(element, rule.Media, effect);
                }
            }
        }
        styles.Colours = colours;
        return styles;
    }

    /// <summary>What the declarations of a <c>style</c> attribute, or of a rule, do; null: nothing of interest.</summary>
    public static Effect? Effect(IReadOnlyDictionary<string, string> said)
    {
        var hides = Is("display", "none") || Is("visibility", "hidden") || Is("content-visibility", "hidden");
        var unseen =
            IsTiny("font-size", 2)
            || (Far("left") || Far("right") || Far("top") || Far("text-indent") || Far("margin-left"))
            || (IsTiny("width", 1) && IsTiny("height", 1))
            || (
                said.TryGetValue("clip", out var clip)
                && clip.Replace(" ", "", StringComparison.Ordinal).StartsWith("rect(0", StringComparison.Ordinal)
            );
        var transparent = said.TryGetValue("opacity", out var opacity) && Number(opacity) is 0;
        var shows =
            said.TryGetValue("display", out var display)
            && display.Length > 0
            && !display.StartsWith("none", StringComparison.Ordinal);
        var picture =
            PictureIn(said.GetValueOrDefault("background-image") ?? "")
            ?? PictureIn(said.GetValueOrDefault("background") ?? "");
        return hides || unseen || transparent || shows || picture is not null
            ? new Effect(hides, unseen, transparent, shows, picture)
            : null;

        bool Is(string name, string value) =>
            said.TryGetValue(name, out var is_) && is_.StartsWith(value, StringComparison.OrdinalIgnoreCase);
        bool IsTiny(string name, double most) =>
            said.TryGetValue(name, out var size)
            && (size.EndsWith("px", StringComparison.Ordinal) || size.Trim() == "0")
            && Number(size) is { } number
            && number <= most;
        bool Far(string name) => said.TryGetValue(name, out var place) && Number(place) is < -900;
    }

    /// <summary>The declarations of a <c>style</c> attribute.</summary>
    public static IReadOnlyDictionary<string, string> Declared(string? style) =>
        string.IsNullOrEmpty(style) ? CssRules.None : CssRules.Declarations(style);

    /// <summary>The address in the last <c>url()</c>.</summary>
    public static string? PictureIn(string value)
    {
        var at = value.LastIndexOf("url(", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        var rest = value[(at + 4)..].TrimStart();
        var address = rest is ['"' or '\'', ..] ? rest[1..].Split(rest[0])[0] : rest.Split(')')[0].Trim();
        return
            address.Length == 0 || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || address[0] == '#'
            ? null
            : address;
    }

    private void Add(IElement element, string media, Effect effect)
    {
        var said = Of(element);
        var small = media.Contains("max-width", StringComparison.Ordinal);
        var large = media.Contains("min-width", StringComparison.Ordinal);
        var print = media.Contains("print", StringComparison.Ordinal);
        shown[element] = print
            ? said
            : new Shown(
                said.IsHidden || (effect.Hides && !small && !large),
                said.IsUnseen || (effect.IsUnseen && !small && !large),
                said.IsTransparent || (effect.IsTransparent && !small && !large),
                said.HidesOnSmall || (effect.Hides && small),
                said.HidesOnLarge || (effect.Hides && large),
                said.ShowsOnSmall || (effect.Shows && small),
                said.ShowsOnLarge || (effect.Shows && large),
                effect.Picture ?? said.Picture
            );
    }

    private static BoundedSelector? Selected(string selector) =>
        // What lies before or behind an element, or is only there while a pointer is, is another thing.
        selector.Contains("::", StringComparison.Ordinal)
        || selector.Contains(":after", StringComparison.Ordinal)
        || selector.Contains(":before", StringComparison.Ordinal)
        || selector.Contains(":hover", StringComparison.Ordinal)
        || selector.Contains(":has", StringComparison.Ordinal)
        || selector.Length > 2_000
            ? null
            : BoundedSelector.Of(selector);

    private static string? Hex(string value)
    {
        var hex = value.Trim().ToLowerInvariant();
        return hex is ['#', _, _, _] && hex[1..].All(char.IsAsciiHexDigit)
                ? $"#{hex[1]}{hex[1]}{hex[2]}{hex[2]}{hex[3]}{hex[3]}"
            : hex is ['#', _, _, _, _, _, _] && hex[1..].All(char.IsAsciiHexDigit) ? hex
            : null;
    }

    private static double? Number(string value)
    {
        var length = 0;
        while (length < value.Length && (char.IsAsciiDigit(value[length]) || value[length] is '.' or '-'))
        {
            length++;
        }
        return double.TryParse(
            value.AsSpan(0, length),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
    }
}

/// <param name="Hides">It is not there: <c>display: none</c>.</param>
/// <param name="IsUnseen">It is there, and no eye sees it.</param>
/// <param name="IsTransparent">No eye sees it until something is animated.</param>
/// <param name="Shows">A <c>display</c> other than none.</param>
internal sealed record Effect(bool Hides, bool IsUnseen, bool IsTransparent, bool Shows, string? Picture);
