using System.Globalization;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Days that are no day of every week: the first Saturday of the month, every other Tuesday, months and feasts.</summary>
internal static class SpecialDays
{
    /// <summary>"first Saturday of the month", "every 2nd Thursday", "jueves alternos", "koopzondag alleen de 1e".</summary>
    public static HoursPart? Ordinal(SourceText text, int at)
    {
        var start = at + text.Is(at, "every");
        var first = text.SkipDot(start);
        var length = Nth(text, first);
        if (length == 0)
        {
            // "every other Tuesday"
            var alternate = text.Is(at, "alternate");
            first = alternate > 0 ? at : first;
            length = alternate > 0 ? alternate : text.Is(first, "alternate");
        }

        string name;
        int dayLength;
        if (length == 0)
        {
            // The word stands behind the day: "jueves alternos".
            var before = text.Is(at, "day.before") is var word && text.Of(at + word, "day.").Length > 0 ? word : 0;
            var (own, ownLength) = text.Of(at + before, "day.");
            var ownEnd = text.SkipDot(at + before + ownLength);
            if (own.Length == 2 && text.Is(ownEnd, "alternate") is var behind && behind > 0)
            {
                return Part(own, ownEnd + behind);
            }

            // "Minggu ke-2", "วันพุธที่ 2 ของเดือน"
            if (
                own.Length == 2
                && text.Is(ownEnd, "ordinal.before") is var lead
                && lead > 0
                && text[ownEnd + lead] is { Kind: TokenKind.Digits, Text.Length: 1 }
                && (text.Is(ownEnd + lead + 1, "ofmonth") > 0 || text.IsSign(ownEnd + lead - 1, "-"))
            )
            {
                return Part(own, ownEnd + lead + 1);
            }

            return null;
        }

        // "第1・第3水曜", "le 1er et le 3e jeudi": two of them before one day.
        var day = first + length;
        for (var more = 0; more < 3; more++)
        {
            var join =
                text.Is(day, "and") is var joint && joint > 0 ? joint
                : text[day].Kind == TokenKind.Sign ? 1
                : 0;
            join += join > 0 ? text.Is(day + join, "day.before") : 0;
            if (join == 0 && !Scripts.HasNoSpaces(text[day].Text[0]) || Nth(text, day + join) is not (var next and > 0))
            {
                break;
            }

            day += join + next;
        }

        (name, dayLength) = text.Of(day, "day.");
        return name.Length == 2 && name != "ph" ? Part(name, text.SkipDot(day + dayLength)) : null;

        HoursPart Part(string name, int end)
        {
            end += text.Is(end, "ofmonth");
            var (daytime, daytimeLength) = text.Of(end, "daytime.");
            if (daytimeLength > 0 && text[end + daytimeLength].Kind != TokenKind.Digits)
            {
                return new HoursPart(PartKind.Date, at, end + daytimeLength)
                {
                    When = text.Words(at, end),
                    Days = new Days([name], at, end, false),
                    Daytime = daytime,
                };
            }

            return new HoursPart(PartKind.Date, at, end)
            {
                When = text.Words(at, end),
                Days = new Days([name], at, end, false),
            };
        }
    }

    private static int Nth(SourceText text, int at)
    {
        // "no." may stand before a number, and "no Sundays" are none.
        if (text.Of(at, "nth.") is ({ Length: > 0 } nth, var length) && char.IsAsciiDigit(nth[0]))
        {
            return length;
        }

        if (text[at] is not { Kind: TokenKind.Digits, Text.Length: 1 })
        {
            return 0;
        }

        return text.Is(at + 1, "ordinal") is var ordinal and > 0 ? 1 + ordinal
            : text.IsSign(at + 1, ".")
            && text.Sentences?.EndsAt(at + 1) == false
            && text.Of(at + 2, "day.").Length > 0
            && text[at + 2].Text.Length > 3
                ? 2
            : 0;
    }

    /// <summary>"first week of February", "the 1st two weeks of Jan"</summary>
    public static HoursPart? FirstWeeks(SourceText text, int at)
    {
        if (text.Of(at, "nth.") is not ("1", var length))
        {
            return null;
        }

        // "la première quinzaine d'août"
        if (text.Is(at + length, "fortnight") is var half and > 0)
        {
            var of = at + length + half;
            of += Math.Max(text.Is(of, "of"), Math.Max(text.Is(of, "place.in"), text.Is(of, "day.before")));
            return Named(text, of) is (var named and > 0, var stop)
                ? new HoursPart(PartKind.Date, at, stop) { When = $"--{named:00}-01/--{named:00}-15" }
                : null;
        }

        var (count, countLength) = text.Of(at + length, "number.");
        if (text[at + length] is { Kind: TokenKind.Digits, Text: "2" or "3" } digits)
        {
            (count, countLength) = (digits.Text, 1);
        }

        var (unit, unitLength) = text.Of(at + length + countLength, "unit.");
        var month = at + length + countLength + unitLength;
        month += Math.Max(text.Is(month, "of"), Math.Max(text.Is(month, "place.in"), text.Is(month, "day.before")));
        return
            unit == "week"
            && Named(text, month) is (var number and > 0, var end)
            && (countLength == 0 ? 1 : int.Parse(count, CultureInfo.InvariantCulture)) is var weeks and < 4
            ? new HoursPart(PartKind.Date, at, end) { When = $"--{number:00}-01/--{number:00}-{weeks * 7:00}" }
            : null;
    }

