namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The colours of drawings, <c>#RRGGBB</c>.</summary>
/// <param name="Ground">What a drawing lies on: the page's own ground, tinted by the brand.</param>
/// <param name="Tint">Another ground, tinted by the second colour.</param>
/// <param name="Main">Main forms: at least 3:1 on ground, tint and paper (WCAG 2.2, 1.4.11).</param>
/// <param name="Second">Second forms: at least 2:1 on the same, and never the main colour again.</param>
/// <param name="SecondOnMain">The second colour on the main one, at least 2:1.</param>
/// <param name="Paper">Details on both.</param>
public sealed record ArtColours(
    string Ground,
    string Tint,
    string Main,
    string Second,
    string SecondOnMain,
    string Paper
)
{
    private const double MainContrast = 3;
    private const double SecondContrast = 2;

    // Below it two forms that touch are seen as one.
    private const double Apart = 1.35;

    internal static ArtColours Of(Theme theme)
    {
        var paper = Colour.Parse(theme.Background);
        var primary = Colour.Parse(theme.Primary);
        var decoration = Colour.Parse(theme.Decoration);
        var ground = paper.Mix(primary, 0.13);
        var tint = paper.Mix(decoration, 0.24);
        var main = primary.LegibleOn(MainContrast, ground, tint, paper);
        var second = decoration.LegibleOn(SecondContrast, ground, tint, paper);
        if (second.ContrastWith(main) < Apart)
        {
            // The main form goes to the far end from the paper, and the second one stays as near to it as it may.
            main = Colour.Parse(theme.Text).LegibleOn(MainContrast, ground, tint, paper);
            second = Nearest(second, ground, tint, paper);
        }
        return new(
            ground.ToString(),
            tint.ToString(),
            main.ToString(),
            second.ToString(),
            decoration.LegibleOn(SecondContrast, main).ToString(),
            theme.Background
        );
    }

    /// <summary>Of the blends of the colour with the ground the palest that stands out.</summary>
    private static Colour Nearest(Colour colour, Colour ground, params ReadOnlySpan<Colour> others)
    {
        for (var share = 0.8; share > 0; share -= 0.05)
        {
            var pale = colour.Mix(ground, share);
            if (pale == pale.LegibleOn(SecondContrast, [ground, .. others]))
            {
                return pale;
            }
        }
        return colour;
    }
}
