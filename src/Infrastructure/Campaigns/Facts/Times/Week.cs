using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

internal enum PartKind
{
    Sign,
    Filler,
    Days,
    Times,
    Date,
    Open,
    Closed,
    Appointment,
    Except,
    ExceptAfter,
}

/// <summary>A piece of a statement about opening times.</summary>
/// <param name="End">The token after it.</param>
internal sealed record HoursPart(PartKind Kind, int Start, int End)
{
    public Days? Days { get; init; }

    public IReadOnlyList<(int? Open, int? Close)> Slots { get; init; } = [];

    /// <summary>ISO 8601 days, or the words.</summary>
    public string? When { get; init; }

    /// <summary>The half of the day that is meant: "Wednesday morning".</summary>
    public string? Daytime { get; init; }

    public bool IsOnly { get; init; }

    /// <summary>Whether neither morning nor evening is said where it matters.</summary>
    public bool IsVague { get; init; }

    /// <summary>Whether a sentence, line or statement ends here.</summary>
    public bool IsEnd { get; init; }

    public bool IsComma { get; init; }
}

/// <summary>What the pieces say together: times for each day, days closed, exceptions.</summary>
internal sealed class Week(FactRegion region)
{
    private readonly List<Entry> _regular = [];
    private readonly List<Entry> _exceptions = [];
    private readonly FactRegion _region = region;
    private bool _hasOpenCue;

    /// <summary>Whether morning or evening is not said where it matters: "from half eight".</summary>
    public bool IsUnsure { get; private set; }

    /// <summary>Whether it says when something is open: days alone do not.</summary>
    public bool IsStatement =>
        _regular.Exists(entry => entry.Days is not null && (entry.IsTimed || entry.State is not null))
        || _exceptions.Count > 0
        || (_hasOpenCue && _regular.Count > 0)
        || _regular.Exists(entry => entry.State == "byAppointment");

