using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Rules;

/// <summary>One thing in place of another, wherever it stands: words in quotation marks, or "5, not 7".</summary>
internal static class ReplacementEdits
{
    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        if (clause.Quoted is [var first, var second] && clause.Has("set", "instead", "not", "say", "move"))
        {
            // "B instead of A"
            var (old, now) =
                (clause.First("instead") ?? clause.First("not")) is { } word
                && word.Start > clause.Text.IndexOf(first, StringComparison.Ordinal)
                    ? (second, first)
                    : (first, second);
            return Replaced(step, old, now);
        }
        return NumberReplaced(step) ?? Tone(step);
    }

    private static EditReading Replaced(Step step, string old, string now)
    {
        var operations = step.Texts()
            .Where(one => one.Text.Contains(old, StringComparison.OrdinalIgnoreCase))
            .Select(one =>
                Step.Put(one.Component, one.Path, one.Text.Replace(old, now, StringComparison.OrdinalIgnoreCase))
            )
            .ToArray();
        return operations.Length > 0 ? new EditReading(operations) : step.Refuse("missing", old);
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
        if (texts.Length == 0 || (counted.Length == 0 && texts.Length > 1))
        {
            return null;
        }
        var now = numbers.First(number => number != old);
        List<EditOperation> operations = [];
        foreach (var fact in step.Standing.Facts)
        {
            if ((fact.Value as JsonObject)?["amount"]?.ToString() == Numbers.Invariant(old.Value))
            {
                var value = fact.Value.DeepClone().AsObject();
                value["amount"] = Numbers.Invariant(now.Value);
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
        if (step.Texts().Any(one => clause.Words.In(Clause.PlainOf(one.Text)).Any(mention => mention.Key == other)))
        {
            return step.Refuse("formal");
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
