using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>What the pieces say together: times for each day, days closed, exceptions.</summary>
internal sealed class Week(FactRegion region)
{
    // The times or the state of each day that is named; the empty name stands for times that name no day.
    private const string Any = "";

    private readonly Dictionary<string, List<Slot>> days = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly List<(string When, IReadOnlyList<string>? Days, Slot Slot)> exceptions = [];
    private readonly List<(string Day, string Daytime)> halves = [];
    private readonly List<(string Day, string Daytime)> keeps = [];
    private Subject? pending;
    private Subject? last;
    private IReadOnlyList<Slot>? waiting;
    private IReadOnlyList<Slot>? general;
    private bool hasOpenCue;
    private bool isAbout;
    private bool closing;
    private bool closesNext;
    private bool byAppointmentNext;
    private bool adds;
    private string? season;

    /// <summary>Whether morning or evening is not said where it matters, or it may be read in two ways.</summary>
    public bool IsUnsure { get; private set; }

    /// <summary>Whether it says when something is open: days alone do not.</summary>
    public bool IsStatement =>
        exceptions.Count > 0
        || days.Any(day =>
            day.Value.Count > 0 && (day.Key.Length > 0 || hasOpenCue || isAbout || day.Value[0].State is not null)
        );

    /// <param name="isOpen">Whether a word before them says open.</param>
    /// <param name="hasCue">Whether that, or what the times are of.</param>
    public Week Add(List<HoursPart> parts, bool isOpen, bool hasCue)
    {
        (hasOpenCue, isAbout) = (isOpen, hasCue);
        // Each piece that says something, with the signs between it and the one before.
        List<(HoursPart Part, List<HoursPart> Signs)> meaningful = [];
        List<HoursPart> between = [];
        foreach (var part in parts)
        {
            if (part.Kind == PartKind.Sign)
            {
                between.Add(part);
            }
            else if (part.Kind is not (PartKind.Filler or PartKind.Words or PartKind.Only))
            {
                meaningful.Add((part, meaningful.Count == 0 ? [] : between));
                between = [];
            }
        }

        var lastTimes = meaningful.FindLastIndex(one => one.Part.Kind == PartKind.Times);
        for (var i = 0; i < meaningful.Count; i++)
        {
            var (part, signs) = meaningful[i];
            var (next, nextSigns) = i + 1 < meaningful.Count ? meaningful[i + 1] : (null, []);
            var (after, afterSigns) = i + 2 < meaningful.Count ? meaningful[i + 2] : (null, []);
            var context = new Place(
                part,
                i == 0 ? null : meaningful[i - 1].Part,
                next,
                after,
                signs.Exists(sign => sign.IsComma || sign.IsLine),
                nextSigns.Exists(sign => sign.IsComma || sign.IsLine),
                afterSigns.Exists(sign => sign.IsComma || sign.IsLine),
                signs.Exists(sign => sign.IsBracket),
                i <= lastTimes
            );
            if (signs.Exists(sign => sign.IsEnd))
            {
                EndSentence(part, signs.TrueForAll(sign => !sign.IsEnd || sign.IsLine));
            }

            i += Read(context);
        }

        Finish();
        return this;
    }

    /// <summary>Days without a time end with their sentence, unless the next word says that they are closed; so do seasons.</summary>
    private void EndSentence(HoursPart next, bool isLine)
    {
        if (
            pending is not null
            && !(next.Kind is PartKind.Closed or PartKind.Appointment || isLine && next.Kind == PartKind.Times)
        )
        {
            LeaveOpen();
            pending = null;
        }

        if (waiting is not null && !isLine)
        {
            general ??= waiting;
            waiting = null;
        }

        season = null;
        closesNext = false;
        byAppointmentNext = false;
        closing = false;
        adds = false;
    }

