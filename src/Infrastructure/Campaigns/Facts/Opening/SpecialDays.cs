using System.Globalization;
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
            if (
                text.Of(at, "day.") is ({ Length: 2 } own, var ownLength)
                && text.SkipDot(at + ownLength) is var ownEnd
                && text.Is(ownEnd, "alternate") is var behind
                && behind > 0
            )
            {
                return Part(own, ownEnd + behind);
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
            if (join == 0 || Nth(text, day + join) is not (var next and > 0))
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
        if (text.Of(at, "nth.") is ({ Length: > 0 }, var length))
        {
            return length;
        }

        if (text[at] is not { Kind: TokenKind.Digits, Text.Length: 1 })
        {
            return 0;
        }

        return text.Is(at + 1, "ordinal") is var ordinal and > 0 ? 1 + ordinal
            : text.IsSign(at + 1, ".") && text.Of(at + 2, "day.").Length > 0 && text[at + 2].Text.Length > 3 ? 2
            : 0;
    }

    public static HoursPart? Month(SourceText text, int at)
    {
        if (Numbered(text, at) is { } first)
        {
            var between = text.IsSign(first.End, '-', '~')
                ? 1
                : Math.Max(text.Is(first.End, "to"), text.Is(first.End, "until"));
            return between > 0 && Numbered(text, first.End + between) is { } last
                ? new HoursPart(PartKind.Date, at, last.End) { When = $"--{first.Number:00}/--{last.Number:00}" }
                : new HoursPart(PartKind.Date, at, first.End) { When = $"--{first.Number:00}" };
        }

        if (
            text.Of(at, "month.") is not ({ Length: > 0 } month, var length)
            || text[at].Text.Length <= 2
            || text.IsSign(at - 1, "-") && !text[at].IsSpaced
            || text[text.SkipDot(at + length)].Kind == TokenKind.Digits
        )
        {
            return null;
        }

        var end = text.SkipDot(at + length);
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
            && text.Of(end, "month.") is ({ Length: > 0 } until, var untilLength)
        )
        {
            return new HoursPart(PartKind.Date, at, text.SkipDot(end + untilLength)) { When = $"{when}/{Iso(until)}" };
        }

        return to > 0 && text.Of(end + to, "month.") is ({ Length: > 0 } other, var otherLength)
            ? new HoursPart(PartKind.Date, at, text.SkipDot(end + to + otherLength)) { When = $"{when}/{Iso(other)}" }
            : new HoursPart(PartKind.Date, at, end) { When = when };

        static string Iso(string number) => $"--{int.Parse(number, CultureInfo.InvariantCulture):00}";
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

    public static HoursPart? Holiday(SourceText text, int at)
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
}
