using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>The pieces that statements about opening times are made of, one at a place.</summary>
internal sealed class HoursParts(FactScan scan)
{
    private const int LongestNote = 14;
    private const int MostLeads = 3;
    private const string Marks = ",;.:/+&()[]|!-\t=*\u2022\u25AA\u25CF\u3001\u3002\u0964\u06D4\u30FB\u00B7";

    // Each place is asked about many times: by what stands before it, and by every statement that might begin there.
    private readonly Dictionary<int, HoursPart?> known = [];
    private readonly Dictionary<int, HoursPart?> times = [];
    private readonly SourceText text = scan.Text;

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

    private HoursPart? Read(int at, int leads)
    {
        if (text.Is(at, "except") is var except and > 0)
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

        if ((SpecialDays.Holiday(text, at) ?? SpecialDays.Week(text, at)) is { } holiday)
        {
            return holiday;
        }

        if (OfDays(at) is { } days)
        {
            return days;
        }

        if (Math.Max(text.Is(at, "break"), ShortBreak(at)) is var rest and > 0)
        {
            return new HoursPart(PartKind.Break, at, text.SkipDot(at + rest));
        }

        if (text.Is(at, "closes") is var closes and > 0 && Closing(at, at + closes) is { } closing)
        {
            return closing;
        }

        // "no Saturdays"
        if (
            text.Is(at, "not") is var not and > 0
            && Days.Read(text, at + not) is { } shut
            && (!shut.IsWeak || text.IsSign(shut.End, ")"))
        )
        {
            return new HoursPart(PartKind.Closed, at, at + not);
        }

        if (text.Is(at, "closed") is var closed and > 0)
        {
            return new HoursPart(PartKind.Closed, at, text.SkipDot(at + closed));
        }

        if (
            WrittenDates.Parse(text, at, scan.Region) is { } date
            && (date.IsMarked || date.To is not null && text[at + 1].Text is "/" or ".")
        )
        {
            return new HoursPart(PartKind.Date, at, date.End)
            {
                When = date.To is null ? date.Days[0] : $"{date.Days[0]}/{date.To}",
            };
        }

        if (SpecialDays.Month(text, at, scan.Region) is { } month)
        {
            return month;
        }

        if (Times(at) is { } times)
        {
            return times;
        }

        if (text.Is(at, "open") is var open and > 0)
        {
            return new HoursPart(PartKind.Open, at, text.SkipDot(at + open));
        }

        // "from Easter to All Saints", "until 31 October", "in the first half of November"
        if (
            leads < MostLeads
            && Lead(at) is var lead
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

        if (Math.Max(text.Is(at, "filler"), text.Is(at, "untilafter")) is var filler and > 0)
        {
            return new HoursPart(PartKind.Filler, at, text.SkipDot(at + filler));
        }

        if (Math.Max(text.Is(at, "and"), text.Is(at, "or")) is var joins and > 0)
        {
            return new HoursPart(PartKind.Sign, at, text.SkipDot(at + joins));
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
            }
            : null;
    }

    private static bool IsMark(Token token) =>
        token.Kind == TokenKind.Break
        || token.Kind == TokenKind.Sign && Marks.Contains(token.Text[0], StringComparison.Ordinal);

    /// <summary>A day, several, or all of them, where they are no other word: "so", "do", "me" need a time or a word that says closed.</summary>
    private HoursPart? OfDays(int at)
    {
        // "every evening", "tutte le sere"
        if (
            text.Is(at, "every") is var every
            && every > 0
            && text.Of(at + every, "daytime.") is ({ Length: > 0 } part, var partLength)
        )
        {
            return new HoursPart(PartKind.Days, at, at + every + partLength)
            {
                Days = new Days(Days.Week, at, at + every + partLength, false),
                Daytime = part,
            };
        }

        if (text.Of(at, "dayhalf.") is ({ Length: > 0 } both, var bothLength))
        {
            var alone = text.Is(at + bothLength, "only");
            return new HoursPart(PartKind.Days, at, at + bothLength + alone)
            {
                Days = new Days([both[..2]], at, at + bothLength, false),
                Daytime = both[3..],
                IsOnly = alone > 0,
            };
        }

        if (Days.Read(text, at) is not { } days || days.IsWeak && !Supported(days) || IsCounted(at))
        {
            return null;
        }

        var end = days.End;
        var only = text.Is(end, "only");
        var skip = only == 0 ? text.Is(end, "filler") : 0;
        only += text.Of(end + skip, "daytime.").Length > 0 ? skip : 0;
        if (
            text.Of(end + only, "daytime.") is ({ Length: > 0 } daytime, var length)
            && text[end + only + length].Kind != TokenKind.Digits
            && text.Of(end + only + length, "hour.").Length + text.Of(end + only + length, "number.").Length == 0
        )
        {
            end += only + length;
            var isOnly = only > skip || text.Is(end, "only") > 0;
            return new HoursPart(PartKind.Days, at, end + text.Is(end, "only"))
            {
                Days = days,
                Daytime = daytime,
                IsOnly = isOnly,
            };
        }

        return new HoursPart(PartKind.Days, at, end) { Days = days };
    }

    // "6 Saturdays from 10 to 13": how many meetings a course has.
    private bool IsCounted(int at) =>
        text[at - 1] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        && text[at].IsSpaced
        && scan.Sentences.PartStart(at - 1) == at - 1
        && Times(at - 1) is not { Slots: [{ Open: not null, Close: not null }, ..] };

    private bool Supported(Days days)
    {
        var at = days.End;
        if (Times(at) is { Slots: [{ Open: null }] })
        {
            return true;
        }

        at += text[at] is { Kind: TokenKind.Sign } sign && sign.Text[0] is ':' or ',' or '-' or '\t' ? 1 : 0;
        if (text.Is(at, "appointment") > 0)
        {
            return true;
        }

        // "Skupiny po 15 až 20 dětech": so many of something.
        if (
            Times(at) is { IsMarked: false } many
            && text[many.End].Kind == TokenKind.Word
            && text.All(many.End).Count == 0
        )
        {
            return false;
        }

        if (Times(at) is not null)
        {
            // Swedish "fr" is Friday and "from".
            return text.Is(days.Start, "from") == 0
                || text[days.Start - 1].Kind is not (TokenKind.Word or TokenKind.Digits);
        }

        at += Math.Max(text.Is(at, "filler"), Math.Max(text.Is(at, "only"), text.Is(at, "open")));
        return Times(at) is not null
            || text.Is(at, "closed") > 0
            || text.Is(at, "appointment") > 0
            || text.Of(at, "daytime.").Length > 0
            || text.Before(days.Start, "closed").Start >= 0
            || text.Before(days.Start, "except").Start >= 0
            || text.Is(at, "exceptafter") > 0
            || text.Before(days.Start, "to").Start >= 0 && days.Names.Count > 1
            || text.Before(days.Start, "only").Start >= 0 && days.Names.Count > 1
            || text.Before(days.Start, "filler").Start > 0
                && text.Before(text.Before(days.Start, "filler").Start, "month.").Start >= 0
            || SpecialDays.Holiday(text, at + text.Is(at, "and")) is not null
            || days.Names.Count > 1 && text.IsSign(days.End, ")") && text.IsSign(days.Start - 1, "(")
            || days.Names.Count > 1 && Times(Math.Max(0, days.Start - 3)) is { } before && before.End == days.Start;
    }

    // "closes at 6": after the word a time stands alone, with a range it would be a break.
    private HoursPart? Closing(int start, int at)
    {
        if (Days.Read(text, at) is not null)
        {
            return new HoursPart(PartKind.Closes, start, at);
        }

        var from = at + Math.Max(text.Is(at, "filler"), text.Is(at, "from"));
        if (Clock.Read(text, from, scan.Region) is not { } clock && Clock.Read(text, from = at, scan.Region) is not { })
        {
            return null;
        }

        clock = Clock.Read(text, from, scan.Region)!.Value;
        var isRange = text.IsSign(clock.End, '-', '~') || text.Is(clock.End, "to") > 0;
        if (isRange || scan.AnyTaken(at, clock.End) || !clock.IsMarked && TimeSpans.IsNoTime(text, clock.End))
        {
            return null;
        }

        var minutes =
            scan.Region.UsesTwelveHours && clock is { Half: null, Minutes: >= 60 and < 10 * 60 }
                ? clock.Minutes + Clock.Noon
                : clock.Minutes;
        return new HoursPart(PartKind.Times, start, clock.End) { Slots = [(null, minutes)], IsMarked = true };
    }

    // "lunch 1-2" is an hour closed, "lunch 11-2" a meal.
    private int ShortBreak(int at)
    {
        var length = text.Is(at, "break.short");
        return
            length > 0
            && Times(at + length + text.Is(at + length, "filler")) is { Slots: [({ } from, { } to)] }
            && to - from is > 0 and <= 60
            ? length
            : 0;
    }

    private int Lead(int at)
    {
        var length = 0;
        foreach (
            var list in new[]
            {
                "between",
                "from",
                "until",
                "day.before",
                "date.before",
                "place.in",
                "place.at",
                "filler",
                "to",
            }
        )
        {
            length = Math.Max(length, text.Is(at, list));
        }

        return length;
    }

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
                || Days.Read(text, i) is { } weak && Supported(weak)
                || Times(i) is { } times && (times.Slots[0].Close is not null || i == at + 1);
        }

        return at;
    }
}
