using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

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

            if (IsBreak(now) && House(found, i) is { } whole && WithBreak(found[whole], now) is { } cut)
            {
                found[whole] = cut;
                found.RemoveAt(i--);
                continue;
            }

            if (IsClosure(now) && House(found, i) is { } house)
            {
                found[house] = Closed(found[house], now);
                found.RemoveAt(i--);
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
                && !Indexes.Of(before.End, now.Start).Any(at => Times.Days.Read(scan.Text, at) is { IsWeak: false })
                && now.Value["what"] is not null
                && !before.IsUnsure
                && Days(before) is { Count: > 0 } days
            )
            {
                // "daily except Tuesdays from 8, kitchen closes at 9": on the days that the house is open.
                end["days"] = new JsonArray([.. days.Select(day => JsonValue.Create(day))]);
                found[i] = now with { IsDayless = IsEarly(before, end), IsFacet = true };
            }
        }
    }

    // "Mon-Fri 9-5, kitchen until 4. Closed in August": of the house, and not of the kitchen; of several parts it is of all.
    private static int? House(List<Statement> found, int closure)
    {
        List<int> houses = [];
        for (var i = closure - 1; i >= 0 && found[i + 1].Start - found[i].End <= Widest; i--)
        {
            if (IsHouse(found[i]))
            {
                houses.Add(i);
            }
        }

        var whole = houses.FindAll(i => !found[i].IsFacet);
        return houses.Count == 1 && (whole.Count == 1 || found.Count(IsHouse) == 1) ? houses[0]
            : whole.Count > 0
            && whole.SkipLast(1).All(i => found[i].IsNamed)
            && !whole.Exists(i => whole.Count > 1 && found[i].Value["place"] is not null)
                ? whole[^1]
            : null;
    }

    // "March to Oct daily 11-21": open in a season alone.
    private static bool IsHouse(Statement statement) =>
        Days(statement).Count > 0
        || statement.Value["exceptions"]!
            .AsArray()
            .Any(entry => entry!["days"] is not null && entry["open"] is not null);

    // Closed days, or days that are none of every week, and nothing that names a part of the house.
    private static bool IsClosure(Statement statement) =>
        !statement.IsFacet
        && (!statement.IsNamed || statement.Parts[0].Kind is PartKind.Closed or PartKind.Date && IsShut(statement))
        && statement.Regular.All(entry => entry!["closed"] is not null)
        && (statement.Regular.Count == 0 || IsShut(statement))
        && !IsBreak(statement);

    // A break that was not cut out of the times of the house is told by itself.
    private static bool IsBreak(Statement statement) =>
        statement.Value["exceptions"]!
            .AsArray()
            .Any(entry => entry!["when"]!.GetValue<string>().Contains(':', StringComparison.Ordinal));

    // "Tue-Fri 9-18, Sat 9-14. Lunch break 12-12:30": cut out of the times that hold it.
    private static Statement? WithBreak(Statement house, Statement pause)
    {
        if (
            pause.IsNamed
            || pause.Regular.Count > 0
            || pause.Value["exceptions"] is not JsonArray { Count: 1 } only
            || only[0]!["days"] is not null
        )
        {
            return null;
        }

        var (from, to) = (only[0]!["when"]!.GetValue<string>()[..5], only[0]!["when"]!.GetValue<string>()[6..]);
        var value = house.Value.DeepClone().AsObject();
        var regular = value["regular"]!.AsArray();
        var timed = regular.Where(entry => entry!["open"] is not null || entry["close"] is not null).ToList();
        foreach (var entry in timed.Where(Holds))
        {
            var after = entry!.DeepClone();
            (entry["close"], after["open"]) = (from, to);
            regular.Add(after);
        }

        return timed.Count > 0 && regular.Count == house.Regular.Count + timed.Count
            ? house with
            {
                Value = value,
                IsUnsure = house.IsUnsure || pause.IsUnsure,
            }
            : null;

        bool Holds(JsonNode? entry) =>
            entry!["open"]?.GetValue<string>() is { } open
            && entry["close"]?.GetValue<string>() is { } close
            && string.CompareOrdinal(open, from) < 0
            && string.CompareOrdinal(close, to) > 0;
    }

    private static bool IsShut(Statement statement) =>
        statement.Value["exceptions"]!.AsArray().All(entry => entry!["closed"] is not null);

    private static Statement Closed(Statement house, Statement closure)
    {
        var value = house.Value.DeepClone().AsObject();
        var regular = value["regular"]!.AsArray();
        var shut = closure.Regular.SelectMany(entry =>
            entry!["days"]!.AsArray().Select(day => day!.GetValue<string>())
        );
        foreach (var day in shut)
        {
            foreach (var entry in regular)
            {
                var days = entry!["days"]?.AsArray();
                if (days?.FirstOrDefault(one => one!.GetValue<string>() == day) is { } same)
                {
                    days.Remove(same);
                }
            }
        }

        foreach (var entry in closure.Regular)
        {
            regular.Add(entry!.DeepClone());
        }

        foreach (var entry in closure.Value["exceptions"]!.AsArray())
        {
            value["exceptions"]!.AsArray().Add(entry!.DeepClone());
        }

        return house with
        {
            Value = value,
            IsUnsure =
                house.IsUnsure || closure.IsUnsure || regular.Any(entry => entry!["days"] is JsonArray { Count: 0 }),
        };
    }

    // "9 to 22, delivery until 9": in the evening, but it is not said.
    private static bool IsEarly(Statement house, JsonNode end) =>
        house.Regular.Any(entry =>
            entry!["open"]?.GetValue<string>() is { } open
            && string.CompareOrdinal(end["close"]!.GetValue<string>(), open) <= 0
            && string.CompareOrdinal(end["close"]!.GetValue<string>(), "05:00") > 0
        )
        || string.CompareOrdinal(end["close"]!.GetValue<string>(), "10:00") < 0
            && string.CompareOrdinal(end["close"]!.GetValue<string>(), "05:00") > 0;

    private static bool IsEnd(JsonNode entry) =>
        entry["days"] is null && entry["open"] is null && entry["close"] is not null;

    private static List<string> Days(Statement statement) =>
        statement
            .Regular.Where(entry => entry!["closed"] is null && entry["byAppointment"] is null)
            .SelectMany(entry => entry!["days"]?.AsArray().Select(day => day!.GetValue<string>()) ?? [])
            .Distinct()
            .ToList();

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
