using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>
/// Divides the pieces of a statement into clauses. People say days and times in either order, with or without signs between them: every way
/// to divide is tried, each has its price, and the cheapest is what they meant. Where two are as cheap and differ, a person decides.
/// </summary>
internal sealed class WeekGrammar
{
    private const int MostNames = 8;
    private const int Kept = 2;

    // What no clause costs is usual; a clause more, or a sign in a place where people write none, costs about one.
    private const double Never = 50;

    private readonly List<Piece> pieces = [];
    private readonly bool countsToTwelve;

    public WeekGrammar(FactRegion region, IEnumerable<HoursPart> parts)
    {
        countsToTwelve = region.UsesTwelveHours;
        var gap = Gap.None;
        foreach (var one in parts)
        {
            var part = one;
            if (part.Kind == PartKind.Sign)
            {
                gap = (Gap)Math.Max((int)gap, (int)Of(part));
            }
            else if (part.Kind is not (PartKind.Filler or PartKind.Words or PartKind.Only))
            {
                // The last of several days may belong to what follows: "closed Mondays, Tuesdays 9-12".
                if (part.Days?.Head is { } head)
                {
                    pieces.Add(new Piece(part with { Days = part.Days with { Names = head.Names } }, First(gap)));
                    gap = Gap.And;
                    part = part with { Days = part.Days with { Names = [.. part.Days.Names.Except(head.Names)] } };
                }

                pieces.Add(new Piece(part, First(part.IsAnd && gap < Gap.And ? Gap.And : gap)));
                gap = Gap.None;
            }
        }
    }

    private Gap First(Gap gap) => pieces.Count == 0 ? Gap.None : gap;

    private static Gap Of(HoursPart sign) =>
        sign.IsLine ? Gap.Line
        : sign.IsEnd
            ? sign.IsSemicolon ? Gap.Semicolon
                : Gap.Sentence
        : sign.IsComma ? Gap.Comma
        : sign.IsBracket ? Gap.Bracket
        : sign.IsAnd ? Gap.And
        : Gap.Sign;

    /// <summary>The clauses in the likeliest division, and in the next one with what that costs more.</summary>
    public (IReadOnlyList<Clause> Best, IReadOnlyList<Clause> Next, double Margin) Read()
    {
        // The cheapest ways to each place, by the order of days and times in the last clause that has both.
        var ways = new List<Way>[pieces.Count + 1, Orders];
        ways[0, (int)Order.None] = [new Way(0, null, null)];
        for (var at = 0; at < pieces.Count; at++)
        {
            for (var order = 0; order < Orders; order++)
            {
                foreach (var way in ways[at, order] ?? [])
                {
                    foreach (var step in Steps(at, way.Clause, (Order)order))
                    {
                        var to = step.Order == Order.None ? order : (int)step.Order;
                        Keep(
                            ways[step.End, to] ??= [],
                            new Way(way.Cost + step.Cost + Turn((Order)order, step.Order), step.Clause, way)
                        );
                    }
                }
            }
        }

        var ends = Enumerable
            .Range(0, Orders)
            .SelectMany(order => ways[pieces.Count, order] ?? [])
            .OrderBy(way => way.Cost)
            .Take(Kept)
            .ToList();
        return ends.Count == 0
            ? ([], [], Never)
            : (ends[0].Clauses(), ends[^1].Clauses(), ends.Count == 1 ? Never : ends[1].Cost - ends[0].Cost);
    }

    private static void Keep(List<Way> ways, Way way)
    {
        ways.Add(way);
        ways.Sort((one, other) => one.Cost.CompareTo(other.Cost));
        if (ways.Count > Kept)
        {
            ways.RemoveAt(Kept);
        }
    }

    private static double Turn(Order before, Order now) =>
        before != Order.None && now != Order.None && before != now ? 1 : 0;

    private IEnumerable<Step> Steps(int at, Clause? before, Order order)
    {
        var enter = at == 0 ? 0 : Entry(at);
        // "Mondays closed. Open 9-18": what is said of every day may come after what is said of some.
        var bare = order == Order.None ? 1 : 2.5;
        var (start, adds) = Leads(at);
        if (start > at)
        {
            yield return new Step(
                start,
                new Clause(ClauseKind.Cue, []) { Adds = adds, Gap = pieces[at].Gap },
                enter + 0.3,
                Order.None
            );
        }

        if (start == pieces.Count)
        {
            yield break;
        }

        foreach (var step in Clauses(start, before, bare))
        {
            yield return step with
            {
                Cost = step.Cost + enter,
                Clause = step.Clause with { Gap = pieces[at].Gap, Adds = step.Clause.Adds || adds },
            };
        }
    }

