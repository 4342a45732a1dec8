using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>Whether two colours are one to the eye.</summary>
internal static class Likeness
{
    // In steps of sRGB, of which there are 442 from black to white.
    private const double Same = 18;
    private const double Apart = 64;

    /// <summary>One colour, as it was typed twice.</summary>
    public static bool AreSame(Colour one, Colour other) => Distance(one, other) <= Same;

    /// <summary>Two colours of a brand, and not two shades of one.</summary>
    public static bool AreApart(Colour one, Colour other) => Distance(one, other) >= Apart;

    private static double Distance(Colour one, Colour other) =>
        Math.Sqrt(
            Math.Pow(one.Red - other.Red, 2) + Math.Pow(one.Green - other.Green, 2) + Math.Pow(one.Blue - other.Blue, 2)
        );
}
