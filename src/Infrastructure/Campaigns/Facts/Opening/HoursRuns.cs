using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>How far a statement about opening times goes, and what before it says that it is one.</summary>
internal sealed class HoursRuns(FactScan scan, HoursParts pieces)
{
    private const int MostFillers = 4;
    private const int MostParts = 60;
    private const int MostWords = 4;

    private readonly SourceText text = scan.Text;

    /// <summary>Everything from the token on that is part of one statement.</summary>
    /// <param name="isFacet">Whether it is about a part of a house that hours were said of.</param>
    public (List<HoursPart> Parts, int End) Run(int start, bool isFacet)
    {
        var isInBracket = text.IsSign(start - 1, "(");
        List<HoursPart> parts = [];
        var fillers = 0;
        for (var at = start; at < text.Count && parts.Count < MostParts; )
        {
            // "Mon-Fri 9-18, Sunday brunch 10-14": days of a part of the house, with times of its own.
            if (
                parts.Count > 2
                && parts[^1] is { Kind: PartKind.Days, Daytime: null }
                && parts[^2].Kind == PartKind.Sign
                && parts.Exists(one => one.Kind == PartKind.Times)
                && HoursLabels.IsAt(text, at)
                && HasTimes(at)
            )
            {
                parts.RemoveAt(parts.Count - 1);
                break;
            }

            var part = pieces.Next(at) ?? Words(parts, at) ?? Other(parts, at);
            if (part is null)
            {
                break;
            }

            // A new line or sentence goes on only with days, or with a word that says closed.
            if (
                part.Kind == PartKind.Sign && (part.IsEnd || part.IsLine) && !GoesOn(parts, part.End, isFacet)
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

            // "Mon-Sat from 9, kitchen until 5, Sundays closed": the house is, and not the kitchen alone.
            if (
                isFacet
                && part.Kind == PartKind.Days
                && parts.Count > 1
                && parts[^1].Kind == PartKind.Sign
                && parts.Exists(one => one.Slots is [{ Open: null }])
                && !parts.Exists(one => one.Kind == PartKind.Days)
                && pieces.Next(part.End) is { Kind: PartKind.Closed }
            )
            {
                break;
            }

            // "Lunch 12-2, dinner 6-10" are two statements.
            if (
                parts.Exists(one => one.Kind == PartKind.Times)
                && part.Kind is PartKind.Filler or PartKind.Open or PartKind.Times or PartKind.Closes
                && (HoursLabels.IsAt(text, at) || text.Of(at, "daytime.").Length > 0 && HasLabel(start))
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
            || parts.IndexOf(before) is var days && days > 0 && parts[days - 1].Kind == PartKind.Times
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
                (
                    !parts.Exists(part => part.Kind is PartKind.Words or PartKind.Times)
                    // "Mon-Fri 7-18, Sunday duty 9-11": the days have a sign before them, and nothing names a part of the house.
                    || parts[days > 0 ? days - 1 : 0] is { Kind: PartKind.Sign, IsEnd: false }
                        && parts.Exists(part => part.Kind == PartKind.Times)
                        && end - at < MostWords
                        && !Indexes.Of(at, end).Any(i => MaySayWhen(i) || HoursLabels.IsAt(text, i))
                )
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

    private bool HasTimes(int at) =>
        Indexes
            .Of(at + 1, at + MostWords + 1)
            .TakeWhile(i => text[i - 1].Kind == TokenKind.Word)
            .Any(i => pieces.Times(i) is { IsBare: false });

    // "Sundays emergencies only", "domingo solo urgencias": words up to the next sign, none of which can say when.
    private HoursPart? Other(List<HoursPart> parts, int at)
    {
        if (
            parts.Count < 3
            || parts[^1].Kind is not (PartKind.Days or PartKind.Date or PartKind.Only or PartKind.Filler)
            || parts.FindLast(part => part.Kind is not (PartKind.Only or PartKind.Filler))
                is not { Kind: PartKind.Days or PartKind.Date, Daytime: null, Days: null or { IsRest: false } } days
            || parts.IndexOf(days) is not (> 0 and var place)
            || parts[place - 1].Kind != PartKind.Sign
            || !parts.Exists(part => part.Kind == PartKind.Times)
            || text[at].Kind != TokenKind.Word
        )
        {
            return null;
        }

        var end = at;
        while (end < at + MostWords && text[end].Kind == TokenKind.Word && !scan.IsTaken(end) && !MaySayWhen(end))
        {
            end++;
        }

        return end > at && (scan.Sentences.Divides(end) || scan.IsTaken(end))
            ? new HoursPart(PartKind.Other, at, end)
            : null;
    }

    private bool MaySayWhen(int at) =>
        pieces.Next(at) is { Kind: not (PartKind.Filler or PartKind.Only or PartKind.Sign) }
        || Doubtful.Any(list => text.Is(at, list) > 0)
        || text.Of(at, "daytime.").Length > 0
        || text.Of(at, "number.").Length > 0;

    private static readonly string[] Doubtful =
    [
        "not",
        "closed",
        "closed.behind",
        "closes",
        "break",
        "break.short",
        "noon",
        "midnight",
        "condition",
        "alternate",
        "usual",
        "late",
        "until",
        "from",
    ];

    private bool GoesOn(List<HoursPart> parts, int at, bool isFacet)
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
        // "Telephone 8-9. Closed at Christmas": the house is.
        isPart |=
            isFacet
            && parts.Exists(part => part.Kind == PartKind.Times)
            && pieces.Next(at) is not { Kind: PartKind.Break };
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
                PartKind.Open => pieces.Next(next.End) is { Kind: PartKind.Days }
                    || pieces.Next(next.End) is { Kind: PartKind.Date } dated && HasState(dated.End)
                    || pieces.Next(next.End) is { Kind: PartKind.Times }
                        && parts.Exists(part => part.Kind == PartKind.Closed)
                        && !parts.Exists(part => part.Kind == PartKind.Times),
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

    // "10-19 (last cut 18), Tuesdays closed"
    public bool DaysFollow(int at)
    {
        for (var i = 0; i < 3 && pieces.Next(at) is { Kind: PartKind.Filler or PartKind.Sign, IsEnd: false } skip; i++)
        {
            at = skip.End;
        }

        return pieces.Next(at) is { Kind: PartKind.Days } days && HasState(days.End);
    }

    // Times without days are opening times only where a word says so, or what they are of.
    public bool HasCue(int at) => HasOpen(at) || CueWindow(at).Any(i => HoursLabels.IsAt(text, i));

    // "Arrivals after 4": what the time is of stands right before it.
    public bool HasLabel(int at) =>
        Indexes
            .Of(Math.Max(scan.Sentences.PartStart(at), at - 3), at)
            .Any(i => text.Is(i, "hours.of") is var length && length > 0 && i + length <= at);

    public bool HasOpen(int at) => CueWindow(at).Any(i => text.Is(i, "open") > 0);

    private IEnumerable<int> CueWindow(int at)
    {
        var anchor = HoursLabels.Anchor(scan, at);
        var first = Math.Max(scan.Sentences.StartOf(at), anchor - (text.IsSign(at - 1, "(") && anchor == at ? 10 : 5));
        // "Kitchen until 5, Mondays closed": what stands before another statement names that one.
        return scan.IsTaken(anchor - 2) && scan.Sentences.Divides(anchor - 1) ? [] : Indexes.Of(first, anchor);
    }
}
