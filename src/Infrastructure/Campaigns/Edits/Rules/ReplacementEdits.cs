using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>One thing in place of another, wherever it stands: words in quotation marks, or "5, not 7".</summary>
internal static class ReplacementEdits
{
    private const int ShortestText = 3;

    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        if (clause.Quoted is [var first, var second] && clause.Has("set", "instead", "not", "say", "move"))
        {
            // "B instead of A"; "not A but B" has A first.
            var (old, now) =
                clause.First("instead") is { } instead && instead.Start > Place(clause, first) ? (second, first)
                : clause.First("not") is { } not && not.Start > Place(clause, first) ? (second, first)
                : (first, second);
            return Replaced(step, old, now);
        }
        return NumberReplaced(step) ?? WordsReplaced(step) ?? Named(step) ?? Tone(step);
    }

    private static int Place(Clause clause, string quoted) => clause.Text.IndexOf(quoted, StringComparison.Ordinal);

    /// <summary>As whole words; where the words are only a part of others, nobody knows what those become.</summary>
    private static EditReading Replaced(Step step, string old, string now)
    {
        var clause = step.Clause;
        var texts = step.Texts()
            .Where(one =>
                !clause.Has("button") || one.Path.EndsWith("/label", StringComparison.Ordinal) || !clause.Has("set")
            )
            .Where(one => one.Text.Contains(old, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        var operations = texts
            .Select(one => (one.Component, one.Path, one.Text, Changed: With(one.Text, old, now)))
            .Where(one => one.Changed != one.Text)
            .Select(one => Step.Put(one.Component, one.Path, one.Changed))
            .ToArray();
        return operations.Length > 0 ? new EditReading(operations)
            : texts.Length > 0 ? step.Ask("which", string.Join(" / ", texts.Select(one => one.Text).Distinct()))
            : step.Refuse("missing", old);
    }

    private static string With(string text, string old, string now)
    {
        for (
            var at = text.IndexOf(old, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = at < text.Length ? text.IndexOf(old, at, StringComparison.OrdinalIgnoreCase) : -1
        )
        {
            var end = at + old.Length;
            if (IsWhole(text, at, end))
            {
                text = text[..at] + now + text[end..];
                at += now.Length;
            }
            else
            {
                at = end;
            }
        }
        return text;
    }

    private static bool IsWhole(string text, int start, int end) =>
        EditWords.HasNoSpaces(text[start])
        || (
            (start == 0 || !EditWords.IsInWord(text[start - 1]) || !EditWords.IsInWord(text[start]))
            && (end == text.Length || !EditWords.IsInWord(text[end]) || !EditWords.IsInWord(text[end - 1]))
        );

    /// <summary>"B instead of A" without quotation marks: A is what stands on the pages.</summary>
    private static EditReading? WordsReplaced(Step step)
    {
        var clause = step.Clause;
        if (clause.First("instead") is not { } word || clause.Quoted.Count > 0 || clause.Has("add", "remove"))
        {
            return null;
        }
        var before = Free(clause, 0, word.Start);
        var behind = Free(clause, word.End, clause.Text.Length);
        if (before.Length < ShortestText || behind.Length < ShortestText)
        {
            return null;
        }
        var texts = step.Texts().Select(one => one.Text).ToArray();
        var isBehind = Array.Exists(texts, text => text.Contains(behind, StringComparison.OrdinalIgnoreCase));
        var isBefore = Array.Exists(texts, text => text.Contains(before, StringComparison.OrdinalIgnoreCase));
        return isBehind == isBefore ? null
            : isBehind ? Replaced(step, behind, before)
            : Replaced(step, before, behind);
    }

    /// <summary>The longest run of words that are not about what to do.</summary>
    private static string Free(Clause clause, int start, int end) =>
        Titles.Bridged(clause, [(0, start), (end, clause.Text.Length)]);

    /// <summary>A text that is named by its own words, and what is to stand there.</summary>
    private static EditReading? Named(Step step)
    {
        var clause = step.Clause;
        if (clause.Quoted.Count > 1 || clause.Has("add", "remove", "move", "above", "below", "invent"))
        {
            return null;
        }
        var named = step.Texts()
            .Where(one => one.Text.Length >= ShortestText)
            .Select(one => (one.Component, one.Path, one.Text, At: PlaceOf(clause, one.Text)))
            .Where(one => one.At >= 0)
            .ToArray();
        if (named.Length == 0)
        {
            return null;
        }
        var text = named.MaxBy(one => one.Text.Length).Text;
        var at = PlaceOf(clause, text);
        var now = NewText(clause, at, at + text.Length, text);
        if (now is null || (!clause.Has("set", "say", "now") && clause.Quoted.Count == 0))
        {
            return null;
        }
        return new EditReading([
            .. named
                .Where(one => string.Equals(one.Text, text, StringComparison.OrdinalIgnoreCase))
                .Select(one => Step.Put(one.Component, one.Path, now)),
        ]);
    }

    private static string? NewText(Clause clause, int start, int end, string old)
    {
        if (clause.Quoted is [var quoted] && !string.Equals(quoted, old, StringComparison.OrdinalIgnoreCase))
        {
            return quoted;
        }
        // The mark behind it belongs to the old words.
        var behind = end < clause.Text.Length && !EditWords.IsInWord(clause.Text[end]) ? end + 1 : end;
        return
            clause
                .Mentions.Where(word => word.Key is "say" or "set" && word.Start >= end && word.Start - behind < 2)
                .OrderByDescending(word => word.Length)
                .FirstOrDefault()
                is { Length: > 0 } say
            && Titles.Trimmed(clause, say.End, clause.Text.Length) is { Length: >= ShortestText } now
            && now.Any(char.IsLetter)
            // A new name begins as the old one did; an amount, or a remark, does not.
            && (!char.IsUpper(old[0]) || char.IsUpper(now[0]))
            && !Numbers.In(Clause.PlainOf(now)).Any()
            && !clause.Every("currency").Any(word => word.Start >= say.End)
            ? now
            : null;
    }

    private static int PlaceOf(Clause clause, string text)
    {
        var plain = Clause.PlainOf(text);
        var at = clause.All.IndexOf(plain, StringComparison.Ordinal);
        return at >= 0 && IsWhole(clause.All, at, at + plain.Length) ? at : -1;
    }

    /// <summary>"5, not 7": the fact that says the old number changes, and each text that counts the same thing.</summary>
    private static EditReading? NumberReplaced(Step step)
    {
        var clause = step.Clause;
        var numbers = Numbers.In(clause.Plain).Where(number => !number.IsPercent).ToArray();
        var denied = new[] { "not", "instead", "was" }
            .SelectMany(clause.Every)
            .OrderBy(mention => mention.Start)
            .LastOrDefault();
        if (numbers.Length != 2 || denied.Length == 0)
        {
            return null;
        }
        // Where the word stands behind its number, as in Japanese, both stand before it.
        var old = numbers.FirstOrDefault(number => number.Start >= denied.End, numbers[0]);
        var counted = numbers
            .Select(number => WordBehind(clause.Plain, number))
            .FirstOrDefault(word => word.Length > 0, "");
        var texts = step.Texts()
            .Where(one =>
                Numbers
                    .In(Clause.PlainOf(one.Text))
                    .Any(said =>
                        said.Value == old.Value
                        && WordBehind(Clause.PlainOf(one.Text), said).StartsWith(counted, StringComparison.Ordinal)
                    )
            )
            .ToArray();
        var stated = step
            .Standing.Facts.Where(fact =>
                fact.Kind != "price"
                && Coverage.ValuesIn(fact.Value).Any(value => value == Numbers.Invariant(old.Value))
            )
            .ToArray();
        if (
            (texts.Length == 0 && stated.Length != 1)
            || (counted.Length == 0 && texts.Select(one => one.Text).Distinct(StringComparer.Ordinal).Count() > 1)
        )
        {
            return null;
        }
        var now = numbers.First(number => number != old);
        List<EditOperation> operations = [];
        foreach (var fact in step.Standing.Facts)
        {
            if (
                (fact.Value as JsonObject)?.FirstOrDefault(member =>
                    member.Value is JsonValue known
                    && known.ToString() == Numbers.Invariant(old.Value)
                    && (member.Key == "amount" || stated.Contains(fact))
                ) is
                { Key: { } member }
            )
            {
                var value = fact.Value.DeepClone().AsObject();
                value[member] =
                    value[member]!.GetValueKind() == System.Text.Json.JsonValueKind.Number
                        ? JsonValue.Create(now.Value)
                        : Numbers.Invariant(now.Value);
                operations.Add(new(null, $"/facts/{fact.Id}", fact.Value.DeepClone(), value));
            }
            else if (
                fact.Value is JsonValue text
                && With(text.ToString(), old, now) is var changed
                && changed != text.ToString()
            )
            {
                operations.Add(new(null, $"/facts/{fact.Id}", fact.Value.DeepClone(), changed));
            }
        }
        operations.AddRange(
            texts
                .Select(one => (one.Component, one.Path, one.Text, Changed: With(one.Text, old, now)))
                .Where(one => one.Changed != one.Text)
                .Select(one => Step.Put(one.Component, one.Path, one.Changed))
        );
        return new EditReading(operations);
    }

    private static string WordBehind(string plain, Number number)
    {
        var start = number.End;
        while (start < plain.Length && plain[start] == ' ')
        {
            start++;
        }
        var end = start;
        while (end < plain.Length && char.IsLetter(plain[end]))
        {
            end++;
        }
        return plain[start..end];
    }

    private static string With(string text, Number old, Number now)
    {
        foreach (var number in Numbers.In(Clause.PlainOf(text)).Where(number => number.Value == old.Value).Reverse())
        {
            text = text[..number.Start] + now.Written + text[number.End..];
        }
        return text;
    }

    /// <summary>Another form of address: writers are told; a sentence that has the other one cannot be rephrased here.</summary>
    private static EditReading? Tone(Step step)
    {
        var clause = step.Clause;
        if (!clause.Has("formal", "informal") || clause.Quoted.Count > 0)
        {
            return null;
        }
        var other = clause.Has("formal") ? "said.informal" : "said.formal";
        var pages = EditWords.Of("", step.Standing.Language);
        var texts = step.Texts()
            .Select(one => one.Text)
            .Where(text => pages.In(Clause.PlainOf(text)).Any(mention => mention.Key == other))
            .ToArray();
        // What the pages say of themselves, below a form or above the legal lines, has one form of address in each language.
        if (texts.Length > 0 || (pages.Address is { } address && !clause.Has(address)))
        {
            return texts.Length > 0 ? step.Refuse("formal", Step.Listed(texts)) : step.Refuse("address");
        }
        return new EditReading([
            new(
                null,
                "/facts/-",
                null,
                new JsonObject
                {
                    ["kind"] = "tone",
                    ["value"] = clause.Text,
                    ["quote"] = clause.Text,
                }
            ),
        ]);
    }
}
