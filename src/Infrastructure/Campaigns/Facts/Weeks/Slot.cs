using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>From when until when, or what else is said of a day.</summary>
internal sealed record Slot(int? Open, int? Close, string? State = null)
{
    private const int LatestMorning = 14 * 60;

    public static Slot Closed { get; } = new(null, null, "closed");

    public static Slot ByAppointment { get; } = new(null, null, "byAppointment");

    public bool IsPartial => State is null && (Open is null) != (Close is null);

    public bool IsUnknown => State is null && Open is null && Close is null;

    public IEnumerable<Slot> Without(int from, int to) =>
        State is null && Open < from && (Close > to || Close is null && Open is not null)
            ? [this with { Close = from }, this with { Open = to }]
            : [this];

    /// <summary>What is left when these hours are closed.</summary>
    public IEnumerable<Slot> Minus(int? from, int? to)
    {
        if (State is not null || Open is not { } open)
        {
            return [this];
        }

        List<Slot> left = [];
        if (from is { } shut && open < shut)
        {
            left.Add(new Slot(open, Close is { } end && end < shut ? end : shut));
        }

        if (to is { } again && (Close is null || Close > again || Close < open))
        {
            left.Add(new Slot(Math.Max(open, again), Close));
        }

        return left;
    }

    public static Slot Half(string daytime) =>
        daytime == "morning" ? new Slot(null, Clock.Noon) : new Slot(Clock.Noon, null);

    /// <summary>The times with a new beginning or end.</summary>
    public static List<Slot> Merge(IReadOnlyList<Slot> known, IReadOnlyList<Slot> partial)
    {
        var slot = partial[0];
        if (slot.Close is { } close)
        {
            List<Slot> kept = [.. known.Where(one => one.Open is null || close < Clock.Noon / 2 || one.Open < close)];
            return kept.Count == 0 ? [.. partial] : [.. kept[..^1], kept[^1] with { Close = close }];
        }

        List<Slot> later = [.. known.Where(one => one.Close is null || one.Close > slot.Open || one.Close < one.Open)];
        return later.Count == 0 ? [.. partial] : [later[0] with { Open = slot.Open }, .. later[1..]];
    }

    /// <summary>What is left of the times when a half of the day is closed.</summary>
    public static List<Slot> WithoutHalf(IReadOnlyList<Slot> known, string daytime)
    {
        var isMorning = daytime == "morning";
        List<Slot> left = [];
        foreach (var slot in known.Where(slot => slot.State is null))
        {
            var noon = daytime is "evening" or "night" ? 17 * 60 : Clock.Noon;
            int? open = isMorning ? Math.Max(slot.Open ?? 0, noon) : slot.Open;
            int? close = isMorning ? slot.Close : Math.Min(slot.Close ?? noon, noon);
            // The morning of "10-12.30 and 14-18" goes or stays as a whole.
            if (slot.Open < Clock.Noon && slot.Close <= LatestMorning && known.Count > 1)
            {
                left.AddRange(isMorning ? [] : [slot]);
                continue;
            }

            if (
                open is null
                || close is null
                || open < close && !(daytime is "evening" or "night" && slot.Open >= 16 * 60)
            )
            {
                left.Add(new Slot(open, close));
            }
        }

        return left;
    }

    public JsonObject ToValue(string? when, IReadOnlyList<string>? days, bool isRegular)
    {
        var value = new JsonObject();
        if (when is not null)
        {
            value["when"] = when;
        }

        if (days is not null)
        {
            value["days"] = new JsonArray([.. days.Select(day => JsonValue.Create(day))]);
        }
        else if (isRegular)
        {
            value["days"] = null;
        }

        if (State is not null)
        {
            value[State] = true;
        }
        else
        {
            value["open"] = Open is { } open ? Clock.Text(open) : null;
            value["close"] = Close is { } close ? Clock.Text(close) : null;
        }

        return value;
    }
}
