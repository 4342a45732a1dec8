using AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>Pages and e-mails in a list without numbers: behind a colon or dash, in brackets, or each on a line of its own.</summary>
internal static class ListedDeliverables
{
    private const int MostBetween = 5;

    /// <param name="at">The token behind their word.</param>
    /// <param name="end">The end of the sentence, or where another list begins.</param>
    public static List<Deliverables.Item> Read(FactScan scan, int at, int end, string what, decimal? count)
    {
        var text = scan.Text;
        if (Quoted(text, at, end) is { Count: > 1 } quoted)
        {
            return quoted;
        }

        if (Opening(scan, at, end, count) is not { } opening)
        {
            return [];
        }

        if (Lines(scan, opening, count) is { Count: > 1 } lines)
        {
            return lines;
        }

        // "两个页面：介绍页、报名页；落款……": another wish ends the list.
        var stop = text.IsSign(opening - 1, "(")
            ? Closing(text, opening, end)
            : Indexes
                .Of(opening, end)
                .FirstOrDefault(i => text.IsSign(i, ';', '.') && Deliverables.IsOther(scan, i + 1), end);
        var items = Listed(scan, opening, stop, count);
        // "two pages, rooms and surroundings, and a mail": a comma opens a list only of as many as were announced.
        if (text.IsSign(opening - 1, ",") && items.Count != count)
        {
            return [];
        }

        var leads = items.Count(item => text.Is(item.Start, "item.lead") > 0);
        items =
        [
            .. items.Select(
                (item, i) => Named(text, leads > 1 || i == items.Count - 1 ? Unled(text, item) : item, what)
            ),
        ];
        return count is { } many && items.Count > many ? items[..(int)many] : items;
    }

    // "first a welcome, then tips"
    private static Deliverables.Item Unled(SourceText text, Deliverables.Item item)
    {
        var start = item.Start + text.Is(item.Start, "item.lead");
        return start < item.End ? item with { Start = start, Topic = start } : item;
    }

    // "3 pages: sign-up page, page of thanks": the word for it is not the topic.
    public static Deliverables.Item Named(SourceText text, Deliverables.Item item, string what)
    {
        // "deux mails, un de confirmation et un de rappel"
        var one = item.Topic + text.Is(item.Topic, "article");
        if (one > item.Topic && text.Is(one, "page.of") is var of and > 0 && one + of < item.End)
        {
            return item with { Topic = one + of };
        }

        // "ana sayfa", "首页": without the word nothing is named.
        if (text.Is(item.Topic, "page.name") is var whole && item.Topic + whole == item.End && whole > 0)
        {
            return item;
        }

        for (var i = item.Topic; i < item.End; i++)
        {
            if (Deliverables.What(text, i) is ({ } its, var length) && its == what && length < item.End - item.Topic)
            {
                return i + length == item.End ? item with { End = i }
                    : i == item.Topic ? item with { Topic = i + length + text.Is(i + length, "page.of") }
                    : item;
            }
        }

        return item;
    }

    // "ページは「申込」「お礼」の2つ": one quotation after the other.
    private static List<Deliverables.Item> Quoted(SourceText text, int at, int end)
    {
        List<Deliverables.Item> items = [];
        var from = text[at].Kind == TokenKind.Word && !Quotations.Opens(text, at) ? at + 1 : at;
        // "メール2通：「納車のお礼」「初回点検のご案内」"
        from = Indexes.Of(at, Math.Min(end, at + MostBetween)).FirstOrDefault(i => text.IsSign(i, ":"), from);
        from += text.IsSign(from, ":") ? 1 : 0;
        while (
            Quotations.Opens(text, from)
            && Quotations.Quoted(text, from, end + 1) is { } quote
            && quote.Start == from + 1
        )
        {
            items.Add(new Deliverables.Item(quote.Start, quote.End, quote.Start));
            from = quote.End + 1;
            from += text.IsSign(from, ',', '\u3001') ? 1 : 0;
            from += text.Is(from, "and");
        }

        return items;
    }

    /// <summary>The token after the colon, dash or bracket that opens a list; without a number of items, a colon right behind the word.</summary>
    private static int? Opening(FactScan scan, int at, int end, decimal? count)
    {
        var text = scan.Text;
        for (var i = at; i < Math.Min(end, at + MostBetween); i++)
        {
            // "Pages needed: ..."
            if (text.Is(i, "request") is var needed and > 0 && text.IsSign(i + needed, ":"))
            {
                return i + needed + 1;
            }

            if (text.IsSign(i, ":") && (count is not null || i == at))
            {
                return i + 1;
            }

            // A bracket with the number alone: "Mails (4 Stk.): ..."
            if (
                count is not null
                && text.IsSign(i, "(")
                && text[i + 1].Kind == TokenKind.Digits
                && Closing(text, i, Math.Min(end, i + 5)) is var closed
                && text.IsSign(closed, ")")
            )
            {
                return text.IsSign(closed + 1, ':', '-') ? closed + 2 : null;
            }

            if (
                (count is not null || i == at)
                && (
                    count is not null && text.IsSign(i, "(")
                    || text.IsSign(i, "-") && text[i].IsSpaced && text[i + 1].IsSpaced
                )
            )
            {
                return i + 1;
            }

            // "three e-mails, namely a, b and c"
            if (text.Is(i, "list.lead") is var lead and > 0 && (count is not null || text.IsSign(i + lead, ":")))
            {
                return i + lead;
            }

            if (
                text[i].Kind == TokenKind.Sign
                && text[i].Text is "," or ";"
                && text[i + 1].Kind != TokenKind.Digits
                && text.Is(i + 1, "list.lead") == 0
            )
            {
                return count is not null && i == at && text.IsSign(i, ",") ? i + 1 : null;
            }
        }

        return count is not null && end - at < MostBetween && Bullet(text, end) > 0 ? end : null;
    }