    // Words for open and too, before what they belong to.
    private (int Start, bool Adds) Leads(int at)
    {
        var adds = false;
        var start = at;
        while (
            start < pieces.Count
            && pieces[start].Part.Kind is PartKind.Open or PartKind.Also
            && (start == at || pieces[start].Gap <= Gap.And)
        )
        {
            adds |= pieces[start].Part.Kind == PartKind.Also;
            start++;
        }

        return (start, adds);
    }

    // Without a sign before it, a clause begins with a word that begins one.
    private double Entry(int at) =>
        pieces[at].Gap switch
        {
            Gap.None or Gap.Sign => pieces[at].Part.Kind
                is PartKind.Open
                    or PartKind.Closed
                    or PartKind.Except
                    or PartKind.Also
                    or PartKind.Break
                    or PartKind.Appointment
                ? 0.4
                : 1.2,
            Gap.And => 0.5,
            Gap.Bracket => 0.2,
            _ => 0,
        };

    private IEnumerable<Step> Clauses(int at, Clause? before, double bare)
    {
        if (pieces[at].Part.Kind == PartKind.Except)
        {
            foreach (var (names, end, cost) in Names(at + 1))
            {
                yield return new Step(end, new Clause(ClauseKind.Except, names), cost, Order.None);
                foreach (var value in Values(end))
                {
                    if (value.Clause.Kind is ClauseKind.Times or ClauseKind.Appointment)
                    {
                        yield return value with
                        {
                            Clause = value.Clause with { Names = names, IsExcepted = true },
                            Cost = value.Cost + cost + (Inner(value.Start) / 4),
                        };
                    }
                }
            }

            // "shut except in August": nothing that it could be said of.
            yield return new Step(at + 1, new Clause(ClauseKind.Cue, []) { IsUnsure = true }, Never, Order.None);
            yield break;
        }

        // "early finish Fri 4pm"
        if (pieces[at].Part.Kind == PartKind.Closes)
        {
            foreach (var (names, end, cost) in Names(at + 1))
            {
                if (IsTimes(end, Gap.Sign))
                {
                    yield return new Step(
                        end + 1,
                        new Clause(ClauseKind.Times, names) { Slots = Ends(pieces[end].Part) },
                        cost,
                        Order.DaysFirst
                    );
                }
            }
        }

        // "By appointment Mon-Thu 9-13": the times are said.
        if (pieces[at].Part.Kind == PartKind.Appointment)
        {
            foreach (var (names, end, cost) in Names(at + 1))
            {
                foreach (var value in Values(end).Where(value => value.Clause.Kind == ClauseKind.Times))
                {
                    yield return value with
                    {
                        Clause = value.Clause with { Names = names },
                        Cost = value.Cost + cost + Inner(end) + 0.3,
                        Order = Order.DaysFirst,
                    };
                }
            }
        }

        foreach (var (names, end, cost) in Names(at))
        {
            yield return new Step(end, new Clause(ClauseKind.Names, names), cost + Alone(names, end), Order.None);
            if (end == pieces.Count)
            {
                continue;
            }

            if (pieces[end].Part.Kind == PartKind.ExceptAfter)
            {
                yield return new Step(end + 1, new Clause(ClauseKind.Except, names), cost, Order.None);
            }

            // "daily except Monday 9-18"
            if (pieces[end].Part.Kind == PartKind.Except)
            {
                foreach (var (without, stop, more) in Names(end + 1))
                {
                    foreach (var value in Values(stop).Where(value => value.Clause.Kind == ClauseKind.Times))
                    {
                        yield return value with
                        {
                            Clause = value.Clause with { Names = names, Without = without },
                            Cost = value.Cost + cost + more + (Inner(value.Start) / 4),
                            Order = Order.DaysFirst,
                        };
                    }
                }
            }

            foreach (var value in Values(end))
            {
                var whole = value with
                {
                    Clause = value.Clause with { Names = names },
                    Cost = value.Cost + cost + Inner(end),
                    Order = value.Clause.Kind == ClauseKind.Times ? Order.DaysFirst : Order.None,
                };
                yield return whole;
                if (Season(whole) is { } seasonal)
                {
                    yield return seasonal;
                }
            }
        }

        foreach (var value in Values(at))
        {
            yield return value with
            {
                Cost = value.Cost + Bare(value.Clause, before, bare, value.End),
            };
            foreach (var (names, end, cost) in value.IsWhole ? [] : Names(value.End))
            {
                var isTimes = value.Clause.Kind == ClauseKind.Times;
                // "9h-19h (18h le samedi)"
                var slots =
                    isTimes && pieces[at].Gap == Gap.Bracket && value.End == at + 1
                        ? Ends(pieces[at].Part)
                        : value.Clause.Slots;
                var whole = value with
                {
                    End = end,
                    Clause = value.Clause with { Names = names, Slots = slots },
                    Cost = value.Cost + cost + Inner(value.End) + (isTimes ? 0.8 : 0),
                    Order = isTimes ? Order.TimesFirst : Order.None,
                };
                yield return whole;
                // "Closed Fridays 12.30-2.30": an hour of that day.
                if (
                    value.Clause.Kind == ClauseKind.Closed
                    && end < pieces.Count
                    && pieces[end].Gap <= Gap.Bracket
                    && pieces[end].Part is { Kind: PartKind.Times, Slots: [{ Open: not null, Close: not null }] } shut
                )
                {
                    yield return whole with
                    {
                        End = end + 1,
                        Clause = new Clause(ClauseKind.Pause, names) { Slots = SlotsOf(shut) },
                        Cost = whole.Cost + 0.6,
                    };
                }
            }
        }
    }

