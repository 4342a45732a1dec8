using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Dates as they are written: with the month named, in figures, with an end, of an era.</summary>
internal static class WrittenDates
{
    public static DateRef? Parse(SourceText text, int start, FactRegion region)
    {
        // The minutes of a time, the end of an amount.
        if (
            start > 0
            && !text[start].IsSpaced
            && text[start].Kind == TokenKind.Digits
            && text[start - 1] is { Kind: TokenKind.Sign } sign
            && sign.Text[0] is ':' or '.' or ',' or '/' or '\''
            && text[start - 2].Kind == TokenKind.Digits
        )
        {
            return null;
        }

        var at = start;
        string? weekday = null;
        if (text.Of(at, "day.") is ({ Length: 2 } day, var dayLength) && day != "ph")
        {
            weekday = day;
            at = text.SkipDot(at + dayLength);
            at += text.IsSign(at, ",") ? 1 : 0;
        }

        at += text.Is(at, "date.before");
        var date = ParseDay(text, at, region);
        if (date is null)
        {
            return null;
        }

        // "(土)", "(Sat)" behind the date.
        var end = date.End;
        var inner = text.IsSign(end, "(") ? end + 1 : end;
        if (
            weekday is null
            && (inner > end || text.IsSign(end, ",") && (inner = end + 1) > 0)
            && text.Of(inner, "day.") is ({ Length: 2 } later, var laterLength)
            && (text.IsSign(inner + laterLength, ")") || text.IsSign(end, ",") && Dates.IsOn(later, date.Days[0]))
        )
        {
            weekday = later;
            end = inner + laterLength + (text.IsSign(inner + laterLength, ")") ? 1 : 0);
        }

        return date with
        {
            Start = start,
            End = end,
            Weekday = weekday,
            IsMarked = date.IsMarked || weekday is not null,
        };
    }

    private static DateRef? ParseDay(SourceText text, int at, FactRegion region)
    {
        if (Full(text, at, region) is { } one)
        {
            return WithEnd(text, one, region);
        }

        // "4th & 11th Oct", "1.-17. Mai", "du 12 au 28/09/27": days that take their month from the last.
        if (DayNumber(text, at) is not { } first)
        {
            return null;
        }

        List<int> days = [first.Day];
        var end = first.End;
        while (days.Count < 9)
        {
            var isTo = text.IsSign(end, '-', '~') || text.Is(end, "to") > 0;
            var join =
                isTo ? Math.Max(1, text.Is(end, "to"))
                : text[end].Text is "&" or "+" or "," ? 1
                : text.Is(end, "and");
            var next = end + join + text.Is(end + join, "date.before");
            if (join == 0)
            {
                return null;
            }

            if (Full(text, next, region) is { } last && last.Days[0].Length >= 7)
            {
                // "Sun 10–18, 8 March" names one day.
                if (!isTo && int.Parse(last.Days[0][^2..], CultureInfo.InvariantCulture) <= days[^1])
                {
                    return null;
                }

                var month = last.Days[0][..^2];
                var earlier = days.Select(day => string.Create(CultureInfo.InvariantCulture, $"{month}{day:00}"))
                    .ToList();
                return isTo && days.Count == 1
                    ? last with
                    {
                        Start = at,
                        Days = earlier,
                        To = last.Days[0],
                        IsMarked = true,
                    }
                    : last with
                    {
                        Start = at,
                        Days = [.. earlier, last.Days[0]],
                        IsMarked = true,
                    };
            }

            if (isTo || DayNumber(text, next) is not { } more || more.Day <= days[^1])
            {
                return null;
            }

            days.Add(more.Day);
            end = more.End;
        }

        return null;
    }

    private static DateRef WithEnd(SourceText text, DateRef date, FactRegion region)
    {
        // Hungarian "márc. 15-től okt. 31-ig"
        if (
            text.Is(date.End, "fromafter") is var since and > 0
            && Full(text, date.End + since, region) is { } until
            && text.Is(until.End, "untilafter") is var suffix and > 0
        )
        {
            return date with { To = until.Days[0], End = until.End + suffix, IsMarked = true };
        }

        var isTo = text.IsSign(date.End, '-', '~') || text.Is(date.End, "to") > 0;
        var next = date.End + Math.Max(1, text.Is(date.End, "to"));
        next += text.Is(next, "date.before");
        if (!isTo)
        {
            return date;
        }

        if (Full(text, next, region) is { } last && last.Days[0].Length >= 7)
        {
            var year = last.Days[0].Length == 10 && date.Days[0].Length == 7 ? last.Days[0][..4] : null;
            return date with
            {
                Days = year is null ? date.Days : [year + date.Days[0][1..]],
                To = last.Days[0],
                End = last.End,
                IsMarked = date.IsMarked || last.IsMarked || text.Is(date.End, "to") > 0,
            };
        }

        // "10月1日–7日", "June 26-27"
        return
            date.Days[0].Length >= 7
            && DayNumber(text, next) is { } day
            // "19 dicembre 2026 alle 20.30"
            && !(
                text.IsSign(next + 1, ".")
                && text[next + 2] is { Kind: TokenKind.Digits, Text.Length: 2, IsSpaced: false }
            )
            && (
                text.Is(day.End, "date.day") > 0
                || text.IsSign(date.End, "~")
                    && !text[next].IsSpaced
                    && !text.IsSign(day.End, ":")
                    && day.Day > int.Parse(date.Days[0][^2..], CultureInfo.InvariantCulture)
                || date.IsMarked
                    && !text.IsSign(day.End, ":")
                    && text.Is(day.End, "clock.am") + text.Is(day.End, "clock.pm") + text.Is(day.End, "clock.after")
                        == 0
                    && day.Day > int.Parse(date.Days[0][^2..], CultureInfo.InvariantCulture)
                    && text[date.End].IsSpaced == text[next].IsSpaced
            )
            ? date with
            {
                To = string.Create(CultureInfo.InvariantCulture, $"{date.Days[0][..^2]}{day.Day:00}"),
                End = day.End + text.Is(day.End, "date.day"),
            }
            : date;
    }