    /// <summary>Takes up one piece.</summary>
    /// <returns>How many of the following pieces it took with it.</returns>
    private int Read(Place at)
    {
        switch (at.Part.Kind)
        {
            case PartKind.Open:
                hasOpenCue = true;
                closesNext = false;
                return 0;
            case PartKind.Also:
                adds = true;
                return 0;
            case PartKind.Closes:
                closing = true;
                return 0;
            case PartKind.Break:
                return ReadBreak(at);
            case PartKind.Days:
                return ReadDays(at);
            case PartKind.Times:
                return ReadTimes(at);
            case PartKind.Date:
                return ReadDate(at);
            case PartKind.Closed:
                return ReadClosed(at);
            case PartKind.Appointment:
                return ReadAppointment(at);
            case PartKind.Except:
                return ReadExcept(at);
            default:
                return 0;
        }
    }

    private int ReadBreak(Place at)
    {
        if (at.Next is { Kind: PartKind.Times, Slots: [({ } from, { } to)] })
        {
            Pause(from, to);
            return 1;
        }

        return 0;
    }

    private int ReadDays(Place at)
    {
        // "The rest of the year Wed-Sun"
        if (at.Part.Days!.IsRest && at.Next?.Kind == PartKind.Days && !at.NextIsDivided)
        {
            (season, pending) = (null, null);
            return 0;
        }

        var names = at.Part.Days!.IsRest ? Others() : [.. at.Part.Days.Names];
        IsUnsure |= at.Part.Days.IsRest && days.Count == 0;
        // "Mondays excepted, daily 10-20" and "daily 10-20, Mondays excepted"
        if (at.Next?.Kind == PartKind.ExceptAfter)
        {
            var follows = at.After?.Kind == PartKind.Days;
            if (follows)
            {
                pending = new Subject([.. at.After!.Days!.Names.Except(names, StringComparer.Ordinal)]);
            }

            Exclude(names, at.Part.Daytime);
            return follows ? 2 : 1;
        }

        var subject = new Subject(names)
        {
            Daytime = at.Part.Daytime,
            IsOnly = at.Part.IsOnly,
            When = season,
        };
        var hasOwn =
            at.Next?.Kind is PartKind.Times or PartKind.Closed or PartKind.Appointment or PartKind.Closes
                && !(at.Next.Kind == PartKind.Closed && at.NextIsDivided)
            // "Tuesdays and the third Wednesday closed"
            || at.Next?.Kind is PartKind.Date or PartKind.Days
                && !at.NextIsDivided
                && !at.AfterIsDivided
                && at.After?.Kind is PartKind.Closed or PartKind.Appointment;
        if (
            closesNext
            && at.Next is { Kind: PartKind.Times, Slots: [({ } shut, { } again)] }
            && !at.IsDivided
            && last is null
        )
        {
            // "Closed Friday 12.30-2.30": an hour of that day.
            exceptions.Add(($"{Clock.Text(shut)}-{Clock.Text(again)}", names, Slot.Closed));
            closesNext = false;
            return 1;
        }

        if (closesNext || byAppointmentNext)
        {
            if (!hasOwn || !at.IsDivided)
            {
                var isHead = hasOwn && at.Part.Days.Head is not null;
                var head = isHead ? [.. at.Part.Days.Head!.Value.Names] : names;
                Close(head, at.Part.Daytime, byAppointmentNext ? Slot.ByAppointment : Slot.Closed);
                if (!hasOwn || isHead)
                {
                    var goesOn =
                        !hasOwn && at.Next?.Kind is PartKind.Days or PartKind.Date && !(at.NextIsDivided && HasOwn(at));
                    (closesNext, byAppointmentNext) = (closesNext && goesOn, byAppointmentNext && goesOn);
                    pending = isHead ? new Subject([.. names.Except(head, StringComparer.Ordinal)]) : null;
                    return 0;
                }
            }

            (closesNext, byAppointmentNext) = (false, false);
            if (!at.IsDivided)
            {
                pending = null;
                return 0;
            }
        }

        // "9-12, 15-18 (Thu, Sat mornings only)"
        if (
            at.Part.Daytime is { } half
            && (at.Part.IsOnly || at.IsBracket)
            && !hasOwn
            && (waiting is not null || days.Count > 0)
        )
        {
            keeps.AddRange(names.Select(day => (day, half)));
            if (names.TrueForAll(day => !days.ContainsKey(day)) && waiting is null)
            {
                Put(names, [Half(half)]);
            }

            return 0;
        }

        if (
            waiting is not null
            && pending is null
            && (!hasOwn || !at.IsDivided && !EndsWithTimes(at))
            && !(at.IsDivided && at.Part.Daytime is not null)
        )
        {
            var head = hasOwn && at.Part.Days.Head is { } first ? first.Names : names;
            last = new Subject(head) { Daytime = at.Part.Daytime, When = season };
            Open(last, waiting, adds);
            (waiting, adds) = (null, false);
            var rest = names.Except(head, StringComparer.Ordinal).ToList();
            pending = rest.Count > 0 ? new Subject(rest) : null;
            return 0;
        }

        if (pending is { Days: { } before } && !at.PreviousIs(PartKind.Closed))
        {
            // "Mon, Wed (Thu)", and a feast with a day: one list.
            subject = subject with
            {
                Days = [.. before.Union(names, StringComparer.Ordinal)],
                When = pending.When,
            };
        }
        else if (pending is { Days: null, When: { } when })
        {
            subject =
                at.IsDivided && at.PreviousIs(PartKind.Date) && hasOwn && season is null
                    ? subject with
                    {
                        Also = when,
                    }
                    : subject with
                    {
                        When = when,
                    };
        }

        pending = subject;
        return 0;
    }

