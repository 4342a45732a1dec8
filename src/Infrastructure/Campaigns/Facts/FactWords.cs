using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>
/// The words of one or more languages by what they mean: <c>Words/&lt;language&gt;.json</c>, names of days and months also from CLDR. A value is a list
/// with commas; <c>word*</c> stands for the word with any ending. In a script that puts no spaces between words they also say where one ends.
/// </summary>
internal sealed class FactWords
{
    private const string Folder = "fact-words/";
    private const string Ending = ".ending";
    private const int ShortestUnaccented = 4;

    private static readonly string[] DayNames = ["su", "mo", "tu", "we", "th", "fr", "sa"];

    private static readonly ConcurrentDictionary<string, FactWords> Loaded = new(StringComparer.Ordinal);

    private readonly Node root = new();
    private readonly HashSet<string> pieces = new(StringComparer.Ordinal);
    private readonly HashSet<char> prefixes = [];
    private string article = "";
    private readonly HashSet<string> lists = new(StringComparer.Ordinal);
    private int longestPiece;
    private readonly Dictionary<string, decimal> numberParts = new(StringComparer.Ordinal);
    private int longestNumberPart;

    private readonly Dictionary<string, string[]> endings = new(StringComparer.Ordinal);

    /// <summary>Languages that there is a file for.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        .. typeof(FactWords)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Where(name => name != "und")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// The language's own words; those of every language, such as currencies; and behind them those of English and of what else is spoken in
    /// the country, for what people leave in it.
    /// </summary>
    public static FactWords Of(string language, string? country) =>
        Loaded.GetOrAdd(
            $"{language}-{country}",
            static (_, asked) =>
            {
                var words = new FactWords();
                var own = File(asked.language);
                words.Add(own, null);
                words.AddUnaccented(own);
                words.AddCalendar(CultureInfo.GetCultureInfo(asked.language).DateTimeFormat);
                words.Add(File("und"), null, own.GetValueOrDefault("common"));
                var english = File("en");
                if (asked.language != "en")
                {
                    words.Add(english, own);
                }

                foreach (var other in english.GetValueOrDefault($"with.{asked.country}") ?? [])
                {
                    words.Add(File(other), own);
                }

                return words;
            },
            (language, country)
        );

    public static FrozenDictionary<string, string[]> File(string language)
    {
        using var stream = typeof(FactWords).Assembly.GetManifestResourceStream(Folder + language);
        return stream is null
            ? FrozenDictionary<string, string[]>.Empty
            : JsonSerializer
                .Deserialize<Dictionary<string, string>>(stream)!
                .ToFrozenDictionary(
                    pair => pair.Key,
                    pair =>
                        pair.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                    StringComparer.Ordinal
                );
    }

    public bool Has(string list) => lists.Contains(list);

    /// <summary>How the words of the list end.</summary>
    public IReadOnlyList<string> Endings(string list) => endings.GetValueOrDefault(list) ?? [];

