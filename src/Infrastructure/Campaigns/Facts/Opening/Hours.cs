using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Opening times: a run of days, times and words for open, closed, except and by appointment is one statement.</summary>
internal sealed class Hours
{
    private const int MostFillers = 4;
    private const int MostParts = 60;
    private const int MostWords = 4;

    private readonly FactScan scan;
    private readonly SourceText text;
    private readonly HoursParts pieces;
    private readonly HoursDoubts doubts;

    private Hours(FactScan scan)
    {
        (this.scan, text) = (scan, scan.Text);
        pieces = new HoursParts(scan);
        doubts = new HoursDoubts(scan, pieces);
    }

    public static void Read(FactScan scan) => new Hours(scan).Read();

    private void Read()
    {
        List<Statement> found = [];
        for (var i = 0; i < text.Count; i++)
        {
            if (scan.IsTaken(i) || !Begins(i) || IsDeadline(i))
            {
                continue;
            }

            var (parts, end) = Run(i);
            if (
                parts.Count > 0
                && WeekReader.Read(scan.Region, parts, HasOpen(i), HasCue(i)) is { IsStatement: true } week
                && !IsOfOther(parts)
            )
            {
                var (value, start, stop) = Named(parts, week);
                scan.Take(start, stop);
                var isUnsure =
                    (week.IsUnsure && !doubts.IsDeparture(parts)) || doubts.IsLoose(parts) || doubts.IsCut(parts, end);
                // "Mon 9-6, Saturday half a day until 1, Sunday closed": the words between belong to both.
                if (
                    found.Count > 0
                    && found[^1] is var before
                    && start - before.End is > 0 and <= MostWords
                    && Indexes.Of(before.End, start).All(one => text[one].Kind == TokenKind.Word)
                    && (before.Parts[^1].Kind == PartKind.Days || parts[0].Kind == PartKind.Times)
                )
                {
                    isUnsure = true;
                    found[^1] = before with { IsUnsure = true };
                }

                found.Add(
                    new Statement(value, start, stop, parts, isUnsure, doubts.IsDayless(parts, value, HasCue(i)))
                );
                i = Math.Max(end, stop) - 1;
            }
        }

        Facets.Join(scan, found);
        Add(found);
    }

    private void Add(List<Statement> found)
    {
        // Closed days in a statement that was not understood may be those of the times before it in the sentence too.
        var isUnsureBehind = false;
        for (var i = found.Count - 1; i >= 0; i--)
        {
            var (value, start, end, _, isUnsure, isDayless) = found[i];
            // "Groups on reservation" beside the hours of a week says nothing of its days.
            var isAside =
                found.Count > 1
                && value["regular"] is JsonArray { Count: 1 } only
                && only[0]!["days"] is null
                && only[0]!["byAppointment"] is not null;
            isUnsureBehind &=
                i + 1 < found.Count
                && scan.Sentences.EndOf(end - 1) >= found[i + 1].Start
                && found[i + 1].Regular.Any(entry => entry!["closed"] is not null);
            isUnsureBehind |=
                isUnsure
                || isDayless
                || isAside
                || doubts.IsTorn(start, end)
                || doubts.IsOverruled(value, start, end)
                || doubts.IsOfPrice(end);
            scan.Add("hours", value, start, end, unsure: isUnsureBehind);
        }
    }

    // "House calls by arrangement" says nothing about the days: only where nothing else is by appointment, or a word says open.
    private bool IsOfOther(List<HoursPart> parts) =>
        parts.TrueForAll(part =>
            part.Kind is PartKind.Appointment or PartKind.Sign or PartKind.Filler or PartKind.Only or PartKind.Also
        )
        && !HasCue(parts[0].Start)
        && !scan.Sentences.EndsAt(parts[0].Start - 1)
        && HoursLabels.Before(scan, parts[0].Start).Length > 0;

