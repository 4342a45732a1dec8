using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>What the clauses of a statement say together, one after the other.</summary>
internal sealed class WeekReader
{
    // Two divisions whose costs differ by less are as likely.
    private const double LeastMargin = 0.45;

    private readonly Week week;
    private string? season;
    private bool adds;
    private Clause? before;

    private WeekReader(Week week) => this.week = week;

    /// <param name="isOpen">Whether a word before them says open.</param>
    /// <param name="hasCue">Whether that, or what the times are of.</param>
    public static Week Read(FactRegion region, List<HoursPart> parts, bool isOpen, bool hasCue)
    {
        var ways = new WeekGrammar(region, parts).Read();
        var whole = Of(ways.Count > 0 ? ways[0].Clauses : []);
        var value = whole.ToValue();
        whole.IsUnsure |=
            ways.Skip(1)
                .TakeWhile(way => way.Cost < ways[0].Cost + LeastMargin)
                .Any(way => !JsonNode.DeepEquals(value, Of(way.Clauses).ToValue()))
            || parts.Exists(part => part.Kind == PartKind.Open && part.IsVague);
        return whole;

        Week Of(IReadOnlyList<Clause> clauses)
        {
            var read = new Week(region)
            {
                HasOpenCue = isOpen || parts.Exists(part => part.Kind == PartKind.Open),
                IsAbout = hasCue,
            };
            new WeekReader(read).Add(clauses);
            return read;
        }
    }

