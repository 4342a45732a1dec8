using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>Takes up days and dates that are named in a statement about opening times, and that they are closed.</summary>
internal static class NamedDays
{
    public static int Read(Week week, HoursPlace at)
    {
        // "The rest of the year Wed-Sun"
        if (at.Part.Days!.IsRest && at.Next?.Kind == PartKind.Days && !at.NextIsDivided)
        {
            (week.Season, week.Pending) = (null, null);
            return 0;
        }

        var names = at.Part.Days!.IsRest ? week.Others() : [.. at.Part.Days.Names];
        week.IsUnsure |= at.Part.Days.IsRest && week.Named.Count == 0;
        // "Mondays excepted, daily 10-20" and "daily 10-20, Mondays excepted"
        if (at.Next?.Kind == PartKind.ExceptAfter)
        {
            var follows = at.After?.Kind == PartKind.Days;
            if (follows)
            {
                week.Pending = new Subject([.. at.After!.Days!.Names.Except(names, StringComparer.Ordinal)]);
            }

            week.Exclude(names, at.Part.Daytime);
            return follows ? 2 : 1;
        }

        var subject = new Subject(names)
        {
            Daytime = at.Part.Daytime,
            IsOnly = at.Part.IsOnly,
            When = week.Season,
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
            week.ClosesNext
            && at.Next is { Kind: PartKind.Times, Slots: [({ } shut, { } again)] }
            && !at.IsDivided
            && week.Last is null
        )
        {
            // "Closed Friday 12.30-2.30": an hour of that day.
            week.Exceptions.Add(($"{Clock.Text(shut)}-{Clock.Text(again)}", names, Slot.Closed));
            week.ClosesNext = false;
            return 1;
        }

        // "closed Mondays in January"
        if (
            week.ClosesNext
            && at.Part.Daytime is null
            && at.Next is { Kind: PartKind.Date, When: { } season }
            && !at.NextIsJoined
            && IsSeason(season)
            && at.After?.Kind is not (PartKind.Times or PartKind.Closed)
        )
        {
            week.Exceptions.Add((season, names, Slot.Closed));
            week.ClosesNext = false;
            return 1;
        }

        if (week.ClosesNext || week.ByAppointmentNext)
        {
            if (!hasOwn || !at.IsDivided)
            {
                var isHead = hasOwn && at.Part.Days.Head is not null;
                var head = isHead ? [.. at.Part.Days.Head!.Value.Names] : names;
                week.Close(head, at.Part.Daytime, week.ByAppointmentNext ? Slot.ByAppointment : Slot.Closed);
                if (!hasOwn || isHead)
                {
                    var goesOn =
                        !hasOwn && at.Next?.Kind is PartKind.Days or PartKind.Date && !(at.NextIsDivided && HasOwn(at));
                    (week.ClosesNext, week.ByAppointmentNext) = (
                        week.ClosesNext && goesOn,
                        week.ByAppointmentNext && goesOn
                    );
                    week.Pending = isHead ? new Subject([.. names.Except(head, StringComparer.Ordinal)]) : null;
                    return 0;
                }
            }

            (week.ClosesNext, week.ByAppointmentNext) = (false, false);
            if (!at.IsDivided)
            {
                week.Pending = null;
                return 0;
            }
        }

        // "9-12, 15-18 (Thu, Sat mornings only)"
        if (
            at.Part.Daytime is { } half
            && (at.Part.IsOnly || at.IsBracket)
            && !hasOwn
            && (week.Waiting is not null || week.Named.Count > 0)
        )
        {
            week.Keeps.AddRange(names.Select(day => (day, half)));
            if (names.TrueForAll(day => !week.Named.ContainsKey(day)) && week.Waiting is null)
            {
                week.Put(names, [Slot.Half(half)]);
            }

            return 0;
        }

        if (
            week.Waiting is not null
            && week.Pending is null
            && (!hasOwn || !at.IsDivided && !EndsWithTimes(at))
            && !(at.IsDivided && at.Part.Daytime is not null)
        )
        {
            var head = hasOwn && at.Part.Days.Head is { } first ? first.Names : names;
            week.Last = new Subject(head) { Daytime = at.Part.Daytime, When = week.Season };
            week.Open(week.Last, week.Waiting, week.Adds);
            (week.Waiting, week.Adds) = (null, false);
            var rest = names.Except(head, StringComparer.Ordinal).ToList();
            week.Pending = rest.Count > 0 ? new Subject(rest) : null;
            return 0;
        }

        if (week.Pending is { Days: { } before } && !at.PreviousIs(PartKind.Closed))
        {
            // "Mon, Wed (Thu)", and a feast with a day: one list.
            subject = subject with
            {
                Days = [.. before.Union(names, StringComparer.Ordinal)],
                When = week.Pending.When,
                Beside = week.Pending.Daytime == at.Part.Daytime ? week.Pending.Beside : week.Pending,
                Own = names,
            };
        }
        else if (week.Pending is { Days: null, When: { } when })
        {
            subject =
                at.IsDivided && at.PreviousIs(PartKind.Date) && hasOwn && week.Season is null
                    ? subject with
                    {
                        Also = when,
                    }
                    : subject with
                    {
                        When = when,
                    };
        }

        week.Pending = subject;
        return 0;
    }

