using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>What a page or an e-mail begins with, taken from the owner's sentences.</summary>
/// <param name="Text">At most <see cref="MaxWidth"/> columns, without a full stop.</param>
/// <param name="Rest">The sentences that it does not say in full, for the text below it.</param>
internal sealed partial record Headline(string Text, IReadOnlyList<string> Rest)
{
    /// <summary>The longest heading that still reads as one on a phone, in columns.</summary>
    public const int MaxWidth = 60;

    private const int LongestPreposition = 4;

    // Fewer words are the end of a list or of an address.
    private const int FewestSpaces = 2;

    // What is shorter names a place or an hour, and no offer.
    private const int MinWidth = 18;

    // Behind the name of the business at the beginning of a sentence: what follows is what it is.
    private static readonly FrozenDictionary<string, string[]> Copulas = WordsIn("copulas.json");

    // What begins so goes on with the words before it, and does not stand alone below them.
    private static readonly FrozenDictionary<string, string[]> Continuations = WordsIn("continuations.json");

    /// <summary>What the sentence says of the business, without its name: "A bakery in York" of "Crumb is a bakery in York".</summary>
    /// <param name="language">The primary subtag.</param>
    public static string WithoutName(string sentence, string brand, string language)
    {
        if (brand.Length == 0 || !sentence.StartsWith(brand + " ", StringComparison.OrdinalIgnoreCase))
        {
            return sentence;
        }
        var said = sentence[(brand.Length + 1)..];
        return Copulas
                .GetValueOrDefault(language, [])
                .Where(copula =>
                    said.StartsWith(copula, StringComparison.OrdinalIgnoreCase)
                    && (said.Length > copula.Length && (said[copula.Length] == ' ' || copula[^1] is '\'' or '’'))
                )
                .Select(copula => CopyWriting.Capitalized(said[copula.Length..].TrimStart()))
                .FirstOrDefault(rest => rest.Length > 0)
            ?? sentence;
    }

    /// <param name="places">The places that the owner names: what stands before the first says what there is where.</param>
    /// <param name="language">The primary subtag.</param>
    /// <returns>Null: no sentence gives one.</returns>
    public static Headline? Of(IReadOnlyList<string> sentences, IEnumerable<string> places, string language)
    {
        if (sentences.Count == 0)
        {
            return null;
        }
        var whole = sentences[0].TrimEnd('.', '。', '।', '۔', ' ');
        if (Props.Fits(whole, MaxWidth))
        {
            return new(whole, [.. sentences.Skip(1)]);
        }
        // Where a thought ends: a dash or a colon rather than a comma, and as late as there is room.
        var strong = Strong().Matches(whole).Select(Before).LastOrDefault(Reads);
        if (strong is not null)
        {
            var rest = whole[strong.Length..].TrimStart(' ', ':', '：', ';', '；', '–', '—', '-', '。');
            return new(strong, [CopyWriting.Capitalized(rest) + sentences[0][whole.Length..], .. sentences.Skip(1)]);
        }
        // As late as there is room: behind a comma, behind a place, or before it.
        var clause = Weak()
            .Matches(whole)
            .Select(Before)
            .Concat(places.SelectMany(place => AroundPlace(whole, place)))
            .Where(Reads)
            .MaxBy(part => part.Length);
        return clause is null ? null : new(clause, [Behind(sentences[0], clause, language), .. sentences.Skip(1)]);

        string Before(Match mark) =>
            whole[..(mark.Index + (mark.Value[0] is '!' or '?' or '！' or '？' ? 1 : 0))].TrimEnd();
    }

    /// <summary>
    /// What the sentence says behind its beginning, where that reads alone: "RSA-approved since 2011." behind "Learn to drive in Cork with
    /// Aoife". Else the whole sentence.
    /// </summary>
    private static string Behind(string sentence, string beginning, string language)
    {
        var rest = sentence[beginning.Length..].TrimStart(' ', ',', '،', '、', '，');
        var first = rest.Split([' ', ',', '.'], 2)[0];
        var isClause = sentence[beginning.Length] is ',' or '،';
        return
            rest.Count(sign => sign == ' ') >= FewestSpaces
            && Continuations.TryGetValue(language, out var words)
            && !words.Concat(Copulas.GetValueOrDefault(language, [])).Contains(first, StringComparer.OrdinalIgnoreCase)
            // "Crumb, a bakery in York, bakes": what stands between commas is aside.
            && (isClause ? !beginning.Contains(',') : first.Length <= LongestPreposition && first.All(char.IsLower))
            ? CopyWriting.Capitalized(rest)
            : sentence;
    }

    /// <summary>
    /// "Biuro rachunkowe w Gdyni": a place with the word that it stands behind in the owner's sentence, for in many languages its own form says
    /// where as well. Without such a word the place is left to the sentence.
    /// </summary>
    public static string InPlace(string trade, string place, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            var at = sentence.IndexOf(place, StringComparison.Ordinal);
            if (at < 2 || sentence[at - 1] != ' ')
            {
                continue;
            }
            var start = sentence.LastIndexOf(' ', at - 2) + 1;
            var word = sentence[start..(at - 1)];
            var told = $"{trade} {word} {place}";
            return
                word.Length <= LongestPreposition
                && word.All(char.IsLetter)
                && !word.Any(char.IsUpper)
                && Props.Fits(told, MaxWidth)
                ? told
                : trade;
        }
        return trade;
    }

    /// <summary>What ends with the place, and what ends before the word that it stands behind.</summary>
    private static IEnumerable<string> AroundPlace(string whole, string place)
    {
        var at = whole.IndexOf(place, StringComparison.Ordinal);
        if (at <= 1)
        {
            yield break;
        }
        yield return whole[..(at + place.Length)];
        var words = whole[..at].TrimEnd();
        var last = words.LastIndexOf(' ');
        if (last > 0 && words.Length - last - 1 <= LongestPreposition && words[(last + 1)..].All(char.IsLower))
        {
            yield return words[..last];
        }
    }

    private static bool Reads(string clause) =>
        Props.Fits(clause, MaxWidth) && !Props.Fits(clause, MinWidth - 1) && IsComplete(clause);

    // An open bracket or quotation mark promises more.
    private static bool IsComplete(string clause) =>
        clause.Count(sign => sign is '(' or '（') == clause.Count(sign => sign is ')' or '）')
        && clause.Count(sign => sign is '"') % 2 == 0
        && clause.Count(sign => sign is '“' or '«' or '「') <= clause.Count(sign => sign is '”' or '»' or '」');

    [GeneratedRegex(@"[:;：；]\s|\s[–—-]\s|[!?！？。]", RegexOptions.NonBacktracking)]
    private static partial Regex Strong();

    [GeneratedRegex(@"[,،]\s|[、，]", RegexOptions.NonBacktracking)]
    private static partial Regex Weak();

    private static FrozenDictionary<string, string[]> WordsIn(string resource)
    {
        using var file = typeof(Headline).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer
            .Deserialize<Dictionary<string, string[]>>(file)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}