    /// <summary>The length of the longest listed word at the place; 0: none begins there.</summary>
    public int PieceAt(string text, int start, int end)
    {
        for (var length = Math.Min(longestPiece, end - start); length > 0; length--)
        {
            if (Scripts.MayStandAlone(text, start, length) && pieces.Contains(text.Substring(start, length)))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>The longest word of a number that stands at the place within a word, with 0 for what joins two; of no length: none does.</summary>
    public (decimal Value, int Length) NumberWithin(string word, int at)
    {
        for (var length = Math.Min(longestNumberPart, word.Length - at); length > 0; length--)
        {
            if (
                numberParts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.AsSpan(at, length), out var value)
            )
            {
                return (value, length);
            }
        }

        return (0, 0);
    }

    /// <summary>Every meaning that begins at the token, longest first.</summary>
    public IReadOnlyList<Meaning> At(IReadOnlyList<Token> tokens, int index)
    {
        List<Meaning>? found = null;
        var prefix = 0;
        Walk(root, index, 0);
        // Hebrew and Arabic write "and", "in", "from" as letters before the word.
        for (var cut = 1; found is null && cut <= 2 && prefixes.Count > 0 && tokens[index].Text.Length > cut + 1; cut++)
        {
            if (!prefixes.Contains(tokens[index].Text[cut - 1]))
            {
                break;
            }

            prefix = cut;
            Walk(root, index, cut);
        }

        // Arabic writes its article as letters of the word, behind such a letter or alone: "الرسائل", "والصفحات".
        if (found is null && article.Length > 0)
        {
            var text = tokens[index].Text;
            var at = text.StartsWith(article, StringComparison.Ordinal) ? 0 : 1;
            prefix = at;
            if (
                text.Length > at + article.Length + 2
                && (at == 0 || prefixes.Contains(text[0]))
                && text.AsSpan(at).StartsWith(article, StringComparison.Ordinal)
            )
            {
                Walk(root, index, at + article.Length);
            }
        }

        found?.Sort((one, other) => other.Length.CompareTo(one.Length));
        return found ?? (IReadOnlyList<Meaning>)[];

        void Walk(Node node, int at, int cut)
        {
            foreach (var meaning in node.Means)
            {
                (found ??= []).Add(new Meaning(meaning, at - index, prefix));
            }

            if (at >= tokens.Count || tokens[at].Kind == TokenKind.Break)
            {
                return;
            }

            var text = cut > 0 ? tokens[at].Text[cut..] : tokens[at].Text;
            if (node.Next.TryGetValue(text, out var next))
            {
                Walk(next, at + 1, 0);
            }

            for (
                var length = Math.Min(text.Length, node.LongestStem);
                length >= node.ShortestStem && length > 0;
                length--
            )
            {
                if (node.Stems.TryGetValue(text[..length], out var stem))
                {
                    Walk(stem, at + 1, 0);
                    break;
                }
            }
        }
    }

    /// <param name="first">The file of the language itself where this is the one of another.</param>
    /// <param name="common">Words of the language that are none of the others': Danish "mad" is no dirham.</param>
    private void Add(
        FrozenDictionary<string, string[]> file,
        FrozenDictionary<string, string[]>? first,
        string[]? common = null
    )
    {
        var taken = first?.Values.SelectMany(words => words).ToHashSet(StringComparer.Ordinal);
        foreach (var (meaning, words) in file)
        {
            if (first is null)
            {
                lists.Add(meaning);
                AddNumbers(meaning, words);
            }

            if (meaning == "prefixes.article")
            {
                article = words[0];
            }
            else if (meaning == "prefixes")
            {
                prefixes.UnionWith(words.Select(word => word[0]));
            }
            else if (meaning.EndsWith(Ending, StringComparison.Ordinal))
            {
                endings.TryAdd(meaning, [.. words.Select(Scripts.Fold)]);
            }
            else
            {
                // A short word of another language means something else in too many ("do", "am", "so").
                foreach (
                    var word in words.Where(word =>
                        taken is null && (common?.Contains(word, StringComparer.Ordinal) != true || word.Length < 3)
                        || taken is not null
                            && !meaning.StartsWith("country.", StringComparison.Ordinal)
                            && (!taken.Contains(word) && (word.Length > 3 || !char.IsAsciiLetter(word[0])))
                    )
                )
                {
                    Add(meaning, word);
                }
            }
        }
    }

    // People in a hurry type no accents: "sabado", "ΔΕΥΤΕΡΑ", "inchis". Short words would be others: "à" and "a", "ή" and "η".
    private void AddUnaccented(FrozenDictionary<string, string[]> own)
    {
        var known = own.Values.SelectMany(words => words).ToHashSet(StringComparer.Ordinal);
        foreach (var (meaning, word) in own.SelectMany(list => list.Value.Select(word => (list.Key, Unaccented(word)))))
        {
            if (
                word.Length >= ShortestUnaccented
                && !meaning.EndsWith(Ending, StringComparison.Ordinal)
                && !known.Contains(word)
            )
            {
                Add(meaning, word);
            }
        }
    }

    private static string Unaccented(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (c is 'ё')
            {
                plain.Append('е');
            }
            else if (c is 'ł' or 'ø' or 'đ' or 'ı')
            {
                plain.Append(
                    c switch
                    {
                        'ł' => 'l',
                        'ø' => 'o',
                        'đ' => 'd',
                        _ => 'i',
                    }
                );
            }
            else
            {
                plain.Append(c < '\u0400' ? c.ToString().Normalize(NormalizationForm.FormD)[0] : c);
            }
        }

        return plain.ToString();
    }

