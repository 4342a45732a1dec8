using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

/// <summary>A new telephone number, e-mail address or postal address: the fact changes, and every text that has the old one.</summary>
internal static class ContactEdits
{
    private const int ShortestNumber = 6;

    public static EditReading? Read(Step step)
    {
        // A text that is quoted is to be written, not to be read.
        if (step.Clause.Quoted.Count > 0 && step.Clause.Has("heading", "text", "button", "question", "subject"))
        {
            return null;
        }
        List<EditOperation> operations = [];
        var isKnown = false;
        foreach (var kind in new[] { "phone", "email", "address" })
        {
            var standing = step.Standing.Facts.Where(fact => fact.Kind == kind).ToArray();
            var said = Said(step, kind).Where(fact => !Array.Exists(standing, one => IsSame(one, fact))).ToArray();
            isKnown |= said.Length == 0 && Said(step, kind).Length > 0;
            if (said.Length == 0)
            {
                continue;
            }
            if (said.Length == 1 && IsFurther(step, standing, said[0]))
            {
                operations.AddRange(Added(step, kind, said[0]));
                continue;
            }
            if (said.Length > 1)
            {
                return null;
            }
            var old = standing.Length > 1 ? Named(standing, step) : standing;
            // The same number in two spellings is one.
            if (old.DistinctBy(KeyOf, StringComparer.Ordinal).Count() > 1)
            {
                return step.Ask("which", string.Join(" / ", old.Select(Written)));
            }
            var same = old.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
            old = [.. standing.Where(one => same.Contains(KeyOf(one)))];
            operations.AddRange(
                old.Length > 0 ? old.SelectMany(one => Changed(step, one, said[0])) : Added(step, kind, said[0])
            );
        }
        return operations.Count > 0 ? new EditReading([.. operations.DistinctBy(one => (one.ComponentId, one.Path))])
            : isKnown ? step.Refuse("same")
            : null;
    }

    /// <summary>One more, beside those that stand: it is said so, or it is for another channel.</summary>
    private static bool IsFurther(Step step, Fact[] standing, ReadFact said) =>
        standing.Length > 0
        && (
            (step.Clause.Has("also", "add") && !step.Clause.Has("set", "was"))
            || (
                said.Value["channel"] is { } channel
                && !Array.Exists(standing, fact => JsonNode.DeepEquals(fact.Value["channel"], channel))
            )
        );