    /// <summary>"uge 29-30", "KW 31"</summary>
    public static HoursPart? Week(SourceText text, int at)
    {
        if (
            text.Is(at, "week.number") is not (var word and > 0)
            || text.SkipDot(at + word) is var number && text[number] is not { Kind: TokenKind.Digits, Text.Length: < 3 }
        )
        {
            return null;
        }

        var end = number + 1;
        end +=
            Math.Max(text.IsSign(end, '-', '/') ? 1 : 0, Math.Max(text.Is(end, "to"), text.Is(end, "and"))) is var joint
            && joint > 0
            && text[end + joint] is { Kind: TokenKind.Digits, Text.Length: < 3 }
                ? joint + 1
                : 0;
        return new HoursPart(PartKind.Date, at, end) { When = text.Words(at, end) };
    }

    /// <summary>"July", "July–August", "mai og sept.", "V–IX"</summary>
    public static HoursPart? Month(SourceText text, int at, FactRegion region, bool isAfterPart = false)
    {
        // "mid May to the end of October": in words, since no day is said.
        if (
            text.Is(at, "monthpart") is var begin and > 0
            && Month(text, at + begin + (text.IsSign(at + begin, "-") ? 1 : 0), region, true) is { } part
        )
        {
            return part with { Start = at, When = text.Words(at, part.End) };
        }

        if (Numbered(text, at) is { } numbered)
        {
            var between = text.IsSign(numbered.End, '-', '~')
                ? 1
                : Math.Max(text.Is(numbered.End, "to"), text.Is(numbered.End, "until"));
            return between > 0 && Numbered(text, numbered.End + between) is { } through
                ? new HoursPart(PartKind.Date, at, through.End)
                {
                    When = $"--{numbered.Number:00}/--{through.Number:00}",
                }
                : new HoursPart(PartKind.Date, at, numbered.End) { When = $"--{numbered.Number:00}" };
        }

        if (Numeral(text, at) is var first and > 0)
        {
            return text.IsSign(at + 1, "-") && Numeral(text, at + 2) is var last and > 0
                ? new HoursPart(PartKind.Date, at, at + 3) { When = $"{Iso(first)}/{Iso(last)}" }
                : null;
        }

        if (
            Named(text, at) is not (var month and > 0, var end)
            || text.Words(at, end).Length <= 2
            || !isAfterPart && text.IsSign(at - 1, "-") && !text[at].IsSpaced
            || text[end].Kind == TokenKind.Digits
                && !(region.NamesDayFirst && text.IsSign(end + 1, '-', '~') && text[end].Text.Length < 3)
        )
        {
            return null;
        }

        var when = Iso(month);
        var to =
            text.IsSign(end, '-', '~') || text.IsSign(end, "/")
                ? 1
                : Math.Max(text.Is(end, "to"), text.Is(end, "until"));
        // Finnish "toukokuusta syyskuuhun": the endings say from and to.
        if (
            to == 0
            && text.Compound(at, "day.from.ending")
            && text.Compound(end, "day.to.ending")
            && Named(text, end) is (var until and > 0, var untilEnd)
        )
        {
            return new HoursPart(PartKind.Date, at, untilEnd) { When = $"{when}/{Iso(until)}" };
        }

        if (
            to > 0
            && text.Is(end + to, "monthpart") is var late and > 0
            && Named(text, end + to + late) is (> 0, var lateEnd)
        )
        {
            return new HoursPart(PartKind.Date, at, lateEnd) { When = text.Words(at, lateEnd) };
        }

        if (to > 0 && Named(text, end + to) is (var other and > 0, var otherEnd))
        {
            return new HoursPart(PartKind.Date, at, otherEnd) { When = $"{when}/{Iso(other)}" };
        }

        // "November to Easter"
        if (to > 0 && text.Of(end + to, "holiday.") is ({ Length: > 0 }, var feast))
        {
            return new HoursPart(PartKind.Date, at, end + to + feast) { When = text.Words(at, end + to + feast) };
        }

        return text.Is(end, "and") is var joint and > 0 && Named(text, end + joint) is (> 0, var both)
            ? new HoursPart(PartKind.Date, at, both) { When = text.Words(at, both) }
            : new HoursPart(PartKind.Date, at, end) { When = when };

        static string Iso(int number) => $"--{number:00}";
    }

