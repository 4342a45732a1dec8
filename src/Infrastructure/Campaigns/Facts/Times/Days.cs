namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Days of the week as they are written: one, a list, a range, or all of them.</summary>
/// <param name="IsWeak">Whether it is one short word that may mean something else: it needs a time or a word for closed beside it.</param>
/// <param name="IsRest">Whether it stands for the days that were not named before.</param>
internal sealed record Days(IReadOnlyList<string> Names, int Start, int End, bool IsWeak, bool IsRest = false)
{
    /// <summary>The days up to the last comma or "and", and where those after it begin; null: there is none.</summary>
    public (IReadOnlyList<string> Names, int Next)? Head { get; private init; }

    private const int MostDays = 14;

    public static IReadOnlyList<string> Week { get; } = ["mo", "tu", "we", "th", "fr", "sa", "su"];

    public static Days? Read(SourceText text, int start)
    {
        var at = start + text.Is(start, "day.before");
        if (One(text, at) is not { } first)
        {
            at = start;
            if (One(text, at) is not { } plain)
            {
                return null;
            }

            first = plain;
        }

        if (first.Group == "rest")
        {
            return new Days([], start, first.End, false, true);
        }

        List<string> names = [.. first.Names];
        var words = 1;
        var weak = first.IsWeak;
        var letter = first.IsLetter;
        at = first.End;
        var chained = false;
        var ranged = false;
        // Days with a number in their name: those after the first may be the number alone.
        var isNumbered =
            text.Of(start, "days.").Length == 0
            && text.Of(first.End - 1, "daynumbered").Length > 0
                | text.Of(start + text.Is(start, "day.before"), "daynumbered").Length > 0;
        (IReadOnlyList<string> Names, int Next)? head = null;
        while (words < MostDays)
        {
            var (join, isRange) = Join(text, at);
            // Arabic "الأحد للخميس": "to" is the first letter of the day.
            if (
                join == at
                && text.All(at).Any(one => one.Prefix > 0 && one.Name.StartsWith("day.", StringComparison.Ordinal))
                && text.Endings("day.to.prefix").Any(to => text[at].Text.StartsWith(to, StringComparison.Ordinal))
                && One(text, at) is { Names.Count: 1 } end
                && names.Count > 0
            )
            {
                names.AddRange(Range(names[^1], end.Names[0]));
                (at, ranged) = (end.End, true);
                words++;
                continue;
            }

            if (
                join > at
                && isRange
                && One(text, SkipBefore(text, join), isNumbered) is { } last
                && last.Names.Count == 1
                && names.Count > 0
                && (last.IsLetter == letter || letter && text[last.End - 1].Text.Length < 3)
            )
            {
                // "Mon-Wed-Fri" names three days.
                var goesOn = text.IsSign(last.End, "-") && One(text, last.End + 1, isNumbered) is not null;
                names.AddRange(chained || goesOn ? last.Names : Range(names[^1], last.Names[0]));
                chained |= goesOn;
                ranged = true;
                at = last.End;
                words++;
                letter = false;
                continue;
            }

            // Finnish "keskiviikosta sunnuntaihin", Hungarian "keddtől péntekig": the endings say from and to.
            if (
                join == at
                && names.Count > 0
                && text.Compound(at - 1, "day.from.ending")
                && text.Compound(at, "day.to.ending")
                && One(text, at) is { Names.Count: 1 } until
            )
            {
                names.AddRange(Range(names[^1], until.Names[0]));
                (at, ranged, letter) = (until.End, true, false);
                words++;
                continue;
            }

            // "every day, Mondays closed"
            if (
                first.Group is not null
                && words == 1
                && join > at
                && text[at].Text is "," or "\u3001"
                && text.Is(at + 1, "including") == 0
            )
            {
                break;
            }

            // "Mon-Fri 9-5, Sat" and "9 to 5 Mon-Fri, Sat 10-2": a day after a range and a comma may have times of its own.
            if (ranged && join > at && text[at].Text is "," or "\u3001")
            {
                break;
            }

            if (
                !isRange
                && join >= at
                && One(text, SkipBefore(text, join), isNumbered) is { } next
                && next.Group != "rest"
                && (
                    text.Is(at, "including") + text.Is(at + 1, "including") == 0
                    || next.Names.Contains("ph", StringComparer.Ordinal)
                )
                // Russian "вс и пн выходные": days off, and no weekend.
                && !(join == at && next.Group is not null && text.Is(at, "closed") > 0)
                && (join > at || !next.IsLetter || next.IsLetter && text[at].IsSpaced is false)
                && !(join > at && next.IsWeak && !weak && !Follows(text, next.End))
            )
            {
                head = ([.. names], SkipBefore(text, join));
                names.AddRange(next.Names);
                at = next.End;
                words++;
                continue;
            }

            break;
        }

        if (letter && words == 1 && first.IsLetter && !Follows(text, at))
        {
            return null;
        }

        return new Days(
            [.. names.Distinct(StringComparer.Ordinal)],
            start,
            at,
            weak && words < 3 && !(words == 2 && names.Count > 2)
        )
        {
            Head = head,
        };
    }

