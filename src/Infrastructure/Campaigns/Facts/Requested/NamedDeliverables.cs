using AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>
/// Pages and e-mails that are named one by one ("página de inscrição, página de obrigado", "a landing page, an order form"), or before the word
/// that they share ("opt-in, thank-you and offer pages").
/// </summary>
internal static class NamedDeliverables
{
    private const int LongestName = 7;

    /// <param name="isPart">Whether the same sentence asks for others: then one alone is asked for too.</param>
    public static void Read(FactScan scan, int start, int end, bool isPart)
    {
        var text = scan.Text;
        var anchor = Indexes
            .Of(start, end)
            .FirstOrDefault(i => IsAnchor(text, i) && !scan.IsTaken(i) && !scan.IsWithin(i, "deliverable"), -1);
        if (anchor < 0)
        {
            return;
        }

        var (lead, isRequest) = Lead(text, start, anchor);
        List<(string What, Deliverables.Item Item)> items = [];
        List<(int Start, int End)> waiting = [];
        foreach (var (from, to) in Segments(scan, lead, end))
        {
            var at = Indexes.Of(from, to).FirstOrDefault(i => Deliverables.What(text, i).What is not null, -1);
            if (at >= 0 && Name(scan, from, to, at) is { } item)
            {
                // "a landing page, an order form and a thanks page": what stands among pages is one.
                if (
                    text.Is(at, "word.pages") > 0 && item.Topic < at
                    || isRequest && items.Count > 0 && waiting.Count == 1 && items[^1].What == "page"
                )
                {
                    items.AddRange(
                        waiting.Select(one => ("page", new Deliverables.Item(one.Start, one.End, one.Start)))
                    );
                }

                items.Add((Deliverables.What(text, at).What!, item));
                waiting.Clear();
            }
            // "página de inicio, de precios y de horarios"
            else if (
                at < 0
                && items.Count > 0
                && text.Is(from, "page.of") is var of and > 0
                && to - from - of is > 0 and < 4
                && text[from].Text == text[items[0].Item.Topic - 1].Text
            )
            {
                items.Add((items[^1].What, new Deliverables.Item(from, to, from + of)));
            }
            else if (at < 0 && IsPageName(text, from, to))
            {
                items.AddRange(waiting.Select(one => ("page", new Deliverables.Item(one.Start, one.End, one.Start))));
                waiting.Clear();
                items.Add(("page", new Deliverables.Item(from, to, from)));
            }
            else if (at < 0 && to - from < LongestName && items.Count == 0 && !scan.AnyTaken(from, to))
            {
                waiting.Add((from, to));
            }
            else if (
                at < 0
                && to - from < LongestName
                && items.Count > 0
                && (IsShared(scan, to, end) || isRequest && !scan.AnyTaken(from, to) && IsFollowed(text, to, end))
            )
            {
                waiting.Add((from, to));
            }
            else if (items.Count > 0)
            {
                break;
            }
            else
            {
                waiting.Clear();
            }
        }

        // A name alone is none: "contact, prices" without a page.
        if (
            items.Count == 0
            || items.Count == 1 && !isPart && !isRequest
            || !isPart
                && !items.Exists(one =>
                    Indexes.Of(one.Item.Start, one.Item.End + 1).Any(i => Deliverables.What(text, i).What is not null)
                )
        )
        {
            return;
        }

        foreach (var (what, item) in items)
        {
            Deliverables.Add(scan, what, [item]);
            scan.Take(item.Start, item.End);
        }

        scan.AddWords("instruction", start, items[^1].Item.End);
        scan.Take(start, items[0].Item.Start);
    }

    // "checkout", "order form": no word for page, and one all the same.
    private static bool IsPageName(SourceText text, int start, int end) =>
        text.Is(start, "page.name") is var name and > 0 && start + name >= end
        || end - start < 5
            && Indexes
                .Of(start, end)
                .Any(i =>
                    text.Is(i, "word.form") > 0
                    || text[i].Kind == TokenKind.Word && text.Compound(i, "word.form.ending")
                );

    private static bool IsAnchor(SourceText text, int at) =>
        Deliverables.What(text, at).What is not null || text.Is(at, "page.name") > 0;

    // "We need: start page, services, about us": among pages, what has no word for it is one too.
    private static bool IsFollowed(SourceText text, int from, int end) =>
        Indexes
            .Of(from, Math.Min(end, from + 8))
            .Any(i => text.Is(i, "page.name") > 0 || Deliverables.What(text, i).What == "page");

    // Whether the word for pages comes at the end of the list: "sales page, checkout, upsell and thank-you pages".
    private static bool IsShared(FactScan scan, int from, int end) =>
        Indexes.Of(from, Math.Min(end, from + 16)).Any(i => scan.Text.Is(i, "word.pages") > 0);

