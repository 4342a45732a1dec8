using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;

namespace AiWebBuilder.Infrastructure.Markup;

/// <summary>
/// The drawings and icons of the template library, as inline SVG: pages carry no image that a browser would have to fetch. Their
/// colours are the theme's, by class.
/// </summary>
internal sealed class Artwork
{
    private const string FallbackMotif = "forms";
    private const string FallbackIcon = "spark";
    private const string IconSheet = "icons";

    // Parts of the same drawing, so that a gallery shows six views of one world instead of one picture six times.
    private static readonly string[] Views =
    [
        "0 0 800 800",
        "300 60 480 480",
        "20 300 460 460",
        "200 160 440 440",
        "400 380 400 400",
        "60 40 400 400",
    ];

    private readonly FrozenDictionary<string, string> motifs;
    private readonly FrozenDictionary<string, string> icons;

    /// <summary>Reads the drawings, which are embedded resources: one instance serves all threads.</summary>
    public Artwork()
    {
        const string folder = "art/";
        var assembly = typeof(Artwork).Assembly;
        var files = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .ToDictionary(
                name => Path.GetFileNameWithoutExtension(name[folder.Length..]),
                Read,
                StringComparer.Ordinal
            );
        motifs = files
            .Where(file => file.Key != IconSheet)
            .ToFrozenDictionary(file => file.Key, file => file.Value.ReplaceLineEndings(""), StringComparer.Ordinal);
        icons = XDocument
            .Parse(files[IconSheet])
            .Root!.Elements()
            .ToFrozenDictionary(
                symbol => symbol.Attribute("id")!.Value,
                symbol =>
                    string.Concat(symbol.Elements().Select(path => $"""<path d="{path.Attribute("d")!.Value}"/>""")),
                StringComparer.Ordinal
            );

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The names that <see cref="Icon"/> knows.</summary>
    public IEnumerable<string> Icons => icons.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// A view of a motif; beyond the last view they start over. A motif that comes as several drawings (<c>plan-a</c>,
    /// <c>plan-b</c>, ...) shows these in turn, whole. An unknown motif is drawn as plain shapes.
    /// </summary>
    public string Motif(string? name, int view) =>
        motifs.TryGetValue($"{name}-{(char)('a' + (view % 3))}", out var drawing)
            ? Svg(view, Views[0], drawing)
            : Svg(
                view,
                Views[view % Views.Length],
                motifs.GetValueOrDefault(name ?? FallbackMotif, motifs[FallbackMotif])
            );

    private static string Svg(int view, string viewBox, string drawing) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="art art--{view % 3}" viewBox="{viewBox}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">{drawing}</svg>"""
        );

    /// <summary>An icon by name; an unknown one is a small star.</summary>
    public string Icon(string? name) =>
        $"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{icons.GetValueOrDefault(name ?? FallbackIcon, icons[FallbackIcon])}</svg>""";
}