    // "12月", "7월": not a day of it, and not a price a month.
    private static (int Number, int End)? Numbered(SourceText text, int at) =>
        text[at] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        && int.Parse(text[at].Text, CultureInfo.InvariantCulture) is var number and > 0 and < 13
        && text.Is(at + 1, "date.month") is var length and > 0
        && !text[at + 1].IsSpaced
        && text[at + 1 + length].Kind != TokenKind.Digits
            ? (number, at + 1 + length)
            : null;

    private static (int Month, int End) Named(SourceText text, int at) =>
        text.Of(at, "month.") is ({ Length: > 0 } name, var length)
            // Finnish "kesä–elokuu": the month is written as its first part with the dash.
            ? (
                int.Parse(name, CultureInfo.InvariantCulture),
                text.IsSign(at + length - 1, "-") ? at + length - 1 : text.SkipDot(at + length)
            )
            : (0, at);

    private static int Numeral(SourceText text, int at) =>
        text[at] is { Kind: TokenKind.Word, IsCapital: true } numeral ? Array.IndexOf(Numerals, numeral.Text) + 1 : 0;

    private static readonly string[] Numerals =
    [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
    ];

    /// <summary>"winter (Nov–Feb)", "en saison (avril et octobre)": the months in brackets say when that is.</summary>
    public static HoursPart? Season(SourceText text, int at, FactRegion region) =>
        Holiday(text, at) is not { } season ? null
        : text.IsSign(season.End, "(")
        && Inner(text, season.End + 1, region) is var (when, end)
        && text.IsSign(end, ")")
            ? season with
            {
                End = end + 1,
                When = when.StartsWith("--", StringComparison.Ordinal) ? when : text.Words(at, end + 1),
            }
        : season;

    private static (string When, int End)? Inner(SourceText text, int at, FactRegion region) =>
        WrittenDates.Parse(text, at, region) is { To: { } to, Days: [var from] } span ? ($"{from}/{to}", span.End)
        : Month(text, at, region) is { When: { } months } named ? (months, named.End)
        : null;

    public static HoursPart? Holiday(SourceText text, int at)
    {
        if (text.Of(at, "holiday.") is not ({ Length: > 0 } name, var length))
        {
            return null;
        }

        var end = at + length;
        // "à Noël": the feast behind the word has a day.
        if (
            Math.Max(text.Is(at, "place.at"), Math.Max(text.Is(at, "place.in"), text.Is(at, "day.before"))) is var lead
            && lead > 0
            && text.Of(at + lead, "holiday.") is ({ } dated, var rest)
            && lead + rest == length
            && dated.Any(char.IsDigit)
        )
        {
            name = dated;
        }

        // "農曆新年初一至初三": which of its days, without a sign between.
        if (Scripts.HasNoSpaces(text[end - 1].Text[0]) && !text[end].IsSpaced)
        {
            end += text.Of(end, "holiday.").Length;
        }

        var to =
            text.Is(end, "to") is var word and > 0 ? word
            : text.Before(at, "between").Start >= 0 ? text.Is(end, "and")
            : text.IsSign(end, "-") ? 1
            : 0;
        to = to == 0 ? text.Is(end, "until") : to;
        to += to > 0 ? text.Is(end + to, "monthpart") : 0;
        var other = Math.Max(text.Of(end + to, "holiday.").Length, text.Of(end + to, "month.").Length);
        if (to > 0 && other > 0)
        {
            return new HoursPart(PartKind.Date, at, end + to + other) { When = text.Words(at, end + to + other) };
        }

        // "春节（除夕至初六）": which of its days.
        if (
            text.IsSign(end, "(")
            && Indexes.Of(end + 1, end + 9).FirstOrDefault(i => text.IsSign(i, ")"), -1) is var close
            && close > 0
            && Indexes.Of(end + 1, close).Any(i => text.Of(i, "holiday.").Length > 0)
            && !Indexes.Of(end + 1, close).Any(i => text[i].Kind == TokenKind.Digits || text.Is(i, "closed") > 0)
        )
        {
            return new HoursPart(PartKind.Date, at, close + 1) { When = text.Words(at, close + 1) };
        }

        // "and" may be the first letter of its word.
        var prefix = text.Prefix(at, $"holiday.{name}");
        return new HoursPart(PartKind.Date, at, end)
        {
            When = name.Any(char.IsDigit) && end == at + length ? name : text.Words(at, end)[prefix..],
            IsAnd = prefix > 0,
        };
    }
}
