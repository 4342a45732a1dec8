using System.Globalization;

namespace AiWebBuilder.Infrastructure.Integrations.Analyses;

/// <summary>The contrast that a <c>style</c> attribute itself states: both colours, as hexadecimal numbers. What style sheets say is not looked at.</summary>
internal static class InlineContrast
{
    /// <summary>Of running text (WCAG 2.2, 1.4.3).</summary>
    public const double Enough = 4.5;

    /// <returns>1–21; null: it does not state both.</returns>
    public static double? Of(string style)
    {
        (double? Text, double? Ground) found = default;
        foreach (var declaration in style.Split(';'))
        {
            if (declaration.Split(':', 2) is not [var name, var value] || Luminance(value) is not { } luminance)
            {
                continue;
            }
            found = name.Trim().ToLowerInvariant() switch
            {
                "color" => (luminance, found.Ground),
                "background" or "background-color" => (found.Text, luminance),
                _ => found,
            };
        }
        return found is ({ } text, { } ground)
            ? (Math.Max(text, ground) + 0.05) / (Math.Min(text, ground) + 0.05)
            : null;
    }

    /// <seealso href="https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"/>
    private static double? Luminance(string value)
    {
        var hex = value.Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim();
        if (hex is ['#', var r, var g, var b])
        {
            hex = $"#{r}{r}{g}{g}{b}{b}";
        }
        if (
            hex.Length != 7
            || hex[0] != '#'
            || !int.TryParse(hex[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var colour)
        )
        {
            return null;
        }
        static double Linear(int channel)
        {
            var part = channel / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Linear(colour >> 16) + 0.7152 * Linear((colour >> 8) & 0xFF) + 0.0722 * Linear(colour & 0xFF);
    }
}
