using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>
/// Divides the pieces of a statement into clauses. People say days and times in either order, with or without signs between them: every way
/// to divide is tried, each has its price, and the cheapest is what they meant. Where two are as cheap and differ, a person decides.
/// </summary>
internal sealed class WeekGrammar
{
    private const int Kept = 4;

    // What no clause costs is usual; a clause more, or a sign in a place where people write none, costs about one.
    private const double Never = 50;

    private readonly PieceList pieces;
    private readonly ClauseValues values;

    public WeekGrammar(FactRegion region, IEnumerable<HoursPart> parts)
    {
        pieces = new PieceList(parts);
        values = new ClauseValues(region, pieces);
    }

    /// <summary>The likeliest divisions into clauses, with what each costs.</summary>
    public IReadOnlyList<(IReadOnlyList<Clause> Clauses, double Cost)> Read()
    {
        // The cheapest ways to each place, by the order of days and times in the last clause that has both.
        var ways = new List<Way>[pieces.Count + 1, Orders];
        ways[0, (int)ClauseOrder.None] = [new Way(0, null, null)];
        for (var at = 0; at < pieces.Count; at++)
        {
            for (var order = 0; order < Orders; order++)
            {
                foreach (var way in ways[at, order] ?? [])
                {
                    foreach (var step in Steps(at, way.Clause, (ClauseOrder)order))
                    {
                        var to = step.Order == ClauseOrder.None ? order : (int)step.Order;
                        Keep(
                            ways[step.End, to] ??= [],
                            new Way(way.Cost + step.Cost + Turn((ClauseOrder)order, step.Order), step.Clause, way)
                        );
                    }
                }
            }
        }

        return
        [
            .. Enumerable
                .Range(0, Orders)
                .SelectMany(order => ways[pieces.Count, order] ?? [])
                .OrderBy(way => way.Cost)
                .Select(way => ((IReadOnlyList<Clause>)way.Clauses(), way.Cost)),
        ];
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

    private static double Turn(ClauseOrder before, ClauseOrder now) =>
        before != ClauseOrder.None && now != ClauseOrder.None && before != now ? 1 : 0;

    private IEnumerable<ClauseStep> Steps(int at, Clause? before, ClauseOrder order)
    {
        var enter = at == 0 ? 0 : pieces.Entry(at);
        // "Mondays closed. Open 9-18": what is said of every day may come after what is said of some.
        var bare = order == ClauseOrder.None ? 1 : 2.5;
        var (start, adds) = pieces.Leads(at);
        if (start > at)
        {
            yield return new ClauseStep(
                start,
                new Clause(ClauseKind.Cue, []) { Adds = adds, Gap = pieces[at].Gap },
                enter + 0.3,
                ClauseOrder.None
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

    private IEnumerable<ClauseStep> Clauses(int at, Clause? before, double bare)
    {
        if (pieces[at].Part.Kind == PartKind.Except)
        {
            foreach (var (names, end, cost) in pieces.Names(at + 1))
            {
                yield return new ClauseStep(end, new Clause(ClauseKind.Except, names), cost, ClauseOrder.None);
                foreach (var value in values.At(end))
                {
                    if (value.Clause.Kind is ClauseKind.Times or ClauseKind.Appointment or ClauseKind.Closed)
                    {
                        yield return value with
                        {
                            Clause = value.Clause with { Names = names, IsExcepted = true },
                            Cost = value.Cost + cost + (pieces.Inner(value.Start) / 4),
                        };
                    }
                }
            }

            // "shut except in August": nothing that it could be said of.
            yield return new ClauseStep(
                at + 1,
                new Clause(ClauseKind.Cue, []) { IsUnsure = true },
                Never,
                ClauseOrder.None
            );
            yield break;
        }

        // "early finish Fri 4pm"
        if (pieces[at].Part.Kind == PartKind.Closes)
        {
            foreach (var (names, end, cost) in pieces.Names(at + 1))
            {
                if (pieces.IsTimes(end, Gap.Sign))
                {
                    yield return new ClauseStep(
                        end + 1,
                        new Clause(ClauseKind.Times, names) { Slots = values.Ends(pieces[end].Part) },
                        cost,
                        ClauseOrder.DaysFirst
                    );
                }
            }
        }

        // "By appointment Mon-Thu 9-13": the times are said.
        if (pieces[at].Part.Kind == PartKind.Appointment)
        {
            foreach (var (names, end, cost) in pieces.Names(at + 1))
            {
                foreach (var value in values.At(end).Where(value => value.Clause.Kind == ClauseKind.Times))
                {
                    yield return value with
                    {
                        Clause = value.Clause with { Names = names },
                        Cost = value.Cost + cost + pieces.Inner(end) + 0.3,
                        Order = ClauseOrder.DaysFirst,
                    };
                }
            }
        }

        foreach (var (names, end, cost) in pieces.Names(at))
        {
            yield return new ClauseStep(
                end,
                new Clause(ClauseKind.Names, names),
                cost + Alone(names, end),
                ClauseOrder.None
            );
            if (end == pieces.Count)
            {
                continue;
            }

            if (pieces[end].Part.Kind == PartKind.ExceptAfter)
            {
                yield return new ClauseStep(end + 1, new Clause(ClauseKind.Except, names), cost, ClauseOrder.None);
            }

            // "daily except Monday 9-18"
            if (pieces[end].Part.Kind == PartKind.Except)
            {
                foreach (var (without, stop, more) in pieces.Names(end + 1))
                {
                    foreach (var value in values.At(stop).Where(value => value.Clause.Kind == ClauseKind.Times))
                    {
                        yield return value with
                        {
                            Clause = value.Clause with { Names = names, Without = without },
                            Cost = value.Cost + cost + more + (pieces.Inner(value.Start) / 4),
                            Order = ClauseOrder.DaysFirst,
                        };
                    }
                }
            }

            foreach (var value in values.At(end))
            {
                var whole = value with
                {
                    Clause = value.Clause with { Names = names },
                    Cost = value.Cost + cost + pieces.Inner(end),
                    Order = value.Clause.Kind == ClauseKind.Times ? ClauseOrder.DaysFirst : ClauseOrder.None,
                };
                yield return whole;
                if (Season(whole) is { } seasonal)
                {
                    yield return seasonal;
                }
            }
        }

        foreach (var value in values.At(at))
        {
            yield return value with
            {
                Cost = value.Cost + Bare(value.Clause, before, bare, value.End),
            };
            foreach (var (names, end, cost) in value.IsWhole ? [] : pieces.Names(value.End))
            {
                var isTimes = value.Clause.Kind == ClauseKind.Times;
                var isPause = value.Clause.Kind == ClauseKind.Pause;
                // "9h-19h (18h le samedi)"
                var slots =
                    isTimes && pieces[at].Gap == Gap.Bracket && value.End == at + 1
                        ? values.Ends(pieces[at].Part)
                        : value.Clause.Slots;
                var whole = value with
                {
                    End = end,
                    Clause = value.Clause with { Names = names, Slots = slots },
                    Cost =
                        value.Cost
                        + cost
                        + pieces.Inner(value.End)
                        + (
                            isTimes
                                ? 0.8
                                    // "9-12, 15-18 (Thu mornings only)"
                                    + (pieces[value.End].Gap == Gap.Bracket && names[0].Part.IsOnly ? 3 : 0)
                            : isPause ? 2.5
                            : 0
                        ),
                    Order = isTimes ? ClauseOrder.TimesFirst : ClauseOrder.None,
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
                        Clause = new Clause(ClauseKind.Pause, names) { Slots = ClauseValues.SlotsOf(shut) },
                        Cost = whole.Cost + 0.6,
                    };
                }
            }
        }
    }

    // A season behind a day and its times is theirs, and no list goes on with it.
    private ClauseStep? Season(ClauseStep step) =>
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

    private const int Orders = 3;

    private sealed record Way(double Cost, Clause? Clause, Way? Before)
    {
        public List<Clause> Clauses()
        {
            List<Clause> clauses = [];
            for (var way = this; way?.Clause is not null; way = way.Before)
            {
                // "Fridays 16-21 and Saturdays 14-21 from Easter to autumn": the season is that of both.
                var isJoined = clauses is [{ Season: not null, Gap: Gap.And }, ..];
                var clause =
                    isJoined && way.Clause is { Kind: ClauseKind.Times, Season: null }
                        ? way.Clause with
                        {
                            Season = clauses[0].Season,
                        }
                        : way.Clause;
                clauses.Insert(0, clause);
            }

            return clauses;
        }
    }
}