    /// <summary>What leads to the list is no part of it: "We need", "Bitte", all before a colon.</summary>
    private static (int Lead, bool IsRequest) Lead(SourceText text, int start, int anchor)
    {
        var (lead, isRequest) = (start, false);
        for (var i = start; i < anchor; i++)
        {
            if (text.Is(i, "request") is var request and > 0)
            {
                (lead, isRequest) = (i + request, true);
                i += request - 1;
            }
            else if (text.IsSign(i, ":") || text.IsSign(i, "("))
            {
                lead = i + 1;
            }
        }

        return (Math.Min(lead, anchor), isRequest);
    }

    /// <summary>The parts of a list; what stands in brackets belongs to the part before it.</summary>
    private static IEnumerable<(int Start, int End)> Segments(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var (from, depth, mentions) = (start, 0, 0);
        for (var i = start; i <= end; i++)
        {
            depth +=
                text.IsSign(i, "(") ? 1
                : text.IsSign(i, ")") && depth > 0 ? -1
                : 0;
            var isMention = i < end && Deliverables.What(text, i).What is not null;
            // "صفحة تسجيل وصفحة شكر", "หน้าลงทะเบียน หน้าขอบคุณ": the next one's word begins it where it began the first.
            var isNext =
                isMention && IsJoined(text, i)
                || isMention
                    && mentions > 0
                    && i > from
                    && Deliverables.What(text, from).What is not null
                    && depth == 0;
            if (i < end && !(depth == 0 && Deliverables.Separates(text, i)) && !isNext)
            {
                mentions += isMention ? 1 : 0;
                continue;
            }

            var (a, b) = Trimmed(scan, from, i);
            if (a < b)
            {
                yield return (a, b);
            }

            (from, mentions) = (isNext ? i : i + 1, isNext ? 1 : 0);
        }
    }

    // "טופס אימוץ ודף תודה": the "and" is the first letter of the next one's word.
    private static bool IsJoined(SourceText text, int at) => text.Prefix(at, "word.page") == 1;

    private static (int Start, int End) Trimmed(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var (a, b) = scan.Trimmed(start, end);
        while (a < b && Skipped(text, a) is var length and > 0 && a + length < b)
        {
            a += length;
        }

        while (text.Before(b, "request").Start is var request && request >= a && request < b)
        {
            (_, b) = scan.Trimmed(a, request);
        }

        return (a, b);
    }

    private static int Skipped(SourceText text, int at) =>
        Deliverables.What(text, at).What is not null
            ? 0
            : Math.Max(
                Math.Max(text.Is(at, "number.1"), text.Is(at, "article")),
                Math.Max(text.Is(at, "request"), text[at].Kind == TokenKind.Sign ? 1 : 0)
            );

    /// <summary>"thank-you page" and "Dankesseite" have their name before the word, "page of thanks" behind it.</summary>
    private static Deliverables.Item? Name(FactScan scan, int start, int end, int at)
    {
        var text = scan.Text;
        var length = Deliverables.What(text, at).Length;
        var bracket = Indexes.Of(at + length, end).FirstOrDefault(i => text.IsSign(i, '(', ':'), end);
        var stop = scan.Trimmed(at + length, bracket).End;
        var joined = at;
        while (
            joined - 2 >= start && text.IsSign(joined - 1, "-") && !text[joined].IsSpaced && !text[joined - 1].IsSpaced
        )
        {
            joined -= 2;
        }

        if (joined < at || text.Compound(at, "word.page.ending") || text.Compound(at, "word.email.ending"))
        {
            var isLong = text.Is(at + length, "page.of") > 0 && stop > at + length;
            return new Deliverables.Item(joined, isLong ? stop : at + length, joined);
        }

        // "could you do us a landing page": the name begins behind the article.
        var head = Indexes
            .Of(start, at)
            .LastOrDefault(i => text.Is(i, "article") is var article and > 0 && i + article <= at, -1);
        var before = scan.Trimmed(head < 0 ? start : head + text.Is(head, "article"), at);
        if (Indexes.Of(before.Start, before.End).Any(i => text[i].Kind == TokenKind.Word))
        {
            return before.End - before.Start < LongestName
                ? new Deliverables.Item(before.Start, before.End, before.Start)
                : null;
        }

        var topic = at + length;
        while (text.Is(topic, "page.of") is var of and > 0 && topic + of < stop)
        {
            topic += of;
        }

        // "Seite „Über uns“"
        if (
            Quotations.Opens(text, topic)
            && Quotations.Quoted(text, topic, end + 1) is { } quote
            && quote.Start == topic + 1
        )
        {
            return new Deliverables.Item(at, quote.End, quote.Start);
        }

        return topic < stop && text[topic].Kind == TokenKind.Word && stop - topic < LongestName + 3
            ? new Deliverables.Item(at, stop, topic)
            : null;
    }
}
