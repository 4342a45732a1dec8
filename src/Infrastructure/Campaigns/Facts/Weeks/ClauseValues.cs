using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>What can be said of days: times, closed, by appointment, as usual.</summary>
internal sealed class ClauseValues(FactRegion region, PieceList pieces)
{
    /// <summary>What can be said of days, from the place on.</summary>
    public IEnumerable<ClauseStep> At(int at)
    {
        var start = at;
        // "Sundays open 9-5", "Mondays also 16-19"
        (at, var adds) = pieces.Leads(at);
        if (at == pieces.Count)
        {
            yield break;
        }

        var isClosing = pieces[at].Part.Kind == PartKind.Closes;
        at += isClosing ? 1 : 0;
        if (at == pieces.Count)
        {
            yield break;
        }

        var part = pieces[at].Part;
        switch (part.Kind)
        {
            case PartKind.Times:
                foreach (var step in TimesAt(start, at, isClosing))
                {
                    yield return step with
                    {
                        Clause = step.Clause with { Adds = adds },
                    };
                }

                break;
            case PartKind.Closed:
                yield return new ClauseStep(at + 1, new Clause(ClauseKind.Closed, []), 0, ClauseOrder.None)
                {
                    Start = start,
                };
                // "closed 12 to 1"
                if (pieces.IsTimes(at + 1, Gap.Bracket))
                {
                    yield return Pause(at + 2, pieces[at + 1].Part);
                }

                break;
            case PartKind.Break when pieces.IsTimes(at + 1, Gap.Bracket):
                // "lunch 12:30-13:30 excepted"
                var isExcepted = at + 2 < pieces.Count && pieces[at + 2].Part.Kind == PartKind.ExceptAfter;
                yield return Pause(isExcepted ? at + 3 : at + 2, pieces[at + 1].Part);
                break;
            case PartKind.Usual:
                yield return new ClauseStep(at + 1, new Clause(ClauseKind.Usual, []), 0, ClauseOrder.None)
                {
                    Start = start,
                };
                if (pieces.IsTimes(at + 1, Gap.Sign))
                {
                    var usual = new Clause(ClauseKind.Usual, []) { Slots = SlotsOf(pieces[at + 1].Part) };
                    yield return new ClauseStep(at + 2, usual, 0, ClauseOrder.None) { Start = start };
                }

                break;
            case PartKind.Appointment:
            case PartKind.Other:
                var kind = part.Kind == PartKind.Other ? ClauseKind.Other : ClauseKind.Appointment;
                yield return new ClauseStep(at + 1, new Clause(kind, []), 0, ClauseOrder.None) { Start = start };
                break;
        }

        ClauseStep Pause(int end, HoursPart times) =>
            new(end, new Clause(ClauseKind.Pause, []) { Slots = SlotsOf(times) }, 0, ClauseOrder.None)
            {
                Start = start,
            };
    }

    private IEnumerable<ClauseStep> TimesAt(int start, int at, bool isClosing)
    {
        var part = pieces[at].Part;
        var slots = isClosing ? Ends(part) : SlotsOf(part);
        var clause = new Clause(ClauseKind.Times, []) { Slots = slots, IsUnsure = part.IsVague };
        yield return new ClauseStep(at + 1, clause, 0, ClauseOrder.None) { Start = start };
        if (at + 1 == pieces.Count)
        {
            yield break;
        }

        var next = pieces[at + 1];
        // "Fridays 12.30-14.00 closed", "Thursdays until 17.00 closed"
        if (
            next is { Part.Kind: PartKind.Closed or PartKind.Break, Gap: Gap.None or Gap.Sign }
            && (next.Part.Kind == PartKind.Closed || !pieces.IsTimes(at + 2, Gap.Bracket))
        )
        {
            yield return new ClauseStep(at + 2, clause with { Kind = ClauseKind.Pause }, 0.4, ClauseOrder.None)
            {
                Start = start,
                IsWhole = true,
            };
        }

        // "Sat 8-12 by appointment only": of these times, or of all.
        if (next is { Part.Kind: PartKind.Appointment, Gap: Gap.None or Gap.Sign or Gap.Bracket })
        {
            yield return new ClauseStep(at + 2, clause with { IsUnsure = true }, 0.2, ClauseOrder.None)
            {
                Start = start,
            };
        }

        // "9-12 and from 2 on", "9-12, also 16-19"
        var end = at + 1;
        var cost = 0.0;
        while (end < pieces.Count && pieces[end].Gap <= Gap.Line)
        {
            var also = pieces[end].Part.Kind == PartKind.Also && pieces.IsTimes(end + 1, Gap.And);
            var more = also ? end + 1 : end;
            if (pieces[more].Part.Kind != PartKind.Times)
            {
                break;
            }

            cost += also || pieces[end].Gap <= Gap.Bracket ? 0.4 : 0.8;
            clause = clause with
            {
                Slots = [.. clause.Slots, .. SlotsOf(pieces[more].Part)],
                IsUnsure = clause.IsUnsure || pieces[more].Part.IsVague,
            };
            end = more + 1;
            yield return new ClauseStep(end, clause, cost, ClauseOrder.None) { Start = start };
        }
    }

    // A time alone is the end.
    public List<Slot> Ends(HoursPart times) =>
        times is { IsBare: true, Slots: [{ Open: { } open }] }
            ? [new Slot(null, region.UsesTwelveHours && open is >= 60 and < 9 * 60 ? open + Clock.Noon : open)]
            : SlotsOf(times);

    public static List<Slot> SlotsOf(HoursPart times) =>
        [.. times.Slots.Select(slot => new Slot(slot.Open, slot.Close))];
}

/// <summary>Whether days stand before their times or behind them.</summary>
internal enum ClauseOrder
{
    None,
    DaysFirst,
    TimesFirst,
}

/// <summary>A clause that may stand at a place, up to another, and what it costs.</summary>
internal sealed record ClauseStep(int End, Clause Clause, double Cost, ClauseOrder Order)
{
    /// <summary>Where the value begins, with the word for open before it.</summary>
    public int Start { get; init; }

    /// <summary>Whether no days can stand behind it.</summary>
    public bool IsWhole { get; init; }
}
