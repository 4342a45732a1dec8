using System.Text.RegularExpressions;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>Which language a campaign speaks: the one asked for, else the one its brief is written in.</summary>
public static partial class BriefLanguage
{
    private static readonly Dictionary<string, string[]> StopWords = new(StringComparer.Ordinal)
    {
        ["en"] = ["the", "and", "of", "for", "a", "to", "with", "who", "that", "is", "your", "on", "from"],
        ["de"] = ["der", "die", "das", "und", "für", "mit", "ein", "eine", "nicht", "von", "zu", "im", "auf", "wir"],
        ["fr"] = ["le", "la", "les", "des", "et", "pour", "une", "un", "dans", "avec", "du", "sur", "vous", "au"],
        ["es"] = ["el", "los", "las", "y", "para", "una", "un", "con", "del", "en", "por", "que", "su", "al"],
    };

    /// <summary>The languages whose pages are written with native copy; every other one uses the brief's own words.</summary>
    public static IReadOnlyList<string> Supported { get; } = ["en", "de", "fr", "es", "ja", "ar", "he"];

    /// <summary>
    /// The BCP 47 tag of the campaign: <see cref="Brief.Language"/> when it is a well-formed tag, else detected by script, then
    /// by stop words; English when nothing tells.
    /// </summary>
    public static string Of(Brief brief)
    {
        if (brief.Language?.Trim() is { Length: > 0 and <= 35 } asked && Tag().IsMatch(asked))
        {
            var subtags = asked.Split('-', 2);
            return subtags.Length == 1
                ? subtags[0].ToLowerInvariant()
                : $"{subtags[0].ToLowerInvariant()}-{subtags[1]}";
        }

        var text = BriefFacts.TextOf(brief);
        return ByScript(text) ?? ByStopWords(text);
    }

    /// <summary>The language with native copy that serves the tag (<c>de-AT</c> → <c>de</c>); null: none does.</summary>
    public static string? SupportedFor(string tag)
    {
        var primary = tag.Split('-', 2)[0].ToLowerInvariant();
        // "iw" is the code that ISO 639 gave Hebrew before 1989; browsers and phones still send it.
        primary = primary == "iw" ? "he" : primary;
        return Supported.Contains(primary) ? primary : null;
    }

    private static string? ByScript(string text)
    {
        int kana = 0,
            han = 0,
            arabic = 0,
            persian = 0,
            hebrew = 0,
            hangul = 0,
            cyrillic = 0,
            greek = 0,
            latin = 0;
        foreach (var c in text)
        {
            _ = c switch
            {
                >= '\u3041' and <= '\u30FF' => kana++,
                >= '\u4E00' and <= '\u9FFF' => han++,
                'پ' or 'چ' or 'ژ' or 'گ' => persian++,
                >= '\u0600' and <= '\u06FF' => arabic++,
                >= '\u0590' and <= '\u05FF' => hebrew++,
                >= '\uAC00' and <= '\uD7AF' => hangul++,
                >= '\u0400' and <= '\u04FF' => cyrillic++,
                >= '\u0370' and <= '\u03FF' => greek++,
                _ when char.IsAsciiLetter(c) => latin++,
                _ => 0,
            };
        }

        // A Latin brand name or a hex colour in a Japanese brief must not make it English: a third of the letters is enough.
        (string Tag, int Letters)[] found =
        [
            (kana > 0 ? "ja" : "zh", (kana + han) * 2),
            (persian > 0 ? "fa" : "ar", arabic + persian),
            ("he", hebrew),
            ("ko", hangul * 2),
            ("ru", cyrillic),
            ("el", greek),
        ];
        var best = found.MaxBy(script => script.Letters);
        return best.Letters > 0 && best.Letters * 2 >= latin ? best.Tag : null;
    }

    private static string ByStopWords(string text)
    {
        var words = Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).ToList();
        var best = StopWords
            .Select(language => (language.Key, Hits: words.Count(word => language.Value.Contains(word))))
            .MaxBy(language => language.Hits);
        return best.Hits == 0 ? "en" : best.Key;
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\p{L}+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
