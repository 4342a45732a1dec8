using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>One of a list: a question, a price, a service, a person, a field of a form.</summary>
/// <param name="List">The path of its list in the props.</param>
internal sealed record Item(StandingComponent Component, string List, JsonObject Value, string Title)
{
    private static readonly string[] Titles = ["title", "question", "name", "label", "caption", "text"];

    // The last part of a compound says what it is: "Kiste" of "Gemüsekiste".
    private const double LikenessOfPart = 0.8;

    // Shorter ones say too little.
    private const int ShortestWord = 3;

    public string Path => $"{List}/@{Value["id"]}";

    public bool IsField => List == "/fields";

    public static IReadOnlyList<Item> In(Standing standing) =>
        [.. standing.Components.Where(one => one.Props is not null).SelectMany(one => ItemsIn(one, one.Props!, ""))];

    private static IEnumerable<Item> ItemsIn(StandingComponent component, JsonObject members, string path)
    {
        foreach (var (name, value) in members)
        {
            if (value is not JsonArray list || name is "goals" or "links")
            {
                continue;
            }
            foreach (var item in list.OfType<JsonObject>().Where(item => item["id"] is not null))
            {
                // A group of items is none itself.
                if (item["items"] is JsonArray)
                {
                    foreach (var inner in ItemsIn(component, item, $"{path}/{name}/@{item["id"]}"))
                    {
                        yield return inner;
                    }
                }
                else
                {
                    var title = Array.Find(Titles, item.ContainsKey) is { } key ? item[key]!.ToString() : "";
                    yield return new(component, $"{path}/{name}", item, title);
                }
            }
        }
    }

    /// <summary>Those whose own words stand in the clause, the best first; several only where nothing tells them apart.</summary>
    public static IReadOnlyList<Item> Named(IReadOnlyCollection<Item> items, Clause clause)
    {
        var known = clause.Mentions;
        // A word that is known is about what to do; where it is also the name of an item, it says which.
        // In scripts without spaces only what stands between known words is a word.
        var between = clause.All.ToCharArray();
        foreach (var mention in known.Where(mention => EditWords.HasNoSpaces(clause.All[mention.Start])))
        {
            between.AsSpan(mention.Start, mention.Length).Fill(' ');
        }
        var said = WordsOf(new string(between)).ToArray();
        var scored = items
            .Select(item => (Item: item, Score: Score(item)))
            .Where(one => one.Score > 0)
            .OrderByDescending(one => one.Score)
            .ToArray();
        Item[] best = [.. scored.Where(one => one.Score > scored[0].Score * 0.8).Select(one => one.Item)];
        // A name that stands there as a whole means no shorter one within it.
        Item[] whole =
        [
            .. best.Where(item => clause.All.Contains(Clause.PlainOf(item.Title), StringComparison.Ordinal)),
        ];
        var longest = whole.MaxBy(item => item.Title.Length);
        return
            longest is not null
            && Array.TrueForAll(
                whole,
                item =>
                    item == longest
                    || (
                        longest.Title.Length > item.Title.Length
                        && longest.Title.Contains(item.Title, StringComparison.OrdinalIgnoreCase)
                    )
            )
            ? [longest]
            : best;

        double Score(Item item)
        {
            var own = WordsOf(Clause.PlainOf(item.Title)).Select(word => word.Text).ToArray();
            var others = items
                .Where(other => other != item)
                .SelectMany(other => WordsOf(Clause.PlainOf(other.Title)).Select(word => word.Text))
                .ToHashSet(StringComparer.Ordinal);
            var score = 0.0;
            foreach (var word in own)
            {
                var (best, likeness) = said.Select(one =>
                        (Word: one, Likeness: clause.Words.WithoutPrefixes(one.Text).Max(text => Likeness(text, word)))
                    )
                    .OrderByDescending(one => one.Likeness)
                    .FirstOrDefault();
                if (likeness > 0)
                {
                    var over = known.Where(mention => mention.Start < best.End && mention.End > best.Start).ToArray();
                    score +=
                        likeness
                        * (
                            !others.Contains(word) ? 1
                            : own.Length == 1 ? 0.5
                            : 0.3
                        )
                        * (
                            over.Length == 0 ? 1
                            // An article names nothing.
                            : Array.TrueForAll(over, mention => mention.Key == "small") ? 0.1
                            : 0.5
                        );
                }
            }
            // "60 minutes": where names differ by a number, it is said with what it counts.
            score += Numbers
                .In(Clause.PlainOf(item.Title))
                .Count(number =>
                    CountedIn(clause.Plain, number, Clause.PlainOf(item.Title))
                    && !items.Any(other =>
                        other != item && Numbers.In(Clause.PlainOf(other.Title)).Any(one => one.Value == number.Value)
                    )
                );
            // "Mori-san": a family name is one letter or two before the form of address.
            if (
                clause.Every("honorific").Any(mention => NameBefore(clause.All, mention.Start, item.Title))
                && !items.Any(other =>
                    other != item
                    && clause.Every("honorific").Any(mention => NameBefore(clause.All, mention.Start, other.Title))
                )
            )
            {
                score += 1;
            }
            return own.Length == 0 ? 0
                : score < 0.4 ? 0
                : score + score / own.Length;
        }
    }