    private bool Begins(int at) =>
        pieces.Next(at)
            is {
                Kind: not (PartKind.Sign or PartKind.Filler or PartKind.Except or PartKind.Also or PartKind.Only)
            } part
        && !(part.Kind is PartKind.Closed && text.Is(at, "closed") == 0)
        && (
            part.Kind is not PartKind.Times
            || HasOpen(at)
            || IsRoundTheClock(part)
            || part.IsMarked
                && part.Slots is not [{ Open: 0, Close: Clock.Day }]
                && HasCue(at)
                && !(text.IsSign(at - 1, "(") && part.Slots is [{ Open: null } or { Close: null }])
            || !part.IsBare && HoursDoubts.IsHalf(part) && HasLabel(at)
            || pieces.Next(part.End) is { Kind: PartKind.Days }
            || part.Slots.Any(slot => slot.Close is not null) && DaysFollow(part.End)
            || pieces.Next(part.End) is { Kind: PartKind.Filler or PartKind.Sign } filler
                && pieces.Next(filler.End) is { Kind: PartKind.Days or PartKind.Closed } next
                && (
                    filler.Kind == PartKind.Filler
                    || next.Kind == PartKind.Closed
                    || part.Slots.Any(slot => slot.Close is not null)
                )
        );

    // "24 hours" may be how long something takes, "24/7" and "round the clock" are not.
    private bool IsRoundTheClock(HoursPart part) =>
        part.Slots is [{ Open: 0, Close: Clock.Day }]
        && text[part.End].Kind != TokenKind.Digits
        && (
            text[part.Start].Kind == TokenKind.Word
            || Indexes.Of(part.Start, part.End).Any(i => text.IsSign(i, "/"))
            || text.Before(HoursLabels.Anchor(scan, part.Start), "hours.of").Start >= 0
        );

    // "10-19 (last cut 18), Tuesdays closed"
    private bool DaysFollow(int at)
    {
        for (var i = 0; i < 3 && pieces.Next(at) is { Kind: PartKind.Filler or PartKind.Sign, IsEnd: false } skip; i++)
        {
            at = skip.End;
        }

        return pieces.Next(at) is { Kind: PartKind.Days } days && HasState(days.End);
    }

    // "Order by Wednesday noon" is a condition of the shop, and no time at which it is open.
    private bool IsDeadline(int at)
    {
        var start = Math.Max(scan.Sentences.PartStart(at), at - 4);
        return Indexes.Of(start, at).Any(i => text.Is(i, "deadline") is var length && length > 0 && i + length <= at);
    }

    // Times without days are opening times only where a word says so, or what they are of.
    private bool HasCue(int at) => HasOpen(at) || CueWindow(at).Any(i => HoursLabels.IsAt(text, i));

    // "Arrivals after 4": what the time is of stands right before it.
    private bool HasLabel(int at) =>
        Indexes
            .Of(Math.Max(scan.Sentences.PartStart(at), at - 3), at)
            .Any(i => text.Is(i, "hours.of") is var length && length > 0 && i + length <= at);

    private bool HasOpen(int at) => CueWindow(at).Any(i => text.Is(i, "open") > 0);

    private IEnumerable<int> CueWindow(int at)
    {
        var anchor = HoursLabels.Anchor(scan, at);
        return Indexes.Of(
            Math.Max(scan.Sentences.StartOf(at), anchor - (text.IsSign(at - 1, "(") && anchor == at ? 10 : 5)),
            anchor
        );
    }

