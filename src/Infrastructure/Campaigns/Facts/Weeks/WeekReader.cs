using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>Takes up the pieces of a statement about opening times, one after the other.</summary>
internal sealed class WeekReader(FactRegion region, Week week)
{
    /// <param name="isOpen">Whether a word before them says open.</param>
    /// <param name="hasCue">Whether that, or what the times are of.</param>
    public static Week Read(FactRegion region, List<HoursPart> parts, bool isOpen, bool hasCue)
    {
        var whole = new Week(region) { HasOpenCue = isOpen, IsAbout = hasCue };
        new WeekReader(region, whole).Add(parts);
        return whole;
    }

    private void Add(List<HoursPart> parts)
    {
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

        MoveRemarks(meaningful);
        var lastTimes = meaningful.FindLastIndex(one => one.Part.Kind == PartKind.Times);
        for (var i = 0; i < meaningful.Count; i++)
        {
            var (part, signs) = meaningful[i];
            var (next, nextSigns) = i + 1 < meaningful.Count ? meaningful[i + 1] : (null, []);
            var (after, afterSigns) = i + 2 < meaningful.Count ? meaningful[i + 2] : (null, []);
            var context = new HoursPlace(
                part,
                i == 0 ? null : meaningful[i - 1].Part,
                next,
                after,
                signs.Exists(sign => sign.IsComma || sign.IsLine),
                signs.Count > 0,
                nextSigns.Exists(sign => sign.IsComma || sign.IsLine),
                nextSigns.Count > 0,
                afterSigns.Exists(sign => sign.IsComma || sign.IsLine),
                signs.Exists(sign => sign.IsBracket),
                i > 0 && meaningful[i - 1].Signs.Exists(sign => sign.IsBracket),
                i <= lastTimes
            );
            if (signs.Exists(sign => sign.IsEnd))
            {
                EndSentence(part, signs.TrueForAll(sign => !sign.IsEnd || sign.IsLine));
            }

            i += Read(context);
        }

        week.Finish();
    }

    // "2nd Tuesday (except August) 7pm": what is excepted in brackets is said of the whole.
    private static void MoveRemarks(List<(HoursPart Part, List<HoursPart> Signs)> parts)
    {
        for (var i = 1; i + 2 < parts.Count; i++)
        {
            if (
                parts[i].Part.Kind is PartKind.Except or PartKind.Closed
                && parts[i].Signs.Exists(sign => sign.IsBracket)
                && parts[i - 1].Part.Kind is PartKind.Days or PartKind.Date
                && parts[i + 1].Part.Kind is PartKind.Days or PartKind.Date
                && parts[i + 2].Part.Kind == PartKind.Times
            )
            {
                var times = parts[i + 2];
                parts.RemoveAt(i + 2);
                parts.Insert(i, (times.Part, []));
                parts[i + 1] = (parts[i + 1].Part, times.Signs);
                i += 2;
            }
        }
    }

    /// <summary>Days without a time end with their sentence, unless the next word says that they are closed; so do seasons.</summary>
    private void EndSentence(HoursPart next, bool isLine)
    {
        if (
            week.Pending is not null
            && !(next.Kind is PartKind.Closed or PartKind.Appointment || isLine && next.Kind == PartKind.Times)
        )
        {
            week.LeaveOpen();
            week.Pending = null;
        }

        if (week.Waiting is not null && !isLine)
        {
            week.General ??= week.Waiting;
            week.Waiting = null;
        }

        week.Season = null;
        week.ClosesNext = false;
        week.ByAppointmentNext = false;
        week.Closing = false;
        week.Adds = false;
    }

    /// <summary>Takes up one piece.</summary>
    /// <returns>How many of the following pieces it took with it.</returns>
    private int Read(HoursPlace at)
    {
        switch (at.Part.Kind)
        {
            case PartKind.Open:
                week.IsUnsure |= at.Part.IsVague;
                week.HasOpenCue = true;
                week.ClosesNext = false;
                return 0;
            case PartKind.Also:
                week.Adds = true;
                return 0;
            case PartKind.Closes:
                week.Closing = true;
                return 0;
            case PartKind.Break:
                return ReadBreak(at);
            case PartKind.Days:
                return NamedDays.Read(week, at);
            case PartKind.Times:
                return ReadTimes(at);
            case PartKind.Date:
                return NamedDays.ReadDate(week, at);
            case PartKind.Closed:
                return NamedDays.ReadClosed(week, at);
            case PartKind.Appointment:
                return ReadAppointment(at);
            case PartKind.Except:
                return ReadExcept(at);
            default:
                return 0;
        }
    }

    private int ReadBreak(HoursPlace at)
    {
        if (at.Next is { Kind: PartKind.Times, Slots: [({ } from, { } to)] })
        {
            // "Fridays break 12.30-2.45"
            if (week.Pending is { Days: { } own, When: null } && week.Named.Count > 0 && at.PreviousIs(PartKind.Days))
            {
                week.PauseOn(own, from, to);
                week.Pending = null;
                return 1;
            }

            week.Pause(from, to);
            return 1;
        }

        return 0;
    }

