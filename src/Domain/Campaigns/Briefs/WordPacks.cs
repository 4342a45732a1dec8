using System.Collections.Frozen;
using System.Text;
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
                    return JsonSerializer
                        .Deserialize<Dictionary<string, string[]>>(file)!
                        .ToDictionary(
                            list => list.Key,
                            list => Array.ConvertAll(list.Value, Fold),
                            StringComparer.Ordinal
                        );
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

    /// <summary>
    /// Letters without accents, which move and fall with a word's form (σκάφος, σκαφών) and with the writer's keyboard. As long as the
    /// text: what is found in it stands at the same place there. The words of packs are folded.
    /// </summary>
    public static string Fold(string text) =>
        string.Create(
            text.Length,
            text,
            static (folded, text) =>
            {
                for (var i = 0; i < folded.Length; i++)
                {
                    folded[i] = text[i];
                    if (text[i] is > '\u007F' and < '\u0530' or (> '\u1DFF' and < '\u2000'))
                    {
                        var parts = text[i].ToString().Normalize(NormalizationForm.FormD);
                        folded[i] = parts.Length > 1 && parts[1] is >= '\u0300' and <= '\u036F' ? parts[0] : text[i];
                    }
                }
            }
        );

    /// <summary>
    /// Where a word is said first; -1: nowhere. "spa" is not in "spanish lessons for space", "app" not in "happy": short words must start
    /// and end where the text's words do, longer ones must start there, and the longest may end a compound ("Fischrestaurant"). Scripts that
    /// join words to prefixes or have no spaces are searched as they are.
    /// </summary>
    /// <param name="text">Folded.</param>
    /// <param name="word">Folded.</param>
    public static int IndexIn(string text, string word)
    {
        for (
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (!IsAlphabetic(word[0]))
            {
                return at;
            }
            var end = at + word.Length;
            var starts = word.Length > 6 || at == 0 || !char.IsLetter(text[at - 1]);
            var ends =
                word.Length > 4
                || end == text.Length
                || !char.IsLetter(text[end])
                || (text[end] is 's' && (end + 1 == text.Length || !char.IsLetter(text[end + 1])));
            if (starts && ends)
            {
                return at;
            }
        }
        return -1;
    }

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
