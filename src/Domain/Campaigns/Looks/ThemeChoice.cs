namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The tokens that a person chose; what is null follows from the others.</summary>
/// <param name="Style">One of <see cref="ThemeStyles"/>.</param>
/// <param name="Primary">Colours are <c>#RGB</c> or <c>#RRGGBB</c>.</param>
public sealed record ThemeChoice(
    string Style,
    Colour Primary,
    Colour? Background = null,
    Colour? Surface = null,
    Colour? Text = null,
    Colour? MutedText = null,
    Colour? OnPrimary = null,
    Colour? Highlight = null,
    Colour? OnHighlight = null,
    Colour? Accent = null,
    Colour? Border = null,
    Colour? Decoration = null,
    string? HeadingFont = null,
    string? BodyFont = null,
    string? Motif = null,
    string? TextSize = null
)
{
    /// <summary>
    /// The whole theme, every promised contrast kept. A colour that would be hard to read keeps its hue and changes its lightness; a surface
    /// on which no text reads that also reads on the background gives way to the background's own.
    /// </summary>
    /// <param name="present">Gives language and direction, and the drawing where none is chosen.</param>
    /// <returns>With what is not as it was asked for.</returns>
    public (Theme Theme, IReadOnlyList<ThemeCorrection> Corrections) Apply(Theme present)
    {
        List<ThemeCorrection> corrections = [];
        var background = Background ?? Primary.Tone(0.985, 0.005);
        var ownSurface = background.Mix(
            background.RelativeLuminance < 0.18 ? Colour.White : Primary.Tone(0.6, 0.065),
            0.07
        );
        var surface = Keep(
            "surface",
            Surface ?? ownSurface,
            ReadsBoth(background, Surface ?? ownSurface) ? null : ownSurface
        );
        // The ground itself can be so far from its own surface that no text reads on both.
        surface = ReadsBoth(background, surface) ? surface : background;

        var text = Legible("text", Text, Text ?? Primary.Tone(0.22, 0.035), background, surface);
        var muted = Legible("mutedText", MutedText, MutedText ?? text.Mix(background, 0.32), background, surface);
        var onPrimary = Legible("onPrimary", OnPrimary, OnPrimary ?? Colour.White, Primary);
        var highlight = Highlight ?? Primary;
        var onHighlight = Legible("onHighlight", OnHighlight, OnHighlight ?? Colour.White, highlight);
        var accent = Legible("accent", Accent, Accent ?? highlight, background, surface);
        var (headingFont, bodyFont) = FontStacks.For(Style, present.Language);
        var theme = present with
        {
            Style = Style,
            Background = background.ToString(),
            Surface = surface.ToString(),
            Text = text.ToString(),
            MutedText = muted.ToString(),
            Primary = Primary.ToString(),
            OnPrimary = onPrimary.ToString(),
            Highlight = highlight.ToString(),
            OnHighlight = onHighlight.ToString(),
            Accent = accent.ToString(),
            Border = (Border ?? background.Mix(text, 0.16)).ToString(),
            Decoration = (Decoration ?? highlight).ToString(),
            HeadingFont = HeadingFont ?? headingFont,
            BodyFont = BodyFont ?? bodyFont,
            Motif = Motif ?? present.Motif,
            TextSize = TextSize ?? TextSizes.Normal,
        };
        return (theme, corrections);

        Colour Legible(string token, Colour? asked, Colour colour, params ReadOnlySpan<Colour> grounds)
        {
            var used = colour.LegibleOn(Colour.AaText, grounds);
            return asked is null ? used : Keep(token, asked.Value, used == asked ? null : used);
        }

        Colour Keep(string token, Colour asked, Colour? instead)
        {
            if (instead is not { } used)
            {
                return asked;
            }
            corrections.Add(
                new(
                    token,
                    asked.ToString(),
                    used.ToString(),
                    "Text would be hard to read: WCAG 2.2 asks for a contrast of at least 4.5 to 1."
                )
            );
            return used;
        }
    }

    private static bool ReadsBoth(Colour one, Colour other) =>
        Best(Colour.Black, one, other) >= Colour.AaText || Best(Colour.White, one, other) >= Colour.AaText;

    private static double Best(Colour ink, Colour one, Colour other) =>
        Math.Min(ink.ContrastWith(one), ink.ContrastWith(other));
}

/// <summary>A token that is not as it was asked for.</summary>
/// <param name="Token">Its name: <c>mutedText</c>.</param>
public sealed record ThemeCorrection(string Token, string Asked, string Used, string Reason);
