using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>
/// The pages and e-mails that are asked for: numbered ("Five e-mails: 1 welcome, 2 ..."), listed ("Pages: home, prices"), named one by one ("página de
/// inscrição, página de obrigado"), or before their word ("opt-in, thank-you and offer pages").
/// </summary>
internal static class Deliverables
{
    private const int MostBetween = 4;

    public static void Read(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var from = start;
        var known = scan.Facts.Count;
        for (var i = start; i < end; i++)
        {
            if (What(text, i) is not ({ } what, var length) || scan.IsTaken(i))
            {
                continue;
            }

            var last = NumberedDeliverables.LastOfList(scan, end);
            var count = Count(scan, start, i);
            var list = NumberedDeliverables.Numbered(scan, i, length, last, what, count);
            var head = i;
            if (list.Count < 2 && Opening(scan, i + length, end, count) is { } opening)
            {
                var stop = text.IsSign(opening - 1, "(") ? Closing(text, opening, end) : last;
                list = Listed(scan, opening, stop, count);
            }

            if (list.Count > 1)
            {
                head = HeadOf(scan, from, i);
                NamedDeliverables.Read(scan, from, head, isPart: true);
                Add(scan, what, list);
                Instruct(scan, head, Math.Min(i + length, list[0].Start));
                from = list[^1].End;
                i = from - 1;
            }
        }

        NamedDeliverables.Read(scan, from, end, isPart: scan.Facts.Count > known);
    }

    // "... and a series of 3 e-mails: 1) ...": where the part of the sentence begins that leads to the list.
    private static int HeadOf(FactScan scan, int start, int at)
    {
        while (at > start && !Separates(scan.Text, at - 1))
        {
            at--;
            // "דף תודה ושלושה מיילים": the number begins it.
            if (
                scan.Text.All(at).Any(one => one.Prefix > 0 && one.Name.StartsWith("number.", StringComparison.Ordinal))
            )
            {
                break;
            }
        }

        return at;
    }

    /// <summary>What stands between things that are listed: a comma, a plus, "and".</summary>
    public static bool Separates(SourceText text, int at) =>
        text[at].Kind == TokenKind.Break
        || text[at].Text is "," or ";" or "+" or "&" or "\u3001" or "|" or "\u30FB" or "\u2022"
        || text.IsSign(at, "/")
        || text.IsSign(at, "-") && text[at].IsSpaced && text[at + 1].IsSpaced
        || text.IsSign(at, ".") && text[at + 1].IsSpaced
        || text.Is(at, "and") > 0 && text[at].Kind == TokenKind.Word && What(text, at).What is null;

    public static (string? What, int Length) What(SourceText text, int at)
    {
        if (text.Is(at, "word.email") is var email and > 0)
        {
            return ("email", email);
        }

        return text.Is(at, "word.page") is var page and > 0 ? ("page", page)
            : text[at].Kind == TokenKind.Word && text.Compound(at, "word.page.ending") ? ("page", 1)
            : text[at].Kind == TokenKind.Word && text.Compound(at, "word.email.ending") ? ("email", 1)
            : (null, 0);
    }

    private static void Instruct(FactScan scan, int start, int end)
    {
        scan.AddWords("instruction", start, end);
        scan.Take(start, end);
    }

    public static void Add(FactScan scan, string what, List<Item> items)
    {
        var text = scan.Text;
        var order = scan.Facts.Count(one =>
            one.Fact.Kind == "deliverable" && one.Fact.Value["what"]!.GetValue<string>() == what
        );
        foreach (var item in items)
        {
            var (from, to) = scan.Trimmed(item.Topic, item.End);
            // "reminder (2 days before)"
            to +=
                text.IsSign(to, ")")
                && Indexes.Of(from, to).Count(i => text.IsSign(i, "("))
                    > Indexes.Of(from, to).Count(i => text.IsSign(i, ")"))
                    ? 1
                    : 0;
            if (from < to && !IsEmpty(scan, from, to))
            {
                // French and Italian elide: "page d'inscription".
                var topic = Topic(scan.Text, from, to);
                var cut = topic.IndexOfAny(['\'', '\u2019']);
                topic = item.Start < from && cut is 1 ? topic[2..] : topic;
                scan.Add(
                    "deliverable",
                    new JsonObject
                    {
                        ["what"] = what,
                        ["order"] = ++order,
                        ["topic"] = topic,
                    },
                    item.Start,
                    to,
                    takes: false
                );
                scan.Take(item.Start, from);
            }
        }
    }

