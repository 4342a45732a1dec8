using SkiaSharp;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;

/// <summary>
/// The fonts of this machine. The image that containers run has Noto's; where there is none that has a letter, nobody gets to see a box:
/// the words are left out. The files are looked for here, because the build of Skia that needs no other library finds none itself.
/// </summary>
internal sealed class Typefaces : IDisposable
{
    private static readonly string[] Folders =
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
    ];

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
    };

    private static readonly string[] Endings = [".ttf", ".otf", ".ttc"];
    private static readonly string[] Serifs = ["Noto Serif", "DejaVu Serif", "Liberation Serif"];
    private static readonly string[] Sans = ["Noto Sans", "DejaVu Sans", "Liberation Sans", "Inter"];

    private readonly Lazy<IReadOnlyList<SKTypeface>> all = new(Load);

    /// <summary>The first that has every letter of a word, in the wanted style where it goes; null: none has.</summary>
    public SKTypeface? For(string word, bool isSerif) =>
        Preferred(isSerif ? Serifs : Sans).Concat(all.Value).FirstOrDefault(face => HasAll(face, word));

    public void Dispose()
    {
        if (all.IsValueCreated)
        {
            foreach (var face in all.Value)
            {
                face.Dispose();
            }
        }
    }

    private static bool HasAll(SKTypeface face, string word)
    {
        using var font = new SKFont(face);
        return word.EnumerateRunes().All(rune => font.ContainsGlyph(rune.Value));
    }

    private IEnumerable<SKTypeface> Preferred(string[] families) =>
        families.SelectMany(family => all.Value.Where(face => face.FamilyName == family));

    /// <summary>Upright ones of usual width, the bold before the others.</summary>
    private static IReadOnlyList<SKTypeface> Load() =>
        [
            .. Folders
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", Everywhere))
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(file => SKTypeface.FromFile(file))
                .OfType<SKTypeface>()
                .Where(face =>
                    face.FontSlant == SKFontStyleSlant.Upright && face.FontWidth == (int)SKFontStyleWidth.Normal
                )
                .OrderBy(face => Math.Abs(face.FontWeight - (int)SKFontStyleWeight.Bold)),
        ];
}