    private static ReadFact[] Said(Step step, string kind)
    {
        var said = step.Facts.Where(fact => fact.Kind == kind && (kind == "address" ? !fact.Unsure : true)).ToArray();
        if (said.Length > 0 || kind != "phone" || !step.Clause.Has("phone"))
        {
            return
                kind == "address"
                && !step.Clause.Has("address")
                && !Array.Exists(said, fact => fact.Value["postcode"] is not null)
                ? []
                : said;
        }
        // A number without anything that calls it one.
        var digits = step.Clause.Plain.IndexOfAny(['+', '(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return digits < 0 || step.Clause.Plain.Count(char.IsAsciiDigit) < ShortestNumber
            ? []
            : [.. step.Read($"tel: {NumberFrom(step.Clause.Text, digits)}").Where(fact => fact.Kind == "phone")];
    }

    private static string NumberFrom(string text, int start)
    {
        var end = start;
        while (
            end < text.Length && (char.IsDigit(text[end]) || text[end] is '+' or '(' or ')' or ' ' or '-' or '/' or '.')
        )
        {
            end++;
        }
        return text[start..end].Trim();
    }

    private static bool IsSame(Fact fact, ReadFact said) =>
        fact.Kind switch
        {
            "phone" => (string?)fact.Value["e164"] is { } number && number == (string?)said.Value["e164"],
            "email" => string.Equals(
                (string?)fact.Value["email"],
                (string?)said.Value["email"],
                StringComparison.OrdinalIgnoreCase
            ),
            _ => JsonNode.DeepEquals(fact.Value, said.Value),
        };

    /// <summary>Those whose role or channel is named, else all.</summary>
    private static Fact[] Named(Fact[] facts, Step step)
    {
        var named = facts
            .Where(fact =>
                new[] { (string?)(fact.Value["role"] as JsonValue), fact.Value["channel"]?.ToString() }
                    .OfType<string>()
                    .Any(role => step.Clause.Plain.Contains(Clause.PlainOf(role), StringComparison.Ordinal))
            )
            .ToArray();
        return named.Length > 0 ? named : facts;
    }

    private static string KeyOf(Fact fact) => fact.Value["e164"]?.ToString() ?? fact.Value.ToJsonString();

    private static string Written(Fact fact) =>
        fact.Kind switch
        {
            "phone" => fact.Value["written"]?.ToString() ?? fact.Value["e164"]?.ToString() ?? fact.Quote,
            "email" => fact.Value["email"]!.ToString(),
            _ => fact.Quote,
        };

    private static IEnumerable<EditOperation> Changed(Step step, Fact old, ReadFact said)
    {
        var value = said.Value.DeepClone().AsObject();
        // What it is for stays: the words of an instruction are none of a page's.
        foreach (var part in new[] { "role", "channel", "only" })
        {
            if (old.Kind == "phone")
            {
                value.Remove(part);
                if (old.Value[part] is { } kept)
                {
                    value[part] = kept.DeepClone();
                }
            }
        }
        yield return new EditOperation(null, $"/facts/{old.Id}", old.Value.DeepClone(), value);
        foreach (var operation in Swapped(step, old, value, said.Quote))
        {
            yield return operation;
        }
    }

    private static IEnumerable<EditOperation> Swapped(Step step, Fact old, JsonObject value, string quote)
    {
        foreach (var (component, path, text) in step.Texts())
        {
            var swapped = old.Kind switch
            {
                "phone" => WithNumber(
                    text,
                    [DigitsOf(old.Value["written"]?.ToString()), DigitsOf(old.Value["e164"]?.ToString())],
                    value["written"]?.ToString() ?? quote,
                    value["e164"]?.ToString()
                ),
                "email" => text.Replace(
                    old.Value["email"]!.ToString(),
                    value["email"]!.ToString(),
                    StringComparison.OrdinalIgnoreCase
                ),
                _ => old.Value["street"]?.ToString() is { } street && value["street"]?.ToString() is { } now
                    ? text.Replace(street, now, StringComparison.Ordinal)
                    : text,
            };
            if (swapped != text)
            {
                yield return Step.Put(component, path, swapped);
            }
        }
    }

    private static IEnumerable<EditOperation> Added(Step step, string kind, ReadFact said)
    {
        var value = said.Value.DeepClone().AsObject();
        // The words of an instruction are none of a page's.
        value.Remove("role");
        yield return new EditOperation(
            null,
            "/facts/-",
            null,
            new JsonObject
            {
                ["kind"] = kind,
                ["value"] = value.DeepClone(),
                ["quote"] = said.Quote,
            }
        );
        // Where ways to reach the owner stand already.
        if (
            step
                .Standing.Components.Where(one => one.Kind is "contact" or "footer" && one.Props is not null)
                .OrderByDescending(one => one.Props!["facts"] is JsonArray)
                .ThenByDescending(one => one.Kind == "footer")
                .FirstOrDefault() is
            { } place
        )
        {
            var id = FactReading.IdOf(kind, value);
            yield return place.Props!["facts"] is JsonArray
                ? new EditOperation(place.Id, "/props/facts/-", null, id)
                : new EditOperation(place.Id, "/props/facts", null, new JsonArray(id));
        }
    }

    private static string DigitsOf(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));

    /// <summary>Each run of digits and signs that is one of the old numbers becomes the new one.</summary>
    private static string WithNumber(string text, string[] old, string written, string? dialled)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; )
        {
            var end = at;
            var last = at;
            while (
                end < text.Length
                && (
                    char.IsAsciiDigit(text[end])
                    || text[end] is '+' or '(' or ')' or ' ' or '\u00A0' or '-' or '/' or '.'
                )
            )
            {
                end++;
                last = char.IsAsciiDigit(text[end - 1]) ? end : last;
            }
            if (last > at && DigitsOf(text[at..last]) is { Length: >= ShortestNumber } digits && old.Contains(digits))
            {
                var start = text.AsSpan(at, last - at).IndexOfAnyExcept(" \u00A0./-") + at;
                result.Append(text, at, start - at);
                // In an address there are only digits.
                result.Append(
                    text[start..last].All(char.IsAsciiDigit) && digits == old[1] ? DigitsOf(dialled) : written
                );
                at = last;
            }
            else
            {
                end = Math.Max(end, at + 1);
                result.Append(text, at, end - at);
                at = end;
            }
        }
        return result.ToString();
    }
}