    private static bool HasOwn(HoursPlace at) =>
        at.After?.Kind is PartKind.Times or PartKind.Closed or PartKind.Appointment;

    // "9-12 Mon 10-12 Tue" names times first, "9-12, Mon 10-12" days first.
    private static bool EndsWithTimes(HoursPlace at) => at.Next?.Kind == PartKind.Times && at.After is null;

    public static int ReadDate(Week week, HoursPlace at)
    {
        var (when, own) = (at.Part.When!, at.Part.Days?.Names);
        if (week.ClosesNext || week.ByAppointmentNext)
        {
            if (!(at.IsDivided && at.Next?.Kind == PartKind.Times))
            {
                week.Exceptions.Add((when, own, week.ClosesNext ? Slot.Closed : Slot.ByAppointment));
                week.ClosesNext &= at.Next?.Kind is PartKind.Date or PartKind.Days;
                week.ByAppointmentNext = false;
                return 0;
            }

            week.ClosesNext = false;
        }

        if (at.Next?.Kind == PartKind.Closed && !at.NextIsDivided && at.After?.Kind is not PartKind.Date)
        {
            // "Mondays in winter closed"; "Mondays and in January closed" is both.
            if (week.Pending is { Days: { } seasonal, When: null, Daytime: null } && !at.IsJoined && IsSeason(when))
            {
                week.Exceptions.Add((when, seasonal, Slot.Closed));
                week.Pending = null;
                return 1;
            }

            if (week.Pending is not null && !at.IsDivided)
            {
                week.Close(week.Pending.Days ?? [], week.Pending.Daytime, Slot.Closed);
            }

            if (week.Pending is { Days: null, When: { } before })
            {
                week.Exceptions.Add((before, null, Slot.Closed));
            }

            week.Exceptions.Add((when, own, Slot.Closed));
            week.Pending = null;
            return 1;
        }

        if (week.Waiting is not null && week.Pending is null && at.Next?.Kind != PartKind.Times && !at.IsDivided)
        {
            week.Exceptions.AddRange(week.Waiting.Select(slot => (when, own, slot)));
            week.Waiting = null;
            return 0;
        }

        if (
            week.Pending is { Days: not null, When: null }
            && at.Next?.Kind == PartKind.Times
            && at.PreviousIs(PartKind.Days)
        )
        {
            // "daily from May to September 8-19" is that season; "Sundays and 1 May" are both.
            week.Pending =
                IsSeason(when) && when.StartsWith("--", StringComparison.Ordinal)
                    ? week.Pending with
                    {
                        When = when,
                    }
                    : week.Pending with
                    {
                        Also = when,
                    };
            return 0;
        }

        if (own is not null)
        {
            if (week.Pending is { Days: null, When: { } list })
            {
                if (week.Season is null)
                {
                    week.LeaveOpen();
                }
            }

            week.Pending = new Subject(own) { When = when, Daytime = at.Part.Daytime };
            if (at.Next?.Kind is not (PartKind.Times or PartKind.Closed or PartKind.Appointment or PartKind.Date))
            {
                week.Exceptions.Add((when, own, at.Part.Daytime is { } half ? Slot.Half(half) : new Slot(null, null)));
                week.Pending = null;
            }

            return 0;
        }

        // "every Saturday 8-13 from April to November"
        if (
            week.Last is { When: null, Days: { } said }
            && week.Pending is null
            && at.PreviousIs(PartKind.Times)
            && !at.IsDivided
            && (at.Next is null || at.NextIsDivided || at.Next.Kind == PartKind.Appointment)
        )
        {
            foreach (var day in said.Where(week.Named.ContainsKey))
            {
                week.Exceptions.AddRange(week.Named[day].Select(slot => (when, (IReadOnlyList<string>?)[day], slot)));
                week.Forget(day);
            }

            week.Last = null;
            return 0;
        }

        if (week.Pending is { Days: null, When: { } first } && at.PreviousIs(PartKind.Date) && !at.IsBracket)
        {
            when = $"{first}, {when}";
        }

        week.Pending = new Subject(null) { When = when };
        week.Season = at.Next?.Kind == PartKind.Times && !IsSeason(when) && char.IsLetter(when[0]) ? null : when;
        return 0;
    }

