using System.Collections.Frozen;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>The language that texts are in, and the country that they come from, by the words and signs of each.</summary>
internal static class FactLanguage
{
    private static readonly Lazy<FrozenDictionary<string, (string Language, double Weight)[]>> Words = new(Weighted);

    private static readonly (char First, char Last, string Language)[] Alphabets =
    [
        ('\u3041', '\u30FF', "ja"),
        ('\u4E00', '\u9FFF', "zh"),
        ('\uAC00', '\uD7AF', "ko"),
        ('\u0590', '\u05FF', "he"),
        ('\u0600', '\u06FF', "ar"),
        ('\u0400', '\u04FF', "ru"),
        ('\u0370', '\u03FF', "el"),
        ('\u0900', '\u097F', "hi"),
        ('\u0980', '\u09FF', "bn"),
        ('\u0E00', '\u0E7F', "th"),
        ('\u0B80', '\u0BFF', "ta"),
        ('\u10A0', '\u10FF', "ka"),
        ('\u0530', '\u058F', "hy"),
    ];

    // English unless another clearly wins: names and loan words of another language stand in many an English brief.
    private const double Lead = 1.5;
    private const double Least = 1.4;

    // A "の" stands on many a Chinese sign; each letter counts twice.
    private const int MostBorrowedKana = 4;

    // What tells of a country, against each other.
    private const int WordWeight = 2;
    private const int CallingCodeWeight = 6;

    // A price list or a table has hundreds of numbers that may be dialled somewhere, and each is tried in a dozen countries.
    private const int MostNumbers = 8;
    private const int MostDialled = 3;

    public static string Of(IReadOnlyList<string> texts)
    {
        var tokens = texts.SelectMany(text => SourceText.Tokenize(text, null)).ToList();
        var letters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var c in texts.SelectMany(text => text))
        {
            if (char.IsAsciiLetter(c))
            {
                letters["latin"] = letters.GetValueOrDefault("latin") + 1;
            }
            else if (
                c > '\u036F'
                && Array.Find(Alphabets, one => c >= one.First && c <= one.Last).Language is { } alphabet
            )
            {
                letters[alphabet] = letters.GetValueOrDefault(alphabet) + 2;
            }
        }

        if (letters.Count == 0)
        {
            return "en";
        }

        var most = letters.MaxBy(one => one.Value);
        if (most.Key != "latin")
        {
            return WithinAlphabet(most.Key, letters, tokens);
        }