    public Week Add(List<HoursPart> parts)
    {
        List<string>? days = null;
        List<string>? last = null;
        IReadOnlyList<(int?, int?)>? waiting = null;
        HoursPart? when = null;
        HoursPart? half = null;
        var except = false;
        var closes = false;
        var used = false;
        List<string> without = [];
        var meaningful = parts.Where(part => part.Kind is not (PartKind.Sign or PartKind.Filler)).ToList();
        for (var i = 0; i < meaningful.Count; i++)
        {
            var part = meaningful[i];
            var previous = i > 0 ? meaningful[i - 1] : null;
            var next = i + 1 < meaningful.Count ? meaningful[i + 1] : null;
            var between = previous is null
                ? []
                : parts.FindAll(one =>
                    one.Kind == PartKind.Sign && one.Start >= previous.End && one.Start < part.Start
                );
            var isDivided = between.Count > 0;
            if (between.Exists(one => one.IsEnd))
            {
                // Days without a time end with their sentence, unless the next says that they are closed.
                days = used || part.Kind == PartKind.Closed ? days : null;
                when = null;
            }

            switch (part.Kind)
            {
                case PartKind.Open:
                    _hasOpenCue = true;
                    closes = false;
                    break;
                case PartKind.Days:
                    var names = part.Days!.IsRest ? Others() : [.. part.Days.Names];
                    if (except)
                    {
                        Exclude(names, part.Daytime);
                        except = false;
                        break;
                    }

                    if (next?.Kind == PartKind.ExceptAfter)
                    {
                        without = names;
                        break;
                    }

                    if (
                        closes
                        && !isDivided
                        && next is { Kind: PartKind.Times, Slots: [({ } shut, { } again)] }
                        && !_regular.Exists(entry => entry.IsTimed)
                    )
                    {
                        _exceptions.Add(
                            new Entry(names, null, null, "closed", $"{Clock.Text(shut)}-{Clock.Text(again)}")
                        );
                        (closes, used) = (false, true);
                        i++;
                        break;
                    }

                    // "Summer hours (Memorial Day thru Labor Day): daily 7a-9p"
                    if (when is not null && next?.Kind == PartKind.Times && !between.Exists(one => one.IsComma))
                    {
                        foreach (var (open, close) in next.Slots)
                        {
                            _exceptions.Add(new Entry(names, open, close, null, when.When, true));
                        }

                        (when, used) = (null, true);
                        i++;
                        break;
                    }

                    if (
                        closes
                        && !(next is { Kind: PartKind.Times or PartKind.Closed or PartKind.Appointment } && isDivided)
                    )
                    {
                        Close(names, part.Daytime);
                        used = true;
                        days = null;
                        closes = next?.Kind is PartKind.Days or PartKind.Date;
                        break;
                    }

                    // "Closed Friday 12.30-2.30": an hour of that day.
                    closes = false;
                    names = [.. names.Except(without, StringComparer.Ordinal)];
                    if (without.Count > 0)
                    {
                        Close(without, null);
                        without = [];
                    }

                    if (
                        waiting is not null
                        && next?.Kind is not (PartKind.Times or PartKind.Closed or PartKind.Appointment)
                    )
                    {
                        Open(names, waiting);
                        (last, waiting, used, days) = (names, null, true, null);
                        break;
                    }

                    days = previous?.Kind == PartKind.Days && days is not null && !used ? [.. days, .. names] : names;
                    used = false;
                    half = part.Daytime is null ? null : part;
                    if (when is not null && next?.Kind is not (PartKind.Times or PartKind.Closed))
                    {
                        OpenOn(when, names);
                        (when, used) = (null, true);
                    }
                    else if (
                        (
                            half is { IsOnly: true }
                            || half?.Daytime == "morning" && _regular.Exists(entry => entry.IsTimed)
                        ) && next?.Kind is not (PartKind.Times or PartKind.Closed)
                    )
                    {
                        Open(names, [half.Daytime == "morning" ? (null, Clock.Noon) : (Clock.Noon, null)]);
                        (last, used) = (names, true);
                    }

                    break;
                case PartKind.Times:
                    IsUnsure |= part.IsVague && part.Slots is [(_, null)];
                    if (when is not null && previous?.Kind == PartKind.Date)
                    {
                        // "Fri and eves of holidays until 14"
                        if (days is not null && !used)
                        {
                            Open(days, part.Slots);
                            last = days;
                        }

                        foreach (var (open, close) in part.Slots)
                        {
                            _exceptions.Add(new Entry(when.Days?.Names, open, close, null, when.When, true));
                        }

                        (when, used) = (null, true);
                    }
                    else if (
                        previous?.Kind == PartKind.Closed
                        && last is not null
                        && (used || days is null)
                        && part.Slots is [({ } from, { } to)]
                    )
                    {
                        Break(last, from, to);
                        closes = false;
                    }
                    else if (days is not null)
                    {
                        Open(days, half is { Daytime: "evening" or "afternoon" } ? Later(part.Slots) : part.Slots);
                        (last, used) = (days, true);
                    }
                    else if (last is not null && previous?.Kind == PartKind.Times)
                    {
                        Open(last, part.Slots);
                    }
                    else
                    {
                        waiting = part.Slots;
                    }

                    break;
                case PartKind.Date:
                    when = part;
                    if (closes && next?.Kind is not PartKind.Times)
                    {
                        _exceptions.Add(new Entry(part.Days?.Names, null, null, "closed", part.When));
                        when = null;
                        closes = next?.Kind == PartKind.Date;
                    }
                    else if (
                        next?.Kind == PartKind.Date
                        && !isDivided
                        && meaningful.Skip(i + 1).FirstOrDefault(one => one.Kind != PartKind.Date)?.Kind
                            == PartKind.Closed
                    )
                    {
                        _exceptions.Add(new Entry(part.Days?.Names, null, null, "closed", part.When));
                    }
                    else if (part.Days is not null && next?.Kind is not (PartKind.Times or PartKind.Closed))
                    {
                        _exceptions.Add(new Entry(part.Days.Names, null, null, null, part.When));
                        when = null;
                    }
                    else if (previous?.Kind == PartKind.Open && next is null)
                    {
                        _exceptions.Add(new Entry(null, null, null, null, part.When));
                    }

                    break;
                case PartKind.Closed:
                    if (when is not null && previous?.Kind == PartKind.Date)
                    {
                        _exceptions.Add(new Entry(when.Days?.Names, null, null, "closed", when.When));
                        when = null;
                    }
                    else if (
                        next is { Kind: PartKind.Times, Slots: [({ } first, { } second)] }
                        && days is not null
                        && !used
                        && !Divided(parts, part, next)
                    )
                    {
                        // "Fridays closed from 12 to 1"
                        _exceptions.Add(
                            new Entry(days, null, null, "closed", $"{Clock.Text(first)}-{Clock.Text(second)}")
                        );
                        (used, days) = (true, null);
                        i++;
                    }
                    else if (days is not null && !used && !(isDivided && next?.Kind is PartKind.Days))
                    {
                        Close(days, half?.Daytime);
                        (used, days) = (true, null);
                        closes = next is { Kind: PartKind.Date };
                    }
                    else
                    {
                        closes = true;
                    }

                    break;
                case PartKind.Appointment:
                    if (days is not null && !used)
                    {
                        _regular.Add(new Entry(days, null, null, "byAppointment"));
                        (used, days) = (true, null);
                    }
                    else if (next?.Kind == PartKind.Days && !used)
                    {
                        _regular.Add(new Entry([.. next.Days!.Names], null, null, "byAppointment"));
                        i++;
                    }
                    else if (_regular.Count == 0)
                    {
                        _regular.Add(new Entry(null, null, null, "byAppointment"));
                    }

                    break;
                case PartKind.Except when next?.Kind == PartKind.Date:
                    _exceptions.Add(new Entry(next.Days?.Names, null, null, "closed", next.When));
                    i++;
                    break;
                case PartKind.Except:
                    except = true;
                    if (days is not null && !used && next is { Kind: PartKind.Days, Daytime: null })
                    {
                        List<string> free = [.. next.Days!.Names];
                        days = [.. days.Except(free, StringComparer.Ordinal)];
                        Close(free, null);
                        except = false;
                        i++;
                    }

                    break;
            }
        }

        if (days is { Count: > 0 } && !used && _hasOpenCue)
        {
            _regular.Add(new Entry(days, null, null, null, null));
        }
        else if (
            waiting is not null
            && _regular.Exists(entry => entry.Days is not null && (entry.State == "closed" || entry.IsTimed))
            && _regular.TrueForAll(entry => !entry.IsTimed || entry.Close is null || entry.Open is null)
        )
        {
            // General times, and days that only begin later: "Tuesdays closed, 10 to 19, at weekends from 9".
            foreach (var entry in _regular.Where(entry => entry.IsTimed))
            {
                entry.Open ??= waiting[0].Item1;
                entry.Close ??= waiting[^1].Item2;
            }

            Open(Others(), waiting);
        }
        else if (waiting is not null && _regular.Count == 0)
        {
            foreach (var (open, close) in waiting)
            {
                _regular.Add(new Entry(null, open, close, null, null, true));
            }

            _hasOpenCue = true;
        }

        return this;

        List<string> Others() =>
            [
                .. Days.Week.Where(day =>
                    !_regular.Exists(entry => entry.Days?.Contains(day, StringComparer.Ordinal) == true)
                ),
            ];

        void Exclude(List<string> names, string? daytime)
        {
            if (daytime is not null)
            {
                Close(names, daytime);
                return;
            }

            foreach (var entry in _regular.Where(entry => entry.State != "closed" && entry.Days is not null))
            {
                entry.Days = [.. entry.Days!.Except(names, StringComparer.Ordinal)];
            }

            days = days?.Except(names, StringComparer.Ordinal).ToList();
            last = last?.Except(names, StringComparer.Ordinal).ToList();
            Close(names, null);
        }
    }

