using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Which readings of opening times are left to a person: where one is not right a visitor stands before a closed door.</summary>
internal sealed class HoursDoubts(FactScan scan, HoursParts pieces)
{
    private const int Widest = 12;
    private const int MostWords = 4;
    private const int LongestSentence = 40;

    private readonly SourceText text = scan.Text;

    // One time without a word for from or until, and nothing that says it is one; times that name no day where nothing says what
    // they are of, or days stand beside them: where the reading is not right a visitor stands before a closed door.
    public bool IsLoose(List<HoursPart> parts) =>
        parts.Exists(part =>
            part is { Kind: PartKind.Times, IsBare: true, IsMarked: false }
            || IsCondition(part, parts.Exists(one => one.Kind == PartKind.Days))
            || IsLength(part)
        );

    public bool IsDayless(List<HoursPart> parts, JsonObject value, bool hasCue)
    {
        var (start, end) = (parts[0].Start, parts[^1].End);
        var isDayless = value["regular"]!
            .AsArray()
            .Any(entry => entry!["days"] is null && (entry["open"] is not null || entry["close"] is not null));
        return isDayless
            && (
                !hasCue
                || !IsStay(parts)
                    && parts.Exists(part =>
                        part.Kind == PartKind.Times && (part.IsBare || !part.IsMarked && IsHalf(part))
                    )
                || Indexes
                    .Of(Math.Max(scan.Sentences.StartOf(start), start - LongestSentence), start)
                    .Concat(Indexes.Of(end, Math.Min(scan.Sentences.EndOf(end), end + LongestSentence)))
                    .Any(IsDay)
            );
    }

    // "£18 before 5pm on weekdays" says when it costs that.
    private bool IsCondition(HoursPart part, bool hasDays) =>
        part.Kind == PartKind.Times
        && (
            text.Before(part.Start, "condition").Start >= 0
            || !hasDays && text.Is(part.Start, "condition") > 0 && IsHalf(part)
        );

    // "A weekend (12 h)": how long, and not from when.
    private bool IsLength(HoursPart part) =>
        part.Kind == PartKind.Times
        && IsHalf(part)
        && text.IsSign(part.Start - 1, "(")
        && text.IsSign(part.End, ")")
        && text.Of(part.End - 1, "unit.").Name is "hour";

    // "Lunch from 12" may be what it costs; who arrives or leaves does so by the clock, and leaves in the morning.
    private bool IsStay(List<HoursPart> parts) =>
        Window(parts[0].Start).Any(i => text.Is(i, "hours.arrival") + text.Is(i, "hours.departure") > 0);

    public bool IsDeparture(List<HoursPart> parts) =>
        IsStay(parts)
        && parts.TrueForAll(part =>
            part.Kind != PartKind.Times
            || part.Slots.All(slot => slot is { Open: null, Close: >= 10 * 60 and <= Clock.Noon })
        );

    public static bool IsHalf(HoursPart part) => part.Slots.Any(slot => slot.Open is null != slot.Close is null);

    private bool IsDay(int at) => Days.Read(text, at) is { IsWeak: false } && !scan.IsWithin(at, "date");

    // "11-14, 17-22, Monday noon off": behind days that come last stands what they are, and nobody understood it.
    public bool IsCut(List<HoursPart> parts, int end)
    {
        var next = Math.Max(end, parts[^1].End);
        return parts[^1].Kind switch
        {
            PartKind.Days when parts.Count > 1 => text.Is(next, "noon") > 0
                || text.Is(next, "not") > 0
                || text.Of(next, "daytime.").Length > 0
                || parts[^2].Kind == PartKind.Sign
                    && parts[^1].Days!.Names.Count < Days.Week.Count
                    && !scan.Sentences.Divides(next)
                    && !scan.IsTaken(next)
                    && !(text.Is(next, "only") is var only && only > 0 && scan.Sentences.Divides(next + only)),
            PartKind.Date => text[next].Kind == TokenKind.Digits && !scan.Sentences.EndsAt(next - 1)
                || text.Is(next, "also") > 0,
            _ => false,
        };
    }

    // "Fri 6 till late, Sun roasts 12-4 only": days or times beside it that nobody understood may change what it says.
    public bool IsTorn(int start, int end) =>
        // "P 8–12 páros héten": the last of the days, and not every week.
        text.Is(end, "alternate") > 0
        || Indexes
            .Of(Math.Max(scan.Sentences.PartStart(start), start - MostWords), start)
            .Any(i => text.Is(i, "alternate") > 0)
        || text[end].Text.Length > 1 && text.Is(end, "to") + text.Is(end, "until") > 0
        || Indexes.Of(start, end).Count(i => text.IsSign(i, ")"))
            > Indexes.Of(start, end).Count(i => text.IsSign(i, "("))
        || Indexes
            .Of(Math.Max(scan.Sentences.StartOf(start), start - Widest), start)
            .Concat(Indexes.Of(end, Math.Min(Stop(end), end + Widest)))
            .Any(i => !scan.IsTaken(i) && (IsLooseDay(i) || IsLooseTime(i)));

    /// <summary>Where the sentence ends that ends in the statement, or behind it.</summary>
    public int Stop(int end) => IsStop(end - 1) ? end : scan.Sentences.EndOf(end);

    // "10–14 hrs. Emergencies", "M/T. Quiz": the dot of the short word that comes last ends the sentence too.
    private bool IsStop(int at) =>
        scan.Sentences.EndsAt(at)
        || text.IsSign(at, ".")
            && text[at + 1] is { Kind: TokenKind.Word, IsSpaced: true } next
            && (next.IsCapital || !char.IsLower(next.Text[0]))
            && Days.Read(text, at + 1) is null;

    // "weekdays until 17.00 an hour 1,200 TL": when it costs that, and not when it is open.
    public bool IsOfPrice(int end) =>
        !scan.Sentences.Divides(end)
        && (
            Money.Read(text, end, scan.Region) is { Currency: not null }
            || text.Of(end, "rate.") is { Length: var rate and > 0 }
                && Money.Read(text, end + rate, scan.Region) is { Currency: not null }
        );

    // "Closed Wednesdays and 2nd and 4th Thursdays. Open 10-19": the sentence beside it takes days away, and was not understood.
    public bool IsOverruled(JsonObject value, int start, int end) =>
        value["regular"]!.AsArray().Sum(entry => entry!["days"]?.AsArray().Count ?? 0) >= Days.Week.Count - 1
        && Indexes
            .Of(Math.Max(0, start - Widest), start)
            .Concat(Indexes.Of(end, Math.Min(text.Count, end + Widest)))
            .Any(i =>
                !scan.IsTaken(i)
                && IsLooseDay(i)
                && Indexes
                    .Of(Math.Max(0, i - MostWords), i + MostWords)
                    .Any(near =>
                        text.Is(near, "closed") > 0 && !Indexes.Of(Math.Min(i, near), Math.Max(i, near)).Any(IsStop)
                    )
            );

    // Public holidays alone take no hours from the days of the week.
    private bool IsLooseDay(int at) =>
        Days.Read(text, at) is { IsRest: false } days && days.Names is not ["ph"] && IsDay(at);

    private bool IsLooseTime(int at) =>
        text[at].Kind == TokenKind.Digits
        && pieces.Times(at) is { IsBare: false, Slots: [{ Open: not null, Close: not null }, ..] };

    private IEnumerable<int> Window(int at) => Indexes.Of(Math.Max(scan.Sentences.StartOf(at), at - 5), at);
}
