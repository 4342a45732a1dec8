using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Statements that belong together: a kitchen that closes before the house does, meals of the same days.</summary>
internal static class Facets
{
    private const int Widest = 14;

    public static void Join(FactScan scan, List<Statement> found)
    {
        for (var i = 1; i < found.Count; i++)
        {
            var (before, now) = (found[i - 1], found[i]);
            if (now.Start - before.End > Widest)
            {
                continue;
            }

            var isOneSentence = scan.Sentences.EndOf(before.End - 1) >= now.Start;
            if (isOneSentence && IsMeal(before) && IsMealOfDays(now))
            {
                found[i] = Merged(before, now);
                found.RemoveAt(--i);
            }
            else if (isOneSentence && IsOfSame(before, now))
            {
                found[i - 1] = before with { Value = With(before.Value, now.Regular), End = now.End };
                found.RemoveAt(i--);
            }
            else if (
                now.Regular is [{ } end]
                && IsEnd(end)
                && !Indexes.Of(before.End, now.Start).Any(at => Days.Read(scan.Text, at) is { IsWeak: false })
                && now.Value["what"] is not null
                && Open(before) is { } days
            )
            {
                // "daily except Tuesdays from 8, kitchen closes at 9": on the days that the house is open.
                end["days"] = new JsonArray([.. days.Select(day => JsonValue.Create(day))]);
                found[i] = now with { IsDayless = false };
            }
        }
    }

    private static bool IsEnd(JsonNode entry) =>
        entry["days"] is null && entry["open"] is null && entry["close"] is not null;

    private static List<string>? Open(Statement statement)
    {
        var days = statement
            .Regular.Where(entry => entry!["closed"] is null && entry["byAppointment"] is null)
            .SelectMany(entry => entry!["days"]?.AsArray().Select(day => day!.GetValue<string>()) ?? [])
            .Distinct()
            .ToList();
        return days.Count > 0 && !statement.IsUnsure ? days : null;
    }

    // "Breakfast 7-11.30, lunch 12-2.30, closed Mondays": the meals of one house.
    private static bool IsMeal(Statement statement) =>
        statement is { Parts: [{ Kind: PartKind.Times }], Value: { } value }
        && value["what"] is not null
        && statement.Regular.All(entry =>
            entry!["days"] is null && entry["open"] is not null && entry["close"] is not null
        );

    private static bool IsMealOfDays(Statement statement) =>
        statement.Parts[0].Kind == PartKind.Times
        && statement.Value["what"] is not null
        && statement.Parts.Any(part => part.Kind == PartKind.Closed)
        && statement.Parts.Count(part => part.Kind == PartKind.Times) == 1
        && statement.Regular.Any(entry => entry!["closed"] is not null);

    private static Statement Merged(Statement meal, Statement days)
    {
        var value = days.Value.DeepClone().AsObject();
        value.Remove("what");
        var regular = value["regular"]!.AsArray();
        foreach (var open in regular.Where(entry => entry!["open"] is not null).ToList())
        {
            foreach (var entry in meal.Regular)
            {
                var more = entry!.DeepClone();
                more["days"] = open!["days"]!.DeepClone();
                regular.Insert(0, more);
            }
        }

        return days with
        {
            Value = value,
            Start = meal.Start,
            IsUnsure = days.IsUnsure || meal.IsUnsure,
        };
    }

    // "Kitchen until 9.30, hot kitchen Sundays also 12-2"
    private static bool IsOfSame(Statement before, Statement now) =>
        now.Parts.Any(part => part.Kind == PartKind.Also)
        && before.Value["what"]?.GetValue<string>() is { } what
        && now.Value["what"]?.GetValue<string>() is { } same
        && same.EndsWith(what, StringComparison.OrdinalIgnoreCase);

    private static JsonObject With(JsonObject value, JsonArray regular)
    {
        var whole = value.DeepClone().AsObject();
        foreach (var entry in regular)
        {
            whole["regular"]!.AsArray().Add(entry!.DeepClone());
        }

        return whole;
    }
}