    private static bool HasOwn(Place at) => at.After?.Kind is PartKind.Times or PartKind.Closed or PartKind.Appointment;

    // "9-12 Mon 10-12 Tue" names times first, "9-12, Mon 10-12" days first.
    private static bool EndsWithTimes(Place at) => at.Next?.Kind == PartKind.Times && at.After is null;

    private int ReadTimes(Place at)
    {
        IsUnsure |= at.Part.IsVague;
        var slots = at.Part.Slots.Select(slot => new Slot(slot.Open, slot.Close)).ToList();
        var isBare = at.Part.IsBare;
        if (isBare && (closing || at.Part.Slots.Count == 1 && at.IsBracket && Overrides(at)))
        {
            slots = [new Slot(null, Afternoon(slots[0].Open!.Value))];
        }

        closing = false;
        // "Fridays 12.30-14.00 closed"
        if (
            at.Next?.Kind == PartKind.Closed
            && !at.NextIsDivided
            && (at.After is null || at.AfterIsDivided)
            && slots is [{ Open: { } shut, Close: { } again }]
            && (days.Count > 0 || pending is null)
        )
        {
            PauseOn(pending?.Days, shut, again);
            pending = null;
            return 1;
        }

        if (pending is not null)
        {
            Open(pending, slots, adds);
            last = pending;
            pending = null;
        }
        else if (last is not null && at.PreviousIs(PartKind.Times, PartKind.Also) && !at.IsBracket && !NamesFollow(at))
        {
            Open(last, slots, true);
        }
        else if (waiting is not null && at.PreviousIs(PartKind.Times, PartKind.Also))
        {
            waiting = [.. waiting, .. slots];
        }
        else
        {
            waiting = slots;
            return 0;
        }

        adds = false;
        return 0;
    }

    // "also 16-19 Mon to Fri"
    private static bool NamesFollow(Place at) =>
        at.Next?.Kind == PartKind.Days && !at.NextIsDivided && at.After?.Kind is not PartKind.Times;

    // "9h-19h (18h le samedi)"
    private static bool Overrides(Place at) => at.Next?.Kind == PartKind.Days;

    private int Afternoon(int minutes) =>
        region.UsesTwelveHours && minutes is >= 60 and < 9 * 60 ? minutes + Clock.Noon : minutes;

