using System.Collections.Frozen;
using System.Text.Json;
using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns.Looks;

/// <summary>One thing that is said of looks.</summary>
/// <param name="Key">As in <c>Looks/Words/*.json</c>: <c>style.bold</c>, <c>mode.dark</c>, <c>role.text</c>, <c>colour.navy</c>.</param>
/// <param name="Start">In UTF-16 code units.</param>
/// <param name="End">Behind the last code unit of the word as it is listed.</param>
/// <param name="IsRefused">"No pink", "not too loud".</param>
internal readonly record struct LookWord(string Key, int Start, int End, bool IsRefused);

/// <summary>Finds the words for styles, modes and colours in what people write about looks, in the languages that have them.</summary>
public static class LookWords
{
    private const string Before = "not";
    private const string After = "not.after";

    /// <summary>Words that name a colour at the end of a longer one, too: "sea blue" is one word in Swedish. None that other words end with.</summary>
    private const string Compound = "compound.";

    /// <summary>As far as a negation reaches, in words of its clause.</summary>
    private const int Reach = 3;

    /// <summary>More than three words have, in UTF-16 code units: what is further off is not looked at letter by letter.</summary>
    private const int Near = 100;

    private static readonly WordPacks Packs = new("look-words/");

    private static readonly FrozenDictionary<string, Colour> Colours = ReadColours();

    /// <summary>The colour that a key <c>colour.…</c> stands for.</summary>
    public static Colour ColourOf(string key) => Colours[key];

    /// <summary>In order, none within another: "navy blue" is no blue.</summary>
    /// <param name="language">BCP 47, of the pages; the language of the text itself and English count too.</param>
    internal static IReadOnlyList<LookWord> In(string text, string language)
    {
        var packs = Packs.Of(language, BriefLanguage.OfText(text), "en").ToList();
        var folded = WordPacks.Fold(text);
        List<LookWord> found = [];
        foreach (var pack in packs)
        {
            var refusals = Spans(folded, pack, key => key is Before or After, exact: true).ToList();
            found.AddRange(
                Spans(folded, pack, key => key is not (Before or After), exact: false)
                    .Select(span => span with { IsRefused = refusals.Exists(no => Refuses(text, no, span)) })
            );
        }
        List<LookWord> kept = [];
        foreach (var word in found.OrderBy(word => word.Start).ThenByDescending(word => word.End))
        {
            // The same word may tell two things: "ink" is the text's, and a colour in one of the other languages.
            if (kept.Count == 0 || word.Start >= kept[^1].End)
            {
                kept.Add(word);
            }
        }
        return kept;
    }

    private static IEnumerable<LookWord> Spans(
        string text,
        IReadOnlyDictionary<string, string[]> pack,
        Func<string, bool> counts,
        bool exact
    )
    {
        foreach (var (key, words) in pack)
        {
            foreach (var word in words.Where(_ => counts(key)))
            {
                for (
                    var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
                    at >= 0;
                    at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)
                )
                {
                    if (key.StartsWith(Compound, StringComparison.Ordinal))
                    {
                        if (IsEndOfWord(text, at, word))
                        {
                            yield return new(key[Compound.Length..], at, at + word.Length, IsRefused: false);
                        }
                    }
                    else if (IsWord(text, at, word, exact))
                    {
                        yield return new(key, at, at + word.Length, IsRefused: false);
                    }
                }
            }
        }
    }

    // A word may have an ending, a short one a short one: "rotes" is red, "reduced" is not.
    private static bool IsWord(string text, int at, string word, bool exact)
    {
        if (!WordPacks.IsAlphabetic(word[0]))
        {
            return true;
        }
        if (at > 0 && char.IsLetter(text[at - 1]))
        {
            return false;
        }
        var ending = 0;
        while (at + word.Length + ending < text.Length && char.IsLetter(text[at + word.Length + ending]))
        {
            ending++;
        }
        return ending == 0 || (!exact && ending <= (word.Length <= 4 ? 2 : 5));
    }

    private static bool IsEndOfWord(string text, int at, string word) =>
        at > 1
        && char.IsLetter(text[at - 1])
        && char.IsLetter(text[at - 2])
        && (at + word.Length == text.Length || !char.IsLetter(text[at + word.Length]));

    private static bool Refuses(string text, LookWord no, LookWord word)
    {
        var between =
            no.Key == Before && word.Start - no.End is >= 0 and <= Near ? text[no.End..word.Start]
            : no.Key == After && no.Start - word.End is >= 0 and <= Near ? text[word.End..no.Start]
            : null;
        return between is not null
            && !between.Any(letter => ",.;:!?、。，；！？،؛\n".Contains(letter, StringComparison.Ordinal))
            && between.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= Reach;
    }

    private static FrozenDictionary<string, Colour> ReadColours()
    {
        using var file = typeof(LookWords).Assembly.GetManifestResourceStream("colours.json")!;
        return JsonSerializer
            .Deserialize<Dictionary<string, string>>(file)!
            .ToFrozenDictionary(one => $"colour.{one.Key}", one => Colour.Parse(one.Value), StringComparer.Ordinal);
    }
}
