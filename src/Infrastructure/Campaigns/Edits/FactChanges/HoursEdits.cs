using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.FactChanges;

/// <summary>Other opening hours: all of them, some days, or another day of rest. The times of other days stay.</summary>
internal static class HoursEdits
{
    public static EditReading? Read(Step step)
    {
        var clause = step.Clause;
        var said = Closed(step)
            .Concat(step.Facts)
            .Where(fact =>
                fact.Kind == "hours"
                // What is unsure is only what they are of; whoever says "open" means the business.
                && (!fact.Unsure || (fact.Value["what"] is not null && clause.Has("open", "hours")))
            )
            .Select(fact => fact.Value.DeepClone().AsObject())
            .ToArray();
        foreach (var hours in said)
        {
            hours.Remove("what");
        }
        var entries = said.SelectMany(EntriesOf).ToArray();
        if (
            entries.Length == 0
            || clause.Quoted.Count > 0
            || clause.Has("countdown")
            // A course has times as well.
            || !(clause.Has("hours", "restday", "open") || IsAll(step) || entries.Any(entry => entry["open"] is null))
            || entries.All(entry => DaysOf(entry).Length == 0 && entry["open"] is null && !IsClosed(entry))
        )
        {
            return null;
        }
        var facts = step.Standing.Facts.Where(fact => fact.Kind == "hours" && fact.Value["what"] is null).ToArray();
        if (entries.Any(entry => !IsClosed(entry) && (entry["open"] is null) != (entry["close"] is null)))
        {
            // "Fridays until two": the other end is as it was, where that is known.
            if (!Array.TrueForAll(entries, entry => IsClosed(entry) || IsCompleted(entry, facts)))
            {
                return step.Ask("unclear");
            }
        }
        // "Open on Mondays, too": from when to when, nobody said, unless it is as on the other days.
        foreach (var entry in entries.Where(entry => entry.All(member => member.Key == "days" || member.Value is null)))
        {
            if (!clause.Has("keep") || UsualOf(facts) is not { } usual)
            {
                return step.Ask("answer", clause.Text);
            }
            (entry["open"], entry["close"]) = (usual["open"]!.DeepClone(), usual["close"]?.DeepClone());
        }
        if (facts.Length == 0)
        {
            return Added(said, step);
        }
        var days = entries.SelectMany(DaysOf).ToHashSet(StringComparer.Ordinal);
        var hasTimes = entries.Any(entry => entry["open"] is not null);
        List<EditOperation> operations = [];
        if (!hasTimes && clause.Has("restday") && !clause.Has("also"))
        {
            operations.AddRange(AnotherRestDay(facts, days));
        }
        else if (days.Count > 0 && (!hasTimes || clause.Has("also", "add") || !clause.Has("hours", "set", "now")))
        {
            operations.AddRange(SomeDays(facts, entries, days));
        }
        else
        {
            operations.AddRange(All(facts, entries));
        }
        return operations.Count > 0 ? new EditReading(operations) : step.Refuse("same");
    }

    /// <summary>"We no longer open on Saturdays", as the reader of facts would have it.</summary>
    private static IEnumerable<ReadFact> Closed(Step step)
    {
        var clause = step.Clause;
        var words = clause.Words;
        return
            words.Find("closing", clause.Plain).Count > 0
            && !Numbers.In(clause.Plain).Any()
            && !step.Facts.Any(fact => fact.Kind == "hours")
            && words.Find("weekday", clause.Plain) is { Count: > 0 } days
            ? step.Read(
                $"{string.Join(", ", days.Select(day => clause.Text.Substring(day.Start, day.Length)))} {words.Closed}"
            )
            : [];
    }

    /// <summary>Days and times alone.</summary>
    private static bool IsAll(Step step) =>
        step.Facts is [{ Kind: "hours" } fact]
        && Titles
            .LeftIn(step.Clause, [(fact.Start, Math.Min(step.Clause.Text.Length, fact.Start + fact.Quote.Length))])
            .Length < 2;

    /// <summary>The times of all days that have some; null: they differ.</summary>
    private static JsonObject? UsualOf(Fact[] facts)
    {
        var open = facts.SelectMany(fact => EntriesOf(fact.Value)).Where(entry => entry["open"] is not null).ToArray();
        return
            open is [var first, ..]
            && Array.TrueForAll(
                open,
                entry =>
                    JsonNode.DeepEquals(entry["open"], first["open"])
                    && JsonNode.DeepEquals(entry["close"], first["close"])
            )
            ? first
            : null;
    }

