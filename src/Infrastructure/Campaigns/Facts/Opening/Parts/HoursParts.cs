using System.Globalization;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Pricing;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

/// <summary>The pieces that statements about opening times are made of, one at a place.</summary>
internal sealed class HoursParts
{
    private const int LongestNote = 14;
    private const int MostLeads = 3;
    private const int EarliestHour = 5;
    private const string Marks = ",;.:/+&()[]|!-\t=*\u2022\u25AA\u25CF\u3001\u3002\u0964\u06D4\u30FB\u00B7";

    // Each place is asked about many times: by what stands before it, and by every statement that might begin there.
    private readonly Dictionary<int, HoursPart?> known = [];
    private readonly Dictionary<int, HoursPart?> times = [];
    private readonly FactScan scan;
    private readonly SourceText text;
    private readonly DayParts days;
    private readonly ClosedWords words;

    public HoursParts(FactScan scan)
    {
        (this.scan, text) = (scan, scan.Text);
        days = new DayParts(scan, Times);
        words = new ClosedWords(scan, Times);
    }

    public HoursPart? Next(int at)
    {
        if (at >= text.Count || scan.IsTaken(at))
        {
            return null;
        }

        return known.TryGetValue(at, out var part) ? part : known[at] = Read(at, 0);
    }

    /// <summary>From when until when, at this place.</summary>
    public HoursPart? Times(int at) =>
        times.TryGetValue(at, out var span)
            ? span
            // "from 1.04 to 31.10" are days.
            : times[at] =
                text.Is(at, "from") is var from
                && from > 0
                && WrittenDates.Parse(text, at + from, scan.Region) is { To: not null }
                    ? null
                    : TimeSpans.Read(scan, at);

    // "Kurtaxe Fr. 3.50", "AC-service fr 1 295:-": francs or from, and no Friday.
    private bool IsMoney(int at) =>
        text.Is(at, "price.from") is var from
            && from > 0
            && text.Of(at, "day.").Length > 0
            && Money.Read(text, text.SkipDot(at + from), scan.Region) is { } sum
            && (sum.Currency is not null || sum.Low.HasTail)
        || IsFrancs(at);

    private bool IsFrancs(int at) =>
        Money.CurrencyAt(text, at, scan.Region, before: true).Length is var sign
        && sign > 0
        && Amounts.Read(text, text.SkipDot(at + sign), scan.Region) is { } amount
        && text[at - 1].Kind == TokenKind.Word
        && Days.Read(text, at - 1) is null
        && (
            amount.HasTail
            || amount is { Decimals: 2, Value: < EarliestHour }
            || amount.Decimals == 2 && PriceQuantities.UnitAt(text, amount.End, first: true) is not null
        );