    /// <summary>From one day to another, over the end of the week where it has to.</summary>
    public static IEnumerable<string> Range(string from, string to)
    {
        if (!Week.Contains(from, StringComparer.Ordinal) || !Week.Contains(to, StringComparer.Ordinal))
        {
            yield return to;
            yield break;
        }

        for (var day = Week.ToList().IndexOf(from); Week[day] != to; )
        {
            day = (day + 1) % 7;
            yield return Week[day];
        }
    }

    // A time, or a word that says closed, must follow what may be a word like "so" or "do".
    private static bool Follows(SourceText text, int at) =>
        text[at].Kind == TokenKind.Digits
        || text.Is(at, "closed") > 0
        || text.Is(at, "appointment") > 0
        || text.Is(at, "clock.before") > 0
        || text.Is(at, "from") > 0
        || text.Is(at, "until") > 0
        || text.IsSign(at, '-', ':') && text[at + 1].Kind == TokenKind.Digits;

    private static int SkipBefore(SourceText text, int at) => at + text.Is(at, "day.before");

    private static (int End, bool IsRange) Join(SourceText text, int at)
    {
        var token = text[at];
        if (token.Kind == TokenKind.Sign && token.Text[0] is '-' or '~')
        {
            return (at + 1, true);
        }

        // Hungarian "és" stands in "between 9 and 12" too, and joins two days.
        if (text.Is(at, "to") is var to and > 0 && text.Is(at, "and") == 0)
        {
            return (at + to, true);
        }

        if (
            token.Kind == TokenKind.Sign
            && token.Text[0] is ',' or '+' or '&' or '/' or '\u00B7' or '\u3001' or '\u30FB'
        )
        {
            var and = Math.Max(text.Is(at + 1, "and"), text.Is(at + 1, "including"));
            return (at + 1 + and, false);
        }

        // "every day including bank holidays"
        var joins = Math.Max(text.Is(at, "including"), Math.Max(text.Is(at, "and"), text.Is(at, "or")));
        // Hebrew "ג ו-ו": the letter for "and" with its dash.
        joins += joins > 0 && text.IsSign(at + joins, "-") && !text[at + joins].IsSpaced ? 1 : 0;
        return (joins > 0 ? text.SkipDot(at + joins) : at, false);
    }

    // "周一三五", "星期二至五", "thứ 3-5-7": behind the first day the number alone names another.
    private static (IReadOnlyList<string> Names, int End, bool IsWeak, bool IsLetter, string? Group)? Number(
        SourceText text,
        int at
    ) =>
        text.Of(at, "daynumber.") is ({ Length: > 0 } name, var length)
        && text.Is(at + length, "clock.minutes") + text.Is(at + length, "clock.after") == 0
        && !(text.IsSign(at + length, ':', '.') && text[at + length + 1] is { Kind: TokenKind.Digits, IsSpaced: false })
        && text.Of(at + length, "unit.").Length == 0
            ? ([name], at + length, false, false, null)
            : null;

    private static (IReadOnlyList<string> Names, int End, bool IsWeak, bool IsLetter, string? Group)? One(
        SourceText text,
        int at,
        bool isAfterDay = false
    )
    {
        if (text.Of(at, "days.") is ({ Length: > 0 } group, var groupLength))
        {
            IReadOnlyList<string> days = group switch
            {
                "weekdays" => [.. Week.Take(5)],
                "weekend" => ["sa", "su"],
                "frisat" => ["fr", "sa"],
                "all" => Week,
                _ => [],
            };
            return (days, text.SkipDot(at + groupLength), false, false, group);
        }

        var (name, length) = text.Of(at, "day.");
        var isLetter = false;
        if (length == 0 && isAfterDay && Number(text, at) is { } number)
        {
            return number;
        }

        if (length == 0 || name == "before")
        {
            (name, length) = text.Of(at, "dayletter.");
            // Hebrew "ו-16:30" is "and", and no Friday.
            length =
                text.Is(at, "and") > 0
                && text.IsSign(at + 1, "-")
                && !text[at + 1].IsSpaced
                && text[at - 1].Kind is TokenKind.Word or TokenKind.Digits
                    ? 0
                    : length;
            isLetter = length > 0;
            if (
                !isLetter
                || isLetter
                    && !text[at].IsCapital
                    && text[at].Text[0] < '\u0250'
                    && !text.IsSign(at + 1, '-', '/')
                    && !text.IsSign(at - 1, '-', '/')
            )
            {
                return null;
            }
        }

        // Thai "พ." is Wednesday and "พ.ค." May.
        if (length == 0 || text.Of(at, "month.").Length > length)
        {
            return null;
        }

        var token = text[at];
        var isWeak =
            length == 1
                && token.Text.Length <= (Scripts.HasNoSpaces(token.Text[0]) || Scripts.IsHangul(token.Text[0]) ? 1 : 3)
            || isLetter;
        return ([name], text.SkipDot(at + length), isWeak, isLetter, null);
    }
}