    private static int Closing(SourceText text, int at, int end)
    {
        while (at < end && !text.IsSign(at, ")"))
        {
            at++;
        }

        return at;
    }

    /// <summary>The lines that begin with a bullet; where it was said how many there are, without one.</summary>
    private static List<Deliverables.Item> Lines(FactScan scan, int opening, decimal? count)
    {
        var text = scan.Text;
        List<Deliverables.Item> items = [];
        for (var at = opening; text[at].Kind == TokenKind.Break && at < text.Count && items.Count < (count ?? 30); )
        {
            var bullet = Bullet(text, at);
            var from = at + Math.Max(1, bullet);
            var to = Indexes.Of(from, text.Count).FirstOrDefault(i => text[i].Kind == TokenKind.Break, text.Count);
            if (bullet == 0 && count is null || to == from)
            {
                break;
            }

            items.Add(new Deliverables.Item(from, to, from));
            at = to;
        }

        return count is null || items.Count == count ? items : [];
    }

    private static int Bullet(SourceText text, int line)
    {
        var at = line;
        while (text[at].Kind == TokenKind.Break && at < text.Count)
        {
            at++;
        }

        return
            at > line
            && text[at] is { Kind: TokenKind.Sign } sign
            && sign.Text[0] is '-' or '\u2022' or '*' or '\u00B7' or '\u30FB' or '>' or '\u25AA' or '\u25CF'
            ? at + 1 - line
            : 0;
    }

    private static List<Deliverables.Item> Listed(FactScan scan, int start, int end, decimal? count)
    {
        var text = scan.Text;
        // Of several signs the one that makes as many items as were announced.
        foreach (var signs in count is null ? [] : Dividers)
        {
            if (
                Joined(scan, Split(scan, start, end, i => Divides(text, i, signs)), count) is var exact
                && exact.Count == count
            )
            {
                return exact;
            }
        }

        return Joined(
            scan,
            Split(scan, start, end, i => Array.Exists(Dividers, signs => Divides(text, i, signs))),
            count
        );
    }

    private static readonly string[] Dividers = [";", "/", "|", ">\u2192", "+", "-", ",\u3001\u30FB\u2022\u00B7*"];

    private static bool Divides(SourceText text, int at, string signs) =>
        text[at].Kind == TokenKind.Break
        || text[at] is { Kind: TokenKind.Sign, Text: [var sign, ..] }
            && signs.Contains(sign, StringComparison.Ordinal)
            && sign switch
            {
                '+' => text[at].IsSpaced,
                '-' => text[at].IsSpaced && text[at + 1].IsSpaced,
                '/' => text[at - 1].Kind != TokenKind.Digits,
                _ => true,
            };

    // Only the last two are joined by a word: "welcome, tips and last call".
    private static List<Deliverables.Item> Joined(FactScan scan, List<Deliverables.Item> items, decimal? count)
    {
        var text = scan.Text;
        if (items.Count == 0)
        {
            return items;
        }

        var last = items[^1];
        var ends = Split(
            scan,
            last.Start,
            last.End,
            i => text.Is(i, "and") > 0 && text[i].Kind == TokenKind.Word || text.IsSign(i, "&")
        );
        if (
            ends.Count == 2
            && (
                count is null
                    ? items.Count > 1 && ends.TrueForAll(item => item.End - item.Start < 6)
                    : items.Count + 1 <= count
            )
        )
        {
            items.RemoveAt(items.Count - 1);
            items.AddRange(ends);
        }

        return items;
    }

    private static List<Deliverables.Item> Split(FactScan scan, int start, int end, Predicate<int> divides)
    {
        List<Deliverables.Item> items = [];
        var (from, depth) = (start, 0);
        for (var i = start; i <= end; i++)
        {
            depth +=
                scan.Text.IsSign(i, "(") ? 1
                : scan.Text.IsSign(i, ")") ? -1
                : 0;
            if (i == end || depth <= 0 && divides(i))
            {
                var (a, b) = scan.Trimmed(from, i);
                if (a < b)
                {
                    items.Add(new Deliverables.Item(a, b, a));
                }

                from = i + 1;
            }
        }

        return items;
    }
}