    private int ReadDate(Place at)
    {
        var (when, own) = (at.Part.When!, at.Part.Days?.Names);
        if (closesNext || byAppointmentNext)
        {
            if (!(at.IsDivided && at.Next?.Kind == PartKind.Times))
            {
                exceptions.Add((when, own, closesNext ? Slot.Closed : Slot.ByAppointment));
                closesNext &= at.Next?.Kind is PartKind.Date or PartKind.Days;
                byAppointmentNext = false;
                return 0;
            }

            closesNext = false;
        }

        if (at.Next?.Kind == PartKind.Closed && !at.NextIsDivided && at.After?.Kind is not PartKind.Date)
        {
            if (pending is not null && !at.IsDivided)
            {
                Close(pending.Days ?? [], pending.Daytime, Slot.Closed);
            }

            if (pending is { Days: null, When: { } before })
            {
                exceptions.Add((before, null, Slot.Closed));
            }

            exceptions.Add((when, own, Slot.Closed));
            pending = null;
            return 1;
        }

        if (waiting is not null && pending is null && at.Next?.Kind != PartKind.Times && !at.IsDivided)
        {
            exceptions.AddRange(waiting.Select(slot => (when, own, slot)));
            waiting = null;
            return 0;
        }

        if (
            pending is { Days: not null, When: null }
            && at.Next?.Kind == PartKind.Times
            && at.PreviousIs(PartKind.Days)
        )
        {
            pending = pending with { Also = when };
            return 0;
        }

        if (own is not null)
        {
            if (pending is { Days: null, When: { } list })
            {
                if (season is null)
                {
                    LeaveOpen();
                }
            }

            pending = new Subject(own) { When = when, Daytime = at.Part.Daytime };
            if (at.Next?.Kind is not (PartKind.Times or PartKind.Closed or PartKind.Appointment or PartKind.Date))
            {
                exceptions.Add((when, own, at.Part.Daytime is { } half ? Half(half) : new Slot(null, null)));
                pending = null;
            }

            return 0;
        }

        // "every Saturday 8-13 from April to November"
        if (
            last is { When: null, Days: { } said }
            && pending is null
            && at.PreviousIs(PartKind.Times)
            && !at.IsDivided
            && (at.Next is null || at.NextIsDivided || at.Next.Kind == PartKind.Appointment)
        )
        {
            foreach (var day in said.Where(days.ContainsKey))
            {
                exceptions.AddRange(days[day].Select(slot => (when, (IReadOnlyList<string>?)[day], slot)));
                days.Remove(day);
                order.Remove(day);
            }

            last = null;
            return 0;
        }

        if (pending is { Days: null, When: { } first } && at.PreviousIs(PartKind.Date) && !at.IsBracket)
        {
            when = $"{first}, {when}";
        }

        pending = new Subject(null) { When = when };
        season = when;
        return 0;
    }

    private int ReadClosed(Place at)
    {
        if (
            at.Next is { Kind: PartKind.Times, Slots: [({ } from, { } to)] }
            && !at.NextIsDivided
            && (at.AfterIsDivided || at.After?.Kind is not PartKind.Days)
        )
        {
            if (pending is { Days: { } list, When: null })
            {
                // "Fridays closed from 12 to 1"
                exceptions.Add(($"{Clock.Text(from)}-{Clock.Text(to)}", list, Slot.Closed));
                pending = null;
            }
            else
            {
                Pause(from, to);
            }

            return 1;
        }

        // "every day, closed Sunday"
        var isForward = at.IsDivided && at.Next?.Kind is PartKind.Days or PartKind.Date && !at.NextIsDivided;
        if (pending is not null && !(isForward && pending.When is null && at.HasTimesAhead))
        {
            if (pending.Days is { } days)
            {
                if (pending.When is { } when)
                {
                    exceptions.Add((when, days, Slot.Closed));
                }
                else
                {
                    Close(days, pending.Daytime, Slot.Closed);
                }
            }
            else
            {
                exceptions.Add((pending.When!, null, Slot.Closed));
            }

            if (pending.Also is { } also)
            {
                exceptions.Add((also, null, Slot.Closed));
            }

            pending = null;
            closesNext = at.Next is { Kind: PartKind.Date } && !at.NextIsDivided;
        }
        else
        {
            closesNext = true;
        }

        return 0;
    }

    private int ReadAppointment(Place at)
    {
        if (pending is { Days: { } days })
        {
            Close(days, null, Slot.ByAppointment);
            pending = null;
        }
        else if (pending is { When: { } when })
        {
            exceptions.Add((when, null, Slot.ByAppointment));
            pending = null;
        }
        else if (at.Next?.Kind is PartKind.Days or PartKind.Date && !at.NextIsDivided)
        {
            byAppointmentNext = true;
        }
        else if (this.days.Count == 0)
        {
            Put(Any, [Slot.ByAppointment]);
        }

        return 0;
    }

