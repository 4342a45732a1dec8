using System.Collections.Frozen;
using System.Text.Json;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>Words that tell something, as translators write them: in each language a JSON object with a list of words for each key.</summary>
internal sealed class WordPacks
{
    private readonly FrozenDictionary<string, Dictionary<string, string[]>> packs;

    /// <param name="folder">Of the embedded resources, ending in a slash.</param>
    public WordPacks(string folder)
    {
        var assembly = typeof(WordPacks).Assembly;
        packs = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[folder.Length..],
                name =>
                {
                    using var file = assembly.GetManifestResourceStream(name)!;
                    return JsonSerializer.Deserialize<Dictionary<string, string[]>>(file)!;
                },
                StringComparer.Ordinal
            );
    }

    public IEnumerable<string> Languages => packs.Keys;

    /// <summary>The packs of these languages, each once; a language without a pack has none.</summary>
    /// <param name="languages">BCP 47.</param>
    public IEnumerable<IReadOnlyDictionary<string, string[]>> Of(params IEnumerable<string> languages) =>
        languages
            .Select(PackOf)
            .Distinct(StringComparer.Ordinal)
            .Select(language => packs.GetValueOrDefault(language))
            .OfType<Dictionary<string, string[]>>();

    /// <summary>All packs: that of the language first, English next, and then every other.</summary>
    /// <param name="language">BCP 47.</param>
    public IEnumerable<IReadOnlyDictionary<string, string[]>> From(string language) =>
        Of([language, "en", .. packs.Keys.Order(StringComparer.Ordinal)]);

    /// <summary>Latin, Greek, Cyrillic: scripts whose words stand apart and whose short words are parts of long ones.</summary>
    public static bool IsAlphabetic(char letter) => letter < '\u0530';

    // Old codes that browsers and phones still send, and the two written forms of Norwegian.
    private static string PackOf(string language) =>
        language.Split('-', '_')[0].ToLowerInvariant() switch
        {
            "no" or "nn" => "nb",
            "iw" => "he",
            var own => own,
        };
}
