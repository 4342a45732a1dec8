using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Dates with their times, and what they are of.</summary>
internal static class Dates
{
    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (scan.IsTaken(i))
            {
                continue;
            }

            if (
                WrittenDates.Parse(text, i, scan.Region) is { } date
                && !scan.AnyTaken(date.Start, date.End)
                && (date.IsMarked || IsCued(scan, date))
            )
            {
                i = (IsOfHours(scan, date) ? date.End : Add(scan, date)) - 1;
            }
            else if (Nth(scan, i) is { } nth)
            {
                i = Add(scan, nth) - 1;
            }
            else if (Within(scan, i) is { } within)
            {
                i = Add(scan, within) - 1;
            }
            else if (OfEvent(scan, i) is { } end)
            {
                i = end - 1;
            }
        }
    }

    public static bool IsOn(string weekday, string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Week[(int)day.DayOfWeek] == weekday;

    private const int Longest = 40;

    private static readonly string[] Week = ["su", "mo", "tu", "we", "th", "fr", "sa"];

    // What opens, closes or is a season on those days belongs to the hours.
    private static bool IsOfHours(FactScan scan, DateRef date)
    {
        var text = scan.Text;
        // "Doors open Tue 9 Sept, 9am"
        if (
            date.To is null
            && Indexes.Of(Math.Max(0, date.Start - 3), date.Start).Any(i => text.Is(i, "date.event") > 0)
        )
        {
            return false;
        }

        // "Opens 10/11/2026": once, and not every year.
        if (
            date is { To: null, Days: [{ Length: 10 }] }
            && text.Before(date.Start, "open").Start >= 0
            && TimeSpans.Read(scan, date.End) is null
            && text.Is(date.End, "closed") == 0
        )
        {
            return false;
        }

        // "1.–14. Mai tägl. ab 15 Uhr"
        if (
            date.To is not null
            && Days.Read(text, date.End + Math.Max(IsLead(text, date) ? 1 : 0, text.Is(date.End, "untilafter")))
                is { Names.Count: > 1, IsWeak: false }
        )
        {
            return true;
        }

        var (start, end) = (
            Math.Max(scan.Sentences.PartStart(date.Start), date.Start - 8),
            Math.Min(text.Count, date.End + 8)
        );
        // "Annual holiday: 15 July to 1 August"
        start = text.IsSign(start - 1, ":") ? Math.Max(scan.Sentences.PartStart(start - 1), start - 5) : start;
        end = Math.Min(
            end,
            text.Before(date.Start, "open").Start >= 0
            || Dividers(scan, date.End, end) > 0 && !text.IsSign(date.Start - 1, "(")
                ? scan.Sentences.PartEnd(date.End)
                : scan.Sentences.EndOf(date.End)
        );
        if (date is { To: null, Days: [{ Length: 7 }, ..] } && IsBehindWeek(scan, date))
        {
            return true;
        }

        // "Sezona: 15.5.–30.9., svaki dan"
        if (text.IsSign(date.Start - 1, ":") && text.Before(date.Start - 1, "season").Start >= 0)
        {
            return true;
        }

        return Indexes
                .Of(start, end)
                .Any(i => text.Is(i, "closed") > 0 || text.Is(i, "open") > 0 || text.Is(i, "season") > 0)
                && !Indexes.Of(start, date.End + 1).Any(i => text.Of(i, "currency.").Length > 0)
            || text.Before(date.Start, "except").Start >= 0
            || text.IsSign(date.End, ")")
                && Enumerable.Range(date.End, 6).Any(i => text.Is(i, "closed") > 0)
                && !scan.Sentences.EndsAt(date.End);
    }

    // "Mon-Fri 9-18, 24 Dec 9-12", "Mon-Fri 9-18. 24 Dec until 12": what only ends is no event.
    private static bool IsBehindWeek(FactScan scan, DateRef date)
    {
        var text = scan.Text;
        var behind = date.End + text.Is(date.End, "only");
        behind += text.Is(behind, "filler");
        return TimeSpans.Read(scan, behind) is { } times
            && (text.IsSign(date.Start - 1, ',', ';') || times.Slots is [{ Open: null, Close: not null }])
            && Indexes
                .Of(Math.Max(0, date.Start - Longest), date.Start)
                .Any(i =>
                    Days.Read(text, i) is { Names.Count: > 1, IsWeak: false } week
                    && week.End < date.Start
                    && TimeSpans.Read(scan, week.End) is { Slots: [{ Open: not null, Close: not null }, ..] }
                );
    }

    // "1.–14. Mai: tägl. ab 15 Uhr", "fra 27. november til 23. december, alle dage 10-17"
    private static bool IsLead(SourceText text, DateRef date) =>
        text.IsSign(date.End, ":")
        || text.IsSign(date.End, ",")
            && text.Before(date.Start, "from").Start is >= 0 and var from
            && text[from].Text.Length > 1;

    private static int Dividers(FactScan scan, int start, int end) =>
        Indexes.Of(start, end).Count(i => scan.Text.IsSign(i, ',', ';'));

    private static bool IsCued(FactScan scan, DateRef date)
    {
        var text = scan.Text;
        var before = Math.Max(0, date.Start - 3);
        return Indexes
                .Of(before, date.Start)
                .Any(i =>
                    (
                        text.Is(i, "date.cue") > 0
                        || text.Is(i, "until") > 0
                        || text.Is(i, "from") > 0 && date.To is not null
                    ) && !scan.Sentences.EndsAt(i)
                )
                && text.Of(date.End, "currency.").Length == 0
                && text.Of(date.Start - 1, "currency.").Length == 0
                && text.Of(date.End, "unit.").Length == 0
                && !(text.Is(date.End, "clock.after") > 0)
            || text.Is(date.End, "clock.sure") > 0
            || text.IsSign(date.Start - 1, "(") && text.IsSign(date.End, ")") && date.Days[0].Length > 4
            || date.To is not null && text[date.Start + 1].Text == "/" && date.Days[0].Length > 4 && date.To.Length > 4;
    }

    private static int Add(FactScan scan, DateRef date)
    {
        var text = scan.Text;
        var (start, end) = (date.Start, date.End);
        string? time = null,
            endTime = null;
        var at = end;
        at +=
            text[at].Text is "," or "@" or "-" && text[at + 1].Kind != TokenKind.Break
            || text[at] is { Kind: TokenKind.Sign, Text: "\u00B7" or "|" }
                ? 1
                : 0;
        at = text.Is(at, "from") is var lead and > 0 ? text.SkipDot(at + lead) : at;
        // "7 for 7.30pm": come at seven, it begins at half past.
        if (
            text[at].Kind == TokenKind.Digits
            && text.Is(at + 1, "for") > 0
            && Clock.Read(text, at + 2, scan.Region) is { IsMarked: true }
        )
        {
            at += 2;
        }

        if (Clock.Read(text, at, scan.Region) is { } clock && !scan.AnyTaken(at, clock.End))
        {
            var to =
                text.IsSign(clock.End, '-', '~') ? clock.End + 1
                : Math.Max(text.Is(clock.End, "to"), text.Is(clock.End, "until")) is var length and > 0
                    ? clock.End + length
                : -1;
            if (
                to > 0
                && Clock.Read(text, to, scan.Region) is { } close
                && (
                    clock.IsMarked
                    || close.IsMarked
                    || text.Is(at, "clock.before") > 0
                    || text.Before(at, "from").Start >= 0 && !TimeSpans.IsNoTime(text, close.End)
                )
            )
            {
                var (from, until) = Clock.Resolve(clock, close, scan.Region);
                (time, endTime, end) = (Clock.Text(from), Clock.Text(until), close.End);
            }
            else if (clock.IsMarked || text.Is(at, "clock.before") > 0 && text[at].Text != "@")
            {
                (time, end) = (Clock.Text(clock.Minutes), clock.End);
            }
        }
        else if (Before(scan, start) is { } earlier)
        {
            time = Clock.Text(earlier.Minutes);
            start = earlier.Start;
        }

        var what = What(scan, start, end);
        foreach (var day in date.Days)
        {
            var value = new JsonObject { ["date"] = day };
            if (date.To is not null)
            {
                value["to"] = date.To;
            }

            if (time is not null)
            {
                value["time"] = time;
            }

            if (endTime is not null)
            {
                value["endTime"] = endTime;
            }

            if (date.Weekday is not null && date.To is null)
            {
                value["weekday"] = date.Weekday;
            }

            if (what.Length > 0)
            {
                value["what"] = what;
            }

            scan.Add("date", value, start, end);
        }

        return end;
    }

    // "23h59 do dia 10/11"
    private static Clock? Before(FactScan scan, int start)
    {
        for (var at = Math.Max(0, start - 6); at < start; at++)
        {
            if (
                !scan.IsTaken(at)
                && scan.Text[at].Kind == TokenKind.Digits
                && Clock.Read(scan.Text, at, scan.Region) is { IsMarked: true } clock
                && start - clock.End is >= 0 and < 3
                && Indexes.Of(clock.End, start).All(i => scan.Text[i].Kind == TokenKind.Word)
            )
            {
                return clock;
            }
        }

        return null;
    }

    /// <summary>"last Sunday in November"</summary>
    private static DateRef? Nth(FactScan scan, int at)
    {
        var text = scan.Text;
        var (_, length) = text.Of(at, "nth.");
        if (length == 0 || text.Of(at + length, "day.") is not ({ Length: 2 } day, var dayLength))
        {
            return null;
        }

        var month = at + length + dayLength;
        month += Math.Max(text.Is(month, "place.in"), text.Is(month, "of"));
        return text.Of(month, "month.") is ({ Length: > 0 } name, var monthLength)
            ? new DateRef(
                at,
                text.SkipDot(month + monthLength),
                [$"--{int.Parse(name, CultureInfo.InvariantCulture):00}"],
                null,
                day,
                true
            )
            : null;
    }

    /// <summary>"Sat 11 at 18:30" beside a date with its month: only where the calendar agrees.</summary>
    private static DateRef? Within(FactScan scan, int at)
    {
        var text = scan.Text;
        if (
            text.Of(at, "day.") is not ({ Length: 2 } day, var length)
            || WrittenDates.DayNumber(text, text.SkipDot(at + length)) is not { } number
            || text.Is(number.End, "clock.before") == 0
            || Clock.Read(text, number.End, scan.Region) is not { IsMarked: true }
        )
        {
            return null;
        }

        var full = scan
            .Facts.Where(one => one.Fact.Kind == "date")
            .Select(one => one.Fact.Value["date"]?.GetValue<string>())
            .FirstOrDefault(date =>
                date?.Length == 10
                && IsOn(day, string.Create(CultureInfo.InvariantCulture, $"{date[..8]}{number.Day:00}"))
            );
        return full is null
            ? null
            : new DateRef(
                at,
                number.End,
                [string.Create(CultureInfo.InvariantCulture, $"{full[..8]}{number.Day:00}")],
                null,
                day,
                true
            );
    }

    /// <summary>A time of something that has no date of its own: the doors open, a feast.</summary>
    private static int? OfEvent(FactScan scan, int start)
    {
        var text = scan.Text;
        var length = text.Is(start, "date.event");
        if (
            length == 0
            || Clock.Read(text, start + length + (text.IsSign(start + length, ":") ? 1 : 0), scan.Region)
                is not { IsMarked: true } clock
            || scan.AnyTaken(start, clock.End)
        )
        {
            return null;
        }

        scan.Add(
            "date",
            new JsonObject
            {
                ["date"] = null,
                ["time"] = Clock.Text(clock.Minutes),
                ["what"] = text.Words(start, start + length),
            },
            start,
            clock.End
        );
        return clock.End;
    }

    private static string What(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var sentence = (Start: scan.Sentences.StartOf(start), End: scan.Sentences.EndOf(end));
        var before = scan.Trimmed(Math.Max(sentence.Start, start - 12), start);
        if (before.End - before.Start > 1 || before.Start < before.End && text.Is(before.Start, "date.cue") == 0)
        {
            return text.Words(before.Start, before.End);
        }

        var behind = scan.Trimmed(
            end,
            Math.Min(sentence.End, scan.Sentences.PartEnd(text.IsSign(end, ",") ? end + 1 : end))
        );
        if (behind.Start < behind.End)
        {
            return text.Words(behind.Start, behind.End);
        }

        var previous = scan.Trimmed(
            scan.Sentences.StartOf(Math.Max(0, sentence.Start - 2)),
            Math.Max(0, sentence.Start - 1)
        );
        var words = before.Start < before.End ? text.Words(before.Start, before.End) : "";
        return previous.Start < previous.End && previous.End - previous.Start < 40
            ? $"{text.Words(previous.Start, previous.End)} {words}".TrimEnd()
            : words;
    }
}
