namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Opening times: a run of days, times and words for open, closed, except and by appointment is one statement.</summary>
internal static class Hours
{
    private const int MostFillers = 3;
    private const int MostParts = 120;
    private const int MostSlots = 8;

    public static void Read(FactScan scan)
    {
        for (var i = 0; i < scan.Text.Count; i++)
        {
            if (scan.IsTaken(i) || !Begins(scan, i) || IsDeadline(scan, i))
            {
                continue;
            }

            var parts = Run(scan, i);
            if (
                parts.Count > 0
                && new Week(scan.Region).Add(parts) is { IsStatement: true } week
                && Add(scan, parts, week)
            )
            {
                i = parts[^1].End - 1;
            }
        }
    }

    private static bool Begins(FactScan scan, int at) =>
        Next(scan, at) is { Kind: not (PartKind.Sign or PartKind.Filler or PartKind.Except) } part
        && (
            part.Kind is not PartKind.Times
            || HasCue(scan, at)
            || Next(scan, part.End) is { Kind: PartKind.Days }
            || Next(scan, part.End) is { Kind: PartKind.Filler or PartKind.Sign } filler
                && Next(scan, filler.End) is { Kind: PartKind.Days } days
                && (filler.Kind == PartKind.Filler || Next(scan, days.End) is { Kind: PartKind.Closed })
        );

    // "Order by Wednesday noon" is a condition of the shop, and no time at which it is open.
    private static bool IsDeadline(FactScan scan, int at)
    {
        var start = Math.Max(scan.Sentences.PartStart(at), at - 4);
        return Indexes
            .Of(start, at)
            .Any(i => scan.Text.Is(i, "deadline") is var length && length > 0 && i + length <= at);
    }

    // Times without days are opening times only where a word says so.
    private static bool HasCue(FactScan scan, int at)
    {
        var start = Math.Max(scan.Sentences.StartOf(at), at - (scan.Text.IsSign(at - 1, "(") ? 10 : 5));
        return Indexes.Of(start, at).Any(i => scan.Text.Is(i, "open") > 0 || scan.Text.Is(i, "hours.of") > 0);
    }

    /// <summary>Everything from the token on that is part of one statement.</summary>
    private static List<HoursPart> Run(FactScan scan, int start)
    {
        List<HoursPart> parts = [];
        var fillers = 0;
        for (var at = start; at < scan.Text.Count && parts.Count < MostParts; )
        {
            if (Next(scan, at) is not { } part)
            {
                break;
            }

            // A new line or sentence goes on only with days, or with a word that says closed.
            if (part.Kind == PartKind.Sign && scan.Sentences.EndsAt(at) && !GoesOn(scan, part.End))
            {
                break;
            }

            // "Lunch 12-2, dinner 6-10" are two statements.
            if (
                parts.Exists(one => one.Kind == PartKind.Times)
                && scan.Text.Is(at, "hours.of") > 0
                && scan.Text.Is(at, "open") == 0
                && scan.Text.Is(at, "appointment") == 0
            )
            {
                break;
            }

            fillers =
                part.Kind == PartKind.Filler ? fillers + 1
                : part.Kind == PartKind.Sign ? fillers
                : 0;
            if (fillers > MostFillers)
            {
                break;
            }

            parts.Add(part);
            at = part.End;
        }

        while (
            parts.Count > 0 && parts[^1].Kind is PartKind.Sign or PartKind.Filler or PartKind.Except or PartKind.Open
        )
        {
            if (parts[^1].Kind == PartKind.Open && parts.Exists(part => part.Kind == PartKind.Days))
            {
                break;
            }

            parts.RemoveAt(parts.Count - 1);
        }

        return parts;
    }

    private static bool GoesOn(FactScan scan, int at)
    {
        while (Next(scan, at) is { Kind: PartKind.Sign or PartKind.Filler } skip && !scan.IsTaken(at))
        {
            at = skip.End;
        }

        return Next(scan, at) is { Kind: PartKind.Days or PartKind.Closed or PartKind.Date or PartKind.Open } next
            && (next.Kind is not PartKind.Open || Next(scan, next.End) is { Kind: PartKind.Days or PartKind.Times })
            && (
                next.Kind is not PartKind.Days
                || Enumerable
                    .Range(next.End, 5)
                    .Any(i =>
                        Next(scan, i) is { Kind: PartKind.Times or PartKind.Closed or PartKind.Appointment }
                        && !scan.Sentences.EndsAt(i)
                    )
            );
    }

