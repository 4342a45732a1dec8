using System.Text.RegularExpressions;
using AiWebBuilder.Application.Campaigns.Themes.Brands;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Markup;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>
/// What a page's styles say of its brand. Rules count where something on the page has them: a framework brings the colours of every warning
/// along. Nothing is said by how often a colour is typed.
/// </summary>
internal sealed partial class BrandStyles
{
    private const int MostRules = 20_000;
    private const long MostMatches = 20_000_000;
    private const int LongestSelector = 300;
    private const int MostInline = 50;

    private readonly IHtmlDocument document;
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private readonly CssColours colours;
    private readonly ColourVotes votes;
    private readonly int elements;
    private long matches = MostMatches;

    private BrandStyles(IHtmlDocument document, ColourVotes votes)
    {
        this.document = document;
        this.votes = votes;
        colours = new CssColours(variables);
        elements = document.All.Length;
    }

    /// <summary>Of the page; null: nobody says.</summary>
    public Colour? Background { get; private set; }

    public Colour? Text { get; private set; }
    public string? BodyFont { get; private set; }
    public string? HeadingFont { get; private set; }

    /// <param name="sheets">In the order in which browsers apply them.</param>
    /// <param name="votes">Hear of each colour.</param>
    public static BrandStyles Read(IHtmlDocument document, IEnumerable<string> sheets, ColourVotes votes)
    {
        var styles = new BrandStyles(document, votes);
        var rules = sheets
            .SelectMany(CssRules.In)
            .Where(rule =>
                !rule.Media.Contains("print", StringComparison.Ordinal)
                && !rule.Media.Contains("dark", StringComparison.Ordinal)
            )
            .Take(MostRules)
            .ToArray();
        styles.ReadVariables(rules);
        styles.ReadHead();
        foreach (var rule in rules)
        {
            styles.ReadRule(rule);
        }
        styles.ReadAttributes();
        return styles;
    }

    private void ReadVariables(IEnumerable<CssRule> rules)
    {
        foreach (
            var (name, value) in rules
                .SelectMany(rule => rule.Declarations)
                .Where(one => one.Key.StartsWith("--", StringComparison.Ordinal))
        )
        {
            // The first is the page's own look; later ones are of other modes and of parts.
            variables.TryAdd(name, value);
        }
        foreach (var name in variables.Keys)
        {
            if (BrandVariable().Match(name) is { Success: true } found && colours.In(variables[name]) is { } colour)
            {
                votes.Add(
                    colour,
                    ColourSources.Variable,
                        // A framework has them whether the page uses them or not.
                        name.StartsWith("--bs-", StringComparison.Ordinal)
                            ? 15
                        : found.Groups["first"].Success ? 100
                        : 55
                );
            }
        }
    }

    private void ReadHead()
    {
        if (colours.In(document.Head?.QuerySelector("meta[name=theme-color i]")?.GetAttribute("content")) is { } colour)
        {
            votes.Add(colour, ColourSources.ThemeColour, 70);
        }
    }

    private void ReadRule(CssRule rule)
    {
        if (!rule.Declarations.Keys.Any(IsTelling))
        {
            return;
        }
        foreach (var selector in rule.Selector.Split(',', 20, StringSplitOptions.TrimEntries))
        {
            var last = LastOf(selector);
            if (PartOf(last) is { } part && IsUsed(part, last))
            {
                Take(part, rule.Declarations, IsMain().IsMatch(selector));
            }
        }
    }

    /// <summary>What is written on the elements themselves.</summary>
    private void ReadAttributes()
    {
        foreach (
            var element in document
                .QuerySelectorAll("body[style], header[style], a[style], button[style], h1[style], h2[style]")
                .Take(MostInline)
        )
        {
            var said = CssRules.Declarations(element.GetAttribute("style")!);
            var isButton = element.LocalName == "button" || ButtonName().IsMatch(element.ClassName ?? "");
            Take(
                isButton ? Part.Button
                    : element.LocalName == "body" ? Part.Page
                    : element.LocalName == "header" ? Part.Header
                    : element.LocalName == "a" ? (said.Keys.Any(IsGround) ? Part.Button : Part.Link)
                    : Part.Heading,
                said,
                isMain: false
            );
        }
    }