        // A brief in another alphabet with a Latin name, links and colours in it.
        var other = letters.Where(one => one.Key != "latin").OrderByDescending(one => one.Value).FirstOrDefault();
        return other.Key is not null && other.Value * 2 > letters.GetValueOrDefault("latin")
            ? WithinAlphabet(other.Key, letters, tokens)
            : Winner(tokens, _ => true, "en");
    }

    /// <summary>ISO 3166-1 alpha-2; null: neither the texts nor the language tell.</summary>
    public static string? CountryOf(string language, IReadOnlyList<string> texts)
    {
        var own = FactWords.File(language).GetValueOrDefault("countries") ?? [];
        var scores = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = 0;
        var counted = new HashSet<(string Country, string Word)>();
        var words = FactWords.Of(language, null);
        foreach (var text in texts)
        {
            var source = new SourceText("", text, words);
            for (var i = 0; i < source.Count; i++)
            {
                foreach (
                    var one in source.All(i).Where(one => one.Name.StartsWith("country.", StringComparison.Ordinal))
                )
                {
                    // The name of a currency stands at every price, and several countries have it: once is enough.
                    var country = one.Name["country.".Length..];
                    if (counted.Add((country, source.Plain(i, i + one.Length))))
                    {
                        // Dollars and rials are weaker signs than other words.
                        scores[country] =
                            scores.GetValueOrDefault(country) + (source.Of(i, "currency.").Length > 0 ? 1 : WordWeight);
                    }
                }

                foreach (var (country, name) in Cities.At(source, i))
                {
                    if (counted.Add((country, name)))
                    {
                        scores[country] = scores.GetValueOrDefault(country) + WordWeight;
                    }
                }

                // English is written everywhere. The code of a currency begins with its country's (ISO 4217): who counts in KES is in Kenya.
                if (
                    language == "en"
                    && source.Of(i, "currency.").Name is [var first, var second, _] currency
                    && FactRegion.CurrencyOf($"{first}{second}") == currency
                )
                {
                    scores.TryAdd(currency[..2], WordWeight);
                }

                if (PhoneCountries.ByCallingCode(source, i, own) is { } calling)
                {
                    scores[calling] = scores.GetValueOrDefault(calling) + CallingCodeWeight;
                }

                if (numbers < MostNumbers && PhoneCountries.ByForm(source, i, own) is { } dialled)
                {
                    numbers++;
                    // What can be dialled everywhere tells nothing.
                    foreach (var country in dialled.Count <= MostDialled ? dialled : [])
                    {
                        scores[country] = scores.GetValueOrDefault(country) + WordWeight;
                    }
                }
            }
        }

        return scores.Count > 0
            ? scores
                .OrderByDescending(one => one.Value)
                .ThenBy(one => Array.IndexOf(own, one.Key) is var index and >= 0 ? index : own.Length)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .First()
                .Key
            : own.FirstOrDefault();
    }

    private static string WithinAlphabet(string alphabet, Dictionary<string, int> letters, List<Token> tokens) =>
        alphabet switch
        {
            "zh" => letters.GetValueOrDefault("ja") > MostBorrowedKana ? "ja" : "zh",
            "ar" => Winner(
                tokens,
                one => one is "ar" or "fa" or "ur",
                Has(tokens, "ٹڈڑںےھ") ? "ur"
                    : Has(tokens, "پچژگ") ? "fa"
                    : "ar"
            ),
            "ru" => Winner(
                tokens,
                one => one is "ru" or "uk" or "bg" or "sr" or "mk" or "kk",
                Has(tokens, "іїєґ") ? "uk" : "ru"
            ),
            _ => alphabet,
        };

    private static bool Has(List<Token> tokens, string letters) =>
        tokens.Any(token => token.Text.AsSpan().IndexOfAny(letters) >= 0);

    private static string Winner(List<Token> tokens, Predicate<string> may, string otherwise)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var token in tokens.Where(token => token.Kind == TokenKind.Word))
        {
            if (Words.Value.TryGetValue(token.Text, out var languages))
            {
                foreach (var (language, weight) in languages.Where(one => may(one.Language)))
                {
                    scores[language] = scores.GetValueOrDefault(language) + weight;
                }
            }
        }

        if (scores.Count == 0)
        {
            return otherwise;
        }

        var best = scores.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).First();
        return best.Value >= Least && best.Value > scores.GetValueOrDefault(otherwise) * Lead ? best.Key : otherwise;
    }

    // A word counts the less, the more languages have it; what is listed as common, and accents, count for more.
    private static FrozenDictionary<string, (string Language, double Weight)[]> Weighted()
    {
        var weights = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        foreach (var language in FactWords.Languages)
        {
            foreach (var (meaning, words) in FactWords.File(language))
            {
                if (
                    meaning is "countries" or "prefixes"
                    || meaning.StartsWith("currency.", StringComparison.Ordinal)
                    || meaning.StartsWith("country.", StringComparison.Ordinal)
                    || meaning.StartsWith("with.", StringComparison.Ordinal)
                )
                {
                    continue;
                }

                foreach (
                    var word in words
                        .Where(word => !word.EndsWith('*'))
                        .SelectMany(word => SourceText.Tokenize(word, null))
                )
                {
                    if (word.Kind == TokenKind.Word && (word.Text.Length > 2 || meaning == "common"))
                    {
                        var own = weights.TryGetValue(word.Text, out var known)
                            ? known
                            : weights[word.Text] = new(StringComparer.Ordinal);
                        own[language] = Math.Max(own.GetValueOrDefault(language), meaning == "common" ? 1.5 : 1);
                    }
                }
            }
        }

        return weights.ToFrozenDictionary(
            pair => pair.Key,
            pair => pair.Value.Select(one => (one.Key, one.Value / pair.Value.Count)).ToArray(),
            StringComparer.Ordinal
        );
    }
}