    /// <summary>Everything from the token on that is part of one statement.</summary>
    private (List<HoursPart> Parts, int End) Run(int start)
    {
        var isInBracket = text.IsSign(start - 1, "(");
        List<HoursPart> parts = [];
        var fillers = 0;
        for (var at = start; at < text.Count && parts.Count < MostParts; )
        {
            var part = pieces.Next(at) ?? Words(parts, at);
            if (part is null)
            {
                break;
            }

            // A new line or sentence goes on only with days, or with a word that says closed.
            if (
                part.Kind == PartKind.Sign && (part.IsEnd || part.IsLine) && !GoesOn(parts, part.End)
                || isInBracket && text.IsSign(at, ")")
            )
            {
                break;
            }

            // "late surgery Thu until 9, lunch 1-2": a break of times that have no end is a statement of its own.
            if (
                part.Kind == PartKind.Break
                && parts.Exists(one => one.Kind == PartKind.Times)
                && !parts.Exists(one => one.Slots.Any(slot => slot is { Open: not null, Close: not null }))
            )
            {
                break;
            }

            // "Lunch 12-2, dinner 6-10" are two statements.
            if (
                parts.Exists(one => one.Kind == PartKind.Times)
                && part.Kind is PartKind.Filler or PartKind.Open or PartKind.Times or PartKind.Closes
                && HoursLabels.IsAt(text, at)
                && parts[^1].Kind == PartKind.Sign
            )
            {
                break;
            }

            fillers =
                part.Kind is PartKind.Filler or PartKind.Only ? fillers + 1
                : part.Kind == PartKind.Sign ? fillers
                : 0;
            if (fillers > MostFillers)
            {
                break;
            }

            parts.Add(part);
            at = part.End;
        }

        var end =
            parts.Count > 0 && parts[^1] is { Kind: PartKind.Filler, End: var note } && text.IsSign(note - 1, ")")
                ? note
                : 0;
        while (
            parts.Count > 0
            && parts[^1].Kind
                is PartKind.Sign
                    or PartKind.Filler
                    or PartKind.Except
                    or PartKind.Open
                    or PartKind.Also
                    or PartKind.Only
                    or PartKind.Words
                    or PartKind.Closes
                    or PartKind.Break
        )
        {
            if (parts[^1].Kind == PartKind.Open && parts.Exists(part => part.Kind == PartKind.Days))
            {
                break;
            }

            parts.RemoveAt(parts.Count - 1);
        }

        return (parts, end);
    }

    // "Fridays live music from 8", "Saturdays cleaning (closed)": between the days and what is said of them may stand what it is.
    private HoursPart? Words(List<HoursPart> parts, int at)
    {
        if (
            parts.FindLast(part => part.Kind is not (PartKind.Sign or PartKind.Filler)) is not { } before
            || before.Kind is not (PartKind.Days or PartKind.Date)
            // "9-6 all week, cafe 10-4": those days have their times before them.
            || parts.IndexOf(before) is > 0 and var days && parts[days - 1].Kind == PartKind.Times
            || text[at].Kind != TokenKind.Word
        )
        {
            return null;
        }

        for (var end = at + 1; end <= at + MostWords; end++)
        {
            if (
                pieces.Next(end) is { Kind: PartKind.Closed }
                || text.IsSign(end, "(") && pieces.Next(end + 1) is { Kind: PartKind.Closed }
            )
            {
                return new HoursPart(PartKind.Filler, at, end);
            }

            var next = end + Math.Max(text.Is(end, "filler"), text.IsSign(end, ',', ':') ? 1 : 0);
            if (
                !parts.Exists(part => part.Kind is PartKind.Words or PartKind.Times)
                && pieces.Times(next) is { IsVague: false } times
                && (times.Slots[0].Close is not null || !times.IsBare || text.Is(next, "clock.sure") > 0)
            )
            {
                return new HoursPart(PartKind.Words, at, end);
            }

            if (before.Days?.IsRest == true && pieces.Next(end) is { Kind: PartKind.Days })
            {
                return new HoursPart(PartKind.Words, at, end);
            }

            if (
                text[end].Kind != TokenKind.Word
                || scan.IsTaken(end)
                || pieces.Next(end)
                    is { Kind: not (PartKind.Filler or PartKind.Sign or PartKind.Open or PartKind.Only) }
            )
            {
                return null;
            }
        }

        return null;
    }