    private static HoursPart? Next(FactScan scan, int at)
    {
        var text = scan.Text;
        if (at >= text.Count || scan.IsTaken(at))
        {
            return null;
        }

        if (text.Is(at, "except") is var except and > 0)
        {
            return new HoursPart(PartKind.Except, at, text.SkipDot(at + except));
        }

        if (text.Is(at, "exceptafter") is var after and > 0)
        {
            return new HoursPart(PartKind.ExceptAfter, at, at + after);
        }

        if (text.Is(at, "appointment") is var appointment and > 0)
        {
            return new HoursPart(PartKind.Appointment, at, text.SkipDot(at + appointment));
        }

        if (Ordinal(scan, at) is { } ordinal)
        {
            return ordinal;
        }

        if (Holiday(text, at) is { } holiday)
        {
            return holiday;
        }

        if (Days.Read(text, at) is { } days && (!days.IsWeak || Supported(scan, days)))
        {
            var part = new HoursPart(PartKind.Days, at, days.End) { Days = days };
            if (
                text.Of(days.End, "daytime.") is ({ Length: > 0 } daytime, var length)
                && text[days.End + length].Kind != TokenKind.Digits
            )
            {
                part = part with { End = days.End + length, Daytime = daytime };
            }
            else if (
                text.Is(days.End, "only") is var only and > 0
                && text.Of(days.End + only, "daytime.") is ({ Length: > 0 } half, var halfLength)
                && text[days.End + only + halfLength].Kind != TokenKind.Digits
            )
            {
                part = part with { End = days.End + only + halfLength, Daytime = half, IsOnly = true };
            }

            return part;
        }

        if (text.Is(at, "closed") is var closed and > 0)
        {
            return new HoursPart(PartKind.Closed, at, text.SkipDot(at + closed));
        }

        if (
            Dates.Parse(text, at, scan.Region) is { } date
            && (date.IsMarked || date.To is not null && text[at + 1].Text is "/" or ".")
        )
        {
            return new HoursPart(PartKind.Date, at, date.End)
            {
                When = date.To is null ? date.Days[0] : $"{date.Days[0]}/{date.To}",
            };
        }

        if (
            text.Of(at, "month.") is ({ Length: > 0 } month, var monthLength)
            && text[at].Text.Length > 2
            && !(text.IsSign(at - 1, "-") && !text[at].IsSpaced)
            && text[text.SkipDot(at + monthLength)].Kind != TokenKind.Digits
        )
        {
            var end = text.SkipDot(at + monthLength);
            var when = $"--{int.Parse(month, System.Globalization.CultureInfo.InvariantCulture):00}";
            var to = text.IsSign(end, '-', '~') ? 1 : text.Is(end, "to");
            return to > 0 && text.Of(end + to, "month.") is ({ Length: > 0 } other, var otherLength)
                ? new HoursPart(PartKind.Date, at, text.SkipDot(end + to + otherLength))
                {
                    When = $"{when}/--{int.Parse(other, System.Globalization.CultureInfo.InvariantCulture):00}",
                }
                : new HoursPart(PartKind.Date, at, end) { When = when };
        }

        if (text.Is(at, "allday") is var allDay and > 0)
        {
            return new HoursPart(PartKind.Times, at, at + allDay) { Slots = [(0, Clock.Day)] };
        }

        if (Times(scan, at) is { } times)
        {
            return times;
        }

        if (text.Is(at, "open") is var open and > 0)
        {
            return new HoursPart(PartKind.Open, at, at + open);
        }

        // "from Easter to All Saints", "in the first half of November"
        if (
            Math.Max(
                text.Is(at, "from"),
                Math.Max(
                    text.Is(at, "day.before"),
                    Math.Max(text.Is(at, "date.before"), Math.Max(text.Is(at, "place.in"), text.Is(at, "place.at")))
                )
            )
                is var leads
                    and > 0
            && Next(scan, at + leads) is { Kind: PartKind.Date }
        )
        {
            return new HoursPart(PartKind.Filler, at, at + leads);
        }

        if (text.Is(at, "filler") is var filler and > 0)
        {
            return new HoursPart(PartKind.Filler, at, at + filler);
        }

        if (Math.Max(text.Is(at, "and"), text.Is(at, "or")) is var joins and > 0)
        {
            return new HoursPart(PartKind.Sign, at, at + joins);
        }

        return
            text[at] is { Kind: TokenKind.Sign } sign
                && sign.Text[0]
                    is ','
                        or ';'
                        or '.'
                        or ':'
                        or '/'
                        or '+'
                        or '&'
                        or '('
                        or ')'
                        or '|'
                        or '!'
                        or '-'
                        or '\t'
                        or '\u3001'
                        or '\u3002'
                        or '\u0964'
                        or '\u00B7'
            || text[at].Kind == TokenKind.Break
            ? new HoursPart(PartKind.Sign, at, at + 1)
            {
                IsEnd = scan.Sentences.EndsAt(at) || text[at].Text is ";",
                IsComma = text[at].Text is "," or ";" or "\u3001" || scan.Sentences.EndsAt(at),
            }
            : null;
    }