    private static bool CountedIn(string plain, Number number, string title)
    {
        var counted = title[number.End..].TrimStart().Split(' ')[0];
        return counted.Length > 0
            && Numbers
                .In(plain)
                .Any(said =>
                    said.Value == number.Value
                    && plain[said.End..]
                        .TrimStart(' ', '-')
                        .StartsWith(counted[..Math.Min(3, counted.Length)], StringComparison.Ordinal)
                );
    }

    private static bool NameBefore(string plain, int end, string title) =>
        title.Length > 1
        && EditWords.HasNoSpaces(title[0])
        && Enumerable
            .Range(1, 2)
            .Any(length =>
                end >= length && title.StartsWith(plain[(end - length)..end], StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>From 0 to 1: the same word, be it with another ending.</summary>
    internal static double Likeness(string one, string other)
    {
        (one, other) = (Spelling.Bare(one), Spelling.Bare(other));
        if (EditWords.HasNoSpaces(other[0]))
        {
            return one.Contains(other, StringComparison.Ordinal) ? 1
                : one.Length > 1 && other.EndsWith(one, StringComparison.Ordinal) ? LikenessOfPart
                : SharedName(one, other);
        }
        var length = one.AsSpan().CommonPrefixLength(other);
        var (shorter, longer) = (Math.Min(one.Length, other.Length), Math.Max(one.Length, other.Length));
        return length == longer
            || (length >= 5 && length == shorter && longer - length <= 4)
            || (length >= 4 && length >= shorter - 1 && longer - length <= 3)
            // Some languages change the end of the stem as well.
            || (length >= 6 && length * 10 >= longer * 6)
                ? 1
            : shorter >= 5
            && (one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal))
                ? LikenessOfPart
            : 0;
    }

    /// <summary>How much of it is there, by pairs of letters; those of endings and particles name nothing.</summary>
    private static double SharedName(string one, string other)
    {
        var pairs = Enumerable
            .Range(0, other.Length - 1)
            .Where(at => !IsHiragana(other[at]) && !IsHiragana(other[at + 1]))
            .Select(at => other.Substring(at, 2))
            .ToArray();
        return pairs.Length == 0
            ? 0
            : (double)pairs.Count(pair => one.Contains(pair, StringComparison.Ordinal)) / pairs.Length;
    }

    private static bool IsHiragana(char letter) => letter is >= '\u3040' and <= '\u309F';

    internal static IEnumerable<(string Text, int Start, int End)> WordsOf(string plain)
    {
        for (var start = 0; start < plain.Length; start++)
        {
            if (!EditWords.IsInWord(plain[start]))
            {
                continue;
            }
            var end = start;
            while (end < plain.Length && EditWords.IsInWord(plain[end]))
            {
                end++;
            }
            var isWide = EditWords.HasNoSpaces(plain[start]);
            if (
                (isWide ? end - start > 1 : end - start >= ShortestWord)
                && plain.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9')
            )
            {
                yield return (plain[start..end], start, end);
            }
            start = end;
        }
    }
}