    private bool GoesOn(List<HoursPart> parts, int at)
    {
        while (
            pieces.Next(at) is { Kind: PartKind.Sign or PartKind.Filler or PartKind.Also } skip
            && !scan.IsTaken(at)
            && !HoursLabels.IsAt(text, at)
        )
        {
            at = skip.End;
        }

        // "Phones 9-11.30. Saturdays closed": the days are those of the whole, and not of the telephone.
        var isPart =
            !parts.Exists(part => part.Kind is PartKind.Days or PartKind.Date or PartKind.Open)
            && parts.Exists(part => part.Kind == PartKind.Times)
            && !HasOpen(parts[0].Start);
        return pieces.Next(at) is { } next
            && !isPart
            && next.Kind switch
            {
                // "Kitchen closes at 9. Closed at Christmas": what has no days is no whole.
                PartKind.Closed or PartKind.Except => parts.Exists(part =>
                    part.Kind is PartKind.Days or PartKind.Date or PartKind.Open
                ) || pieces.Next(next.End) is { Kind: PartKind.Days },
                PartKind.Break => !HoursLabels.IsAt(text, at),
                PartKind.Date => HasState(next.End)
                    && parts.Exists(part => part.Kind is PartKind.Days or PartKind.Date or PartKind.Open),
                PartKind.Open => pieces.Next(next.End) is { Kind: PartKind.Days },
                PartKind.Days => next.Daytime is not null || HasState(next.End) || IsRest(next),
                PartKind.Appointment => pieces.Next(next.End) is { Kind: PartKind.Days },
                PartKind.Times => pieces.Next(next.End) is { Kind: PartKind.Days }
                    || next.Slots[0] is { Open: not null, Close: not null }
                        && parts.Exists(part => part.Kind == PartKind.Closed)
                        && !parts.Exists(part => part.Kind == PartKind.Times)
                    || pieces.Next(next.End) is { Kind: PartKind.Sign or PartKind.Filler } between
                        && pieces.Next(between.End) is { Kind: PartKind.Days },
                _ => false,
            };
    }

    // "Closed in July. Otherwise drop-in Wednesdays 8-11"
    private bool IsRest(HoursPart part) =>
        part.Days!.IsRest
        && Indexes
            .Of(part.End, part.End + MostWords)
            .TakeWhile(i => text[i].Kind == TokenKind.Word)
            .Any(i => pieces.Next(i) is { Kind: PartKind.Days } days && HasState(days.End));

    private bool HasState(int at)
    {
        for (var (i, words) = (0, 0); i < 6; i++)
        {
            if (pieces.Next(at) is not { } part)
            {
                // "Sun: brunch 10-2"
                var isHeading = words > 0 || text.IsSign(at - 1, ':', '\t');
                if (!isHeading || words++ == MostWords || text[at].Kind != TokenKind.Word || scan.IsTaken(at))
                {
                    return false;
                }

                at++;
                continue;
            }

            if (part.Kind is PartKind.Times or PartKind.Closed or PartKind.Appointment)
            {
                return true;
            }

            if (part.IsEnd && !part.IsLine)
            {
                return false;
            }

            at = part.End;
        }

        return false;
    }

    private (JsonObject Value, int Start, int End) Named(List<HoursPart> parts, Week week)
    {
        var (start, end) = (parts[0].Start, parts[^1].End);
        var value = week.ToValue();
        HoursLabels.Name(scan, value, parts);
        // "at the Domain", "on Rainey Street": where those hours are.
        if (
            text.Is(end, "place.at") is var at
            && at > 0
            && !scan.Sentences.EndsAt(end - 1)
            && text.Of(end + at, "month.").Length == 0
            && text.Of(end + at, "day.").Name.Length != 2
            && text[end + at] is { Kind: TokenKind.Word } first
            && (first.IsCapital || text[end + at + 1].IsCapital)
        )
        {
            var stop = scan.Sentences.PartEnd(end);
            value["place"] = text.Words(end + at, stop);
            end = stop;
        }

        return (value, start, end);
    }
}