    private void Take(Part part, IReadOnlyDictionary<string, string> said, bool isMain)
    {
        var ground = colours.In(said.GetValueOrDefault("background-color") ?? said.GetValueOrDefault("background"));
        var ink = colours.In(said.GetValueOrDefault("color"));
        var font = FontIn(said.GetValueOrDefault("font-family"), variables);
        switch (part)
        {
            case Part.Page:
                Background = ground ?? Background;
                Text = ink ?? Text;
                BodyFont = font ?? BodyFont;
                break;
            case Part.Heading:
                HeadingFont ??= font;
                break;
            case Part.Button when ground is { } filled:
                votes.Add(filled, ColourSources.Button, isMain ? 60 : 45);
                break;
            case Part.Header when ground is { } band:
                votes.Add(band, ColourSources.Header, 30);
                break;
            case Part.Link when ink is { } link:
                votes.Add(link, ColourSources.Link, 25);
                break;
        }
    }

    private enum Part
    {
        Page,
        Heading,
        Button,
        Header,
        Link,
    }

    /// <summary>
    /// What the selector says of the element itself. What stands around it is passed over: to match a few levels of a deeply nested page
    /// can take for ever.
    /// </summary>
    /// <returns>Empty: it is only so while a pointer is there, or for some of its kind.</returns>
    private static string LastOf(string selector) =>
        selector.Length > LongestSelector || Passing().IsMatch(selector)
            ? ""
            // WordPress wraps what is to weigh nothing.
            : selector[(selector.LastIndexOfAny([' ', '>', '+', '~']) + 1)..]
                .Replace(":where(", "", StringComparison.Ordinal)
                .TrimEnd(')');

    /// <returns>Null: a part that tells nothing.</returns>
    private static Part? PartOf(string last) =>
        last is "body" or "html" or ":root" ? Part.Page
        : ButtonName().IsMatch(last) && !OtherButton().IsMatch(last) ? Part.Button
        : last is "h1" or "h2" || last.Contains("heading", StringComparison.OrdinalIgnoreCase) ? Part.Heading
        : last == "a" ? Part.Link
        : HeaderName().IsMatch(last) ? Part.Header
        : null;

    private bool IsUsed(Part part, string last)
    {
        if (part == Part.Page)
        {
            return true;
        }
        matches -= elements;
        if (matches <= 0)
        {
            return false;
        }
        try
        {
            return document.QuerySelector(last) is not null;
        }
        catch (DomException)
        {
            return false;
        }
    }

    private static bool IsTelling(string property) => IsGround(property) || property is "color" or "font-family";

    private static bool IsGround(string property) => property is "background" or "background-color";

    /// <returns>The first font that is one; null: none, or one of signs.</returns>
    private static string? FontIn(string? value, Dictionary<string, string> variables)
    {
        if (
            value is ['v', 'a', 'r', '(', ..]
            && variables.TryGetValue(value[4..].Split(',', ')')[0].Trim().ToLowerInvariant(), out var meant)
        )
        {
            value = meant;
        }
        return
            value?.Split(',')[0].Trim(' ', '"', '\'') is { } name
            && FontName().IsMatch(name)
            && !GenericFont().IsMatch(name)
            ? name
            : null;
    }

    [GeneratedRegex(
        @"(?:^|[-_])(?:(?<first>brand|primary|main)|accent|secondary|highlight)(?:[-_](?:colou?r|500|600|base|default|main|bg))?\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex BrandVariable();

    [GeneratedRegex(@"(?<![a-z])(?:btn|button|cta)(?![a-z])", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ButtonName();

    [GeneratedRegex(
        "danger|warning|success|info|error|light|dark|outline|disabled|close|toggle|ghost|link$",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OtherButton();

    [GeneratedRegex("primary|main|cta", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IsMain();

    [GeneratedRegex(
        @"^(?:header|nav|[\w-]*\.[\w-]*(?:header|navbar|masthead|topbar)[\w-]*)\z",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex HeaderName();

    [GeneratedRegex(@":(?!root|where\()", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Passing();

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}\z", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FontName();

    [GeneratedRegex(
        @"^(?:(?:ui-)?(?:sans-serif|serif|monospace|rounded)|system-ui|cursive|fantasy|inherit|initial|unset|revert|blinkmacsystemfont)\z|icon|awesome|glyph|dashicons",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex GenericFont();
}
