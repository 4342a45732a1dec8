using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits;

/// <summary>
/// Whether operations do all that was asked: each word of a wish is one that is known, or stands in what changes, or names it. What is left
/// over is a part that nobody understood, and then nothing is done.
/// </summary>
internal static class Coverage
{
    // Shorter ones are particles, which no list has all of.
    private const int ShortestWord = 4;
    private const int ShortestWide = 2;
    private const int LongestUnit = 5;

    /// <summary>What nothing accounts for, as it was typed; null: nothing.</summary>
    public static string? LeftOver(Step step, IReadOnlyList<EditOperation> operations)
    {
        var clause = step.Clause;
        var open = new bool[clause.Plain.Length];
        Array.Fill(open, true);
        foreach (var mention in clause.Mentions)
        {
            Array.Fill(open, false, mention.Start, mention.Length);
        }
        foreach (var word in new[] { "swap", "keep" }.SelectMany(list => clause.Words.Find(list, clause.Plain)))
        {
            Array.Fill(open, false, word.Start, word.Length);
        }
        // "Saturdays we do not open" is no fact as it stands, and still says what changes.
        if (
            operations.Any(operation =>
                step.Standing.Facts.Any(fact => fact.Kind == "hours" && operation.Path == $"/facts/{fact.Id}")
            )
        )
        {
            foreach (
                var word in new[] { "weekday", "closing" }.SelectMany(list => clause.Words.Find(list, clause.Plain))
            )
            {
                Array.Fill(open, false, word.Start, word.Length);
            }
        }
        var touched = TextsOf(step, operations).Select(Clause.PlainOf).ToArray();
        foreach (var fact in step.Facts.Where(fact => IsAbout(fact.Kind, operations, step)))
        {
            var (start, end) = (fact.Start, Math.Min(open.Length, fact.Start + fact.Quote.Length));
            if (fact.Kind == "price")
            {
                // The amount and its unit; what else the reader took for the price's name is to be accounted for.
                var number = Numbers.In(clause.Plain).FirstOrDefault(one => one.Start >= start && one.End <= end);
                start = Math.Max(0, number.Start - LongestUnit);
                end = Math.Min(open.Length, number.End + LongestUnit);
            }
            if (start < end)
            {
                Array.Fill(open, false, start, end - start);
            }
        }
        var known = touched
            .SelectMany(Item.WordsOf)
            .Select(word => word.Text)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var whole = string.Join('\n', touched);
        List<string> left = [];
        foreach (var (start, end) in RunsIn(clause.Plain, open))
        {
            var word = clause.Plain[start..end];
            var isWide = EditWords.HasNoSpaces(word[0]);
            if (
                word.Length >= (isWide ? ShortestWide : ShortestWord)
                && !whole.Contains(word, StringComparison.Ordinal)
                && !clause.Words.WithoutPrefixes(word).Any(one => known.Any(other => Item.Likeness(one, other) > 0.5))
            )
            {
                left.Add(clause.Text[start..end]);
            }
        }
        return left.Count > 0 ? string.Join(' ', left) : null;
    }

    /// <summary>Runs of letters that no known word has, whole words where a script has spaces.</summary>
    private static IEnumerable<(int Start, int End)> RunsIn(string plain, bool[] open)
    {
        for (var start = 0; start < plain.Length; start++)
        {
            if (!IsLetter(start))
            {
                continue;
            }
            var isWide = EditWords.HasNoSpaces(plain[start]);
            var end = start + 1;
            while (end < plain.Length && EditWords.IsInWord(plain[end]) && (!isWide || IsLetter(end)))
            {
                end++;
            }
            // A word of which a part is known is known.
            if (
                isWide
                || (
                    Enumerable.Range(start, end - start).All(at => open[at])
                    && !(start > 0 && EditWords.IsInWord(plain[start - 1]))
                )
            )
            {
                yield return (start, end);
            }
            start = end - 1;
        }

        // Endings and particles of Japanese are no words of their own.
        bool IsLetter(int at) => open[at] && char.IsLetter(plain[at]) && plain[at] is not (>= '\u3040' and <= '\u309F');
    }

    private static bool IsAbout(string kind, IReadOnlyList<EditOperation> operations, Step step) =>
        operations.Any(operation =>
            // An item that goes takes its day or its price along.
            ValuesIn(operation.Before).Any(id => step.Standing.Facts.Any(fact => fact.Id == id && fact.Kind == kind))
            || operation.Path.StartsWith("/facts/", StringComparison.Ordinal)
                && (
                    (operation.After as JsonObject)?["kind"]?.ToString() == kind
                    || step.Standing.Facts.FirstOrDefault(fact => operation.Path == $"/facts/{fact.Id}")?.Kind == kind
                )
        );

    private static IEnumerable<string> TextsOf(Step step, IReadOnlyList<EditOperation> operations)
    {
        foreach (var operation in operations)
        {
            foreach (var text in ValuesIn(operation.Before).Concat(ValuesIn(operation.After)))
            {
                yield return text;
            }
            foreach (
                var item in step.Items.Where(item =>
                    operation.Path == $"/facts/{item.Value["price"]}"
                    || operation.Path == $"/facts/{item.Value["when"]}"
                    || (
                        operation.ComponentId == item.Component.Id
                        && (
                            operation.Path.StartsWith($"/props{item.Path}", StringComparison.Ordinal)
                            // What is put at a place is put beside another.
                            || (
                                operation.Before is null
                                && operation.Path.StartsWith($"/props{item.List}/", StringComparison.Ordinal)
                            )
                        )
                    )
                )
            )
            {
                foreach (var text in ValuesIn(item.Value))
                {
                    yield return text;
                }
            }
            if (step.Standing.Components.FirstOrDefault(one => one.Id == operation.ComponentId) is { } component)
            {
                yield return component.Name;
                foreach (var member in component.Props ?? [])
                {
                    foreach (var text in member.Value is JsonArray ? [] : ValuesIn(member.Value))
                    {
                        yield return text;
                    }
                }
            }
            if (step.Standing.Facts.FirstOrDefault(fact => operation.Path == $"/facts/{fact.Id}") is { } stated)
            {
                yield return stated.Quote;
                // The only day is that of what the page is about.
                if (stated.Kind == "date" && step.Items.Count(item => item.Value["when"] is not null) == 1)
                {
                    foreach (var hero in step.Texts().Where(one => one.Component.Kind == "hero"))
                    {
                        yield return hero.Text;
                    }
                }
            }
        }
    }

    /// <summary>All that is written in it.</summary>
    public static IEnumerable<string> ValuesIn(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => ValuesIn(member.Value)),
            JsonArray items => items.SelectMany(ValuesIn),
            JsonValue value => [value.ToString()],
            _ => [],
        };
}
