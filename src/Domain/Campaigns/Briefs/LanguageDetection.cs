using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>
/// Finds the language that a brief is written in: by its script, and for Latin letters by the words and letters that each language
/// is known by. A word or a letter counts the less, the more languages have it, so that a few words are enough to tell.
/// </summary>
internal static partial class LanguageDetection
{
    private const double LetterWeight = 0.6;
    private const double EndingWeight = 0.5;
    private const double HintWeight = 0.25;

    // About as much as four common words: a name or a loan word tells nothing.
    private const double BeyondDoubt = 3;

    // A name full of accents is still one name.
    private const int MostHitsOfLetter = 3;

    private static readonly Dictionary<string, string[]> LanguagesOfWord = Inverted(LanguageTraits.Words);

    private static readonly Dictionary<char, string[]> LanguagesOfLetter = Inverted(LanguageTraits.Letters)
        .ToDictionary(letter => letter.Key[0], letter => letter.Value);

    /// <param name="text">What the brief says in running words.</param>
    /// <param name="businessType">Often chosen from an English list: it counts half.</param>
    public static string Of(string text, string? businessType) =>
        ByScript(text) ?? ByWords(text, businessType ?? "") ?? ByScript(businessType ?? "") ?? "en";

    /// <summary>Whether running words are in another language than this one, beyond doubt; that language, or null.</summary>
    public static string? Another(string text, string language)
    {
        if (ByScript(text) is { } script)
        {
            return script == language ? null : script;
        }
        var scores = ScoresOf(text, "");
        return
            Best(scores) is { } spoken
            && spoken != language
            && scores[spoken] >= BeyondDoubt
            && scores[spoken] >= 2 * scores.GetValueOrDefault(language)
            ? spoken
            : null;
    }

    private static string? ByWords(string text, string businessType) => Best(ScoresOf(text, businessType));

    // In a draw a language with native copy wins, English first: its page at least is written out.
    private static string? Best(Dictionary<string, double> scores) =>
        scores.Count == 0
            ? null
            : scores
                .OrderByDescending(score => score.Value)
                .ThenBy(score => Rank(score.Key))
                .ThenBy(score => score.Key, StringComparer.Ordinal)
                .First()
                .Key;

    private static Dictionary<string, double> ScoresOf(string text, string businessType)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        AddWords(text, 1);
        AddWords(businessType, 0.5);
        foreach (var (letter, hits) in LettersOf(text + businessType))
        {
            Add(LanguagesOfLetter[letter], LetterWeight * hits);
        }

        foreach (var (pattern, language) in LanguageTraits.Hints)
        {
            if (PointsTo(text, pattern))
            {
                Add([language], HintWeight);
            }
        }

        return scores;

        void AddWords(string words, double weight)
        {
            foreach (Match match in Word().Matches(words))
            {
                var word = match.Value.ToLowerInvariant();
                if (LanguagesOfWord.TryGetValue(word, out var languages))
                {
                    Add(languages, weight);
                    continue;
                }

                foreach (var (ending, language) in LanguageTraits.Endings)
                {
                    if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal))
                    {
                        Add([language], weight * EndingWeight);
                    }
                }
            }
        }

        void Add(string[] languages, double weight)
        {
            foreach (var language in languages)
            {
                scores[language] = scores.GetValueOrDefault(language) + (weight / languages.Length);
            }
        }
    }

    private static int Rank(string language) =>
        BriefLanguage.Supported.Contains(language) ? BriefLanguage.Supported.ToList().IndexOf(language) : int.MaxValue;

    private static Dictionary<char, int> LettersOf(string text)
    {
        var hits = new Dictionary<char, int>();
        foreach (var c in text)
        {
            var letter = char.ToLowerInvariant(c);
            if (letter > '\u007F' && LanguagesOfLetter.ContainsKey(letter))
            {
                hits[letter] = Math.Min(hits.GetValueOrDefault(letter) + 1, MostHitsOfLetter);
            }
        }

        return hits;
    }

    // ".de" ends an address: in "www.design.example" it does not.
    private static bool PointsTo(string text, string pattern)
    {
        var at = text.IndexOf(pattern, StringComparison.OrdinalIgnoreCase);
        var end = at + pattern.Length;
        return at >= 0 && (pattern[0] != '.' || end == text.Length || !char.IsLetterOrDigit(text[end]));
    }

    private static string? ByScript(string text)
    {
        var letters = new int[Scripts.Length];
        int kana = 0,
            latin = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
            {
                latin++;
                continue;
            }

            kana += c is >= '\u3041' and <= '\u30FF' ? 1 : 0;
            for (var i = 0; i < Scripts.Length && c > '\u024F'; i++)
            {
                letters[i] += c >= Scripts[i].First && c <= Scripts[i].Last ? Scripts[i].Weight : 0;
            }
        }

        // A Latin brand name or a hex colour in a Japanese brief must not make it English: a third of the letters is enough.
        var most = letters.Max();
        if (most == 0 || most * 2 < latin)
        {
            return null;
        }

        return Scripts[Array.IndexOf(letters, most)].Language switch
        {
            "zh" => kana > 0 || HasAny("円々") || text.Contains("+81", StringComparison.Ordinal) ? "ja" : "zh",
            "ar" => HasAny("ٹڈڑںےھ") ? "ur"
            : HasAny("پچژگکی") ? "fa"
            : "ar",
            "ru" => HasAny("іїєґІЇЄҐ") ? "uk"
            : HasAny("ђјљњћџЂЈЉЊЋЏ") ? "sr"
            : "ru",
            var language => language,
        };

        bool HasAny(string signs) => text.Any(signs.Contains);
    }

    // A language stands for its script where the script has several: its signs tell them apart afterwards.
    private static readonly (char First, char Last, int Weight, string Language)[] Scripts =
    [
        // A sign of these says as much as two letters.
        ('\u3041', '\u9FFF', 2, "zh"),
        ('\uAC00', '\uD7AF', 2, "ko"),
        ('\u0590', '\u05FF', 1, "he"),
        ('\u0600', '\u06FF', 1, "ar"),
        ('\u0400', '\u04FF', 1, "ru"),
        ('\u0370', '\u03FF', 1, "el"),
        ('\u0900', '\u097F', 1, "hi"),
        ('\u0980', '\u09FF', 1, "bn"),
        ('\u0B80', '\u0BFF', 1, "ta"),
        ('\u0E00', '\u0E7F', 1, "th"),
        ('\u10A0', '\u10FF', 1, "ka"),
        ('\u0530', '\u058F', 1, "hy"),
    ];

    private static Dictionary<string, string[]> Inverted(IReadOnlyDictionary<string, string> traits) =>
        traits
            .SelectMany(trait => trait.Value.Split(' ').Distinct().Select(word => (word, Language: trait.Key)))
            .GroupBy(trait => trait.word, StringComparer.Ordinal)
            .ToDictionary(
                word => word.Key,
                word => word.Select(trait => trait.Language).ToArray(),
                StringComparer.Ordinal
            );

    [GeneratedRegex(@"\p{L}+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Word();
}
