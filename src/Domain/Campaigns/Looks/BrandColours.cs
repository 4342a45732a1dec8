using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>The colours that a brand names, by their hexadecimal code or by a word, by the part that each is to play.</summary>
/// <param name="Surface">A second light colour: of cards and alternating sections.</param>
internal sealed partial record BrandColours(
    Colour? Background,
    Colour? Surface,
    Colour? Text,
    Colour? Primary,
    Colour? Highlight
)
{
    /// <summary>
    /// Takes the part from the word for it that stands nearest ("charcoal text #2B2B2B", "orange buttons"), else from the colour: a pale
    /// one is paper, a dark grey one is ink, and of the others the first is the primary one and the next the highlight. Malformed
    /// codes and colours that are refused ("no pink") are left out.
    /// </summary>
    /// <param name="words">What the same text says of looks.</param>
    public static BrandColours In(string text, IReadOnlyList<LookWord> words)
    {
        var named = NamedIn(text, words);
        Colour? background = Role("role.background"),
            ink = Role("role.text"),
            highlight = Role("role.accent"),
            surface = null,
            primary = null;
        var isInkSaid = ink is not null;
        foreach (var colour in named.Where(one => one.Role is null).Select(one => one.Colour))
        {
            if (colour is { RelativeLuminance: > 0.6, Chroma: < 0.06 })
            {
                if (background is null)
                {
                    background = colour;
                }
                else
                {
                    surface ??= colour;
                }
            }
            else if (colour is { RelativeLuminance: < 0.05, Chroma: < 0.03 } && ink is null)
            {
                ink = colour;
            }
            else if (primary is null)
            {
                primary = colour;
            }
            else
            {
                highlight ??= colour;
            }
        }

        // A bright colour beside black and nothing else shines on black: no page could show it on white.
        if (
            background is null
            && !isInkSaid
            && ink is not null
            && primary is { RelativeLuminance: > 0.4, Chroma: > 0.1 }
        )
        {
            (background, ink) = (ink, null);
        }
        // Two colours of which one is the buttons': the other is the brand's.
        primary ??= highlight ?? ink;
        // A brand of a single light colour (wheat, sunshine yellow) has it for its bands, not for its paper.
        return primary is null && background is { Chroma: > 0.05 }
            ? new(null, null, null, background, null)
            : new(background, surface, ink, primary, highlight);

        Colour? Role(string role) =>
            named.Where(one => one.Role == role).Select(one => (Colour?)one.Colour).FirstOrDefault();
    }

    private static List<Named> NamedIn(string text, IReadOnlyList<LookWord> words)
    {
        List<Named> named = [];
        foreach (Match code in HexCode().Matches(text))
        {
            named.Add(new(Colour.Parse(code.Value), code.Index, code.Index + code.Length, null));
        }
        foreach (
            var word in words.Where(word => IsColour(word) && !word.IsRefused).OrderByDescending(word => word.Start)
        )
        {
            // "Blush #E8CFC4": the code says which blush. "Navy blue #1F3A5F": of two words too.
            var code = named.FindIndex(one =>
                one.Start - word.End is >= 0 and <= Near
                && IsOneClause(text[word.End..one.Start])
                && text.IndexOf('#', one.Start, one.End - one.Start) is >= 0 and var sign
                && (sign == one.Start || string.IsNullOrWhiteSpace(text[word.End..one.Start]))
            );
            if (
                code >= 0
                && !words.Any(other => IsColour(other) && other.Start >= word.End && other.End <= named[code].Start)
            )
            {
                named[code] = named[code] with { Start = word.Start };
            }
            else
            {
                named.Add(new(LookWords.ColourOf(word.Key), word.Start, word.End, null));
            }
        }
        named.Sort((one, other) => one.Start.CompareTo(other.Start));
        foreach (var role in words.Where(word => word.Key.StartsWith("role.", StringComparison.Ordinal)))
        {
            var nearest = named
                .Where(one => one.Role is null && Distance(one, role) <= Near && IsOneClause(Between(text, one, role)))
                .OrderBy(one => Distance(one, role))
                .FirstOrDefault();
            if (nearest is not null)
            {
                named[named.IndexOf(nearest)] = nearest with { Role = role.Key };
            }
        }
        return named;
    }

    // In UTF-16 code units: a few words.
    private const int Near = 24;

    private static bool IsColour(LookWord word) => word.Key.StartsWith("colour.", StringComparison.Ordinal);

    private static int Distance(Named one, LookWord role) =>
        role.End <= one.Start ? one.Start - role.End
        : role.Start >= one.End ? role.Start - one.End
        : 0;

    private static string Between(string text, Named one, LookWord role) =>
        role.End <= one.Start ? text[role.End..one.Start]
        : role.Start >= one.End ? text[one.End..role.Start]
        : "";

    private static bool IsOneClause(string between) =>
        between.Length <= Near && !between.Any(letter => ",.;、。،\n".Contains(letter, StringComparison.Ordinal));

    private sealed record Named(Colour Colour, int Start, int End, string? Role);

    [GeneratedRegex(
        "#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-z])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex HexCode();
}