    private int ReadExcept(Place at)
    {
        if (at.Next is { Kind: PartKind.Date } date)
        {
            if (at.After?.Kind == PartKind.Times)
            {
                pending = new Subject(null) { When = date.When };
            }
            else
            {
                exceptions.Add((date.When!, date.Days?.Names, Slot.Closed));
            }

            return 1;
        }

        if (at.Next is not { Kind: PartKind.Days } without)
        {
            return 0;
        }

        var names = without.Days!.Names;
        if (pending is { Days: { } before })
        {
            pending = pending with { Days = [.. before.Except(names, StringComparer.Ordinal)] };
            Exclude(names, without.Daytime);
            return 1;
        }

        // "closed Mondays except public holidays": then it is open, and is not said when.
        if (at.PreviousIs(PartKind.Closed) && pending is null && !closesNext)
        {
            return 1;
        }

        // "6 to 22, except Fridays from 13", "9 to 20 except Sundays (9-13)"
        if (
            at.After?.Kind is PartKind.Times or PartKind.Open
            && (last is not null || waiting is not null && !at.AfterIsDivided)
        )
        {
            if (waiting is not null)
            {
                Open(new Subject([.. Days.Week.Except(names, StringComparer.Ordinal)]), waiting, false);
                waiting = null;
            }

            pending = new Subject(names) { Daytime = without.Daytime };
            return 1;
        }

        if (waiting is not null)
        {
            Open(new Subject([.. Days.Week.Except(names, StringComparer.Ordinal)]), waiting, false);
            waiting = null;
        }

        Exclude(names, without.Daytime);
        return 1;
    }

    private void LeaveOpen()
    {
        if (pending is { When: { } when })
        {
            if (pending.Days is { } open)
            {
                // "In July only Saturdays and Sundays"
                exceptions.Add((when, open, new Slot(null, null)));
                exceptions.Add((when, [.. Days.Week.Except(open, StringComparer.Ordinal)], Slot.Closed));
            }
            else if (hasOpenCue || exceptions.Count > 0)
            {
                exceptions.Add((when, null, new Slot(null, null)));
            }
        }
        else if (
            pending is { Days: { Count: > 0 } named, Daytime: { } daytime }
            && (pending.IsOnly || daytime == "morning" && (days.Count > 0 || hasOpenCue))
        )
        {
            Put(named, [Half(daytime)]);
        }
        else if (pending is { Days: { Count: > 0 } list } && hasOpenCue && pending.Daytime is null)
        {
            Put(list, [new Slot(null, null)]);
        }
    }

    private void Finish()
    {
        // "7 to 22, Wednesday mornings cleaning": what is said of those days was not understood.
        IsUnsure |= pending is { Days: not null, When: null } && (waiting ?? general) is not null;
        LeaveOpen();
        Settle();
        foreach (var (day, daytime) in halves.ToList())
        {
            Close([day], daytime, Slot.Closed);
        }

        foreach (var (day, daytime) in keeps)
        {
            Close([day], daytime == "morning" ? "afternoon" : "morning", Slot.Closed);
        }
    }

    private static Slot Half(string daytime) =>
        daytime == "morning" ? new Slot(null, Clock.Noon) : new Slot(Clock.Noon, null);

    private void Settle()
    {
        waiting ??= general;
        if (waiting is null)
        {
            return;
        }

        if (days.Count == 0)
        {
            // Round the clock is every day.
            if (waiting is [{ Open: 0, Close: Clock.Day }])
            {
                Put(Days.Week, waiting);
                return;
            }

            Put(Any, waiting);
            hasOpenCue |= exceptions.Count == 0;
            return;
        }

        // General times, and days that are closed or only begin later: "Tuesdays closed, 10 to 19, at weekends from 9".
        var partial = days.Where(day => day.Value.Exists(slot => slot.IsPartial)).ToList();
        foreach (var (day, slots) in partial)
        {
            days[day] = Merge(waiting, slots);
        }

        if (partial.Count > 0 || days.Values.Any(slots => slots is [{ State: "closed" }]))
        {
            foreach (var day in Others())
            {
                Put(day, waiting);
            }
        }
        else
        {
            Put(Any, waiting);
        }
    }

