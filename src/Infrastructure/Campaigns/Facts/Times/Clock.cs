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
            minutes = ClockDigits.Minutes(text, ref at, ref marked);
        }
        else if (text.Of(at, "hour.") is ({ Length: > 0 } named, var namedLength))
        {
            hour = int.Parse(named, CultureInfo.InvariantCulture);
            at += namedLength;
            marked = true;
        }
        else if (ClockDigits.Compact(text, at) is { } compact)
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
                && (text.Of(at, "daytime.").Length == 0 || SpokenClock.IsCounted(text, at))
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
            && (marked || minutes > 0 || !SpokenClock.IsCounted(text, at))
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
}
