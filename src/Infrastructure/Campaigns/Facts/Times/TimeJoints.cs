namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>What joins the times of one day: "9-12, 14-18", "8-12/13.30-17".</summary>
internal static class TimeJoints
{
    public static int Length(SourceText text, int at)
    {
        var sign = text[at].Text is "/" or "+" or "," or "&" or ";" or "\u3001" or "\u30FB" or "\u00B7" ? 1 : 0;
        var and = text.Is(at + sign, "and");
        // "9/12.30 - 15/19"
        return sign + and > 0 ? text.SkipDot(at + sign + and) - at
            : text.IsSign(at, "-") && text.IsSign(at + 2, "/") ? 1
            : 0;
    }

    // "9/12.30 - 15/19", "Mon-Fri 9/14"; "8/13" alone is a day.
    public static bool IsSlashRange(SourceText text, Clock open) =>
        text[open.End + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
            && !text.IsSign(open.Start - 1, "-")
            && (
                open.IsMarked
                || text.IsSign(open.End + 2, '.', ':')
                || text.Before(open.Start, "day.").Start >= 0
                || text.Before(open.Start, "days.").Start >= 0
                || text.Before(open.Start, "and").Start >= 0
                || text.Before(open.Start, "from").Start >= 0
            )
        || text.IsSign(open.Start - 1, "-") && text[open.Start - 1].IsSpaced;

    // "6am-3pm weekdays, 7-3 Sat": what follows the comma has days of its own behind it.
    public static bool Belongs(FactScan scan, int comma, int after)
    {
        var text = scan.Text;
        if (text[comma].Text is not ("," or ";" or "\u3001"))
        {
            return false;
        }

        var before = text.Is(after, "day.before") is var lead and > 0 ? after + lead : after;
        if (Days.Read(text, after) is not { } days && Days.Read(text, before) is not { } && !IsHoliday(text, after))
        {
            return false;
        }

        var end = (Days.Read(text, after) ?? Days.Read(text, before))?.End ?? after + 1;
        return Clock.Read(text, end + (text.IsSign(end, '-', ':') ? 1 : 0), scan.Region) is null
            && text.Is(end, "closed") == 0;
    }

    private static bool IsHoliday(SourceText text, int at) => text.Of(at, "holiday.").Length > 0;
}