    private List<string> Others() => [.. Days.Week.Where(day => !days.ContainsKey(day))];

    private void Open(Subject subject, IReadOnlyList<Slot> slots, bool adding)
    {
        if (subject.Daytime is "evening" or "afternoon" or "night" && region.UsesTwelveHours)
        {
            slots =
            [
                .. slots.Select(slot =>
                    slot is { Open: < Clock.Noon, Close: null or <= Clock.Noon }
                        ? new Slot(slot.Open + Clock.Noon, slot.Close + Clock.Noon)
                        : slot
                ),
            ];
        }

        if (subject.Also is { } also)
        {
            exceptions.AddRange(slots.Select(slot => (also, (IReadOnlyList<string>?)null, slot)));
        }

        if (subject.When is { } when)
        {
            // "In May daily from 3, Sundays from 11"
            for (var i = 0; i < exceptions.Count; i++)
            {
                if (
                    exceptions[i] is { Days: { } own } one
                    && one.When == when
                    && subject.Days is { } part
                    && own.Count > part.Count
                    && !adding
                )
                {
                    exceptions[i] = one with { Days = [.. own.Except(part, StringComparer.Ordinal)] };
                }
            }

            exceptions.AddRange(slots.Select(slot => (when, subject.Days, slot)));
            return;
        }

        if (
            slots is [{ IsPartial: true }]
            && subject.Days is { } all
            && all.Any(IsTimed)
            && !all.All(IsTimed)
            && !adding
        )
        {
            // "Sundays and public holidays from 12": the day that has an end lends it to the other.
            slots = Merge(days[all.First(IsTimed)], slots);
        }

        foreach (var day in subject.Days ?? [])
        {
            if (!days.TryGetValue(day, out var known))
            {
                Put(day, slots);
            }
            else if (known.Exists(slot => slot.State is not null))
            {
                // "daily except Wednesday; also 4-7 Mon to Fri": what is closed stays so.
                Put(day, adding ? known : slots);
            }
            else if (adding)
            {
                Put(day, [.. known, .. slots]);
            }
            else if (slots is [{ IsPartial: true }] && known.TrueForAll(slot => !slot.IsUnknown))
            {
                // "daily 10-17, Thursdays until 20"
                Put(day, Merge(known, slots));
            }
            else if (
                slots.All(slot => known.TrueForAll(one => one.Close is { } close && slot.Open >= close))
                && known.Count < 2
            )
            {
                // "Mon-Fri 8-12, Thu 14-18": the afternoon comes to the morning; it may also take its place.
                IsUnsure = true;
                Put(day, [.. known, .. slots]);
            }
            else
            {
                Put(day, slots);
            }
        }
    }

    private bool IsTimed(string day) =>
        days.TryGetValue(day, out var known) && known.Exists(slot => slot.State is null);

    /// <summary>The times with a new beginning or end.</summary>
    private static List<Slot> Merge(IReadOnlyList<Slot> known, IReadOnlyList<Slot> partial)
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

    private void Exclude(IReadOnlyList<string> names, string? daytime)
    {
        if (pending is not null && daytime is not null)
        {
            // "every day, except Wednesday mornings": cut when the times are known.
            pending = pending with
            {
                Days = [.. (pending.Days ?? []).Union(names, StringComparer.Ordinal)],
            };
        }

        Close(names, daytime, Slot.Closed);
    }

    private void Close(IReadOnlyList<string> names, string? daytime, Slot state)
    {
        foreach (var day in names)
        {
            if (daytime is null || state.State == "byAppointment")
            {
                Put(day, [state]);
                continue;
            }

            // Half a day closed cuts what was said of it.
            var isMorning = daytime == "morning";
            var known =
                days.TryGetValue(day, out var own) ? own
                : waiting is not null ? [.. waiting]
                : [];
            List<Slot> left = [];
            foreach (var slot in known.Where(slot => slot.State is null))
            {
                var noon = daytime is "evening" or "night" ? 17 * 60 : Clock.Noon;
                int? open = isMorning ? Math.Max(slot.Open ?? 0, noon) : slot.Open;
                int? close = isMorning ? slot.Close : Math.Min(slot.Close ?? noon, noon);
                if (
                    open is null
                    || close is null
                    || open < close && !(daytime is "evening" or "night" && slot.Open >= 16 * 60)
                )
                {
                    left.Add(new Slot(open, close));
                }
            }

            if (left.Count > 0)
            {
                Put(day, left);
            }
            else if (known.Count == 0)
            {
                halves.Add((day, daytime));
            }
        }
    }

