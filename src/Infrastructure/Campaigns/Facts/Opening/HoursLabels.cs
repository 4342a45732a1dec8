namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Opening;

/// <summary>What opening times are of, by the words before them: "Kitchen", "Rehearsals".</summary>
internal static class HoursLabels
{
    private const int LongestLabel = 8;

    public static bool IsAt(SourceText text, int at) => text.Is(at, "hours.of") > 0;

    /// <summary>What stands before the times in their part of the sentence: "Kitchen", "Rehearsals".</summary>
    public static string Before(FactScan scan, int start)
    {
        var text = scan.Text;
        var part = scan.Sentences.PartStart(start);
        if (part == start && start > 1 && !scan.Sentences.EndsAt(start - 1))
        {
            part = scan.Sentences.PartStart(start - 1);
        }

        var (from, to) = scan.Trimmed(Math.Max(part, start - LongestLabel), start);
        while (from < to && IsEmpty(to - 1))
        {
            to--;
        }

        // "Tasting €38pp, last Friday", "18 wks June–Oct. Pick-up": what ends an amount or another statement is no label.
        for (var i = from; i < to; i++)
        {
            if (
                scan.IsTaken(i) && (text[i].Kind != TokenKind.Word || scan.IsWithin(i, "email", "link", "social"))
                || text[i].Kind == TokenKind.Digits
                    && (
                        text[i].Text.Length > 1
                        || text.Of(i - 1, "currency.").Length + text.Of(i + 1, "currency.").Length > 0
                        || text.Of(i + 1, "unit.").Length + text.Of(i + 1, "each.").Length > 0
                    )
                || text.IsSign(i, ".") && text[i + 1].IsSpaced && text[i + 1].IsCapital
            )
            {
                from = i + 1;
                from += text.IsSign(from, "/") ? 1 : 0;
                from += Math.Max(text.Of(from, "unit.").Length, text.Of(from, "each.").Length);
            }
        }

        from = Math.Min(from, to);
        while (
            from < to
            && (
                text.Is(from, "article") is var article and > 0
                || (article = Opens(from)) > 0
                || (article = Math.Max(text.Is(from, "or"), text.Is(from, "to"))) > 0
            )
        )
        {
            from += article;
        }

        return text.Words(from, to);

        int Opens(int at) => text.Is(at, "open") is var open && open > 0 && !IsAt(text, at) ? open : 0;

        bool IsEmpty(int at) =>
            text[at].Kind is TokenKind.Sign or TokenKind.Digits
            || IsAt(text, at) is false
                && (
                    text.Before(at + 1, "open") is var open && open.Start == at && !IsAt(text, at)
                    || text.Is(at, "filler") == 1
                    || text.Is(at, "article") == 1
                );
    }
}