    private static bool Divided(List<HoursPart> parts, HoursPart one, HoursPart next) =>
        parts.Exists(part => part.IsComma && part.Start >= one.End && part.End <= next.Start);

    public JsonObject ToValue() =>
        new()
        {
            ["regular"] = ToArray(_regular.Where(entry => entry.Days is null or { Count: > 0 })),
            ["exceptions"] = ToArray(_exceptions),
        };

    private IReadOnlyList<(int?, int?)> Later(IReadOnlyList<(int? Open, int? Close)> slots) =>
        [
            .. slots.Select(slot =>
                _region.UsesTwelveHours && slot is { Open: < Clock.Noon, Close: <= Clock.Noon }
                    ? ((int?)(slot.Open + Clock.Noon), (int?)(slot.Close + Clock.Noon))
                    : slot
            ),
        ];

    private void Open(List<string> days, IReadOnlyList<(int? Open, int? Close)> slots)
    {
        // What is said of one day alone holds for it: "daily 11-22 (Sun 13-20)".
        foreach (
            var entry in _regular.Where(entry =>
                entry.IsTimed
                && entry.Days is { } own
                && own.Count > days.Count
                && days.All(day => own.Contains(day, StringComparer.Ordinal))
            )
        )
        {
            entry.Days = [.. entry.Days!.Except(days, StringComparer.Ordinal)];
        }

        foreach (var (open, close) in slots)
        {
            _regular.Add(new Entry([.. days], open, close, null, null, true));
        }
    }

