using System.Globalization;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>Colours as style sheets write them (CSS Color 4): hexadecimal, <c>rgb()</c>, <c>hsl()</c> and what stands in it alone, names, and variables of them.</summary>
/// <param name="variables">Of the same sheets: what <c>var(--x)</c> stands for.</param>
internal sealed partial class CssColours(IReadOnlyDictionary<string, string> variables)
{
    private const int LongestValue = 400;
    private const int MostHops = 6;

    /// <returns>The first opaque colour in the value, such as that of a background or of where a gradient begins; null: none.</returns>
    public Colour? In(string? value) => In(value, MostHops);

    private Colour? In(string? value, int hops)
    {
        if (value is null || value.Length > LongestValue || hops == 0)
        {
            return null;
        }
        foreach (Match found in Written().Matches(value))
        {
            if (found.Groups["name"] is { Success: true, Value: var name })
            {
                return In(
                    variables.TryGetValue(name.ToLowerInvariant(), out var meant) ? meant : found.Groups["else"].Value,
                    hops - 1
                );
            }
            // Other words stand between: no-repeat, solid.
            if (Read(found) is { } colour || !found.Groups["word"].Success)
            {
                return Read(found);
            }
        }
        return null;
    }

    private static Colour? Read(Match found)
    {
        if (found.Groups["hex"] is { Success: true, Value: var hex })
        {
            var isShort = hex.Length < 6;
            return
                (hex.Length is 3 or 6 || IsOpaque(hex[(isShort ? 3 : 6)..]))
                && Colour.TryParse($"#{hex[..(isShort ? 3 : 6)]}", out var colour)
                ? colour
                : null;
        }
        if (found.Groups["word"] is { Success: true, Value: var word })
        {
            // The names are the web's, and of the system's own there are some beside them.
            var named = System.Drawing.Color.FromName(word);
            return named is { IsKnownColor: true, IsSystemColor: false, A: 255 }
                ? new Colour(named.R, named.G, named.B)
                : null;
        }
        if (Numbers(found.Groups["args"].Value) is not { Length: >= 3 } parts || (parts.Length > 3 && parts[3] < 0.5))
        {
            return null;
        }
        if (!found.Groups["space"].Value.StartsWith("rgb", StringComparison.OrdinalIgnoreCase))
        {
            return Hsl(parts[0], parts[1], parts[2]);
        }
        var unit = found.Groups["args"].Value.Contains('%', StringComparison.Ordinal) && parts[0] <= 1 ? 255 : 1;
        return new Colour(Channel(unit * parts[0]), Channel(unit * parts[1]), Channel(unit * parts[2]));
    }

    /// <summary>Of <c>rgb()</c> 0–255, of percentages 0–1, of angles degrees; null: another unit.</summary>
    private static double[]? Numbers(string written)
    {
        var parts = written.Split([' ', ',', '/'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[parts.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            var isShare = parts[at].EndsWith('%');
            var text = isShare ? parts[at][..^1] : parts[at].Replace("deg", "", StringComparison.OrdinalIgnoreCase);
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[at]))
            {
                return null;
            }
            numbers[at] = isShare ? numbers[at] / 100 : numbers[at];
        }
        return numbers;
    }

    // CSS Color 4, § 7: an algorithm without a case for each sixth of the circle.
    private static Colour Hsl(double hue, double saturation, double lightness)
    {
        saturation = Math.Clamp(saturation, 0, 1);
        lightness = Math.Clamp(lightness, 0, 1);
        return new Colour(Part(0), Part(8), Part(4));

        byte Part(double n)
        {
            var k = (n + (hue / 30)) % 12;
            k = k < 0 ? k + 12 : k;
            var a = saturation * Math.Min(lightness, 1 - lightness);
            return Channel(255 * (lightness - (a * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)))));
        }
    }

    private static byte Channel(double value) => (byte)Math.Round(Math.Clamp(value, 0, 255));

    private static bool IsOpaque(string alpha) => alpha[0] >= '8';

    [GeneratedRegex(
        """
            ^\s*(?<args>[0-9.]{1,8}(?:deg)?\s+[0-9.]{1,8}%\s+[0-9.]{1,8}%)\s*$
            |\#(?<hex>[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-z])
            |(?<space>rgba?|hsla?)\(\s*(?<args>[^()]{1,80})\)
            |var\(\s*(?<name>--[\w-]{1,120})\s*(?:,\s*(?<else>[^()]{1,80}(?:\([^()]{1,80}\))?))?\)
            |(?<![\w-])(?<word>[a-z]{3,22})(?![\w(-])
            """,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Written();
}
