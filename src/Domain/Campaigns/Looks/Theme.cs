using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The design tokens that every page and e-mail of a campaign is made with.</summary>
/// <param name="Style">One of the three visual styles: <c>editorial</c>, <c>bold</c>, <c>soft</c>.</param>
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
public sealed partial record Theme(
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
    public string Motif { get; init; } = "forms";

    /// <summary>A person chose it: what the brief says of looks no longer counts.</summary>
    public bool IsChosen { get; init; }

    /// <summary>
    /// Derives the theme from the brand guidelines, and from the trade where they are silent. Colours that would be hard
    /// to read keep their hue and change their lightness until every pair promised above holds.
    /// </summary>
    /// <param name="brief">Its guidelines, business type, name and description are read.</param>
    /// <param name="language">BCP 47 tag of the pages to make.</param>
    public static Theme For(Brief brief, string language)
    {
        var trade = Trades.LookOf(brief);
        var brand = BrandColours.In(brief.BrandGuidelines);
        var style = StyleOf(brief.BrandGuidelines, trade);

        var ownColours = brand.Primary is not null;
        var primary = brand.Primary ?? Colour.Parse(trade.Primary);
        var background = Ground(brand, trade, primary, brief.BrandGuidelines);
        var dark = background.RelativeLuminance < 0.18;
        var surface = background.Mix(dark ? Colour.White : primary.Tone(0.6, 0.065), dark ? 0.07 : 0.075);

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
            Decoration = (brand.Highlight ?? Colour.Parse(trade.Highlight)).ToString(),
            Motif = trade.Motif,
        };
    }

    // A paper or a night: grounds of middle lightness leave no room for text, surface and accent together.
    private static Colour Ground(BrandColours brand, TradeLook trade, Colour primary, string? guidelines)
    {
        if (brand.Background is { } given)
            return given.RelativeLuminance switch
            {
                < 0.05 => given,
                < 0.3 => given.Tone(0.2, 0.05),
                < 0.8 => given.Tone(0.97, 0.013),
                _ => given,
            };
        if (guidelines is not null && DarkWords().IsMatch(guidelines))
            return new Colour(0x11, 0x12, 0x14);
        if (brand.Primary is null)
            return Colour.Parse(trade.Background);
        return guidelines is not null && WhiteWords().IsMatch(guidelines) ? Colour.White : primary.Tone(0.985, 0.005);
    }

    // Light text is what people expect on a coloured band: a colour that nearly carries it is darkened a little; a bright
    // one keeps its brightness and gets dark text of its own hue.
    private static (Colour Ground, Colour Text) Pair(Colour colour, Colour light, Colour dark) =>
        colour.ContrastWith(light) >= 3.2
            ? (colour.LegibleOn(Colour.AaText, light), light)
            : (colour, dark.LegibleOn(Colour.AaText, colour));

    private static string StyleOf(string? guidelines, TradeLook trade)
    {
        if (string.IsNullOrWhiteSpace(guidelines))
            return trade.Style;
        var sans = SansWords().Count(guidelines);
        var votes = new (string Style, int Count)[]
        {
            ("editorial", EditorialWords().Count(SansWords().Replace(guidelines, " "))),
            ("bold", BoldWords().Count(guidelines)),
            ("soft", SoftWords().Count(guidelines)),
        };
        var best = votes.MaxBy(vote => vote.Count);
        var tie = votes.Count(vote => vote.Count == best.Count) > 1;
        var style = tie ? trade.Style : best.Style;
        return style == "editorial" && sans > 0 ? "soft" : style;
    }

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

    [GeneratedRegex(
        @"\bsans[- ]?serif\b|\bsans\b|serifenlos",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex SansWords();

    [GeneratedRegex(
        @"\b(serifs?|calm|classic(al)?|elegant|quiet|slow|literary|heritage|refined|ruhig|klassisch|calme|clásic[oa]|tranquil[oa]?)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex EditorialWords();

    [GeneratedRegex(
        @"\b(bold|strong|loud|energetic|industrial|urgent|punchy|electric|kräftig|mutig|audacieux|fuerte|audaz)\b|大胆|力強|جريء|נועז",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex BoldWords();

    [GeneratedRegex(
        @"\b(soft|gentle|friendly|round(ed)?|airy|playful|white space|sanft|freundlich|doux|douce|suave|amable)\b|やさし|柔らか|مطمئن|لطيف|ودود|רך|ידידותי",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex SoftWords();

    [GeneratedRegex(
        @"\bdark (mode|theme|background)\b|\bblack background\b|\bblack, white\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex DarkWords();

    [GeneratedRegex(
        @"(?<!off[- ])\b(white(?! space)|weiß|blanc|blanco)\b|白|أبيض|לבן",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex WhiteWords();
}