    private void OpenOn(HoursPart when, List<string> days)
    {
        _exceptions.Add(new Entry(days, null, null, null, when.When));
        _exceptions.Add(
            new Entry([.. Days.Week.Except(days, StringComparer.Ordinal)], null, null, "closed", when.When)
        );
    }

    private void Close(List<string> days, string? daytime)
    {
        if (daytime is null)
        {
            foreach (
                var entry in _regular.Where(entry =>
                    entry.IsTimed
                    && entry.Days is { } own
                    && days.Exists(day => own.Contains(day, StringComparer.Ordinal))
                )
            )
            {
                entry.Days = [.. entry.Days!.Except(days, StringComparer.Ordinal)];
            }

            _regular.Add(new Entry([.. days], null, null, "closed"));
            return;
        }

        // Half a day closed cuts what was said of it.
        List<Entry> cut = [];
        foreach (
            var entry in _regular.Where(entry =>
                entry.IsTimed && entry.Days is { } own && days.Exists(day => own.Contains(day, StringComparer.Ordinal))
            )
        )
        {
            entry.Days = [.. entry.Days!.Except(days, StringComparer.Ordinal)];
            var isMorning = daytime == "morning";
            int? open = isMorning ? Math.Max(entry.Open ?? 0, Clock.Noon) : entry.Open;
            var close = isMorning ? entry.Close : Math.Min(entry.Close ?? Clock.Noon, Clock.Noon);
            if (open is null || close is null || open < close)
            {
                cut.Add(new Entry([.. days], open, close, null, null, true));
            }
        }

        _regular.AddRange(cut);
    }

    private void Break(List<string> days, int from, int to)
    {
        List<Entry> after = [];
        foreach (
            var entry in _regular.Where(entry =>
                entry is { IsTimed: true, Open: { } open, Close: { } close }
                && open < from
                && close > to
                && entry.Days!.SequenceEqual(days, StringComparer.Ordinal)
            )
        )
        {
            after.Add(new Entry([.. days], to, entry.Close, null, null, true));
            entry.Close = from;
        }

        _regular.AddRange(after);
    }

    private static JsonArray ToArray(IEnumerable<Entry> entries)
    {
        var array = new JsonArray();
        foreach (var entry in entries)
        {
            var value = new JsonObject();
            if (entry.When is not null)
            {
                value["when"] = entry.When;
            }

            if (entry.Days is not null)
            {
                value["days"] = new JsonArray([.. entry.Days.Select(day => JsonValue.Create(day))]);
            }
            else if (entry.When is null)
            {
                value["days"] = null;
            }

            if (entry.State is not null)
            {
                value[entry.State] = true;
            }
            else
            {
                value["open"] = entry.Open is { } open ? Clock.Text(open) : null;
                value["close"] = entry.Close is { } close ? Clock.Text(close) : null;
            }

            array.Add(value);
        }

        return array;
    }

    private sealed class Entry(
        IReadOnlyList<string>? days,
        int? open,
        int? close,
        string? state,
        string? when = null,
        bool isTimed = false
    )
    {
        public IReadOnlyList<string>? Days { get; set; } = days;

        public int? Open { get; set; } = open;

        public int? Close { get; set; } = close;

        public string? State { get; } = state;

        public string? When { get; } = when;

        public bool IsTimed { get; } = isTimed;
    }
}