    public static int ReadClosed(Week week, HoursPlace at)
    {
        if (
            at.Next is { Kind: PartKind.Times, Slots: [({ } from, { } to)] }
            && !at.NextIsDivided
            && (at.AfterIsDivided || at.After?.Kind is not PartKind.Days)
        )
        {
            if (week.Pending is { Days: { } list, When: null })
            {
                // "Fridays closed from 12 to 1"
                week.Exceptions.Add(($"{Clock.Text(from)}-{Clock.Text(to)}", list, Slot.Closed));
                week.Pending = null;
            }
            else
            {
                week.Pause(from, to);
            }

            return 1;
        }

        // "Mondays closed in winter", "in winter closed Mondays": of that season alone.
        if (
            week.Pending is { Days: { } seasonal, When: null, Daytime: null }
            && at.Next is { Kind: PartKind.Date, When: { } season }
            && !at.NextIsJoined
            && IsSeason(season)
        )
        {
            week.Exceptions.Add((season, seasonal, Slot.Closed));
            week.Pending = null;
            return 1;
        }

        if (
            week.Pending is { Days: null, When: { } time }
            && at.Next is { Kind: PartKind.Days, Daytime: null, Days: { IsRest: false } closing }
            && !at.NextIsJoined
            && at.After?.Kind is not (PartKind.Times or PartKind.Closed)
        )
        {
            week.Exceptions.Add((time, closing.Names, Slot.Closed));
            week.Pending = null;
            return 1;
        }

        // "every day, closed Sunday"
        var isForward = at.IsDivided && at.Next?.Kind is PartKind.Days or PartKind.Date && !at.NextIsDivided;
        if (isForward && week.Pending is { When: null, Daytime: "morning" })
        {
            // "Saturday mornings, closed Sundays"
            week.LeaveOpen();
            week.Pending = null;
        }

        if (week.Pending is not null && !(isForward && week.Pending.When is null && at.HasTimesAhead))
        {
            if (week.Pending.Days is { } named)
            {
                if (week.Pending.When is { } when)
                {
                    week.Exceptions.Add((when, named, Slot.Closed));
                }
                else
                {
                    for (var subject = week.Pending; subject is not null; subject = subject.Beside)
                    {
                        week.Close(subject.Own ?? subject.Days!, subject.Daytime, Slot.Closed);
                    }
                }
            }
            else
            {
                week.Exceptions.Add((week.Pending.When!, null, Slot.Closed));
            }

            if (week.Pending.Also is { } also)
            {
                week.Exceptions.Add((also, null, Slot.Closed));
            }

            week.Pending = null;
            week.ClosesNext = at.Next is { Kind: PartKind.Date } && !at.NextIsDivided;
        }
        else
        {
            week.ClosesNext = true;
        }

        return 0;
    }

    /// <summary>A month, a span of days, or words such as winter and holidays; no single day.</summary>
    public static bool IsSeason(string when) =>
        !when.StartsWith("--", StringComparison.Ordinal)
        || when.Length == 4
        || when.Contains('/', StringComparison.Ordinal);
}
