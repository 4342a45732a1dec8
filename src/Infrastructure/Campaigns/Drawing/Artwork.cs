using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Infrastructure.Campaigns.Drawing;

/// <summary>
/// The emblems of trades and the icons, and scenes that are made of them, as inline SVG: pages carry no image that a browser would have
/// to fetch. Colours are the theme's, by class, see <see cref="ArtColours"/>.
/// </summary>
internal sealed class Artwork
{
    private const string FallbackMotif = "arches";
    private const string FallbackIcon = "spark";

    private readonly FrozenDictionary<string, string> motifs;
    private readonly FrozenDictionary<string, string> icons;

    /// <summary>Reads the drawings, which are embedded resources: one instance serves all threads.</summary>
    public Artwork()
    {
        motifs = Symbols("art/motifs.svg")
            .ToFrozenDictionary(
                symbol => symbol.Attribute("id")!.Value,
                symbol => string.Concat(symbol.Elements().Select(Plain)),
                StringComparer.Ordinal
            );
        icons = Symbols("art/icons.svg")
            .ToFrozenDictionary(
                symbol => symbol.Attribute("id")!.Value,
                symbol =>
                    string.Concat(symbol.Elements().Select(path => $"""<path d="{path.Attribute("d")!.Value}"/>""")),
                StringComparer.Ordinal
            );
    }

    /// <summary>The names that <see cref="Icon"/> knows.</summary>
    public IEnumerable<string> Icons => icons.Keys.Order(StringComparer.Ordinal);

    /// <summary>The names that <see cref="Scene"/> draws as themselves.</summary>
    public IEnumerable<string> Motifs => motifs.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// The theme's emblem in a scene: which one follows from the style, and all else about it from the campaign's own number. The same
    /// theme gives the same picture, and the next view another one.
    /// </summary>
    /// <param name="view">0 or more: which picture of the campaign.</param>
    /// <param name="isWide">For a place that is much wider than high; else it is cut to a square or an upright one.</param>
    public string Scene(Theme theme, int view, bool isWide)
    {
        var emblem = motifs.GetValueOrDefault(theme.Motif, motifs[FallbackMotif]);
        var width = isWide ? 1600 : ArtScenes.Side;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="art" viewBox="0 0 {width} {ArtScenes.Side}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{new ArtScenes(emblem, theme.Style, theme.Variation, view, width).Draw()}</svg>"""
        );
    }

    /// <summary>An icon by name; an unknown one is a small star.</summary>
    public string Icon(string? name) =>
        $"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{icons.GetValueOrDefault(name ?? FallbackIcon, icons[FallbackIcon])}</svg>""";

    private static List<XElement> Symbols(string sheet)
    {
        using var stream = typeof(Artwork).Assembly.GetManifestResourceStream(sheet)!;
        return [.. XDocument.Load(stream).Root!.Elements()];
    }

    // In HTML an element of SVG is in no namespace that one writes.
    private static string Plain(XElement element)
    {
        var plain = new XElement(element);
        foreach (var one in plain.DescendantsAndSelf())
        {
            one.Name = one.Name.LocalName;
            one.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        }
        return plain.ToString(SaveOptions.DisableFormatting);
    }
}
