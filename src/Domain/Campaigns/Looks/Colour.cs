using System.Globalization;
using System.Runtime.InteropServices;

namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>An opaque sRGB colour, with the arithmetic that legible pages need.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Contrast that WCAG 2.2 asks of body text at level AA (success criterion 1.4.3).</summary>
    public const double AaText = 4.5;

    public static Colour Black { get; } = new(0, 0, 0);
    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>Reads <c>#RGB</c> or <c>#RRGGBB</c>, the two forms that brand guidelines are written in.</summary>
    /// <returns>False for anything else; <paramref name="colour"/> is then black.</returns>
    public static bool TryParse(string? text, out Colour colour)
    {
        colour = default;
        if (text is not ['#', ..] || text.Length is not (4 or 7))
            return false;

        var digits = text.Length == 7 ? text[1..] : string.Concat(text[1..].Select(digit => new string(digit, 2)));
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            return false;

        colour = new Colour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        return true;
    }

    /// <summary>Reads a colour known to be well formed.</summary>
    /// <exception cref="FormatException">It is neither <c>#RGB</c> nor <c>#RRGGBB</c>.</exception>
    public static Colour Parse(string text) =>
        TryParse(text, out var colour) ? colour : throw new FormatException($"'{text}' is not #RGB or #RRGGBB.");

    /// <summary>0 for black to 1 for white, as WCAG 2.2 defines relative luminance.</summary>
    public double RelativeLuminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>How colourful it is: the chroma of OKLCH, 0 for grey to about 0.32.</summary>
    public double Chroma => ToOklch().Chroma;

    /// <summary>From 1 to 21, the same in both directions (WCAG 2.2, contrast ratio).</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (RelativeLuminance, other.RelativeLuminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>
    /// The nearest lightness of the same hue that reads on all <paramref name="grounds"/>. Where no lightness does, because
    /// the grounds lie too far apart, the better of black and white.
    /// </summary>
    /// <param name="ratio">The contrast asked for, 1 to 21.</param>
    public Colour LegibleOn(double ratio, params ReadOnlySpan<Colour> grounds)
    {
        if (LowestContrast(this, grounds) >= ratio)
            return this;

        var (lightness, chroma, hue) = ToOklch();
        for (var shift = 0.005; shift <= 1; shift += 0.005)
        {
            var darker = FromOklch(lightness - shift, chroma, hue);
            if (LowestContrast(darker, grounds) >= ratio)
                return darker;
            var lighter = FromOklch(lightness + shift, chroma, hue);
            if (LowestContrast(lighter, grounds) >= ratio)
                return lighter;
        }

        return LowestContrast(Black, grounds) >= LowestContrast(White, grounds) ? Black : White;
    }

    /// <summary>The same hue at another lightness (0 to 1) with at most <paramref name="chroma"/>, as OKLCH measures them.</summary>
    public Colour Tone(double lightness, double chroma)
    {
        var own = ToOklch();
        return FromOklch(lightness, Math.Min(own.Chroma, chroma), own.Hue);
    }

    /// <summary>A blend in sRGB: 0 is this colour, 1 the other.</summary>
    public Colour Mix(Colour other, double share) =>
        new(Blend(Red, other.Red, share), Blend(Green, other.Green, share), Blend(Blue, other.Blue, share));

    /// <returns><c>#RRGGBB</c></returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:X2}{Green:X2}{Blue:X2}");

    private static double LowestContrast(Colour colour, ReadOnlySpan<Colour> grounds)
    {
        var lowest = double.MaxValue;
        foreach (var ground in grounds)
            lowest = Math.Min(lowest, colour.ContrastWith(ground));
        return lowest;
    }

    private static byte Blend(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    // OKLab and its matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
    private (double Lightness, double Chroma, double Hue) ToOklch()
    {
        var (r, g, b) = (Linear(Red), Linear(Green), Linear(Blue));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        var lightness = (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s);
        var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        var bb = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        return (lightness, Math.Sqrt((a * a) + (bb * bb)), Math.Atan2(bb, a));
    }

    // Out of the sRGB gamut, chroma gives way: the hue is what people recognise a brand by.
    private static Colour FromOklch(double lightness, double chroma, double hue)
    {
        lightness = Math.Clamp(lightness, 0, 1);
        for (var kept = chroma; kept > 0.001; kept *= 0.94)
        {
            var (r, g, b) = ToLinearRgb(lightness, kept, hue);
            if (InGamut(r) && InGamut(g) && InGamut(b))
                return new Colour(Encode(r), Encode(g), Encode(b));
        }

        var (red, green, blue) = ToLinearRgb(lightness, 0, hue);
        return new Colour(Encode(red), Encode(green), Encode(blue));
    }

    private static bool InGamut(double channel) => channel is >= -0.0005 and <= 1.0005;

    private static (double Red, double Green, double Blue) ToLinearRgb(double lightness, double chroma, double hue)
    {
        var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)
        );
    }

    private static byte Encode(double linear)
    {
        linear = Math.Clamp(linear, 0, 1);
        var value = linear <= 0.0031308 ? linear * 12.92 : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(value * 255);
    }
}