    // A season behind a day and its times is theirs, and no list goes on with it.
    private Step? Season(Step step) =>
        step.Clause.Kind == ClauseKind.Times
        && step.End < pieces.Count
        && pieces[step.End] is { Part: { Kind: PartKind.Date, Days: null } season, Gap: <= Gap.Bracket }
        && Subjects.IsSeason(season.When!)
        && !step.Clause.Names.Any(name => name.Part.Kind == PartKind.Date)
            ? step with
            {
                End = step.End + 1,
                Clause = step.Clause with { Season = season.When },
                Cost = step.Cost + 0.2,
            }
            : null;

    private double Alone(IReadOnlyList<Piece> names, int end) =>
        // "Summer: daily 9-18, Sundays 10-16"
        names is [{ Part: { Kind: PartKind.Date, Days: null, When: { } when } }]
        && Subjects.IsSeason(when)
        && end < pieces.Count
            ? 1.2
        // "Thursday evenings only"
        : names.All(name => name.Part is { Daytime: not null, IsOnly: true }) ? 0.1
        : names.All(name => name.Part.Daytime is not null) ? 2
        : names is [{ Part: { Kind: PartKind.Date, Days: not null } }] ? 2
        : 4;

    private double Bare(Clause value, Clause? before, double bare, int end) =>
        value.Kind switch
        {
            ClauseKind.Times => bare,
            ClauseKind.Pause => 0.5,
            ClauseKind.Appointment => value.Gap == Gap.And ? 0.3 : 1,
            // "Closed: Mondays"; "Wed-Sun 9-5. Closed 24 Dec" has its names behind it.
            _ => before is null || end == pieces.Count ? 4 : 5,
        };

    /// <summary>What stands between days and what is said of them.</summary>
    private double Inner(int at) =>
        at >= pieces.Count
            ? 0
            : pieces[at].Gap switch
            {
                Gap.None or Gap.Sign => 0,
                Gap.And => 1.2,
                Gap.Bracket => 0.3,
                Gap.Comma => 2,
                Gap.Line => 1.5,
                Gap.Semicolon => 5,
                _ => 8,
            };

    private IEnumerable<(IReadOnlyList<Piece> Names, int End, double Cost)> Names(int at)
    {
        List<Piece> names = [];
        var cost = 0.0;
        for (
            var end = at;
            end < pieces.Count && names.Count < MostNames && pieces[end].Part.Kind is PartKind.Days or PartKind.Date;
            end++
        )
        {
            cost += end == at ? 0 : Listed(names[^1].Part, pieces[end]);
            names.Add(pieces[end]);
            yield return ([.. names], end + 1, cost);
        }
    }

    private static double Listed(HoursPart before, Piece next) =>
        next.Gap switch
        {
            Gap.None or Gap.Sign => before.Kind == PartKind.Days && next.Part.Kind == PartKind.Days ? 0.5 : 0.1,
            Gap.And => 0.1,
            Gap.Comma => 0.6,
            Gap.Bracket => 1,
            Gap.Line => 2.5,
            _ => 5,
        };

