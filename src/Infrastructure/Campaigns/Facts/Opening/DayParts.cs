using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Days as pieces of a statement about opening times, with the half of the day that is meant.</summary>
internal sealed class DayParts(FactScan scan, Func<int, HoursPart?> times)
{
    private const int MostWords = 4;
    private const int LongestTimes = 6;

    private readonly SourceText text = scan.Text;

    /// <summary>A day, several, or all of them, where they are no other word: "so", "do", "me" need a time or a word that says closed.</summary>
    public HoursPart? At(int at)
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

        if (Days.Read(text, at) is not { } days || days.IsWeak && !Supported(days) || IsCounted(at) || IsOfName(at))
        {
            return null;
        }

        var end = days.End;
        var only = text.Is(end, "only");
        var skip = only == 0 ? text.Is(end, "filler") : 0;
        only += Daytime(end + skip).Length > 0 ? skip : 0;
        if (
            Daytime(end + only) is ({ Length: > 0 } daytime, var length)
            && text[end + only + length].Kind != TokenKind.Digits
            && text.Of(end + only + length, "hour.").Length + text.Of(end + only + length, "number.").Length == 0
        )
        {
            end += only + length;
            var isOnly = only > skip || text.Is(end, "only") > 0 || text.Before(at, "only").Start >= 0;
            return new HoursPart(PartKind.Days, at, end + text.Is(end, "only"))
            {
                Days = days,
                Daytime = daytime,
                IsOnly = isOnly,
            };
        }

        return new HoursPart(PartKind.Days, at, end) { Days = days };
    }

    // "Auffahrt-Freitag" is no Friday of every week.
    private bool IsOfName(int at) =>
        text.IsSign(at - 1, "-")
        && !text[at].IsSpaced
        && !text[at - 1].IsSpaced
        && text[at - 2].Kind == TokenKind.Word
        && text.Of(at - 2, "holiday.").Length > 0;

    // "6 Saturdays from 10 to 13": how many meetings a course has.
    private bool IsCounted(int at) =>
        text[at - 1] is { Kind: TokenKind.Digits, Text.Length: < 3 }
        && text[at].IsSpaced
        && scan.Sentences.PartStart(at - 1) == at - 1
        && times(at - 1) is not { Slots: [{ Open: not null, Close: not null }, ..] };

    public bool Supported(Days days)
    {
        var at = days.End;
        if (times(at) is { Slots: [{ Open: null }] })
        {
            return true;
        }

        at += text[at] is { Kind: TokenKind.Sign } sign && sign.Text[0] is ':' or ',' or '-' or '\t' ? 1 : 0;
        if (text.Is(at, "appointment") > 0)
        {
            return true;
        }

        if (times(at) is not null)
        {
            // Swedish "fr" is Friday and "from".
            return text.Is(days.Start, "from") == 0
                || text[days.Start - 1].Kind is not (TokenKind.Word or TokenKind.Digits);
        }

        at += Math.Max(text.Is(at, "filler"), Math.Max(text.Is(at, "only"), text.Is(at, "open")));
        return times(at) is not null
            || text.Is(at, "closed") + text.Is(at, "closed.behind") > 0
            || text.Is(at, "appointment") > 0
            || text.Of(at, "daytime.").Length > 0
            || (text[at - 1] is { Kind: TokenKind.Sign, Text: "\t" or ":" } || text.IsSign(days.Start - 1, ',', ';'))
                && IsHeading(at)
            || text.Before(days.Start, "closed").Start >= 0
            || text.Before(days.Start, "not").Start >= 0 && text.IsSign(days.End, ")")
            || text.Before(days.Start, "except").Start >= 0
            || text.Is(at, "exceptafter") > 0
            || text.Before(days.Start, "to").Start >= 0 && days.Names.Count > 1
            || text.Before(days.Start, "only").Start >= 0 && days.Names.Count > 1
            || text.Before(days.Start, "filler").Start > 0
                && text.Before(text.Before(days.Start, "filler").Start, "month.").Start >= 0
            || SpecialDays.Holiday(text, at + text.Is(at, "and")) is not null
            || days.Names.Count > 1 && text.IsSign(days.End, ")") && text.IsSign(days.Start - 1, "(")
            || days.Names.Count > 1
                && Indexes
                    .Of(Math.Max(0, days.Start - LongestTimes), days.Start)
                    .Any(i => times(i) is { } before && before.End == days.Start);
    }

    // "Sun: brunch 10-2"
    private bool IsHeading(int at) =>
        Indexes
            .Of(at, at + MostWords)
            .TakeWhile(i => text[i].Kind == TokenKind.Word)
            .Any(i => times(i + 1) is { Slots: [{ Open: not null, Close: not null }, ..] });

    // "Thurs evenings", "Fri pm"
    private (string Name, int Length) Daytime(int at)
    {
        if (text.Of(at, "daytime.") is ({ Length: > 0 } name, var length))
        {
            return (name, length);
        }

        var (am, pm) = (text.Is(at, "clock.am"), text.Is(at, "clock.pm"));
        return Math.Max(am, pm) is > 0 and var half && text[at].Text.Length > 1
            ? (am > 0 ? "morning" : "afternoon", half)
            : ("", 0);
    }
}
