using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>What makes a reading of opening times unsure, so that a person looks at it.</summary>
internal sealed class HoursDoubts(FactScan scan)
{
    private const int Widest = 12;
    private const int MostWords = 4;

    private readonly SourceText text = scan.Text;
    private readonly HoursParts pieces = new(scan);

    // Times that name no day, one time without a word for from or until, words between days and times: the reading may be
    // right, and where it is not a visitor stands before a closed door. A person looks at it.
    public static bool IsLoose(List<HoursPart> parts, JsonObject value) =>
        value["regular"]!
            .AsArray()
            .Any(entry => entry!["days"] is null && (entry["open"] is not null || entry["close"] is not null))
        || parts.Exists(part => part.Kind == PartKind.Words || part is { Kind: PartKind.Times, IsBare: true });

    // "11-14, 17-22, Monday noon off": behind days that come last stands what they are, and nobody understood it.
    public bool IsCut(List<HoursPart> parts, int end) =>
        parts[^1].Kind == PartKind.Days
        && parts.Exists(part => part.Kind == PartKind.Times)
        && Math.Max(end, parts[^1].End) is var next
        && (text.Is(next, "noon") > 0 || text.Is(next, "not") > 0 || text.Of(next, "daytime.").Length > 0);

    // "Fri 6 till late, Sun roasts 12-4 only": days or times beside it that nobody understood may change what it says.
    public bool IsTorn(int start, int end) =>
        // "P 8–12 páros héten": the last of the days, and not every week.
        text.Is(end, "alternate") > 0
        || text[end].Text.Length > 1 && text.Is(end, "to") + text.Is(end, "until") > 0
        || Indexes.Of(start, end).Count(i => text.IsSign(i, ")"))
            > Indexes.Of(start, end).Count(i => text.IsSign(i, "("))
        || Indexes
            .Of(Math.Max(scan.Sentences.StartOf(start), start - Widest), start)
            .Concat(Indexes.Of(end, Math.Min(scan.Sentences.EndOf(end), end + Widest)))
            .Any(i => !scan.IsTaken(i) && (IsLooseDay(i) || IsLooseTime(i)));

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
                && Indexes.Of(Math.Max(0, i - MostWords), i + MostWords).Any(near => text.Is(near, "closed") > 0)
            );

    private bool IsLooseDay(int at) =>
        Days.Read(text, at) is { IsWeak: false, IsRest: false } && !scan.IsWithin(at, "date");

    private bool IsLooseTime(int at) =>
        text[at].Kind == TokenKind.Digits
        && pieces.Times(at) is { IsBare: false, Slots: [{ Open: not null, Close: not null }, ..] };

    /// <summary>"Groups on reservation" beside the hours of a week says nothing of its days.</summary>
    public static bool IsAside(JsonObject value) =>
        value["regular"] is JsonArray { Count: 1 } only
        && only[0]!["days"] is null
        && only[0]!["byAppointment"] is not null;
}
