using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>
/// The larger towns of countries whose language others write too (<c>cities.json</c>): what a dollar is and how a number is dialled depends on
/// where the brief comes from.
/// </summary>
internal static class Cities
{
    private static readonly Lazy<FrozenDictionary<string, (string[] Words, string Country)[]>> ByFirstWord = new(Read);

    /// <summary>The countries that have a town whose name begins at the token, with the name.</summary>
    public static IEnumerable<(string Country, string Name)> At(SourceText text, int index)
    {
        if (
            text[index] is not { Kind: TokenKind.Word } first
            // "a nice bath": most names of towns are words as well.
            || !first.IsCapital && char.ToUpperInvariant(first.Text[0]) != first.Text[0]
            || !ByFirstWord.Value.TryGetValue(Plain(first.Text), out var towns)
        )
        {
            return [];
        }

        return towns
            .Where(town => Indexes.Of(0, town.Words.Length).All(i => Plain(text[index + i].Text) == town.Words[i]))
            .Select(town => (town.Country, string.Join(' ', town.Words)));
    }

    private static FrozenDictionary<string, (string[] Words, string Country)[]> Read()
    {
        using var stream = typeof(Cities).Assembly.GetManifestResourceStream("fact-cities")!;
        return JsonSerializer
            .Deserialize<Dictionary<string, string>>(stream)!
            .SelectMany(country =>
                country
                    .Value.Split(", ")
                    .Select(town =>
                        (
                            Words: SourceText.Tokenize(town, null).Select(word => Plain(word.Text)).ToArray(),
                            Country: country.Key
                        )
                    )
            )
            .GroupBy(town => town.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(towns => towns.Key, towns => towns.ToArray(), StringComparer.Ordinal);
    }

    // As people type them: "Malaga", "Sao Paulo".
    private static string Plain(string word) =>
        word[0] >= '\u0370'
            ? word
            : string.Concat(
                word.Normalize(NormalizationForm.FormD).Where(letter => letter is < '\u0300' or > '\u036F')
            );
}