    private void AddNumbers(string meaning, string[] words)
    {
        var value =
            meaning == "numberjoin" ? 0
            : meaning.StartsWith("number.", StringComparison.Ordinal)
                ? decimal.Parse(meaning.AsSpan("number.".Length), CultureInfo.InvariantCulture)
            : -1;
        foreach (var word in value < 0 ? [] : words)
        {
            numberParts.TryAdd(word, value);
            longestNumberPart = Math.Max(longestNumberPart, word.Length);
        }
    }

    private void AddCalendar(DateTimeFormatInfo names)
    {
        for (var day = 0; day < 7; day++)
        {
            AddName($"day.{DayNames[day]}", names.DayNames[day]);
            AddName("calendar.whole", names.DayNames[day]);
            if (names.AbbreviatedDayNames[day].Length > 1)
            {
                AddName($"day.{DayNames[day]}", names.AbbreviatedDayNames[day]);
            }
        }

        for (var month = 0; month < 12; month++)
        {
            AddName("calendar.whole", names.MonthNames[month]);
            AddName("calendar.whole", names.MonthGenitiveNames[month]);
            foreach (
                var name in new[]
                {
                    names.MonthNames[month],
                    names.MonthGenitiveNames[month],
                    names.AbbreviatedMonthNames[month],
                    names.AbbreviatedMonthGenitiveNames[month],
                }
            )
            {
                AddName($"month.{month + 1}", name);
            }
        }

        void AddName(string meaning, string name)
        {
            var plain = name.TrimEnd('.').ToLowerInvariant();
            if (plain.Length > 0 && !plain.Any(char.IsDigit))
            {
                Add(meaning, plain);
            }
        }
    }

    private void Add(string meaning, string word)
    {
        var open = word.EndsWith('*');
        var tokens = SourceText.Tokenize(open ? word[..^1] : word, null);
        var node = root;
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = tokens[i].Text;
            if (Scripts.HasNoSpaces(text[0]) || Scripts.IsHangul(text[0]))
            {
                pieces.Add(text);
                longestPiece = Math.Max(longestPiece, text.Length);
            }

            node = open && i == tokens.Count - 1 ? node.Stem(text) : node.Child(text);
        }

        if (!node.Means.Contains(meaning, StringComparer.Ordinal))
        {
            node.Means.Add(meaning);
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> Stems { get; } = new(StringComparer.Ordinal);

        public List<string> Means { get; } = [];

        public int LongestStem { get; private set; }

        public int ShortestStem { get; private set; } = int.MaxValue;

        public Node Child(string text) => Next.TryGetValue(text, out var node) ? node : Next[text] = new Node();

        public Node Stem(string text)
        {
            LongestStem = Math.Max(LongestStem, text.Length);
            ShortestStem = Math.Min(ShortestStem, text.Length);
            return Stems.TryGetValue(text, out var node) ? node : Stems[text] = new Node();
        }
    }
}

/// <param name="Name">As in the files: <c>day.mo, currency.EUR, closed</c>.</param>
/// <param name="Length">In tokens.</param>
/// <param name="Prefix">How many letters before the word are a word of their own: the "and" of "وذهبي".</param>
internal readonly record struct Meaning(string Name, int Length, int Prefix = 0);