    // "so", "do", "me" are days only beside a time or a word that says closed.
    private static bool Supported(FactScan scan, Days days)
    {
        var text = scan.Text;
        var at = days.End;
        at += text[at] is { Kind: TokenKind.Sign } sign && sign.Text[0] is ':' or ',' or '-' or '\t' ? 1 : 0;
        at += Math.Max(text.Is(at, "filler"), text.Is(at, "only"));
        return Times(scan, at) is not null
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
            || Holiday(text, at + text.Is(at, "and")) is not null
            || days.Names.Count > 1 && text.IsSign(days.End, ")") && text.IsSign(days.Start - 1, "(");
    }

    /// <summary>"9-18", "from 9", "until 14 h", "8–12/13.30–17", "9/12.30 - 15/19".</summary>
    private static HoursPart? Times(FactScan scan, int start)
    {
        var (text, region) = (scan.Text, scan.Region);
        List<(int? Open, int? Close)> slots = [];
        var vague = false;
        var at = start;
        while (slots.Count < MostSlots && Slot(scan, at, slots.Count > 0) is { } slot)
        {
            slots.Add(slot.Times);
            at = slot.End;
            var more = text[at].Text is "/" or "+" or "," or "&" or ";" or "\u3001" ? 1 : text.Is(at, "and");
            more = more == 0 && text.IsSign(at, "-") && text.IsSign(at + 2, "/") ? 1 : more;
            if (more == 0 || Slot(scan, at + more, true) is null || Days.Read(text, at + more) is { IsWeak: false })
            {
                break;
            }

            at += more;
        }

        return slots.Count == 0 ? null : new HoursPart(PartKind.Times, start, at) { Slots = slots, IsVague = vague };

        static bool IsPlain(Clock clock) => !clock.IsMarked;

        ((int?, int?) Times, int End)? Slot(FactScan scan, int begin, bool isNext)
        {
            var from = text.Is(begin, "from");
            var first = begin + from;
            var until = from == 0 ? text.Is(begin, "until") : 0;
            if (until > 0)
            {
                return
                    Clock.Read(text, text.SkipDot(begin + until), region) is { } only
                    && !scan.AnyTaken(begin, only.End)
                    && (only.IsMarked || !isNext && IsTimeEnd(text, only.End))
                    ? ((null, only.Minutes), only.End)
                    : null;
            }

            if (Clock.Read(text, text.SkipDot(first), region) is not { } open || scan.AnyTaken(begin, open.End))
            {
                return null;
            }

            var to =
                open.Minutes == Clock.Day && text.IsSign(open.End, "/") ? 0
                : text.IsSign(open.End, '-', '~') || text.IsSign(open.End, "/") && IsSlashRange(text, open) ? 1
                : text.Is(open.End, "to") is var word and > 0 ? word
                : text.Is(open.End, "until");
            if (
                to > 0
                && Clock.Read(text, open.End + to, region) is { } close
                && close.End > 0
                && !scan.AnyTaken(open.End, close.End)
                && !(IsPlain(open) && IsPlain(close) && IsNoTime(text, close.End))
            )
            {
                var (a, b) = Clock.Resolve(open, close, region);
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

                var end = close.End + Ending(text, close.End);
                return ((a, b), end);
            }

            if (text.Is(open.End, "until") is var untilAfter and > 0 && open.IsMarked)
            {
                return ((null, open.Minutes), open.End + untilAfter);
            }

            var onwards = text.Is(open.End, "fromafter");
            // From one to eight o'clock, without more: in the morning or in the evening.
            vague |= region.UsesTwelveHours && open.Half is null && open.Minutes is >= 60 and < 9 * 60;
            return from > 0 || onwards > 0 || open.IsMarked && open.End - open.Start > 1 && !isNext
                ? ((open.Minutes, null), open.End + onwards)
                : null;
        }
    }

    // "से दो बजे तक", "bis 18 Uhr geöffnet": a word that only closes the range.
    private static int Ending(SourceText text, int at) =>
        text.Is(at, "until") is var until and > 0 && text[at + until].Kind != TokenKind.Digits ? until : 0;