    /// <summary>A break within the times that were said is cut out of them; alone it is an exception.</summary>
    private void Pause(int from, int to) => PauseOn(null, from, to);

    private void PauseOn(IReadOnlyList<string>? names, int from, int to)
    {
        var found = false;
        foreach (var (day, slots) in days.ToList())
        {
            if (names?.Contains(day, StringComparer.Ordinal) == false)
            {
                continue;
            }

            var cut = slots.SelectMany(slot => slot.Without(from, to)).ToList();
            found |= cut.Count > slots.Count;
            days[day] = cut;
        }

        if (waiting is not null)
        {
            var cut = waiting.SelectMany(slot => slot.Without(from, to)).ToList();
            found |= cut.Count > waiting.Count;
            waiting = cut;
        }

        if (!found)
        {
            exceptions.Add(($"{Clock.Text(from)}-{Clock.Text(to)}", names, Slot.Closed));
        }
    }

    private void Put(IEnumerable<string> names, IReadOnlyList<Slot> slots)
    {
        foreach (var name in names)
        {
            Put(name, slots);
        }
    }

    private void Put(string day, IReadOnlyList<Slot> slots)
    {
        if (!days.ContainsKey(day))
        {
            order.Add(day);
        }

        days[day] = [.. slots.Distinct()];
    }

    public JsonObject ToValue()
    {
        var regular = new JsonArray();
        // Days with the same time or state stand together.
        foreach (
            var group in order
                .SelectMany(day => days[day].Select(slot => (Day: day, Slot: slot)))
                .GroupBy(one => one.Slot)
        )
        {
            var names = group.Select(one => one.Day).ToList();
            regular.Add(Entry(group.Key, null, names.Contains(Any, StringComparer.Ordinal) ? null : names, true));
        }

        return new JsonObject
        {
            ["regular"] = regular,
            ["exceptions"] = new JsonArray([
                .. exceptions.Select(one => (JsonNode)Entry(one.Slot, one.When, one.Days, false)),
            ]),
        };
    }

    private static JsonObject Entry(Slot slot, string? when, IReadOnlyList<string>? days, bool isRegular)
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

        if (slot.State is not null)
        {
            value[slot.State] = true;
        }
        else
        {
            value["open"] = slot.Open is { } open ? Clock.Text(open) : null;
            value["close"] = slot.Close is { } close ? Clock.Text(close) : null;
        }

        return value;
    }

    /// <param name="Days">None: only the date or season.</param>
    private sealed record Subject(IReadOnlyList<string>? Days)
    {
        public string? When { get; init; }

        /// <summary>A feast that the same is said of.</summary>
        public string? Also { get; init; }

        public string? Daytime { get; init; }

        public bool IsOnly { get; init; }
    }

    /// <summary>A piece with those around it.</summary>
    private sealed record Place(
        HoursPart Part,
        HoursPart? Previous,
        HoursPart? Next,
        HoursPart? After,
        bool IsDivided,
        bool NextIsDivided,
        bool AfterIsDivided,
        bool IsBracket,
        bool HasTimesAhead
    )
    {
        public bool PreviousIs(params ReadOnlySpan<PartKind> kinds) =>
            Previous is not null && kinds.Contains(Previous.Kind);
    }

    private sealed record Slot(int? Open, int? Close, string? State = null)
    {
        public static Slot Closed { get; } = new(null, null, "closed");

        public static Slot ByAppointment { get; } = new(null, null, "byAppointment");

        public bool IsPartial => State is null && (Open is null) != (Close is null);

        public bool IsUnknown => State is null && Open is null && Close is null;

        public IEnumerable<Slot> Without(int from, int to) =>
            State is null && Open < from && (Close > to || Close is null && Open is not null)
                ? [this with { Close = from }, this with { Open = to }]
                : [this];
    }
}
