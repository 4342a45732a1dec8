using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>Words that say when it is closed, and those that lead to days and dates.</summary>
internal sealed class ClosedWords(FactScan scan, Func<int, HoursPart?> times)
{
    private const int MostLeads = 3;

    private readonly SourceText text = scan.Text;

    public int ClosedWord(int at)
    {
        // "non-stop"
        if (text.Is(at, "filler") > Math.Max(text.Is(at, "not"), text.Is(at, "closed")))
        {
            return 0;
        }

        if (text.Is(at, "closed") is var closed and > 0)
        {
            // "we shut the fryers at 8"
            return
                text[at + closed].Kind == TokenKind.Word && text.Is(at + closed, "article") > 0 && !IsNamed(at + closed)
                ? 0
                : closed;
        }

        if (text.Is(at, "not") is var not and > 0)
        {
            // "no Saturdays", "no class at half term", "not in January"
            var named = at + not + text.Is(at + not, "hours.of");
            if (IsNamed(named + text.Is(named, "hours.of")) || IsNamed(at + not) || IsNamed(named))
            {
                return named - at;
            }

            // "in den Sommerferien nicht"
            return IsBehindDays(at) && text.Is(at + not, "hours.of") == 0 && times(at + not) is null ? not : 0;
        }

        // "Sundays off": behind the days, since "10 % off on Mondays" closes nothing.
        return IsBehindDays(at) ? text.Is(at, "closed.behind") : 0;
    }

    /// <summary>"нд і пн вихідні": behind days the word for the weekend is that for days off.</summary>
    public bool IsDaysOff(int at) =>
        text.Is(at, "closed") is var closed
        && closed > 0
        && text.Of(at, "days.") is ({ Length: > 0 }, var group)
        && group <= closed
        && IsBehindDays(at);

    private bool IsBehindDays(int at)
    {
        at -= text.IsSign(at - 1, '.', '-') && text.IsSign(at - 1, ".") | text[at].IsSpaced ? 1 : 0;
        return text.Before(at, "day.").Start >= 0
            || text.Before(at, "days.").Start >= 0
            || text.Before(at, "dayhalf.").Start >= 0
            || text.Before(at, "daytime.").Start >= 0
            || text.Before(at, "holiday.").Start >= 0
            || text.Before(at, "month.").Start >= 0;
    }

    // Days, feasts or months, with the words that lead to them: "in the school holidays".
    public bool IsNamed(int at)
    {
        for (var leads = 0; leads <= MostLeads; leads++)
        {
            if (
                Days.Read(text, at) is { } days && (!days.IsWeak || text.IsSign(days.End, ")"))
                || SpecialDays.Holiday(text, at) is not null
                || SpecialDays.Month(text, at, scan.Region) is not null
            )
            {
                return true;
            }

            var lead = Lead(at);
            if (lead == 0)
            {
                return false;
            }

            at += lead;
        }

        return false;
    }

    // "closes at 6": after the word a time stands alone, with a range it would be a break.
    public HoursPart? Closing(int start, int at)
    {
        // "closes Fridays at 4"; "fermeture le mercredi" is a day closed.
        if (Days.Read(text, at) is { } days)
        {
            return
                Clock.Read(text, days.End + text.Is(days.End, "filler"), scan.Region) is not null
                || Clock.Read(text, days.End, scan.Region) is not null
                || text.Is(start, "closed") == 0
                ? new HoursPart(PartKind.Closes, start, at)
                : null;
        }

        if (WrittenDates.Parse(text, at, scan.Region) is { IsMarked: true })
        {
            return null;
        }

        var from = at + Math.Max(text.Is(at, "filler"), text.Is(at, "from"));
        if (Clock.Read(text, from, scan.Region) is not { } clock && Clock.Read(text, from = at, scan.Region) is not { })
        {
            return null;
        }

        clock = Clock.Read(text, from, scan.Region)!.Value;
        var isRange = text.IsSign(clock.End, '-', '~') || text.Is(clock.End, "to") > 0;
        if (isRange || scan.AnyTaken(at, clock.End) || !clock.IsMarked && TimeSpans.IsNoTime(text, clock.End))
        {
            return null;
        }

        var minutes =
            scan.Region.UsesTwelveHours && clock is { Half: null, Minutes: >= 60 and < 10 * 60 }
                ? clock.Minutes + Clock.Noon
                : clock.Minutes;
        return new HoursPart(PartKind.Times, start, clock.End) { Slots = [(null, minutes)], IsMarked = true };
    }

    // "lunch 1-2" is an hour closed, "lunch 11-2" a meal.
    public int ShortBreak(int at)
    {
        var length = text.Is(at, "break.short");
        return
            length > 0
            && times(at + length + text.Is(at + length, "filler")) is { Slots: [({ } from, { } to)] }
            && to - from is > 0 and <= 60
            ? length
            : 0;
    }

    public int Lead(int at)
    {
        var length = 0;
        foreach (
            var list in new[]
            {
                "between",
                "from",
                "until",
                "day.before",
                "date.before",
                "place.in",
                "place.at",
                "filler",
                "to",
            }
        )
        {
            length = Math.Max(length, text.Is(at, list));
        }

        return length;
    }
}