    private static bool IsSlashRange(SourceText text, Clock open) =>
        text.Is(open.Start - 1, "slash.range") == 0
            && text[open.End + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
            && !text.IsSign(open.Start - 1, "-")
        || text.IsSign(open.Start - 1, "-") && text[open.Start - 1].IsSpaced;

    private static bool IsTimeEnd(SourceText text, int at) =>
        text[at].Kind is TokenKind.Break
        || text[at] is { Kind: TokenKind.Sign } sign && sign.Text[0] is ',' or ';' or '.' or ')' or '/' or '!'
        || text.Is(at, "and") > 0;

    // "2-3 people", "7-12 yaş", "10-12 €": bare numbers that count something.
    private static bool IsNoTime(SourceText text, int at) =>
        text.Of(at, "unit.").Length > 0 && text.Is(at, "clock.after") == 0
        || text.Of(at, "count.").Length > 0
        || text.Of(at, "currency.").Length > 0
        || text.Is(at, "age") > 0
        || text.Of(at, "month.").Length > 0
        || text.IsSign(at, "%")
        || text.IsSign(at, ".") && text[at + 1] is { Kind: TokenKind.Digits, IsSpaced: false };

    /// <summary>"first Saturday of the month", "every 2nd Thursday", "koopzondag alleen de 1e".</summary>
    private static HoursPart? Ordinal(FactScan scan, int at)
    {
        var text = scan.Text;
        var first = text.Is(at, "every") is var every && every > 0 ? text.SkipDot(at + every) : at;
        var (_, length) = text.Of(first, "nth.");
        if (
            length == 0
            && text[first] is { Kind: TokenKind.Digits, Text.Length: 1 }
            && text.Is(first + 1, "ordinal") is var ordinal and > 0
        )
        {
            length = 1 + ordinal;
        }
        else if (
            length == 0
            && text[first] is { Kind: TokenKind.Digits, Text.Length: 1 }
            && text.IsSign(first + 1, ".")
            && text.Of(first + 2, "day.").Length > 0
            && text[first + 2].Text.Length > 3
        )
        {
            length = 2;
        }

        if (length == 0)
        {
            return null;
        }

        // "第1・第3水曜": two of them before one day.
        var day = first + length;
        while (
            Math.Max(text.Is(day, "and"), text[day].Kind == TokenKind.Sign ? 1 : 0) is var join
            && join > 0
            && text.Of(day + join, "nth.") is ({ Length: > 0 }, var nextLength)
        )
        {
            day += join + nextLength;
        }

        if (text.Of(day, "day.") is not ({ Length: 2 } name, var dayLength) || name == "ph")
        {
            return null;
        }

        var end = text.SkipDot(day + dayLength);
        end += text.Is(end, "ofmonth");
        return new HoursPart(PartKind.Date, at, end)
        {
            When = text.Words(at, end),
            Days = new Days([name], at, end, false),
        };
    }

    private static HoursPart? Holiday(SourceText text, int at)
    {
        if (text.Of(at, "holiday.") is not ({ Length: > 0 } name, var length))
        {
            return null;
        }

        var end = at + length;
        var to =
            text.Is(end, "to") is var word and > 0 ? word
            : text.IsSign(end, "-") ? 1
            : 0;
        if (to > 0 && text.Of(end + to, "holiday.") is ({ Length: > 0 }, var otherLength))
        {
            return new HoursPart(PartKind.Date, at, end + to + otherLength)
            {
                When = text.Words(at, end + to + otherLength),
            };
        }

        return new HoursPart(PartKind.Date, at, end) { When = name.Any(char.IsDigit) ? name : text.Words(at, end) };
    }

    private static bool Add(FactScan scan, List<HoursPart> parts, Week week)
    {
        var text = scan.Text;
        var (start, end) = (parts[0].Start, parts[^1].End);
        var value = week.ToValue();
        // "Tuesday to Thursday lunch 11-2"
        var of = Indexes.Of(start, end).FirstOrDefault(i => text.Is(i, "hours.of") > 0 && text.Is(i, "open") == 0, -1);
        var what = of >= 0 ? text.Words(of, of + text.Is(of, "hours.of")) : "";
        if (
            string.Join(", ", new[] { What(scan, start), what }.Where(words => words.Length > 0)) is { Length: > 0 } all
        )
        {
            value["what"] = all;
        }

        // "at the Domain", "on Rainey Street": where those hours are.
        if (
            text.Is(end, "place.at") is var at and > 0
            && text.Of(end + at, "month.").Length == 0
            && text.Of(end + at, "day.").Name.Length != 2
            && text[end + at] is { Kind: TokenKind.Word } first
            && (first.IsCapital || text[end + at + 1].IsCapital)
        )
        {
            var stop = scan.Sentences.PartEnd(end);
            value["place"] = text.Words(end + at, stop);
            end = stop;
        }

        scan.Add("hours", value, start, end, unsure: week.IsUnsure);
        return true;
    }

    private static string What(FactScan scan, int start)
    {
        var text = scan.Text;
        var part = scan.Sentences.PartStart(start);
        if (part == start && start > 1 && !scan.Sentences.EndsAt(start - 1))
        {
            part = scan.Sentences.PartStart(start - 1);
        }

        var (from, to) = scan.Trimmed(part, start);
        return from < to && !Indexes.Of(from, to).Any(i => text.Is(i, "open") > 0) ? text.Words(from, to) : "";
    }
}