    private HoursPart? Read(int at, int leads)
    {
        if (IsMoney(at))
        {
            return null;
        }

        // A bar serves, and "every day bar Tuesday" excepts.
        if (text.Is(at, "except") is var except and > 0 && (text.Is(at, "hours.of") == 0 || words.IsNamed(at + except)))
        {
            return new HoursPart(PartKind.Except, at, text.SkipDot(at + except));
        }

        if (text.Is(at, "exceptafter") is var after and > 0)
        {
            return new HoursPart(PartKind.ExceptAfter, at, text.SkipDot(at + after));
        }

        if (text.Is(at, "appointment") is var appointment and > 0)
        {
            return new HoursPart(PartKind.Appointment, at, text.SkipDot(at + appointment));
        }

        if (
            text.Is(at, "appointment.noun") is var noun
            && noun > 0
            && (text.Before(at, "day.").Start >= 0 || text.Before(at, "days.").Start >= 0)
        )
        {
            return new HoursPart(PartKind.Appointment, at, at + noun);
        }

        if (SpecialDays.Ordinal(text, at) is { } ordinal)
        {
            return ordinal;
        }

        if (
            (
                SpecialDays.Season(text, at, scan.Region)
                ?? SpecialDays.Week(text, at)
                ?? SpecialDays.FirstWeeks(text, at)
            ) is
            { } holiday
        )
        {
            return Halved(holiday);
        }

        // "Sunday 8, 15 and 22 December"
        if (WrittenDates.Parse(text, at, scan.Region) is { Weekday: not null, Days.Count: > 1 } listed)
        {
            return Dated(at, listed);
        }

        if (!words.IsDaysOff(at) && days.At(at) is { } named)
        {
            return named;
        }

        if (Math.Max(text.Is(at, "break"), words.ShortBreak(at)) is var rest and > 0)
        {
            return new HoursPart(PartKind.Break, at, text.SkipDot(at + rest));
        }

        if (text.Is(at, "closes") is var closes and > 0 && words.Closing(at, at + closes) is { } closing)
        {
            return closing;
        }

        // "Fecha 24 e 25/12"
        if (
            text.Is(at, "closes") is var shuts and > 0
            && WrittenDates.Parse(text, at + shuts, scan.Region) is { IsMarked: true } or { To: not null }
        )
        {
            return new HoursPart(PartKind.Closed, at, at + shuts);
        }

        // "July and August no closing day": then it is open, and is not said when.
        if (
            text.Is(at, "not") is var not and > 0
            && text.Is(at + not, "closed") is var day and > 0
            && text.Is(at, "closed") <= not
        )
        {
            return new HoursPart(PartKind.Open, at, text.SkipDot(at + not + day)) { IsVague = true };
        }

        if (words.ClosedWord(at) is var closed and > 0)
        {
            return new HoursPart(PartKind.Closed, at, text.SkipDot(at + closed));
        }

        if (
            WrittenDates.Parse(text, at, scan.Region) is { } date
            && (date.IsMarked || date.To is not null && text[at + 1].Text is "/" or ".")
        )
        {
            return Dated(at, date);
        }

        if (SpecialDays.Month(text, at, scan.Region) is { } month)
        {
            return Halved(month);
        }

        // "closed from 5 to 20 January"
        if (
            words.Lead(at) is var before and > 0
            && (text.Is(at, "from") > 0 || text.Is(at, "until") + text.Is(at, "to") == 0)
            && WrittenDates.Parse(text, at + before, scan.Region) is { IsMarked: true }
        )
        {
            return new HoursPart(PartKind.Filler, at, at + before);
        }

        if ((Times(at) ?? Override(at)) is { } times)
        {
            return times;
        }

        if (text.Is(at, "usual") is var usual and > 0)
        {
            return new HoursPart(PartKind.Usual, at, text.SkipDot(at + usual));
        }

        if (text.Is(at, "open") is var open and > 0)
        {
            return new HoursPart(PartKind.Open, at, text.SkipDot(at + open));
        }

        // "from Easter to All Saints", "until 31 October", "in the first half of November"
        if (
            leads < MostLeads
            && words.Lead(at) is var lead
            && lead > 0
            && !scan.IsTaken(at + lead)
            && Read(at + lead, leads + 1) is { Kind: PartKind.Date } dated
        )
        {
            return text.Is(at, "from") == 0 && text.Is(at, "until") + text.Is(at, "to") > 0
                ? dated with
                {
                    Start = at,
                    When = text.Words(at, dated.End),
                }
                : new HoursPart(PartKind.Filler, at, at + lead);
        }

        if (text.Is(at, "also") is var also and > 0)
        {
            return new HoursPart(PartKind.Also, at, at + also);
        }

        if (text.Is(at, "only") is var only and > 0)
        {
            return new HoursPart(PartKind.Only, at, at + only);
        }

        // "10am to 8pm or until sold out"
        if (
            text.Is(at, "or") is var joint and > 0
            && text.Is(at + joint + text.Is(at + joint, "until"), "late") is var late
            && late > 0
        )
        {
            return new HoursPart(PartKind.Filler, at, at + joint + text.Is(at + joint, "until") + late);
        }

        if (Math.Max(text.Is(at, "and"), text.Is(at, "or")) is var joins and > 0)
        {
            return new HoursPart(PartKind.Sign, at, text.SkipDot(at + joins)) { IsAnd = true };
        }

        if (Math.Max(text.Is(at, "filler"), text.Is(at, "untilafter")) is var filler and > 0)
        {
            return new HoursPart(PartKind.Filler, at, text.SkipDot(at + filler));
        }

        if (Note(at) is var note && note > at)
        {
            return new HoursPart(PartKind.Filler, at, note);
        }

        return IsMark(text[at])
            ? new HoursPart(PartKind.Sign, at, at + 1)
            {
                IsEnd = scan.Sentences.EndsAt(at) || text[at].Text is ";",
                IsLine = text[at].Kind == TokenKind.Break,
                IsComma = text[at].Text is "," or ";" or "\u3001" or "\u00B7" or "|" || scan.Sentences.EndsAt(at),
                IsBracket = text[at].Text is "(" or "[",
                IsSemicolon = text[at].Text is ";",
                IsAnd = text[at].Text is "+" or "&" or "/" or "\u30FB",
            }
            : null;
    }

