using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The colours that brand guidelines name by their hexadecimal code, by the part that each is to play.</summary>
internal sealed partial record BrandColours(Colour? Background, Colour? Text, Colour? Primary, Colour? Highlight)
{
    /// <summary>
    /// Takes the part from the words before a code ("charcoal text #2B2B2B"), else from how light it is, else from its
    /// position: the first is the primary colour, the next the highlight. Malformed codes are left out.
    /// </summary>
    public static BrandColours In(string? guidelines)
    {
        Colour? background = null,
            text = null,
            primary = null,
            highlight = null;
        guidelines ??= "";
        var from = 0;
        foreach (Match match in HexCode().Matches(guidelines))
        {
            var words = LastClause().Match(guidelines[from..match.Index]).Value;
            from = match.Index + match.Length;
            var colour = Colour.Parse(match.Value);

            if (TextWords().IsMatch(words))
                text ??= colour;
            else if (HighlightWords().IsMatch(words))
                highlight ??= colour;
            else if (BackgroundWords().IsMatch(words) || colour.RelativeLuminance > 0.6)
                background ??= colour;
            else if (primary is null)
                primary = colour;
            else
                highlight ??= colour;
        }

        // A brand of a single light colour (wheat, sunshine yellow) has it for its bands, not for its paper.
        if (primary is null && highlight is null && background is { Chroma: > 0.05 })
            return new BrandColours(null, text, background, null);
        return new BrandColours(background, text, primary ?? highlight, highlight);
    }

    [GeneratedRegex(
        "#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-z])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex HexCode();

    [GeneratedRegex("[^,.;:、。،]*$", RegexOptions.None, 10_000)]
    private static partial Regex LastClause();

    [GeneratedRegex(
        @"\b(text|type|ink|schrift|texte|texto)\b|文字|نص|טקסט",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex TextWords();

    [GeneratedRegex(
        @"\b(accent|highlight|buttons?|cta|akzent|acento)\b|アクセント",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex HighlightWords();

    [GeneratedRegex(
        @"\b(background|paper|ground|hintergrund|fond|fondo)\b|背景|خلفية|רקע",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex BackgroundWords();
}