    /// <summary>What can be said of days, from the place on.</summary>
    private IEnumerable<Step> Values(int at)
    {
        var start = at;
        // "Sundays open 9-5", "Mondays also 16-19"
        (at, var adds) = Leads(at);
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
                yield return new Step(at + 1, new Clause(ClauseKind.Closed, []), 0, Order.None) { Start = start };
                // "closed 12 to 1"
                if (IsTimes(at + 1, Gap.Bracket))
                {
                    yield return Pause(at + 2, pieces[at + 1].Part);
                }

                break;
            case PartKind.Break when IsTimes(at + 1, Gap.Bracket):
                // "lunch 12:30-13:30 excepted"
                var isExcepted = at + 2 < pieces.Count && pieces[at + 2].Part.Kind == PartKind.ExceptAfter;
                yield return Pause(isExcepted ? at + 3 : at + 2, pieces[at + 1].Part);
                break;
            case PartKind.Usual:
                yield return new Step(at + 1, new Clause(ClauseKind.Usual, []), 0, Order.None) { Start = start };
                if (IsTimes(at + 1, Gap.Sign))
                {
                    var usual = new Clause(ClauseKind.Usual, []) { Slots = SlotsOf(pieces[at + 1].Part) };
                    yield return new Step(at + 2, usual, 0, Order.None) { Start = start };
                }

                break;
            case PartKind.Appointment:
                yield return new Step(at + 1, new Clause(ClauseKind.Appointment, []), 0, Order.None) { Start = start };
                break;
        }

        Step Pause(int end, HoursPart times) =>
            new(end, new Clause(ClauseKind.Pause, []) { Slots = SlotsOf(times) }, 0, Order.None) { Start = start };
    }

    private IEnumerable<Step> TimesAt(int start, int at, bool isClosing)
    {
        var part = pieces[at].Part;
        var slots = isClosing ? Ends(part) : SlotsOf(part);
        var clause = new Clause(ClauseKind.Times, []) { Slots = slots, IsUnsure = part.IsVague };
        yield return new Step(at + 1, clause, 0, Order.None) { Start = start };
        if (at + 1 == pieces.Count)
        {
            yield break;
        }

        var next = pieces[at + 1];
        // "Fridays 12.30-14.00 closed", "Thursdays until 17.00 closed"
        if (next is { Part.Kind: PartKind.Closed, Gap: Gap.None or Gap.Sign or Gap.Bracket })
        {
            yield return new Step(at + 2, clause with { Kind = ClauseKind.Pause }, 0.4, Order.None)
            {
                Start = start,
                IsWhole = true,
            };
        }

        // "Sat 8-12 by appointment only": of these times, or of all.
        if (next is { Part.Kind: PartKind.Appointment, Gap: Gap.None or Gap.Sign or Gap.Bracket })
        {
            yield return new Step(at + 2, clause with { IsUnsure = true }, 0.2, Order.None) { Start = start };
        }

        // "9-12 and from 2 on", "9-12, also 16-19"
        var end = at + 1;
        var cost = 0.0;
        while (end < pieces.Count && pieces[end].Gap <= Gap.Line)
        {
            var also = pieces[end].Part.Kind == PartKind.Also && IsTimes(end + 1, Gap.And);
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
            yield return new Step(end, clause, cost, Order.None) { Start = start };
        }
    }

    private bool IsTimes(int at, Gap most) =>
        at < pieces.Count && pieces[at].Part.Kind == PartKind.Times && pieces[at].Gap <= most;

    // A time alone is the end.
    private List<Slot> Ends(HoursPart times) =>
        times is { IsBare: true, Slots: [{ Open: { } open }] }
            ? [new Slot(null, countsToTwelve && open is >= 60 and < 9 * 60 ? open + Clock.Noon : open)]
            : SlotsOf(times);

    private static List<Slot> SlotsOf(HoursPart times) =>
        [.. times.Slots.Select(slot => new Slot(slot.Open, slot.Close))];

    private const int Orders = 3;

    private enum Order
    {
        None,
        DaysFirst,
        TimesFirst,
    }

    private sealed record Step(int End, Clause Clause, double Cost, Order Order)
    {
        /// <summary>Where the value begins, with the word for open before it.</summary>
        public int Start { get; init; }

        /// <summary>Whether no days can stand behind it.</summary>
        public bool IsWhole { get; init; }
    }

    private sealed record Way(double Cost, Clause? Clause, Way? Before)
    {
        public List<Clause> Clauses()
        {
            List<Clause> clauses = [];
            for (var way = this; way?.Clause is not null; way = way.Before)
            {
                clauses.Insert(0, way.Clause);
            }

            return clauses;
        }
    }
}