    private static bool IsCompleted(JsonObject entry, Fact[] facts)
    {
        var days = DaysOf(entry);
        var standing = facts
            .SelectMany(fact => EntriesOf(fact.Value))
            .Where(other => !IsClosed(other) && DaysOf(other).Intersect(days).Any())
            .ToArray();
        foreach (var end in new[] { "open", "close" }.Where(end => entry[end] is null))
        {
            if (standing is not [var one] || one[end] is not { } known || days.Except(DaysOf(one)).Any())
            {
                return false;
            }
            entry[end] = known.DeepClone();
        }
        return true;
    }

    private static EditReading Added(JsonObject[] said, Step step)
    {
        List<EditOperation> operations =
        [
            new(null, "/facts/-", null, new JsonObject { ["kind"] = "hours", ["value"] = said[0].DeepClone() }),
        ];
        if (step.Standing.Components.FirstOrDefault(one => one.Kind == "footer" && one.Props is not null) is { } footer)
        {
            var id = Application.Campaigns.Facts.FactReading.IdOf("hours", said[0]);
            operations.Add(
                footer.Props!["facts"] is JsonArray
                    ? new(footer.Id, "/props/facts/-", null, id)
                    : new(footer.Id, "/props/facts", null, new JsonArray(id))
            );
        }
        return new EditReading(operations);
    }

    /// <summary>What is said takes the place of everything; closed days that it does not name stay closed.</summary>
    private static IEnumerable<EditOperation> All(Fact[] facts, JsonObject[] entries)
    {
        var days = entries.SelectMany(DaysOf).ToHashSet(StringComparer.Ordinal);
        var closed = facts
            .SelectMany(fact => EntriesOf(fact.Value))
            .Where(entry => IsClosed(entry) && DaysOf(entry).Length > 0)
            .Select(entry => Without(entry, days))
            .OfType<JsonObject>();
        return Stated(facts, [.. entries, .. closed]);
    }

    private static IEnumerable<EditOperation> SomeDays(Fact[] facts, JsonObject[] entries, IReadOnlySet<string> days) =>
        Stated(
            facts,
            [
                .. facts
                    .SelectMany(fact => EntriesOf(fact.Value))
                    .Select(entry => Without(entry, days))
                    .OfType<JsonObject>(),
                .. entries,
            ]
        );

    /// <summary>The days of rest so far are like most others from now on.</summary>
    private static IEnumerable<EditOperation> AnotherRestDay(Fact[] facts, IReadOnlySet<string> days)
    {
        var all = facts.SelectMany(fact => EntriesOf(fact.Value)).ToArray();
        var open = all.Where(entry => !IsClosed(entry))
            .Select(entry => Without(entry, days))
            .OfType<JsonObject>()
            .ToArray();
        var reopened = all.Where(IsClosed).SelectMany(DaysOf).Except(days, StringComparer.Ordinal).ToArray();
        var most = open.Length == 0 ? 0 : open.Max(entry => DaysOf(entry).Length);
        foreach (var entry in open.Where(entry => DaysOf(entry).Length == most && most > 0))
        {
            foreach (var day in reopened)
            {
                entry["days"]!.AsArray().Add(day);
            }
        }
        var rest = new JsonObject
        {
            ["days"] = new JsonArray([.. days.Select(day => (JsonNode)day)]),
            ["closed"] = true,
        };
        return Stated(facts, [.. open, rest]);
    }

    /// <summary>The first fact says all of it, the others go.</summary>
    private static IEnumerable<EditOperation> Stated(Fact[] facts, JsonObject[] entries)
    {
        var value = facts[0].Value.DeepClone().AsObject();
        value["regular"] = new JsonArray([.. entries.Select(entry => entry.DeepClone())]);
        if (!JsonNode.DeepEquals(value, facts[0].Value))
        {
            yield return new(null, $"/facts/{facts[0].Id}", facts[0].Value.DeepClone(), value);
        }
        foreach (var other in facts.Skip(1))
        {
            yield return new(null, $"/facts/{other.Id}", other.Value.DeepClone(), null);
        }
    }

    private static IEnumerable<JsonObject> EntriesOf(JsonNode value) =>
        (value["regular"] as JsonArray ?? []).OfType<JsonObject>().Select(entry => entry.DeepClone().AsObject());

    private static string[] DaysOf(JsonObject entry) =>
        [.. (entry["days"] as JsonArray ?? []).Select(day => day!.ToString())];

    private static bool IsClosed(JsonObject entry) => entry["closed"] is not null;

    /// <returns>Null: no day is left.</returns>
    private static JsonObject? Without(JsonObject entry, IReadOnlySet<string> days)
    {
        if (entry["days"] is not JsonArray)
        {
            return entry;
        }
        var left = DaysOf(entry).Where(day => !days.Contains(day)).Select(day => (JsonNode)day).ToArray();
        entry["days"] = new JsonArray(left);
        return left.Length > 0 ? entry : null;
    }
}