    private void Add(IReadOnlyList<Clause> clauses)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Gap >= Gap.Line)
            {
                (season, adds) = (null, false);
            }

            Add(clauses[i], i + 1 < clauses.Count ? clauses[i + 1] : null);
            before = clauses[i].Kind == ClauseKind.Cue && before is not null ? before : clauses[i];
        }

        week.Finish();
    }

    private void Add(Clause clause, Clause? next)
    {
        var subjects = Named(clause);
        week.IsUnsure |= clause.IsUnsure;
        adds |= clause.Adds;
        switch (clause.Kind)
        {
            case ClauseKind.Cue:
                return;
            case ClauseKind.Names:
                Leave(clause, subjects, next);
                return;
            case ClauseKind.Times:
                Open(clause, subjects);
                break;
            // "Mondays closed (not in August)" is open then, "Sat 11-15 (not in summer)" is closed on that day.
            case ClauseKind.Closed
                when clause.Gap == Gap.Bracket
                    && subjects is [{ Days: null } remark]
                    && before is { Names: [{ Part.Kind: PartKind.Days }, ..] }:
                var named = Subjects.Of(before.Names).SelectMany(one => one.Days ?? []).ToList();
                week.Exceptions.Add(
                    (
                        remark.When!,
                        before.Kind == ClauseKind.Closed || before.Gap >= Gap.Comma ? named : null,
                        before.Kind == ClauseKind.Closed ? new Slot(null, null) : Slot.Closed
                    )
                );
                season = null;
                break;
            case ClauseKind.Closed:
                Say(subjects, Slot.Closed);
                week.IsUnsure |= subjects.Count == 0;
                break;
            case ClauseKind.Appointment:
                Say(subjects, Slot.ByAppointment);
                if (subjects.Count == 0 && (week.Named.Count == 0 || clause.Gap == Gap.And))
                {
                    week.IsAlsoByAppointment = week.Named.Count > 0;
                    week.Put(Week.Any, [Slot.ByAppointment]);
                }

                break;
            case ClauseKind.Usual:
                if (clause.Slots.Count > 0)
                {
                    Open(subjects, clause.Slots, adds);
                    week.General ??= clause.Slots;
                    week.IsOfOthers = true;
                }

                break;
            case ClauseKind.Pause:
                Pause(clause, subjects);
                break;
            case ClauseKind.Except:
                Except(subjects);
                break;
            case ClauseKind.Other:
                Reserve(subjects);
                break;
        }

        adds = false;
    }

    // "Mon-Wed-Fri 9-13, Tue-Thu 13-20": two days, since what is between them has its times.
    private Subject Apart(Subject subject) =>
        subject is { When: null, Days: [var first, _, .., var last] and { Count: > 2 } days }
        && days.SequenceEqual(Days.Range(first, last).Prepend(first))
        && days.Skip(1).SkipLast(1).All(week.Named.ContainsKey)
        && !week.Named.ContainsKey(first)
        && !week.Named.ContainsKey(last)
            ? subject with
            {
                Days = [first, last],
            }
            : subject;

    /// <summary>What the clause is said of, in the season that stands before it.</summary>
    private List<Subject> Named(Clause clause)
    {
        List<Subject> subjects = [.. Subjects.Of(clause.Names).Select(Apart)];
        if (subjects.Exists(subject => subject.IsRest))
        {
            season = null;
            var others = week.Others();
            week.IsUnsure |= others.Count == Days.Week.Count;
            subjects = [.. subjects.Select(one => one.IsRest ? one with { Days = others } : one)];
        }

        if (clause.Names is [{ Part: { Kind: PartKind.Date, Days: null, When: { } when } }, ..])
        {
            season =
                clause.Kind is ClauseKind.Times or ClauseKind.Names
                    && Subjects.IsSeason(when)
                    && !char.IsLetter(when[0])
                || clause.Kind == ClauseKind.Names && Subjects.IsSeason(when)
                || clause.Names.Count > 1 && Subjects.IsSeason(when)
                    ? when
                    : null;
        }
        else if ((clause.Season ?? season) is { } own && clause.Kind != ClauseKind.Except)
        {
            subjects = [.. subjects.Select(one => one.When is null ? one with { When = own } : one)];
        }

        return subjects;
    }

    private void Leave(Clause clause, List<Subject> subjects, Clause? next)
    {
        // "Sundays closed (also on public holidays)"
        if (clause.Adds && before is { Kind: ClauseKind.Closed })
        {
            Say(subjects, Slot.Closed);
            return;
        }

        // "Summer: daily 7-9": said of what follows.
        var isHead =
            subjects is [{ Days: null }]
            && season is not null
            && next is { Gap: < Gap.Line, Names: [{ Part.Kind: PartKind.Days }, ..] };
        foreach (var subject in isHead ? [] : subjects)
        {
            week.LeaveOpen(subject, clause.Gap == Gap.Bracket);
        }
    }

    private void Open(Clause clause, List<Subject> subjects)
    {
        if (subjects.Count == 0)
        {
            if (week.Last.Count > 0 && before is { Kind: ClauseKind.Times } && clause.Gap < Gap.Line)
            {
                Open(week.Last, clause.Slots, true);
            }
            else
            {
                week.General = [.. week.General ?? [], .. clause.Slots];
            }

            return;
        }

        // "Fri 9-18 (in summer until 19)", "closed Sundays except in Advent (8-12)": of those days alone.
        if (subjects is [{ Days: null }] && clause.Gap == Gap.Bracket && week.Last is [{ When: null }, ..])
        {
            var told = week.Last.SelectMany(one => one.Days ?? []).ToList();
            Open([subjects[0] with { Days = told }], clause.Slots, adds);
            season = null;
            return;
        }

        // "closed Sundays except in Advent (8-12)"
        if (clause.IsExcepted && before is { Kind: ClauseKind.Closed } && subjects is [{ Days: null }])
        {
            var days = Subjects.Of(before.Names).SelectMany(one => one.Days ?? []).ToList();
            Open([subjects[0] with { Days = days }], clause.Slots, adds);
            return;
        }

        var without = clause.Without.Count == 0 ? [] : Subjects.Of(clause.Without);
        foreach (var one in without)
        {
            Exclude(one);
        }

        var shut = without.Where(one => one is { When: null, Daytime: null }).SelectMany(one => one.Days!).ToList();
        subjects = [.. subjects.Select(one => one.Days is { } days ? one with { Days = [.. days.Except(shut)] } : one)];
        Open(subjects, clause.Slots, adds || clause.Gap == Gap.And && IsLater(subjects, clause.Slots));
        week.IsOfOthers |= clause.IsExcepted || clause.Gap == Gap.Bracket;
        week.Last = subjects;
    }

    // "weekdays 8-12 and Tuesdays 14-18"
    private bool IsLater(List<Subject> subjects, IReadOnlyList<Slot> slots) =>
        subjects.TrueForAll(subject =>
            subject is { When: null, Days: { } days }
            && days.All(day =>
                week.Named.TryGetValue(day, out var known)
                && known.TrueForAll(one => slots.All(slot => one.Close is { } close && slot.Open >= close))
            )
        );

    private void Open(IReadOnlyList<Subject> subjects, IReadOnlyList<Slot> slots, bool adding)
    {
        foreach (var subject in subjects)
        {
            week.Open(subject, slots, adding);
        }
    }

    private void Say(List<Subject> subjects, Slot state)
    {
        foreach (var subject in subjects)
        {
            if (subject.When is { } when)
            {
                week.Exceptions.Add((when, subject.Days, state));
            }
            else
            {
                week.Close(subject.Days!, subject.Daytime, state);
            }
        }
    }

    // "Mon-Fri 9-6, Sundays emergencies only": nothing is said of when it is open on those days, and they are none of the others.
    private void Reserve(List<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            week.IsUnsure |= subject.When is not null || subject.Days!.Any(week.Named.ContainsKey);
            week.Put(subject.Days?.Except(week.Named.Keys) ?? [], []);
        }

        week.IsUnsure |= subjects.Count == 0;
    }

    private void Pause(Clause clause, List<Subject> subjects)
    {
        foreach (var slot in clause.Slots)
        {
            if (subjects.Count == 0)
            {
                week.Pause(null, slot.Open, slot.Close);
            }

            foreach (var subject in subjects)
            {
                week.Pause(subject.Days, slot.Open, slot.Close);
            }
        }
    }

    private void Except(List<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            if (before is { Kind: ClauseKind.Closed })
            {
                // "Mondays closed except August": then it is open, and is not said when.
                if (subject.When is { } open && (!Subjects.IsSeason(open) || char.IsLetter(open[0])))
                {
                    week.Exceptions.Add((open, subject.Days, new Slot(null, null)));
                }

                continue;
            }

            Exclude(subject);
        }
    }

    private void Exclude(Subject subject)
    {
        if (subject.When is { } when)
        {
            week.Exceptions.Add((when, subject.Days, Slot.Closed));
        }
        else
        {
            week.Close(subject.Days!, subject.Daytime, Slot.Closed);
        }
    }
}
