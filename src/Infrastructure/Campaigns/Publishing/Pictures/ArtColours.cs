using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;

/// <summary>The rules of <c>page.css</c> for drawings with their colours worked out: Skia knows neither variables nor mixtures.</summary>
internal static class ArtColours
{
    public static string For(Theme theme)
    {
        var (background, primary, decoration) = (
            Colour.Parse(theme.Background),
            Colour.Parse(theme.Primary),
            Colour.Parse(theme.Decoration)
        );
        // Half of each is where the two of a mixture meet: Mix takes the share of the other.
        return string.Concat(
            Fill("g", theme.Surface),
            Fill("p", theme.Primary),
            Fill("h", theme.Decoration),
            Fill("s", theme.Background),
            Fill("t", Colour.Parse("#0B0C0E").Mix(primary, 0.45)),
            Fill("m", background.Mix(primary, 0.62)),
            Fill("n", background.Mix(decoration, 0.38)),
            Line("l", background.Mix(primary, 0.35), 3),
            Line("f", theme.Background, 6),
            Fill("f2", theme.Primary),
            Line("f3", theme.Primary, 14),
            Line("w", theme.Background, 12),
            Line("w2", background.Mix(primary, 0.25), 18),
            Line("x", theme.Background, 2, 0.14),
            Line("b", background.Mix(primary, 0.55), 68),
            Line("b2", background.Mix(primary, 0.78), 68),
            Fill("k", Colour.Black.Mix(primary, 0.86)),
            Fill("k2", theme.OnHighlight),
            Line("v", "#000000", 4, 0.2),
            Line("y", theme.Background, 9),
            Line("y2", theme.Background, 3, 0.5),
            Line("d", background.Mix(primary, 0.3), 16),
            Line("d2", theme.OnHighlight, 10),
            Line("c", theme.Primary, 8)
        );
    }

    private static string Fill(string name, object colour) => $".{name}{{fill:{colour}}}";

    private static string Line(string name, object colour, int width, double opacity = 1) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $".{name}{{fill:none;stroke:{colour};stroke-width:{width};stroke-opacity:{opacity};stroke-linecap:{(name[0] == 'b' ? "butt" : "round")};stroke-linejoin:round}}"
        );
}
