namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Hours that are said in words: "nine to half five", "von zehn bis halb sieben".</summary>
internal static class SpokenClock
{
    // "ten to half six", "zehn bis achtzehn Uhr"
    public static bool IsRange(SourceText text, int at)
    {
        var to = Math.Max(text.Is(at, "to"), text.Is(at, "until"));
        return to > 0
            && (
                text.Of(at + to, "number.") is ({ Length: > 0 and < 3 }, _)
                || Shift(text, at + to).Length > 0
                || text[at + to].Kind == TokenKind.Digits
                || text.Is(at + to, "noon") + text.Is(at + to, "midnight") > 0
            );
    }

    // "from nine", "ab zwei, samstags ...": behind a word for from or until, where nothing follows that it might count.
    public static bool IsLed(SourceText text, int start, int at)
    {
        var isLed =
            text.Is(start, "clock.before") > 0
            || text.Before(start, "from").Start >= 0
            || text.Before(start, "until").Start >= 0
            || text.Before(start, "to").Start >= 0;
        return isLed
            && (
                text[at].Kind is TokenKind.Break
                || text[at].Kind == TokenKind.Sign && text[at].Text[0] is '.' or ',' or ';' or ')' or '!' or '-' or '&'
                || text.Is(at, "and") + text.Is(at, "filler") + text.Is(at, "untilafter") + text.Is(at, "fromafter") > 0
                || text.Is(at, "to") + text.Is(at, "until") + text.Is(at, "open") + text.Is(at, "only") > 0
                || Days.Read(text, at) is { IsWeak: false }
            );
    }

    /// <summary>"two nights": a part of the day that is counted is a length of time.</summary>
    public static bool IsCounted(SourceText text, int at) => text.Is(at, "daytimes") > 0;

    public static (string Name, int Length) Shift(SourceText text, int at)
    {
        foreach (var family in new[] { "half.", "quarter." })
        {
            if (
                text.Of(at, family) is ({ Length: > 0 } name, var length)
                && (
                    text[at + length].Kind == TokenKind.Digits
                    || text.Of(at + length, "number.").Length > 0
                    || text.Of(at + length, "hour.").Length > 0
                )
            )
            {
                return (family + name, length);
            }
        }

        return ("", 0);
    }
}
