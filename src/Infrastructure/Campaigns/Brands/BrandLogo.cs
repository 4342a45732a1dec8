using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Looks;
using AngleSharp.Html.Dom;

namespace AiWebBuilder.Infrastructure.Campaigns.Brands;

/// <summary>Where a page has its logo, and what a drawn one is painted in.</summary>
internal static partial class BrandLogo
{
    private const int LongestDrawing = 200_000;
    private const int MostImages = 500;
    private const string Places = "header, nav, a[href='/']";

    /// <returns>Addresses of pictures, the likeliest first.</returns>
    public static IEnumerable<string> AddressesIn(IHtmlDocument document) =>
        document
            .QuerySelectorAll("img")
            .OfType<IHtmlImageElement>()
            .Take(MostImages)
            .Where(image => IsLogo(image) || image.Closest(Places) is not null)
            .OrderByDescending(IsLogo)
            .Select(image => image.GetAttribute("src"))
            .Concat(
                document
                    .QuerySelectorAll("link[rel~=apple-touch-icon i][href], link[rel~=icon i][href]")
                    .Select(link => link.GetAttribute("href"))
            )
            .OfType<string>()
            .Where(address => address.Length > 0 && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal);

    /// <returns>A drawing that stands in the page's header; null: none.</returns>
    public static string? DrawnIn(IHtmlDocument document) =>
        document
            .QuerySelector("header")
            ?.QuerySelectorAll("svg")
            .Take(MostImages)
            .FirstOrDefault(drawing => drawing.Closest("[class*=logo i], a[href='/']") is not null)
            ?.OuterHtml;

    /// <returns>What an SVG is painted in, the most frequent first.</returns>
    public static IEnumerable<Colour> ColoursOf(string svg)
    {
        var colours = new CssColours(new Dictionary<string, string>(StringComparer.Ordinal));
        return Paint()
            .Matches(svg.Length > LongestDrawing ? svg[..LongestDrawing] : svg)
            .Select(paint => colours.In(paint.Groups["colour"].Value))
            .OfType<Colour>()
            .GroupBy(colour => colour)
            .OrderByDescending(group => group.Count())
            .Select(group => group.Key);
    }

    private static bool IsLogo(IHtmlImageElement image) =>
        new[] { image.ClassName, image.Id, image.GetAttribute("src"), image.GetAttribute("alt") }.Any(text =>
            text?.Contains("logo", StringComparison.OrdinalIgnoreCase) is true
        );

    [GeneratedRegex(
        """(?:fill|stroke|stop-color)\s{0,5}[=:]\s{0,5}["']?\s{0,5}(?<colour>#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]{1,80}\)|[a-z]{3,22})""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2_000
    )]
    private static partial Regex Paint();
}
