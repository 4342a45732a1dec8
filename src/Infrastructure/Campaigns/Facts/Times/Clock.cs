using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>A time of day as it is written.</summary>
/// <param name="Minutes">Since midnight.</param>
/// <param name="Half">"am" or "pm" where it is said.</param>
/// <param name="IsMarked">Whether something says that it is a time: minutes, a word for the clock, am or pm.</param>
internal readonly record struct Clock(int Minutes, int Start, int End, string? Half, bool IsMarked)
{
    /// <summary>Whether the half of the day stands before it, as what is said of this time alone.</summary>
    public bool IsHalfBefore { get; init; }

    /// <summary>Whether it is said as half or a quarter of an hour: "half one".</summary>
    public bool IsShifted { get; init; }

    /// <summary>Whether it is said in words, as people do who count to twelve.</summary>
    public bool IsSpoken { get; init; }

    public const int Noon = 12 * 60;
    public const int Day = 24 * 60;

    public static string Text(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    public static Clock? Read(SourceText text, int start, FactRegion region)
    {
        var at = start;
        var marked = false;
        string? half = null;
        var isHalfBefore = false;
        var before = text.Is(at, "clock.before");
        if (before > 0 || text.IsSign(at, "@"))
        {
            at = text.SkipDot(at + Math.Max(1, before));
            // "a" and "at" may be anything; "kl." and "Uhr" are clocks.
            marked = text.Is(start, "clock.sure") > 0;
        }

        if (
            text.Of(at, "daytime.") is ({ Length: > 0 } time, var length)
            && (
                text[at + length].Kind == TokenKind.Digits
                || text.Of(at + length, "half.").Length > 0
                || text.Of(at + length, "quarter.").Length > 0
                || text.Of(at + length, "number.").Length > 0
                || text.Of(at + length, "hour.").Length > 0
            )
            && !text.IsSign(at + length, ",")
        )
        {
            half = time;
            isHalfBefore = true;
            at += length;
            marked = true;
        }

        if (text.Is(at, "noon") is var noon and > 0)
        {
            at += noon;
            return new Clock(Noon, start, at + Named(text, at), "pm", true);
        }

        if (text.Is(at, "midnight") is var midnight and > 0)
        {
            at += midnight;
            return new Clock(Day, start, at + Named(text, at), "am", true);
        }

        var (shift, shiftLength) = SpokenClock.Shift(text, at);
        at += shiftLength;
        var isSpoken = text.Of(at, "number.").Length > 0;
        int hour;
        var minutes = 0;
        if (text[at].Kind == TokenKind.Digits && text[at].Text.Length <= 2)
        {
            hour = int.Parse(text[at].Text, CultureInfo.InvariantCulture);
            at++;
            minutes = ReadMinutes(text, ref at, ref marked);
        }
        else if (text.Of(at, "hour.") is ({ Length: > 0 } named, var namedLength))
        {
            hour = int.Parse(named, CultureInfo.InvariantCulture);
            at += namedLength;
            marked = true;
        }
        else if (Compact(text, at) is { } compact)
        {
            (hour, minutes) = compact;
            at++;
            marked = true;
        }
        else if (text.Of(at, "number.") is ({ Length: > 0 and < 3 } name, var nameLength))
        {
            hour = int.Parse(name, CultureInfo.InvariantCulture);
            at += nameLength;
            if (
                shiftLength == 0
                && text.Is(at, "clock.after") == 0
                && text.Is(at, "clock.minutes") == 0
                && text.Is(at, "halfafter") + text.Is(at, "quarterafter") + text.Is(at, "quarterbefore") == 0
                && text.Is(at, "clock.am") + text.Is(at, "clock.pm") + text.Is(at, "clock.dusk") == 0
                && text.Of(at, "daytime.").Length == 0
                && !SpokenClock.IsRange(text, at)
                && !SpokenClock.IsLed(text, start, at)
            )
            {
                return null;
            }

            marked |= text.Is(at, "clock.minutes") > 0;
            at += text.Is(at, "clock.minutes");
        }
        else
        {
            return null;
        }

        if (minutes < 0)
        {
            return null;
        }

        if (hour > 24)
        {
            return null;
        }

        if (text.Is(at, "clock.after") is var after and > 0)
        {
            at = text.SkipDot(at + after);
            marked = true;
        }

        // "12 midnight", "12 noon"
        if (hour == 12 && minutes == 0 && half is null && text.Is(at, "midnight") is var twelve and > 0)
        {
            return new Clock(Day, start, at + twelve, "am", true);
        }

        var suffix = Math.Max(text.Is(at, "clock.am"), text.Is(at, "clock.pm"));
        if (
            suffix > 0
            && !(text[at].Text.Length == 1 && suffix == 1 && text[at].IsSpaced && text[at].Text[0] < '\u0370')
        )
        {
            half = text.Is(at, "clock.am") == suffix ? "am" : "pm";
            at = text.SkipDot(at + suffix);
            marked = true;
        }
        else if (text.Is(at, "clock.dusk") is var dusk and > 0 && hour < 7)
        {
            // Thai counts the hours of the evening from six.
            hour += 18;
            at += dusk;
            marked = true;
        }
        else if (
            half is null
            && hour <= 12
            && text.Of(at, "daytime.") is ({ Length: > 0 } late, var lateLength)
            && text[at].Kind == TokenKind.Word
            && text[at + lateLength].Kind != TokenKind.Digits
            && text.Is(at + lateLength, "closed") == 0
        )
        {
            half = late;
            at += lateLength;
            marked = true;
        }

        if (minutes == 0 && text.Is(at, "halfafter") is var halfAfter and > 0)
        {
            minutes = 30;
            at += halfAfter;
            marked = true;
        }
        else if (minutes == 0 && text.Is(at, "quarterafter") is var quarterAfter and > 0)
        {
            minutes = 15;
            at += quarterAfter;
            marked = true;
        }
        else if (minutes == 0 && text.Is(at, "quarterbefore") is var quarterBefore and > 0)
        {
            minutes = -15;
            at += quarterBefore;
            marked = true;
        }

        if (
            half is null
            && minutes != 0
            && text.Of(at, "daytime.") is ({ Length: > 0 } last, var lastLength)
            && hour <= 12
            && text[at + lastLength].Kind != TokenKind.Digits
            && text.Is(at + lastLength, "closed") == 0
        )
        {
            half = last;
            at += lastLength;
        }

        if (shiftLength > 0)
        {
            minutes += shift switch
            {
                "half.past" => 30,
                "half.to" => -30,
                "quarter.past" => 15,
                _ => -15,
            };
            marked = true;
        }

        // "80", "9%", "9 €", "3 people" are no times.
        if (text.IsSign(at, "%") || text.Of(at, "currency.").Length > 0 && !marked)
        {
            return null;
        }

        var total = (hour * 60) + minutes;
        total = half switch
        {
            "pm" or "afternoon" or "evening" when hour < 12 => total + Noon,
            "night" when hour is > 5 and < 12 => total + Noon,
            "night" or "evening" when hour == 12 => total + Noon,
            "am" or "morning" when hour == 12 && half == "am" => total - Noon,
            _ => total,
        };
        half = half switch
        {
            null => null,
            "am" or "morning" => "am",
            "night" when hour < 6 => "am",
            _ => "pm",
        };
        return total is < 0 or > Day
            ? null
            : new Clock(total, start, at, half, marked) 
            {
                IsHalfBefore = isHalfBefore,
                IsSpoken = isSpoken,
                IsShifted = shiftLength > 0,
            };
    }

    // "12 noon", "μεσημέρι 12": said twice.
    private static int Named(SourceText text, int at) =>
        text.Of(at, "daytime.") is ({ Length: > 0 }, var length) && text[at + length].Kind != TokenKind.Digits
            ? length
            : 0;

    // "0830", "1700 hrs", "930am": four figures beside another such, or with a word for the clock.
    private static (int Hour, int Minutes)? Compact(SourceText text, int at)
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

    /// <summary>Opening and closing time in minutes, with what they leave to the reader worked out: "11-2", "5-10pm", "8 to 5".</summary>
    public static (int Open, int Close) Resolve(Clock open, Clock close, FactRegion region)
    {
        var (from, to) = (open.Minutes, close.Minutes);
        if (open.Half is null && close is { Half: "pm", IsHalfBefore: false } && from < Noon)
        {
            from = from + Noon < to ? from + Noon : from;
        }
        else if (open.Half is null && close.Half == "am" && to < from && from < Noon)
        {
            from += Noon;
        }
        else if (open.Half == "pm" && close.Half is null && to <= Noon && to + Noon > from)
        {
            to += to == Day ? 0 : Noon;
        }
        else if (
            close.Half is null
            && open.Half is null
            && (region.UsesTwelveHours || close.IsShifted && to < from - Noon + 60)
            && from is >= Noon and < 13 * 60
            && to < Noon
        )
        {
            to += Noon;
        }
        else if (
            close.Half is null
            && from < Noon
            && to <= from
            && to < Noon
            && (region.UsesTwelveHours || to + Noon - from <= Noon)
        )
        {
            to += Noon;
        }
        else if (
            open.Half is null
            && close.Half is null
            && region.UsesTwelveHours
            && from < 6 * 60
            && to <= Noon
            && to > from
        )
        {
            (from, to) = (from + Noon, to + Noon);
        }

        return (from, to == 0 ? Day : to);
    }

    // "9:30", "9.30", "9h30", "18 h 30", "10時30分"; -1: it is a decimal, a date or a number.
    private static int ReadMinutes(SourceText text, ref int at, ref bool marked)
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

        bool IsEnd(int joint) => IsPair(joint + (text.IsSign(joint, "-") ? 1 : (text.Is(joint, "to") is var to && to > 0 ? to : text.Count)));

        bool IsBegin(int hour) =>
            text.IsSign(hour - 1, "-") && IsPair(hour - 4)
            || text.Before(hour, "to").Start is var joint && joint > 2 && IsPair(joint - 3);
    }
}