    // "until ten (9 on Mondays)", "10-17 (Thu 19)"
    private HoursPart? Override(int at) =>
        text.IsSign(at + 1, ")")
        && text[at] is { Kind: TokenKind.Digits, Text.Length: < 3, IsSpaced: true }
        && int.Parse(text[at].Text, CultureInfo.InvariantCulture) is var end and > 0 and < 25
        && text.Before(text.IsSign(at - 1, ".") ? at - 1 : at, "day.") is (_, > 0 and var day)
        && text.IsSign(day - 1, "(")
            ? new HoursPart(PartKind.Times, at, at + 1)
            {
                Slots = [(null, (scan.Region.UsesTwelveHours && end < 10 ? end + 12 : end) * 60)],
                IsMarked = true,
            }
        : text.IsSign(at - 1, "(")
        && text[at] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        && int.Parse(text[at].Text, CultureInfo.InvariantCulture) is var hour and > 0 and < 24
        && Days.Read(text, at + 1) is { IsWeak: false } days
        && text.IsSign(days.End, ")")
            ? new HoursPart(PartKind.Times, at, at + 1)
            {
                Slots = [(hour * 60, null)],
                IsBare = true,
                IsMarked = true,
            }
        : null;

    // "in August mornings only"
    private HoursPart Halved(HoursPart date)
    {
        var from = date.End + (text.IsSign(date.End, ":") ? 1 : 0);
        var only = text.Is(from, "only");
        var at = from + only;
        at += text.Of(at, "daytime.").Length == 0 ? text.Is(at, "filler") : 0;
        return
            text.Of(at, "daytime.") is ({ Length: > 0 } daytime, var length)
            && (only > 0 || text.Is(at + length, "only") > 0)
            && text[at + length].Kind != TokenKind.Digits
            ? date with
            {
                End = at + length + text.Is(at + length, "only"),
                Daytime = daytime,
            }
            : date;
    }

    // "24 and 25 December" are a span, "1 May and 3 October" are not.
    private static HoursPart Dated(int at, DateRef date)
    {
        var part = new HoursPart(PartKind.Date, at, date.End);
        var isSpan =
            date.To is null
            && date.Days is [var first, _, ..]
            && date.Days[^1][..^2] == first[..^2]
            && int.Parse(date.Days[^1][^2..], CultureInfo.InvariantCulture)
                - int.Parse(first[^2..], CultureInfo.InvariantCulture)
                == date.Days.Count - 1;
        return date.To is not null ? part with { When = $"{date.Days[0]}/{date.To}" }
            : isSpan ? part with { When = $"{date.Days[0]}/{date.Days[^1]}" }
            : part with { When = date.Days[0], Others = [.. date.Days.Skip(1)] };
    }

    private static bool IsMark(Token token) =>
        token.Kind == TokenKind.Break
        || token.Kind == TokenKind.Sign && Marks.Contains(token.Text[0], StringComparison.Ordinal);

    // "(last orders 9.30)", "(usually about 2)", "(am Bahnhof)": what stands in brackets and names no day is a remark.
    private int Note(int at)
    {
        if (!text.IsSign(at, '(', '['))
        {
            return at;
        }

        var hasState = false;
        for (var i = at + 1; i < Math.Min(text.Count, at + LongestNote); i++)
        {
            if (text.IsSign(i, ')', ']'))
            {
                return hasState ? at : i + 1;
            }

            if (text.Is(i, "lastorder") > 0 && i < at + 3)
            {
                var end = i;
                while (end < at + LongestNote && !text.IsSign(end, ')', ']'))
                {
                    end++;
                }

                return text.IsSign(end, ')', ']') ? end + 1 : at;
            }

            hasState |=
                text.Is(i, "not") is var not && not > 0 && Days.Read(text, i + not) is not null
                || Days.Read(text, i) is { IsWeak: false }
                || text.Is(i, "closed") > 0
                || text.Is(i, "break") > 0
                || text.Is(i, "except") > 0
                || text.Is(i, "appointment") > 0
                || SpecialDays.Holiday(text, i) is not null
                || text.Of(i, "month.").Length > 0
                || Days.Read(text, i) is { } weak && days.Supported(weak)
                || Times(i) is { } times && (times.Slots[0].Close is not null || i == at + 1);
        }

        return at;
    }
}