    public static (int Day, int End)? DayNumber(SourceText text, int at)
    {
        if (
            text[at] is not { Kind: TokenKind.Digits, Text.Length: <= 2 } digits
            || int.Parse(digits.Text, CultureInfo.InvariantCulture) is var day && day is < 1 or > 31
        )
        {
            return null;
        }

        var end = at + 1;
        end += text[end].IsSpaced ? 0 : text.Is(end, "ordinal");
        return (day, text.SkipDot(end));
    }

    private static DateRef? Full(SourceText text, int at, FactRegion region)
    {
        if (NumericDates.Read(text, at, region) is { } numeric)
        {
            return numeric;
        }

        if (text.Of(at, "month.") is ({ Length: > 0 } monthName, var monthLength))
        {
            var month = int.Parse(monthName, CultureInfo.InvariantCulture);
            var after = text.SkipDot(at + monthLength);
            if (
                DayNumber(text, after) is { } named
                && !(text.IsSign(named.End, ":") && text[named.End + 1] is { Kind: TokenKind.Digits, IsSpaced: false })
                && text.Is(named.End, "clock.am") + text.Is(named.End, "clock.pm") + text.Is(named.End, "clock.after")
                    == 0
                && text[after].IsSpaced
                // Czech "pro 6 os." is no December.
                && (!region.NamesDayFirst || text[at].Text.Length > 3 || text[at].IsCapital)
                // "juli 09–14" are hours where a day stands before its month.
                && !(
                    region.NamesDayFirst
                    && text.IsSign(named.End, '-', '~')
                    && text[named.End + 1].Kind == TokenKind.Digits
                )
            )
            {
                var (year, end) = Year(text, text.IsSign(named.End, ",") ? named.End + 1 : named.End, region);
                return Made(at, year is null ? named.End : end, year, month, named.Day, true);
            }

            return null;
        }

        if (DayNumber(text, at) is not { } day)
        {
            return null;
        }

        var of = day.End + text.Is(day.End, "of");
        if (
            text.Of(of, "month.") is ({ Length: > 0 } name, var length)
            && !(text[of].Text.Length == 1 && char.IsAsciiLetter(text[of].Text[0]))
        )
        {
            var month = int.Parse(name, CultureInfo.InvariantCulture);
            var after = text.SkipDot(of + length);
            var (year, end) = Year(text, after + text.Is(after, "of") + (text.IsSign(after, ",") ? 1 : 0), region);
            return Made(at, year is null ? after : end, year, month, day.Day, true);
        }

        return null;
    }

    private static (int? Year, int End) Year(SourceText text, int at, FactRegion region)
    {
        var token = text[at];
        return
            token is { Kind: TokenKind.Digits, Text.Length: 4 }
            && int.Parse(token.Text, CultureInfo.InvariantCulture) is var year
            && (year is > 1900 and < 2100 || region.Language == "th" && year is > 2400 and < 2700)
            && text.Of(at + 1, "currency.").Length == 0
            ? (Era(year), text.SkipYear(at + 1))
            : (null, at);
    }

    public static int Era(int year) =>
        year > 2400 ? year - 543
        : year < 100 ? 2000 + year
        : year;

    private static int SkipYear(this SourceText text, int at) => at + text.Is(at, "date.year");

    public static DateRef? Made(int start, int end, int? year, int month, int day, bool marked)
    {
        if (
            month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year is > 0 and < 9999 ? year.Value : 2024, month)
        )
        {
            return null;
        }

        return new DateRef(
            start,
            end,
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(year is null ? "-" : $"{year:0000}")}-{month:00}-{day:00}"
                ),
            ],
            null,
            null,
            marked
        );
    }
}
