namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Words cut out of a sentence, as they can stand alone: on a page, and in the list that the owner checks.</summary>
internal static class Phrases
{
    // "Basic course on four evenings, for", "from", "Tuesdays from": what they lead to is the fact itself.
    private static readonly string[] Leading =
    [
        "for",
        "from",
        "until",
        "to",
        "and",
        "or",
        "per",
        "price.from",
        "price.until",
        "price.about",
        "trailing",
    ];

    private static readonly (char Open, char Close)[] Brackets = [('(', ')'), ('[', ']'), ('（', '）')];

    private static readonly (char Open, char Close)[] Quotes = [('「', '」'), ('『', '』'), ('«', '»'), ('„', '“')];

    private const int MostBeforeDays = 3;

    public static string Tidied(string phrase, SourceText source)
    {
        var text = source.Phrase(Closed(phrase));
        var end = text.Count;
        while (end > 0 && (Dangling(text, end) is var length && length > 0))
        {
            end -= length;
        }

        var tidied = end > 0 ? text.Words(0, end) : phrase;
        // Where words stand without spaces: "小学生は".
        return
            text.Endings("trailing")
                .FirstOrDefault(ending =>
                    tidied.Length > ending.Length + 1 && tidied.EndsWith(ending, StringComparison.Ordinal)
                )
                is { } particle
            ? tidied[..^particle.Length]
            : tidied;
    }

    private static int Dangling(SourceText text, int end)
    {
        if (text[end - 1].Kind is TokenKind.Break || text[end - 1].Text is "," or ";" or ":" or "-" or "(" or "/")
        {
            return 1;
        }

        for (var length = Math.Min(3, end - 1); length > 0; length--)
        {
            var at = end - length;
            if (
                (text[at].IsSpaced || Scripts.HasNoSpaces(text[at].Text[0]))
                && (
                    Array.Exists(Leading, meaning => text.Is(at, meaning) == length)
                    || text.Of(at, "day.").Length == length && !IsAllDays(text, end)
                )
            )
            {
                return length;
            }
        }

        return 0;
    }

    // "Double room, Monday to Thursday": the last part is the days, and nothing that they lead to was cut off.
    private static bool IsAllDays(SourceText text, int end)
    {
        var start = Indexes.Of(0, end).LastOrDefault(i => text.IsSign(i, ","), -1) + 1;
        return start > 0
            && Indexes
                .Of(start, Math.Min(end, start + MostBeforeDays))
                .Any(i => Times.Days.Read(text, i) is { } days && days.End == end);
    }

    // A remark whose end was cut off is none; a quotation whose end was cut off ends here.
    private static string Closed(string phrase)
    {
        foreach (var (open, close) in Brackets)
        {
            if (phrase.LastIndexOf(open) is var last and > 0 && phrase.IndexOf(close, last) < 0)
            {
                phrase = phrase[..last];
            }

            if (phrase.IndexOf(close) is var first and >= 0 && phrase.LastIndexOf(open, first) < 0)
            {
                phrase = first < phrase.Length - 1 ? phrase[(first + 1)..] : phrase[..first];
            }
        }

        foreach (var (open, close) in Quotes)
        {
            if (phrase.LastIndexOf(open) is var last and >= 0 && phrase.IndexOf(close, last + 1) < 0)
            {
                phrase += close;
            }
        }

        phrase = phrase.Trim(' ', ',');
        return phrase.Count(letter => letter == '"') % 2 == 0 ? phrase : phrase + '"';
    }
}
