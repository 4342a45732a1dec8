using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Times of day in figures: the minutes behind the hour, and both in one number.</summary>
internal static class ClockDigits
{
    // "0830", "1700 hrs", "930am": four figures beside another such, or with a word for the clock.
    public static (int Hour, int Minutes)? Compact(SourceText text, int at)
    {
        if (
            text[at] is not { Kind: TokenKind.Digits, Text.Length: 3 or 4 } token
            || int.Parse(token.Text, CultureInfo.InvariantCulture) is var number
                && (number % 100 > 59 || number / 100 > 24)
        )
        {
            return null;
        }

        var beside = text.IsSign(at + 1, '-', '~') ? at + 2 : at + 1 + text.Is(at + 1, "to");
        var before = text.IsSign(at - 1, '-', '~') ? at - 2 : -1;
        return
            text.Is(at + 1, "clock.am") + text.Is(at + 1, "clock.pm") > 0 && !text[at + 1].IsSpaced
            || token.Text.Length == 4
                && (
                    text.Is(at + 1, "clock.after") > 0
                    || token.Text[0] == '0' && IsCompact(beside)
                    || IsCompact(before) && text[before].Text[0] == '0'
                )
            ? (number / 100, number % 100)
            : null;

        bool IsCompact(int index) =>
            text[index] is { Kind: TokenKind.Digits, Text.Length: 4 } other
            && int.Parse(other.Text, CultureInfo.InvariantCulture) is var value
            && value % 100 < 60
            && value / 100 <= 24;
    }

    // "9:30", "9.30", "9h30", "18 h 30", "10時30分"; -1: it is a decimal, a date or a number.
    public static int Minutes(SourceText text, ref int at, ref bool marked)
    {
        var sign = text[at];
        var next = text[at + 1];
        if (
            sign is { Kind: TokenKind.Sign, IsSpaced: false }
            && sign.Text[0] is ':' or '.'
            && next is { Kind: TokenKind.Digits, IsSpaced: false }
        )
        {
            if (
                next.Text.Length != 2
                || int.Parse(next.Text, CultureInfo.InvariantCulture) is var minutes && minutes > 59
                || sign.Text == "."
                    && text[at + 2] is { IsSpaced: false, Kind: TokenKind.Sign, Text: "." or "/" }
                    && text[at + 3] is { Kind: TokenKind.Digits, IsSpaced: false }
            )
            {
                return -1;
            }

            marked = true;
            at += 2;
            return minutes;
        }

        if (
            text.Is(at, "clock.minutes") is var length and > 0
            && text[at + length] is { Kind: TokenKind.Digits, Text.Length: 2 } digits
            // "18 h 30"; in "8h-12h 13h30-17h30" the next hour follows.
            && (
                !digits.IsSpaced
                || text[at].Text == "h" && text.Is(at + length + 1, "clock.minutes") == 0
                || text.Is(at + length + 1, "clock.minute") > 0
            )
            && int.Parse(digits.Text, CultureInfo.InvariantCulture) is var more and < 60
        )
        {
            marked = true;
            at += length + 1;
            at += text.Is(at, "clock.minute");
            return more;
        }

        if (
            sign is not { Kind: TokenKind.Sign, Text: ",", IsSpaced: false }
            || next is not { Kind: TokenKind.Digits, IsSpaced: false }
        )
        {
            return 0;
        }

        // "10,30 a 13,30", "17-20,30 h": a comma for the colon, where the other end or a word says that it is a time.
        if (!IsMinutes(at + 1) || !(text.Is(at + 2, "clock.after") > 0 || IsEnd(at + 2) || IsBegin(at - 1)))
        {
            return -1;
        }

        marked = true;
        at += 2;
        return int.Parse(next.Text, CultureInfo.InvariantCulture);

        bool IsMinutes(int index) => text[index].Text is "00" or "15" or "30" or "45";

        bool IsPair(int hour) =>
            text[hour] is { Kind: TokenKind.Digits, Text.Length: < 3 }
            && text[hour + 1] is { IsSpaced: false, Text: "," }
            && !text[hour + 2].IsSpaced
            && IsMinutes(hour + 2)
            && text.Of(hour + 3, "currency.").Length + text.Of(hour - 1, "currency.").Length == 0;

        bool IsEnd(int joint) =>
            IsPair(
                joint + (text.IsSign(joint, "-") ? 1 : (text.Is(joint, "to") is var to && to > 0 ? to : text.Count))
            );

        bool IsBegin(int hour) =>
            text.IsSign(hour - 1, "-") && IsPair(hour - 4)
            || text.Before(hour, "to").Start is var joint && joint > 2 && IsPair(joint - 3);
    }
}
