using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The design tokens that every page and e-mail of a campaign is made with.</summary>
/// <param name="Style">One of <see cref="ThemeStyles"/>.</param>
/// <param name="Language">BCP 47 tag of the pages.</param>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Background">Page background, <c>#RRGGBB</c> like all colours here.</param>
/// <param name="Surface">Cards and alternating sections.</param>
/// <param name="Text">Body text; at least 4.5:1 on background and surface (WCAG 2.2 AA).</param>
/// <param name="MutedText">Secondary text; at least 4.5:1 on background and surface.</param>
/// <param name="Primary">Buttons and bands.</param>
/// <param name="OnPrimary">Text on primary; at least 4.5:1.</param>
/// <param name="Accent">Links, marks and small headings; at least 4.5:1 on background and surface.</param>
/// <param name="Border">Hairlines; decoration only.</param>
/// <param name="HeadingFont">A CSS font stack of fonts that devices have.</param>
/// <param name="BodyFont">A CSS font stack of fonts that devices have.</param>
public sealed record Theme(
    string Style,
    string Language,
    string Direction,
    string Background,
    string Surface,
    string Text,
    string MutedText,
    string Primary,
    string OnPrimary,
    string Accent,
    string Border,
    string HeadingFont,
    string BodyFont
)
{
    /// <summary>The brand's second colour, on buttons and marks; the primary one where there is no second.</summary>
    public string Highlight { get; init; } = Primary;

    /// <summary>Text on highlight; at least 4.5:1.</summary>
    public string OnHighlight { get; init; } = OnPrimary;

    /// <summary>Drawings only, never under or in text: the trade's own second colour where the brand has one colour.</summary>
    public string Decoration { get; init; } = Primary;

    /// <summary>The drawing that the pages carry, after the trade.</summary>
    public string Motif { get; init; } = "arches";

    /// <summary>One of <see cref="TextSizes"/>.</summary>
    public string TextSize { get; init; } = TextSizes.Normal;

    /// <summary>By what campaigns of one trade and style differ, in their drawings and in their layouts: 0 or more.</summary>
    public int Variation { get; init; }

    /// <summary>The colours of drawings; they follow from the others, and stand out from what they lie on.</summary>
    [JsonIgnore]
    public ArtColours Art => ArtColours.Of(this);

    /// <summary>A person chose it: what the brief says of looks no longer counts.</summary>
    public bool IsChosen { get; init; }

    /// <summary>
    /// Derives the theme from the brand guidelines, and from the trade where they are silent. Colours that would be hard
    /// to read keep their hue and change their lightness until every pair promised above holds.
    /// </summary>
    /// <param name="brief">Its guidelines, business type, name and description are read.</param>
    /// <param name="language">BCP 47 tag of the pages to make.</param>
    /// <param name="facts">Colours and tone that the brief names outside its guidelines.</param>
    public static Theme For(Brief brief, string language, FactLedger facts)
    {
        var trade = Trades.Of(brief);
        var said = SaidOfLooks(brief, facts);
        var words = LookWords.In(said, language);
        var brand = BrandColours.In(said, words);
        var style = FirstOf(words, "style.", mostSaid: true) ?? trade.Style;
        var mode = FirstOf(words, "mode.", mostSaid: false);

        var ownColours = brand.Primary is not null;
        var primary = brand.Primary ?? Colour.Parse(trade.Primary);
        var (background, ownSurface) = Ground(brand, trade, primary, mode);
        var dark = background.RelativeLuminance < 0.18;
        var surface = ownSurface ?? background.Mix(dark ? Colour.White : primary.Tone(0.6, 0.065), dark ? 0.07 : 0.075);

        var ink = brand.Text ?? primary.Tone(dark ? 0.96 : 0.22, 0.035);
        var text = ink.LegibleOn(Colour.AaText, background, surface);
        var muted = text.Mix(background, 0.32).LegibleOn(Colour.AaText, background, surface);

        var light = dark ? Colour.White : background;
        var (band, onBand) = Pair(primary, light, primary.Tone(0.2, 0.04));
        var second = brand.Highlight ?? (ownColours ? primary : Colour.Parse(trade.Highlight));
        var (highlight, onHighlight) = Pair(second, light, second.Tone(0.2, 0.04));
        var accent = (second.Chroma >= primary.Chroma ? second : primary).LegibleOn(Colour.AaText, background, surface);

        var (headingFont, bodyFont) = FontStacks.For(style, language);
        return new Theme(
            style,
            language,
            IsRightToLeft(language) ? "rtl" : "ltr",
            background.ToString(),
            surface.ToString(),
            text.ToString(),
            muted.ToString(),
            band.ToString(),
            onBand.ToString(),
            accent.ToString(),
            background.Mix(text, 0.16).ToString(),
            headingFont,
            bodyFont
        )
        {
            Highlight = highlight.ToString(),
            OnHighlight = onHighlight.ToString(),
            Decoration = (
                brand.Highlight
                ?? (
                    !ownColours ? Colour.Parse(trade.Highlight)
                    : ownSurface is { Chroma: > 0.02 } tint ? tint
                    : primary.Tone(0.72, 0.13)
                )
            ).ToString(),
            Motif = trade.Motif,
            Variation = VariationOf(brief),
        };
    }

    /// <summary>The guidelines, and where other fields name colours and tones, the words that do.</summary>
    private static string SaidOfLooks(Brief brief, FactLedger facts) =>
        string.Join(
            ". ",
            facts
                .All.Where(fact =>
                    fact.Field is not (null or "brandGuidelines")
                    && (fact.Kind == "tone" || (fact.Kind == "colour" && fact.Value["role"] is null))
                )
                .Select(fact => fact.Quote)
                .Prepend(brief.BrandGuidelines ?? "")
        );

    /// <summary>Two campaigns look different even where their trade is one; the same brief looks the same twice.</summary>
    private static int VariationOf(Brief brief) =>
        BitConverter.ToInt32(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{brief.Name}\n{brief.BusinessType}\n{brief.Description}"))
        ) & int.MaxValue;

    /// <summary>What is wished for: the first wish, or the most frequent one and of these the first.</summary>
    /// <returns>The key behind <paramref name="prefix"/>; null: nothing is said.</returns>
    private static string? FirstOf(IReadOnlyList<LookWord> words, string prefix, bool mostSaid) =>
        words
            .Where(word => !word.IsRefused && word.Key.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(word => word.Key)
            .OrderByDescending(group => mostSaid ? group.Count() : 0)
            .ThenBy(group => group.Min(word => word.Start))
            .FirstOrDefault()
            ?.Key[prefix.Length..];

    // A paper or a night. Grounds of middle lightness leave no room for text, surface and accent together.
    private static (Colour Background, Colour? Surface) Ground(
        BrandColours brand,
        Trade trade,
        Colour primary,
        string? mode
    )
    {
        if (mode == "dark" && brand.Background is not { RelativeLuminance: < 0.3 })
        {
            return (brand.Text is { RelativeLuminance: < 0.05 } night ? night : new Colour(0x11, 0x12, 0x14), null);
        }
        if (brand.Background is { } given)
        {
            // "Blush, and lots of white": the white is the paper, and the blush lies on it.
            return mode == "light" && given is { Chroma: > 0.02, RelativeLuminance: < 0.85 }
                ? (Colour.White, given)
                : given.RelativeLuminance switch
                {
                    < 0.05 => (given, null),
                    < 0.3 => (given.Tone(0.2, 0.05), null),
                    _ => (given, brand.Surface),
                };
        }
        if (brand.Primary is null)
        {
            var paper = Colour.Parse(trade.Background);
            return (mode == "light" && paper.RelativeLuminance < 0.3 ? Colour.White : paper, null);
        }
        return (mode == "light" ? Colour.White : primary.Tone(0.985, 0.005), null);
    }

    // Light text is what people expect on a coloured band: a colour that nearly carries it is darkened a little; a bright
    // one keeps its brightness and gets dark text of its own hue.
    private static (Colour Ground, Colour Text) Pair(Colour colour, Colour light, Colour dark) =>
        colour.ContrastWith(light) >= 3.2
            ? (colour.LegibleOn(Colour.AaText, light), light)
            : (colour, dark.LegibleOn(Colour.AaText, colour));

    /// <summary>The same look in another language: its direction, and fonts that have its script.</summary>
    public Theme In(string language)
    {
        if (language == Language)
            return this;
        var (present, wanted) = (FontStacks.For(Style, Language), FontStacks.For(Style, language));
        return this with
        {
            Language = language,
            Direction = IsRightToLeft(language) ? "rtl" : "ltr",
            HeadingFont = HeadingFont == present.Heading ? wanted.Heading : HeadingFont,
            BodyFont = BodyFont == present.Body ? wanted.Body : BodyFont,
        };
    }

    private static bool IsRightToLeft(string language) =>
        language.Split('-', '_')[0].ToLowerInvariant() is "ar" or "he" or "iw" or "fa" or "ur";
}