    // "deux mails", "puis un mail": how many, and small words, are no topic.
    private static bool IsEmpty(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; )
        {
            var small = Math.Max(
                Math.Max(text.Is(i, "clause"), text.Is(i, "article")),
                Math.Max(text.Is(i, "page.of"), text.Is(i, "request"))
            );
            i = small > 0 ? i + small : Amounts.Read(text, i, scan.Region)?.End ?? end + 1;
            if (i > end)
            {
                return false;
            }
        }

        return true;
    }

    // A note in brackets without a word is not the topic: "last day of the discount (31/12)".
    private static string Topic(SourceText text, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (text.IsSign(i, "(") && Indexes.Of(i, end).All(at => text[at].Kind != TokenKind.Word))
            {
                return text.Words(start, i);
            }
        }

        return text.Words(start, end);
    }

    private static decimal? Count(FactScan scan, int start, int word)
    {
        for (var i = word - 1; i >= Math.Max(start, word - 4); i--)
        {
            if (
                Amounts.Read(scan.Text, i, scan.Region) is { Value: > 1 and < 30, Decimals: 0 } many
                && many.End <= word
            )
            {
                return many.Value;
            }
        }

        // "メール3通：", "이메일 3통:", "Mails (4 Stk.):", "Emails, 2 :"
        var behind = word + What(scan.Text, word).Length;
        behind += scan.Text.IsSign(behind, '(', ',') ? 1 : 0;
        return
            Amounts.Read(scan.Text, behind, scan.Region) is { Value: > 1 and < 30, Decimals: 0 } after
            && !NumberedDeliverables.IsMarker(scan.Text, behind, 1)
            ? after.Value
            : null;
    }

    /// <summary>The token after the colon, dash or bracket that opens a list; without a number of items, a colon right behind the word.</summary>
    private static int? Opening(FactScan scan, int at, int end, decimal? count)
    {
        var text = scan.Text;
        for (var i = at; i < Math.Min(end, at + MostBetween); i++)
        {
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

            if (text[i].Kind == TokenKind.Sign && text[i].Text is "," or ";")
            {
                return null;
            }
        }

        return null;
    }

    private static int Closing(SourceText text, int at, int end)
    {
        while (at < end && !text.IsSign(at, ")"))
        {
            at++;
        }

        return at;
    }

    private static List<Item> Listed(FactScan scan, int start, int end, decimal? count)
    {
        var text = scan.Text;
        var items = Split(
            scan,
            start,
            end,
            i =>
                text[i].Kind == TokenKind.Break
                || text[i].Text is "," or ";" or "\u3001" or "\u2022" or "|" or "\u30FB" or "*"
                || text.IsSign(i, "+") && text[i].IsSpaced
                || text.IsSign(i, "/") && text[i - 1].Kind != TokenKind.Digits
                || text.IsSign(i, "-") && text[i].IsSpaced && text[i + 1].IsSpaced
                || text.IsSign(i, ">")
        );
        if (items.Count == 0)
        {
            return items;
        }

        // Only the last two are joined by a word: "welcome, tips and last call".
        var last = items[^1];
        var ends = Split(scan, last.Start, last.End, i => text.Is(i, "and") > 0 && text[i].Kind == TokenKind.Word);
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

    private static List<Item> Split(FactScan scan, int start, int end, Predicate<int> divides)
    {
        List<Item> items = [];
        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i == end || divides(i))
            {
                var (a, b) = scan.Trimmed(from, i);
                if (a < b)
                {
                    items.Add(new Item(a, b, a));
                }

                from = i + 1;
            }
        }

        return items;
    }

    internal readonly record struct Item(int Start, int End, int Topic);
}
