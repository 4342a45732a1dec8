using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>From when until when, or what else is said of a day.</summary>
internal sealed record Slot(int? Open, int? Close, string? State = null)
{
    private const int Evening = 18 * 60;

    public static Slot Closed { get; } = new(null, null, "closed");

    public static Slot ByAppointment { get; } = new(null, null, "byAppointment");

    public bool IsPartial => State is null && (Open is null) != (Close is null);

    public bool IsUnknown => State is null && Open is null && Close is null;

    public IEnumerable<Slot> Without(int from, int to) =>
        State is null && Open < from && (Close > to || Close is null && Open is not null)
            ? [this with { Close = from }, this with { Open = to }]
            : [this];

    public static Slot Half(string daytime) =>
        daytime == "morning" ? new Slot(null, Clock.Noon) : new Slot(Clock.Noon, null);

    /// <summary>"6pm-1am, Fridays until 3": before it opens it cannot close.</summary>
    public static IReadOnlyList<Slot> AfterMidnight(IReadOnlyList<Slot> slots, IReadOnlyList<Slot> before) =>
        slots is [{ Open: null, Close: >= Clock.Noon and < Evening and var close }]
        && before.Count > 0
        && before.All(slot => slot.Open >= close)
            ? [new Slot(null, close - Clock.Noon)]
            : slots;

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

/// <summary>What the times that follow are said of.</summary>
/// <param name="Days">None: only the date or season.</param>
internal sealed record Subject(IReadOnlyList<string>? Days)
{
    public string? When { get; init; }

    /// <summary>A feast that the same is said of.</summary>
    public string? Also { get; init; }

    public string? Daytime { get; init; }

    public bool IsOnly { get; init; }
}
