using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using AiWebBuilder.Domain.Campaigns.Planning;

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

    // Columns: what is longer is an instruction, and what is shorter says little alone.
    private const int LongestTopic = 40;
    private const int ShortTopic = 20;

    // In UTF-16 code units.
    private const int ShortRest = 30;

    // What is shorter names a place or an hour, and no offer.
    private const int MinWidth = 18;

    // Behind the name of the business at the beginning of a sentence: what follows is what it is.
    private static readonly FrozenDictionary<string, string[]> Copulas = WordsIn("copulas.json");

    // What begins so goes on with the words before it, and does not stand alone below them.
    private static readonly FrozenDictionary<string, string[]> Continuations = WordsIn("continuations.json");

    /// <summary>
    /// What a page or an e-mail begins with: the owner's first words, what the name says beside the brand, or what there is to do; each
    /// further wording begins with the next of them.
    /// </summary>
    public static Headline Of(CopyWriting writing)
    {
        var places = writing.Prompt.Facts.Where(fact => fact.Kind == "place").Select(Copywriter.Text).ToList();
        var said = writing.Words.Count == 0 ? "" : writing.Words[0];
        var named = WithoutName(said, writing.Name.Brand, writing.Labels.Language);
        Headline?[] known =
        [
            Topic(fits: true),
            // Without its name a sentence is no sentence: it is a heading whole, or not at all.
            Of(
                named == said || !Props.Fits(named.TrimEnd('.'), MaxWidth)
                    ? writing.Words
                    : [named, .. writing.Words.Skip(1)],
                places,
                writing.Labels.Language
            ),
            Topic(fits: false),
            writing.Name.Topic is { } topic ? Announcing(topic) : null,
            Of([.. writing.Words.Skip(1), .. writing.Words.Take(1)], places, writing.Labels.Language),
            writing.OwnTrade is { } trade
                ? Announcing(places.Count > 0 ? InPlace(trade, places[0], writing.Words) : trade)
                : null,
            writing.GoalWords(writing.PageGoal) is { } goal ? Announcing(goal) : null,
            Announcing(writing.Name.Brand),
        ];
        var headlines = known
            .OfType<Headline>()
            .DistinctBy(one => one.Text, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        return headlines[writing.Variant % headlines.Length];

        Headline Announcing(string words) => new(CopyWriting.Capitalized(words), writing.Words);

        // What a further page was asked for; a word or two with whose it is.
        Headline? Topic(bool fits)
        {
            if (
                writing.Page is not { Key: not "index", Kind: not PageKinds.Email, Topic: { } asked }
                || Props.Fits(asked, LongestTopic) != fits
            )
            {
                return null;
            }
            var whose = $"{asked} – {writing.Name.Brand}";
            return Announcing(Props.Fits(asked, ShortTopic) && Props.Fits(whose, MaxWidth) ? whose : asked);
        }
    }

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
        var known = places.ToList();
        // As late as there is room: behind a comma, behind a place, or before it.
        var clause = Weak()
            .Matches(whole)
            .Select(Before)
            .Concat(known.SelectMany(place => AroundPlace(whole, place)))
            .Where(part => Reads(part) && !IsBeginningOfList(part))
            .MaxBy(part => part.Length);
        return clause is null
            ? null
            : new(clause, [Behind(sentences[0], clause, known, language), .. sentences.Skip(1)]);

        string Before(Match mark) =>
            whole[..(mark.Index + (mark.Value[0] is '!' or '?' or '！' or '？' ? 1 : 0))].TrimEnd();
    }

    /// <summary>
    /// What the sentence says behind its beginning, where that reads alone: "RSA-approved since 2011." behind "Learn to drive in Cork with
    /// Aoife". Else the whole sentence.
    /// </summary>
    private static string Behind(string sentence, string beginning, List<string> places, string language)
    {
        var rest = sentence[beginning.Length..].TrimStart(' ', ',', '،', '、', '，');
        var first = rest.Split([' ', ',', '.'], 2)[0];
        var isClause = sentence[beginning.Length] is ',' or '،';
        return
            rest.Count(sign => sign == ' ') >= FewestSpaces
            // "in Nantes, near the station": where alone says little.
            && !(rest.Length <= ShortRest && places.Exists(place => rest.Contains(place, StringComparison.Ordinal)))
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
            // "im Raum Rosenheim": the preposition stands before what the place is the name of.
            if (!IsPreposition(sentence[start..(at - 1)]) && start > 1)
            {
                start = sentence.LastIndexOf(' ', start - 2) + 1;
            }
            var words = sentence[start..(at - 1)];
            var told = $"{trade} {words} {place}";
            return
                IsPreposition(words.Split(' ')[0])
                && words.All(sign => char.IsLetter(sign) || sign == ' ')
                && Props.Fits(told, MaxWidth)
                ? told
                : trade;
        }
        return trade;
    }

    private static bool IsPreposition(string word) => word.Length <= LongestPreposition && word.All(char.IsLower);

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

    // "Steep roofs, flat roofs" of "Steep roofs, flat roofs, skylights and gutters".
    private static bool IsBeginningOfList(string clause) =>
        clause.Split([',', '،', '、', '，']) is { Length: > 1 } items
        && items.All(item => item.Trim().Count(sign => sign == ' ') < FewestSpaces);

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
