using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>
/// What people say when they ask for changes, and what they are answered, in one language: <c>Words/{language}.json</c>. A list has commas;
/// a word of five letters and more also stands for its short endings, <c>word*</c> for any ending and <c>*word</c> for any beginning; between the halves of <c>take … off</c> stands something else.
/// </summary>
internal sealed class EditWords
{
    private const string Folder = "edit-words/";
    private const string Answer = "m.";
    private const string Sought = "w.";
    private const string Note = "amount.";
    private const string LanguageName = "language.";

    // "Take the team off".
    private const int FarthestTail = 40;
    private static readonly SearchValues<char> Parting = SearchValues.Create(",.;:!?0123456789");

    // Codes of two letters are words of some language.
    private const int ShortestName = 4;

    private const int LongestPrefix = 3;

    // Owners write in the language of their pages, unless much speaks for another.
    private const int OwnLanguage = 5;

    // Enough to tell a language by.
    private const int LongestSample = 500;

    private static readonly Lazy<FrozenDictionary<string, EditWords>> Loaded = new(() =>
        typeof(EditWords)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => new EditWords(name[Folder.Length..]))
            .ToFrozenDictionary(words => words.Language, StringComparer.Ordinal)
    );

    private readonly List<Word> words = [];
    private readonly Dictionary<string, List<Word>> sought = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> answers = new(StringComparer.Ordinal);
    private readonly HashSet<char> prefixes = [];

    private EditWords(string language)
    {
        Language = language;
        using var file = typeof(EditWords).Assembly.GetManifestResourceStream(Folder + language)!;
        // How people say when they are open, until when, and from how much on, the reader of facts knows.
        var facts = FactWords.File(language);
        words.AddRange(OfFacts("open"));
        sought["until"] = OfFacts("until");
        sought["weekday"] =
        [
            .. facts.Keys.Where(key => key.StartsWith("day.", StringComparison.Ordinal)).SelectMany(OfFacts),
        ];
        Closed = facts["closed"][0];
        var calendar = CultureInfo.GetCultureInfo(language).DateTimeFormat;
        sought["month"] =
        [
            .. calendar
                .MonthNames.Concat(calendar.MonthGenitiveNames)
                .Where(month => month.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select(month =>
                    Word.Of("month", Clause.PlainOf(month), anyBeginning: false, month.Length > Word.LongWord)
                ),
        ];
        foreach (var name in facts.Keys.Where(key => key.StartsWith(LanguageName, StringComparison.Ordinal)))
        {
            sought[name] =
            [
                .. OfFacts(name).Where(word => word.Text.Length >= ShortestName || HasNoSpaces(word.Text[0])),
            ];
        }
        sought["from"] = [.. OfFacts("price.from"), .. OfFacts("after.from")];
        // Colours and styles have their names where looks are read; only further forms of them stand here.
        foreach (var (key, look) in LooksOf(language))
        {
            words.AddRange(
                look.Select(word => new Word(
                    key,
                    Clause.PlainOf(word),
                    AnyBeginning: false,
                    word.Length < Word.LongWord ? 2 : 5
                ))
            );
        }
        var lists = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
        // "ü" is typed as "ue" where no key has it.
        var spellings = lists.Remove("spellings", out var pairs)
            ? pairs.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split('=')).ToArray()
            : [];
        Address = lists.Remove("fixed", out var address) ? address : null;
        foreach (var (key, text) in lists)
        {
            if (key.StartsWith(Answer, StringComparison.Ordinal))
            {
                answers[key[Answer.Length..]] = text;
                continue;
            }
            var list = words;
            if (key.StartsWith(Sought, StringComparison.Ordinal))
            {
                sought[key[Sought.Length..]] = list = [];
            }
            foreach (
                var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            {
                if (key == "prefixes")
                {
                    prefixes.Add(word[0]);
                }
                else
                {
                    var known = Clause.PlainOf(word.Trim('*'));
                    var spelled = spellings.Aggregate(
                        known,
                        (one, pair) => one.Replace(pair[0], pair[1], StringComparison.Ordinal)
                    );
                    list.Add(Word.Of(key, known, word.StartsWith('*'), word.EndsWith('*')));
                    if (spelled != known)
                    {
                        list.Add(Word.Of(key, spelled, word.StartsWith('*'), word.EndsWith('*')));
                    }
                }
            }
        }

        List<Word> OfFacts(string list) =>
            [
                .. (facts.GetValueOrDefault(list) ?? []).Select(word =>
                    Word.Of(list, Clause.PlainOf(word.Trim('*')), anyBeginning: false, word.EndsWith('*'))
                ),
            ];
    }

    private static IEnumerable<(string Key, string[] Words)> LooksOf(string language)
    {
        using var file = typeof(LookWords).Assembly.GetManifestResourceStream($"look-words/{language}")!;
        foreach (var (key, words) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(file)!)
        {
            if (key.StartsWith("colour.", StringComparison.Ordinal))
            {
                yield return ($"c.{key["colour.".Length..]}", words);
            }
            else if (key is "style.minimal" or "style.playful" or "style.technical")
            {
                yield return (key, words);
            }
        }
    }

    /// <summary>The primary subtag.</summary>
    public string Language { get; }

    /// <summary><c>formal</c> or <c>informal</c>: how the fixed words of pages speak to people; null: the language makes no difference.</summary>
    public string? Address { get; }

    /// <summary>What stands beside a day on which nobody is there.</summary>
    public string Closed { get; }

    public static IEnumerable<string> Languages => Loaded.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The language that most of the words are known in; in a draw the page's own, then English.</summary>
    /// <param name="pages">BCP 47.</param>
    public static EditWords Of(string instruction, string pages)
    {
        var sample = Clause.WithoutQuotes(Clause.PlainOf(instruction));
        sample = sample.Length > LongestSample ? sample[..LongestSample] : sample;
        var own = pages.Split('-')[0].ToLowerInvariant() switch
        {
            "iw" => "he",
            "no" or "nn" => "nb",
            "in" => "id",
            var primary => primary,
        };
        return Loaded
            .Value.Values.OrderByDescending(words => words.Covered(sample) + (words.Language == own ? OwnLanguage : 0))
            .ThenByDescending(words => words.Language == "en")
            .ThenBy(words => words.Language, StringComparer.Ordinal)
            .First();
    }

    /// <summary>What people are answered.</summary>
    public string Say(string key, params object[] inside) =>
        string.Format(CultureInfo.InvariantCulture, answers[key], inside);

    /// <summary>Every known word, the longest where one stands in another.</summary>
    /// <param name="plain">By <see cref="Clause.PlainOf"/>.</param>
    public IReadOnlyList<Mention> In(string plain) => In(plain, words);

    /// <summary>Words of a list that only says something where it is looked for; in the file such lists begin with <c>w.</c></summary>
    public IReadOnlyList<Mention> Find(string list, string plain) => In(plain, sought.GetValueOrDefault(list) ?? []);

    /// <summary>Languages that are named, the key of each its code.</summary>
    public IReadOnlyList<Mention> LanguagesIn(string plain) =>
        [
            .. sought
                .Where(list => list.Key.StartsWith(LanguageName, StringComparison.Ordinal))
                .SelectMany(list =>
                    In(plain, list.Value).Select(found => found with { Key = list.Key[LanguageName.Length..] })
                ),
        ];

    /// <summary>Names of notes and coins, each with what it is worth.</summary>
    public IEnumerable<(string Amount, Mention Mention)> AmountsIn(string plain) =>
        sought
            .Where(list => list.Key.StartsWith(Note, StringComparison.Ordinal))
            .SelectMany(list => In(plain, list.Value).Select(found => (list.Key[Note.Length..], found)));

    private IReadOnlyList<Mention> In(string plain, List<Word> candidates)
    {
        List<Mention> found = [];
        var bare = Spelling.Bare(plain);
        foreach (var word in candidates)
        {
            for (
                var at = bare.IndexOf(word.Bare, StringComparison.Ordinal);
                at >= 0;
                at = bare.IndexOf(word.Bare, at + 1, StringComparison.Ordinal)
            )
            {
                if (Spelling.IsMeant(plain.AsSpan(at), word.Text) && EndOf(plain, word, at) is { } end)
                {
                    if (word.Tail is null)
                    {
                        found.Add(new(word.Key, at, end - at, word.Text.Length));
                    }
                    else if (TailOf(plain, word.Tail, end) is >= 0 and var tail)
                    {
                        var known = word.Text.Length + word.Tail.Length;
                        found.Add(new(word.Key, at, end - at, known));
                        found.Add(new(word.Key, tail, word.Tail.Length, known));
                    }
                }
            }
        }
        return
        [
            .. found
                .Where(one =>
                    !found.Any(other => other.Known > one.Known && other.Start <= one.Start && other.End >= one.End)
                )
                .OrderBy(one => one.Start),
        ];
    }

    /// <summary>Where the second half of a verb stands behind its first: "take the team off"; no amount is between them.</summary>
    private static int TailOf(string plain, string tail, int start)
    {
        var stop = plain.AsSpan(start).IndexOfAny(Parting);
        var end = Math.Min(start + FarthestTail, stop < 0 ? plain.Length : start + stop);
        for (
            var at = plain.IndexOf(tail, start, StringComparison.Ordinal);
            at >= 0 && at + tail.Length <= end;
            at = plain.IndexOf(tail, at + 1, StringComparison.Ordinal)
        )
        {
            if (!IsInWord(plain[at - 1]) && (at + tail.Length == plain.Length || !IsInWord(plain[at + tail.Length])))
            {
                return at;
            }
        }
        return -1;
    }

    /// <summary>The same, and words that are mistyped by a letter.</summary>
    public IReadOnlyList<Mention> InTyped(string plain, IReadOnlySet<string>? named)
    {
        var found = In(plain);
        List<Mention> mistyped = [];
        for (var start = 0; start < plain.Length; start++)
        {
            var end = start;
            while (end < plain.Length && IsInWord(plain[end]))
            {
                end++;
            }
            if (
                end - start >= Spelling.ShortestTyped
                && !found.Any(mention => mention.Start < end && mention.End > start)
                && named?.Contains(plain[start..end]) != true
                && KeyOfTyped(plain[start..end]) is { } key
            )
            {
                mistyped.Add(new(key, start, end - start, end - start));
            }
            start = Math.Max(start, end);
        }
        return mistyped.Count == 0 ? found : [.. found.Concat(mistyped).OrderBy(one => one.Start)];
    }

    private string? KeyOfTyped(string typed)
    {
        var keys = words
            .Where(word => Spelling.IsMistyped(typed, word.Text))
            .Select(word => word.Key)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return keys.Length == 1 ? keys[0] : null;
    }

    public bool IsPrefix(char letter) => prefixes.Contains(letter);

    /// <summary>The word, and without the letters that stand for "and", "the", "in" before it.</summary>
    public IEnumerable<string> WithoutPrefixes(string word)
    {
        yield return word;
        for (
            var start = 1;
            start <= LongestPrefix && word.Length - start >= LongestPrefix && prefixes.Contains(word[start - 1]);
            start++
        )
        {
            yield return word[start..];
        }
    }

    private int Covered(string plain)
    {
        var covered = new bool[plain.Length];
        foreach (var mention in In(plain))
        {
            covered.AsSpan(mention.Start, mention.Length).Fill(true);
        }
        return covered.Count(one => one);
    }

    private int? EndOf(string plain, Word word, int at)
    {
        var end = at + word.Text.Length;
        // Words stand side by side in these scripts.
        if (HasNoSpaces(word.Text[0]))
        {
            return end;
        }
        if (!word.AnyBeginning && !BeginsAt(plain, at))
        {
            return null;
        }
        var letters = 0;
        while (end + letters < plain.Length && IsInWord(plain[end + letters]))
        {
            letters++;
        }
        return letters <= word.LongestEnding || IsHangul(word.Text[0]) ? end + letters : null;
    }

    // Hebrew and Arabic write "and", "the", "in" as letters before the word.
    private bool BeginsAt(string plain, int at)
    {
        for (var before = at - 1; ; before--)
        {
            if (before < 0 || !IsInWord(plain[before]))
            {
                return true;
            }
            if (at - before > LongestPrefix || !prefixes.Contains(plain[before]))
            {
                return false;
            }
        }
    }

    internal static bool IsInWord(char letter) =>
        char.IsLetterOrDigit(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    internal static bool HasNoSpaces(char letter) =>
        letter is >= '\u0E00' and <= '\u0E7F' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';

    private static bool IsHangul(char letter) => letter is >= '\uAC00' and <= '\uD7AF';
}
