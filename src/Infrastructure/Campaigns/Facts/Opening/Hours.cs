using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Opening times: a run of days, times and words for open, closed, except and by appointment is one statement.</summary>
internal sealed class Hours
{
    private const int MostWords = 4;

    private readonly FactScan scan;
    private readonly SourceText text;
    private readonly HoursParts pieces;
    private readonly HoursRuns runs;
    private readonly HoursDoubts doubts;

    private Hours(FactScan scan)
    {
        (this.scan, text) = (scan, scan.Text);
        pieces = new HoursParts(scan);
        runs = new HoursRuns(scan, pieces);
        doubts = new HoursDoubts(scan, pieces);
    }

    public static void Read(FactScan scan) => new Hours(scan).Read();

    private void Read()
    {
        ReadNumbers();
        List<Statement> found = [];
        for (var i = 0; i < text.Count; i++)
        {
            if (scan.IsTaken(i) || !Begins(i) || IsDeadline(i))
            {
                continue;
            }

            var isNamed = !runs.HasOpen(i) && HoursLabels.Before(scan, i).Length > 0;
            var isFacet = runs.HasCue(i) && !runs.HasOpen(i);
            var (parts, end) = runs.Run(i, (isFacet || isNamed) && found.Count > 0);
            if (
                parts.Count > 0
                // "New members on any Tuesday. No meetings in August": nothing is said of the day.
                && parts is not [{ Kind: PartKind.Days, Daytime: null }, { IsEnd: true, IsLine: false }, ..]
                && WeekReader.Read(scan.Region, parts, runs.HasOpen(i), runs.HasCue(i)) is { IsStatement: true } week
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
                    && doubts.Stop(before.End) >= start
                    && Indexes.Of(before.End, start).All(one => text[one].Kind == TokenKind.Word)
                    && (before.Parts[^1].Kind == PartKind.Days || parts[0].Kind == PartKind.Times)
                )
                {
                    isUnsure = true;
                    found[^1] = before with { IsUnsure = true };
                }

                found.Add(
                    new Statement(
                        value,
                        start,
                        stop,
                        parts,
                        isUnsure,
                        doubts.IsDayless(parts, value, runs.HasCue(i)),
                        isFacet,
                        isNamed
                    )
                );
                i = Math.Max(end, stop) - 1;
            }
        }

        Facets.Join(scan, found);
        Add(found);
    }

    // "Tow-away round the clock 0905 555 012": the words before a number were taken with it.
    private void ReadNumbers()
    {
        foreach (var (_, start, end) in scan.Facts.Where(one => one.Fact.Kind == "phone").ToList())
        {
            var at = Indexes.Of(start, end).FirstOrDefault(i => scan.IsTaken(i) && text.Is(i, "allday") > 0, -1);
            if (at >= 0 && TimeSpans.Read(scan, at) is { } span && IsRoundTheClock(span))
            {
                var value = new Week(scan.Region) { IsAbout = true };
                value.Put(Days.Week, [new Slot(0, Clock.Day)]);
                var stated = value.ToValue();
                // "Emergencies: 0532 555 01 48 24/7"
                var (label, stop) = (scan.Sentences.PartStart(at), at);
                if (text[label].Kind != TokenKind.Word && text.IsSign(label - 1, ":"))
                {
                    (label, stop) = (scan.Sentences.PartStart(label - 1), label - 1);
                }

                stated["what"] = text.Words(label, stop);
                scan.Add("hours", stated, label, span.End, takes: false);
            }
        }
    }

    private void Add(List<Statement> found)
    {
        // Closed days in a statement that was not understood may be those of the times before it in the sentence too.
        var isUnsureBehind = false;
        for (var i = found.Count - 1; i >= 0; i--)
        {
            var (value, start, end, _, isUnsure, isDayless, _, _) = found[i];
            // "Groups on reservation" beside the hours of a week says nothing of its days.
            var isAside =
                found.Count > 1
                && value["regular"] is JsonArray { Count: 1 } only
                && only[0]!["days"] is null
                && only[0]!["byAppointment"] is not null;
            isUnsureBehind &=
                i + 1 < found.Count
                && doubts.Stop(end) >= found[i + 1].Start
                && (
                    found[i + 1].Regular.Any(entry => entry!["closed"] is not null)
                    // "Tue-Fri 9-6, Thu longer until 8": words between them that name days.
                    || Indexes.Of(end, found[i + 1].Start).Any(at => Days.Read(text, at) is not null)
                );
            isUnsureBehind |=
                isUnsure
                || isDayless
                || isAside
                || doubts.IsTorn(start, end)
                || doubts.IsOverruled(value, start, end)
                || doubts.IsOfPrice(end);
            if (!isUnsureBehind && EventOf(value, start) is { } date)
            {
                scan.Add("date", date, start, end);
                continue;
            }

            scan.Add("hours", value, start, end, unsure: isUnsureBehind);
        }
    }

    // "Concert on Saturday 19 December 2026 at 7.30pm (doors open at 7)": one day of one year on which something begins is an event.
    private JsonObject? EventOf(JsonObject value, int start)
    {
        if (
            value["what"] is not { } what
            || value["regular"] is not JsonArray { Count: 0 }
            || value["exceptions"] is not JsonArray { Count: 1 } days
            || days[0] is not JsonObject day
            || day["open"] is not { } open
            || day["when"]?.GetValue<string>() is not { Length: 10 } when
            || !char.IsAsciiDigit(when[0])
            || Indexes.Of(scan.Sentences.StartOf(start), start).Any(i => text.Is(i, "open") > 0)
        )
        {
            return null;
        }

        var date = new JsonObject { ["date"] = when, ["time"] = open.DeepClone() };
        if (day["close"] is { } close)
        {
            date["endTime"] = close.DeepClone();
        }

        if (day["days"] is JsonArray { Count: 1 } weekdays)
        {
            date["weekday"] = weekdays[0]!.DeepClone();
        }

        date["what"] = what.DeepClone();
        return date;
    }

    // "House calls by arrangement" says nothing about the days: only where nothing else is by appointment, or a word says open.
    private bool IsOfOther(List<HoursPart> parts) =>
        parts.TrueForAll(part =>
            part.Kind is PartKind.Appointment or PartKind.Sign or PartKind.Filler or PartKind.Only or PartKind.Also
        )
        && !runs.HasCue(parts[0].Start)
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
            || runs.HasOpen(at)
            || IsRoundTheClock(part)
            || part.IsMarked
                && part.Slots is not [{ Open: 0, Close: Clock.Day }]
                && runs.HasCue(at)
                && !(text.IsSign(at - 1, "(") && part.Slots is [{ Open: null } or { Close: null }])
            || !part.IsBare && HoursDoubts.IsHalf(part) && runs.HasLabel(at)
            || pieces.Next(part.End) is { Kind: PartKind.Days }
            || part.Slots.Any(slot => slot.Close is not null) && runs.DaysFollow(part.End)
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
        && text[part.End] is not { Kind: TokenKind.Digits, Text.Length: < 3 }
        && (
            text[part.Start].Kind == TokenKind.Word
            || Indexes.Of(part.Start, part.End).Any(i => text.IsSign(i, "/"))
            || text.Before(HoursLabels.Anchor(scan, part.Start), "hours.of").Start >= 0
        );

    // "Order by Wednesday noon" is a condition of the shop, and no time at which it is open.
    private bool IsDeadline(int at)
    {
        var start = Math.Max(scan.Sentences.PartStart(at), at - 4);
        return Indexes.Of(start, at).Any(i => text.Is(i, "deadline") is var length && length > 0 && i + length <= at);
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