    private int ReadTimes(HoursPlace at)
    {
        week.IsUnsure |= at.Part.IsVague;
        var slots = at.Part.Slots.Select(slot => new Slot(slot.Open, slot.Close)).ToList();
        var isBare = at.Part.IsBare;
        if (isBare && (week.Closing || at.Part.Slots.Count == 1 && at.IsBracket && Overrides(at)))
        {
            slots = [new Slot(null, Afternoon(slots[0].Open!.Value))];
        }

        week.Closing = false;
        // "Fridays 12.30-14.00 closed"
        if (
            at.Next?.Kind == PartKind.Closed
            && !at.NextIsDivided
            && (at.After is null || at.AfterIsDivided)
            && slots is [{ Open: { } shut, Close: { } again }]
            && (week.Named.Count > 0 || week.Pending is null)
        )
        {
            week.PauseOn(week.Pending?.Days, shut, again);
            week.Pending = null;
            return 1;
        }

        // "from Easter to October, 9 to 5 daily"
        if (
            week.Pending is { Days: null, When: not null } season
            && at.Next is { Kind: PartKind.Days, Days: { IsRest: false } every }
            && !at.NextIsDivided
            && !at.NextIsJoined
            && at.After?.Kind is not (PartKind.Times or PartKind.Closed)
        )
        {
            week.Last = season with { Days = every.Names };
            week.Open(week.Last, slots, week.Adds);
            week.Pending = null;
            return 1;
        }

        // "Fri 9-18 (in summer until 19)": of those days alone.
        if (
            at.Previous?.Kind == PartKind.Date
            && week.Pending is { Days: null, When: not null } remark
            && at.PreviousIsBracket
            && week.Last is { Days: { } told, When: null }
        )
        {
            week.Open(remark with { Days = told }, slots, week.Adds);
            (week.Pending, week.Season) = (null, null);
            return 0;
        }

        if (week.Pending is not null)
        {
            week.Open(week.Pending, slots, week.Adds);
            week.Last = week.Pending;
            week.Pending = null;
        }
        else if (
            week.Last is not null
            && at.PreviousIs(PartKind.Times, PartKind.Also)
            && !at.IsBracket
            && !NamesFollow(at)
        )
        {
            week.Open(week.Last, slots, true);
        }
        else if (week.Waiting is not null && at.PreviousIs(PartKind.Times, PartKind.Also))
        {
            week.Waiting = [.. week.Waiting, .. slots];
        }
        else
        {
            week.Waiting = slots;
            return 0;
        }

        week.Adds = false;
        return 0;
    }

    // "also 16-19 Mon to Fri"
    private static bool NamesFollow(HoursPlace at) =>
        at.Next?.Kind == PartKind.Days && !at.NextIsDivided && at.After?.Kind is not PartKind.Times;

    // "9h-19h (18h le samedi)"
    private static bool Overrides(HoursPlace at) => at.Next?.Kind == PartKind.Days;

    private int Afternoon(int minutes) =>
        region.UsesTwelveHours && minutes is >= 60 and < 9 * 60 ? minutes + Clock.Noon : minutes;

    private int ReadAppointment(HoursPlace at)
    {
        if (week.Pending is { Days: { } named })
        {
            week.Close(named, null, Slot.ByAppointment);
            week.Pending = null;
        }
        else if (week.Pending is { When: { } when })
        {
            week.Exceptions.Add((when, null, Slot.ByAppointment));
            week.Pending = null;
        }
        else if (at.Next?.Kind is PartKind.Days or PartKind.Date && !at.NextIsDivided)
        {
            // "By appointment Mon-Thu 9-13": the times are said.
            week.ByAppointmentNext = at.After?.Kind != PartKind.Times || at.AfterIsDivided;
        }
        else if (at.PreviousIs(PartKind.Times) && !at.IsDivided && week.Last is not null)
        {
            // "Mon-Fri 9-17, Sat 8-12 by appointment only": of the last or of all.
            week.IsUnsure = true;
        }
        else if (week.Named.Count == 0)
        {
            week.Put(Week.Any, [Slot.ByAppointment]);
        }

        return 0;
    }

    private int ReadExcept(HoursPlace at)
    {
        if (at.Next is { Kind: PartKind.Date } date)
        {
            // "Mondays closed (except August)": then it is open, and is not said when.
            if (at.PreviousIs(PartKind.Closed) && week.Pending is null && !week.ClosesNext)
            {
                return 1;
            }

            if (at.After?.Kind == PartKind.Times)
            {
                week.Pending = new Subject(null) { When = date.When };
            }
            else
            {
                week.Exceptions.Add((date.When!, date.Days?.Names, Slot.Closed));
            }

            return 1;
        }

        if (at.Next is not { Kind: PartKind.Days } without)
        {
            return 0;
        }

        var names = without.Days!.Names;
        if (week.Pending is { Days: { } before })
        {
            week.Pending = week.Pending with { Days = [.. before.Except(names, StringComparer.Ordinal)] };
            week.Exclude(names, without.Daytime);
            return 1;
        }

        // "closed Mondays except public holidays": then it is open, and is not said when.
        if (at.PreviousIs(PartKind.Closed) && week.Pending is null && !week.ClosesNext)
        {
            return 1;
        }

        // "6 to 22, except Fridays from 13", "9 to 20 except Sundays (9-13)"
        if (
            at.After?.Kind is PartKind.Times or PartKind.Open
            && (week.Last is not null || week.Waiting is not null && !at.AfterIsDivided)
        )
        {
            if (week.Waiting is not null)
            {
                week.Open(new Subject([.. Days.Week.Except(names, StringComparer.Ordinal)]), week.Waiting, false);
                // From when, and it closes as on the others.
                if (at.After is { Kind: PartKind.Open } or { Slots: [{ Close: null }] })
                {
                    week.Put(names, week.Waiting);
                }

                week.Waiting = null;
            }

            week.Pending = new Subject(names) { Daytime = without.Daytime };
            return 1;
        }

        if (week.Waiting is not null)
        {
            week.Open(new Subject([.. Days.Week.Except(names, StringComparer.Ordinal)]), week.Waiting, false);
            week.Waiting = null;
        }

        week.Exclude(names, without.Daytime);
        return 1;
    }
}
