using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>One of a list: a question, a price, a service, a person, a field of a form.</summary>
/// <param name="List">The path of its list in the props.</param>
internal sealed record Item(StandingComponent Component, string List, JsonObject Value, string Title)
{
    private static readonly string[] Titles = ["title", "question", "name", "label", "caption", "text"];

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
        var said = WordsOf(clause.All).ToArray();
        var scored = items
            .Select(item => (Item: item, Score: Score(item)))
            .Where(one => one.Score > 0)
            .OrderByDescending(one => one.Score)
            .ToArray();
        return [.. scored.Where(one => one.Score > scored[0].Score * 0.8).Select(one => one.Item)];

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
                if (said.FirstOrDefault(one => IsSame(one.Text, word)) is { Text: not null } match)
                {
                    var isKnown = known.Any(mention => mention.Start < match.End && mention.End > match.Start);
                    score += (others.Contains(word) ? 0.3 : 1) * (isKnown ? 0.5 : 1);
                }
            }
            return own.Length == 0 ? 0
                : score < 0.4 ? 0
                : score + score / own.Length;
        }
    }

    /// <summary>The same word, be it with another ending.</summary>
    private static bool IsSame(string one, string other)
    {
        if (EditWords.HasNoSpaces(other[0]))
        {
            return one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal);
        }
        var length = one.AsSpan().CommonPrefixLength(other);
        var (shorter, longer) = (Math.Min(one.Length, other.Length), Math.Max(one.Length, other.Length));
        return length == longer
            || (length >= 4 && length >= shorter - 1 && longer - length <= 3)
            // Some languages change the end of the stem as well.
            || (length >= 6 && length * 10 >= longer * 6);
    }

    private static IEnumerable<(string Text, int Start, int End)> WordsOf(string plain)
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
