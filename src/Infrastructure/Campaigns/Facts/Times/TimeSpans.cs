using System.Globalization;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>From when until when, as it is written: "9-18", "from 9", "until 14 h", "8–12/13.30–17", "between 8 and 22", "9 till late".</summary>
internal static class TimeSpans
{
    private const int MostSlots = 8;
    private const int MostLateWords = 4;

    public static HoursPart? Read(FactScan scan, int start)
    {
        var (text, region) = (scan.Text, scan.Region);
        // "A quote within 24 hours" says how long something takes, and not when anybody is there.
        if (
            text.Is(start, "allday") is var allDay and > 0
            && text.Before(start, "within").Start < 0
            && text.Is(start + allDay, "within.after") == 0
        )
        {
            return new HoursPart(PartKind.Times, start, start + allDay) { Slots = [(0, Clock.Day)], IsMarked = true };
        }

        List<(int? Open, int? Close)> slots = [];
        var (vague, bare, marked) = (false, false, false);
        var at = start;
        while (slots.Count < MostSlots && Slot(at) is { } slot)
        {
            if (slot is { Open: { } from, Close: null, IsBare: false } && EndOf(slot.End) is { Close: { } until } end)
            {
                slot = end with
                {
                    Open = from,
                    Close = until <= from && until < Clock.Noon ? until + Clock.Noon : until,
                };
            }

            slots.Add((slot.Open, slot.Close));
            (vague, bare, marked) = (vague || slot.IsVague, slot.IsBare, marked || slot.IsMarked);
            at = slot.End;
            var more = TimeJoints.Length(text, at);
            // Swedish "fr" is "from", and Friday behind a comma.
            if (
                text.IsSign(at, ",")
                && text.Is(at + more, "from") == 1
                && Days.Read(text, at + more) is { Start: var named }
                && named == at + more
            )
            {
                break;
            }

            if (
                more == 0
                || Slot(at + more) is not { } next
                || next.IsBare && !next.IsMarked && !IsAt(text, at + more)
                || TimeJoints.Belongs(scan, at, next.End)
            )
            {
                break;
            }

            at += more;
        }

        return slots.Count == 0
            ? null
            : new HoursPart(PartKind.Times, start, at)
            {
                Slots = slots,
                IsVague = vague,
                IsBare = bare && slots.Count == 1,
                IsMarked = marked,
            };

        Span? Slot(int begin)
        {
            if (text.Is(begin, "between") is var between and > 0 && Between(begin + between) is { } both)
            {
                return both;
            }

            // "Mon 9–18, Fri –20"
            if (
                slots.Count == 0
                && text.IsSign(begin, '-', '~')
                && (text[begin].IsSpaced || Scripts.HasNoSpaces(text[begin - 1].Text[0]))
                && text[begin + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
                && (text.Before(begin, "day.").Name.Length == 2 || text.Before(begin, "days.").Start >= 0)
                && Clock.Read(text, begin + 1, region) is { } dashed
                && !scan.AnyTaken(begin, dashed.End)
                && !IsNoTime(text, dashed.End)
            )
            {
                return new Span(null, Evening(dashed), dashed.End) { IsMarked = true };
            }

            // "Fridays till late": it is not said when.
            if (
                slots.Count == 0
                && text.Is(begin, "until") is var last
                && last > 0
                && text.Is(begin + last, "late") is var whenever and > 0
                && text.Of(begin + last + whenever, "month.").Length == 0
                && (text.Before(begin, "day.").Start >= 0 || text.Before(begin, "days.").Start >= 0)
            )
            {
                return new Span(null, null, begin + last + whenever) { IsMarked = true };
            }

            var from = text.Is(begin, "from");
            if (from == 0 && text.Is(begin, "until") is var until and > 0)
            {
                return
                    Clock.Read(text, text.SkipDot(begin + until), region) is { } only
                    && !scan.AnyTaken(begin, only.End)
                    && (only.IsMarked || slots.Count == 0 && !IsNoTime(text, only.End))
                    ? new Span(null, Evening(only), only.End + text.Is(only.End, "untilafter"))
                    {
                        IsMarked = true,
                        IsVague = IsLateMorning(only),
                    }
                    : null;
            }

            var read = Clock.Read(text, begin, region);
            var first = read is null && from > 0 ? Clock.Read(text, text.SkipDot(begin + from), region) : read;
            if (first is not { } open || scan.AnyTaken(begin, open.End))
            {
                return null;
            }

            // A word for the clock may be one for "from" too: "de 9 h", "z 9:00".
            var isFrom = from > 0 || open.IsMarked && text.Before(begin, "open").Start >= 0;
            var after = open.End + (text.Is(open.End, "to") > 0 ? 0 : text.Is(open.End, "fromafter"));
            isFrom |= after > open.End;
            var to =
                open.Minutes == Clock.Day && text.IsSign(after, "/") ? 0
                : text.IsSign(after, '-', '~') || text.IsSign(after, "/") && TimeJoints.IsSlashRange(text, open) ? 1
                : text.Is(after, "to") is var word and > 0 ? word
                : text.Is(after, "until");
            if (
                to > 0
                && (Clock.Read(text, text.SkipDot(after + to), region) ?? Spoken(open, after + to)) is { } close
                && !scan.AnyTaken(after, close.End)
                && !(!open.IsMarked && !close.IsMarked && IsNoTime(text, close.End))
            )
            {
                return Range(open, close);
            }

            if (!isFrom && text.Is(open.End, "untilafter") is var untilAfter and > 0)
            {
                return new Span(null, Evening(open), open.End + untilAfter) { IsMarked = true };
            }

            // "9 बजे से": a word for both "from" and "to", with nothing behind it.
            if (to > 0 && text.Is(open.End, "fromafter") is var onwards and > 0 && open.IsMarked)
            {
                return new Span(Later(open), null, open.End + onwards) { IsVague = IsAmbiguous(open), IsMarked = true };
            }

            // "9 till late", "12 – open end": it is not said until when.
            var ends = after + to;
            if (to > 0 && text.Is(ends, "late") is var late and > 0)
            {
                // "8 till late" is all day, "6 till late" may be the evening.
                return new Span(Later(open), null, ends + late)
                {
                    IsMarked = true,
                    IsVague = IsAmbiguous(open) && open.Minutes < 8 * 60,
                };
            }

            if (to > 0 && open.IsMarked && !text.IsSign(after, '-', '/') && Late(ends) is var stop && stop > ends)
            {
                return new Span(open.Minutes, null, stop) { IsMarked = true };
            }

            // "12h-14h, midday and evening": the word alone is a part of the day.
            if (!isFrom && text.Is(open.Start, "noon") > 0)
            {
                return null;
            }

            // "08:00'den 22:00'ye kadar", "10-től 18 óráig": both ends have their word behind them.
            if (
                after > open.End
                && Clock.Read(text, after, region) is { } second
                && text.Is(second.End, "untilafter") > 0
                && !scan.AnyTaken(after, second.End)
            )
            {
                return Range(open, second);
            }

            if (!isFrom && !open.IsMarked && IsAt(text, begin) && !IsNoTime(text, open.End))
            {
                return new Span(Later(open), null, open.End) { IsBare = true, IsVague = IsAmbiguous(open) };
            }

            if (!isFrom && !open.IsMarked || IsNoTime(text, open.End) && !open.IsMarked)
            {
                return null;
            }

            // From one to eight o'clock, without more: in the morning or in the evening.
            return new Span(Later(open), null, after)
            {
                IsVague = IsAmbiguous(open),
                IsBare = !isFrom,
                IsMarked = open.IsMarked && open.End - open.Start > 1,
            };
        }

        // "from half four till ten": where one end is said in words the other may be a plain number.
        Clock? Spoken(Clock open, int at) =>
            open.IsSpoken
            && text.Of(at, "number.") is ({ Length: > 0 and < 3 } name, var length)
            && int.Parse(name, CultureInfo.InvariantCulture) is var hour and <= 12
            && !IsNoTime(text, at + length)
                ? new Clock(hour * 60, at, at + length, null, true) { IsSpoken = true }
                : null;

        // "from nine and then until four": the end stands behind words that say nothing.
        Span? EndOf(int after)
        {
            var begin = after;
            for (
                var words = 0;
                words < MostLateWords && Math.Max(text.Is(begin, "filler"), text.Is(begin, "and")) is > 0 and var skip;
                words++
            )
            {
                begin += skip;
            }

            return begin > after && text.Is(begin, "until") > 0 && Slot(begin) is { Open: null } end ? end : null;
        }

        Span? Between(int begin) =>
            Clock.Read(text, begin, region) is { } open
            && Math.Max(text.Is(open.End, "and"), Math.Max(text.Is(open.End, "to"), text.IsSign(open.End, "-") ? 1 : 0))
                is var joint
                    and > 0
            && Clock.Read(text, open.End + joint, region) is { } close
            && !scan.AnyTaken(begin, close.End)
                ? Range(open, close)
                : null;

        Span Range(Clock open, Clock close)
        {
            var (a, b) = Clock.Resolve(open, close, region);
            // "09.00-01.00" counts to 24.
            b =
                close.Half is null && close.Minutes + Clock.Noon == b && text[close.Start].Text is ['0', _]
                    ? close.Minutes
                    : b;
            // "12-3 and 6-9"
            if (
                region.UsesTwelveHours
                && slots.Count > 0
                && slots[^1].Close is { } before
                && a < before
                && b < Clock.Noon
                && open.Half is null
                && close.Half is null
            )
            {
                (a, b) = (a + Clock.Noon, b + Clock.Noon);
            }

            // "7.30–9.30" may be a choir's evening or a baker's morning.
            var isVague =
                region.UsesTwelveHours
                && open.Half is null
                && close.Half is null
                && open.Minutes is >= 6 * 60 and < 8 * 60
                && close.Minutes is > 6 * 60 and < 11 * 60
                && close.Minutes > open.Minutes
                && open.Minutes == a
                && !text[open.Start].Text.StartsWith('0');
            var half = open.Half is null && close.Half is null && region.UsesTwelveHours ? Before(open.Start) : null;
            if (half == "morning" && open.Minutes < Clock.Noon)
            {
                (a, b, isVague) = (open.Minutes, close.Minutes < open.Minutes ? b : close.Minutes, false);
            }

            return new Span(a, b, close.End + Ending(text, close.End))
            {
                IsVague = isVague,
                IsMarked = open.IsMarked || close.IsMarked || text.Is(open.Start, "clock.before") > 0,
            };
        }

        // "morning classes 5.30-6.30"
        string? Before(int end)
        {
            for (var i = end - 1; i >= end - 5 && !scan.Sentences.Divides(i); i--)
            {
                if (text.Of(i, "daytime.") is ({ Length: > 0 } name, _))
                {
                    return name;
                }
            }

            return null;
        }

        // "from 3" is in the afternoon; from six to eight it may be in the morning or in the evening.
        bool IsAmbiguous(Clock clock) =>
            CountsToTwelve(clock) && clock.Half is null && clock.Minutes is >= 6 * 60 and < 9 * 60 && Is12(clock);

        int Later(Clock clock) =>
            CountsToTwelve(clock) && clock.Half is null && clock.Minutes is >= 60 and < 6 * 60 && Is12(clock)
                ? clock.Minutes + Clock.Noon
                : clock.Minutes;

        bool CountsToTwelve(Clock clock) => region.UsesTwelveHours || clock.IsSpoken;
        bool Is12(Clock clock) => !text[clock.Start].Text.StartsWith('0');

        // "until 8" is in the evening where people count to twelve.
        int Evening(Clock clock) =>
            CountsToTwelve(clock)
            && clock is { Half: null, Minutes: >= 60 and < 10 * 60 }
            && !text[clock.Start].Text.StartsWith('0')
                ? clock.Minutes + Clock.Noon
                : clock.Minutes;

        bool IsLateMorning(Clock clock) =>
            region.UsesTwelveHours && clock is { Half: null, Minutes: >= 10 * 60 and < Clock.Noon };

        // "till we sell out", "to dusk": words up to the next sign; a number or a day is something else.
        int Late(int from)
        {
            var end = from;
            while (
                end - from < MostLateWords
                && text[end].Kind == TokenKind.Word
                && text.Of(end, "day.").Name.Length != 2
                && text.Of(end, "days.").Length == 0
                && text.Is(end, "closed") == 0
            )
            {
                end++;
            }

            return text[end].Kind is TokenKind.Sign or TokenKind.Break ? end : from;
        }
    }

    /// <summary>"2-3 people", "7-12 yaş", "10-12 €": bare numbers that count something.</summary>
    public static bool IsNoTime(SourceText text, int at) =>
        text.Of(at, "unit.").Length > 0
            && text.Is(at, "clock.after") == 0
            && text.Is(at, "clock.minutes") == 0
            // "11–17 v. 25–33"
            && !(
                text.Is(at, "week.number") is var week and > 0 && text[text.SkipDot(at + week)].Kind == TokenKind.Digits
            )
        || text.Of(at, "count.").Length > 0
        || text.Of(at, "currency.").Length > 0
        || text.Is(at, "age") > 0
        || text.Of(at, "month.").Length > 0
        || text.IsSign(at, "%")
        || text.IsSign(at, ".") && text[at + 1] is { Kind: TokenKind.Digits, IsSpaced: false };

    // "Saturdays at 10": a word before it says that the number is a time, behind a day.
    private static bool IsAt(SourceText text, int at) =>
        text.Is(at, "clock.before") > 0
        && (
            text.Before(at, "day.").Start >= 0
            || text.Before(at, "daytime.").Start >= 0
            || text.Before(at, "and").Start >= 0
            || text.Is(at, "clock.sure") > 0
        );

    // "से दो बजे तक", "bis 18 Uhr geöffnet": a word that only closes the range.
    private static int Ending(SourceText text, int at) =>
        text.Is(at, "untilafter") is var after and > 0 ? after
        : text.Is(at, "until") is var until and > 0
        && text.Is(at, "to") == 0
        && text[at + until].Kind != TokenKind.Digits
            ? until
        : 0;

    private sealed record Span(int? Open, int? Close, int End)
    {
        public bool IsVague { get; init; }

        public bool IsBare { get; init; }

        public bool IsMarked { get; init; }
    }
}
