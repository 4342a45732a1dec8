using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

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

            var last = LastOfList(scan, end);
            var count = Count(scan, start, i);
            var list = Numbered(scan, i, length, last, what, count);
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
            if (from < to)
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

    /// <summary>"1 welcome, 2 tips", "(1) ... (2) ...", "① ... ② ...", "E-mail 1: ... E-mail 2: ...", each perhaps on a line of its own.</summary>
    private static List<Item> Numbered(FactScan scan, int word, int length, int end, string what, decimal? count)
    {
        var text = scan.Text;
        List<Item> items = [];
        var number = 1;
        for (var i = Math.Max(0, word - 2); i < end; i++)
        {
            if (
                number == 1
                && i >= word + length
                && (i > word + length + 8 || What(text, i).What is not null && !IsMarker(text, i + 1, 1))
            )
            {
                break;
            }

            // "First mail: ... Second mail: ..."
            var nth = text.Of(i, "nth.");
            var named =
                nth.Name == number.ToString(CultureInfo.InvariantCulture)
                && What(text, i + nth.Length) is (var same, var sameLength)
                && same == what
                    ? nth.Length + sameLength
                // "three e-mails: the first to welcome, the second ..."
                : nth.Name == number.ToString(CultureInfo.InvariantCulture)
                && count is not null
                && i > word
                && text[i].Kind == TokenKind.Word
                    ? nth.Length
                : 0;
            if ((!IsMarker(text, i, number) || i <= word && number == 1) && named == 0)
            {
                continue;
            }

            var begin = text.IsSign(i - 1, '(', '#') ? i - 1 : i;
            begin = begin > word + length && text.Is(begin - 1, "article") > 0 ? begin - 1 : begin;
            begin = text.Before(begin, $"word.{what}").Start is var head && head >= word ? head : begin;
            if (items.Count > 0)
            {
                items[^1] = items[^1] with { End = scan.Sentences.EndsAt(begin - 1) ? begin - 1 : begin };
            }

            var topic = i + Math.Max(1, named) + (named == 0 ? text.Is(i + 1, "nth.after") : 0);
            topic += named > 0 ? text.Is(topic, "page.of") : 0;
            while (
                text[topic] is { Kind: TokenKind.Sign } sign
                && sign.Text[0] is ')' or '.' or '-' or ':' or '=' or '\u3001' or '/'
            )
            {
                topic++;
            }

            items.Add(new Item(begin, end, topic));
            number++;
        }

        // The last one ends with its sentence, the others where the next begins.
        if (items.Count > 1)
        {
            var stop = items[^1].Topic;
            var depth = 0;
            while (
                stop < end
                && !scan.Sentences.EndsAt(stop)
                && !(text[stop].Text is ";" or "," or "+" && IsOther(scan, stop + 1, end))
                && !(depth == 0 && text.IsSign(stop, ")"))
                // Where words have no spaces, a space divides.
                && !(stop > items[^1].Topic && text[stop].IsSpaced && Scripts.HasNoSpaces(text[stop].Text[0]))
            )
            {
                depth +=
                    text.IsSign(stop, "(") ? 1
                    : text.IsSign(stop, ")") ? -1
                    : 0;
                stop++;
            }

            items[^1] = items[^1] with { End = stop };
        }

        return items;
    }

    private static bool IsOther(FactScan scan, int at, int end) =>
        Indexes
            .Of(at, Math.Min(end, scan.Sentences.PartEnd(at)))
            .Any(i =>
                scan.Text.Is(i, "signoff") > 0
                || scan.Text.Is(i, "tone.cue") > 0
                || scan.Text.Is(i, "instruct") > 0
                || scan.Text.Is(i, "forbid") > 0
                || scan.Text.Is(i, "request") > 0
                || What(scan.Text, i).What is not null
            );

    private static bool IsMarker(SourceText text, int at, int number)
    {
        var token = text[at];
        if (token.Text.Length == 1 && token.Text[0] == '\u2460' + number - 1)
        {
            return true;
        }

        // "(a) welcome, (b) tips"
        if (
            token is { Kind: TokenKind.Word, Text.Length: 1 }
            && number < 27
            && token.Text[0] == 'a' + number - 1
            && text.IsSign(at + 1, ")")
            && !text[at + 1].IsSpaced
        )
        {
            return true;
        }

        if (token.Kind != TokenKind.Digits || token.Text != number.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }

        var marked =
            text.IsSign(at + 1, ')', '.')
            || text.IsSign(at + 1, '-', ':')
            || text.IsSign(at + 1, "=")
            || text.IsSign(at + 1, "/")
                && !text[at + 1].IsSpaced
                && text[at + 2] is { Kind: TokenKind.Word, IsSpaced: true }
            || text.IsSign(at + 1, "\u3001")
            || text.Is(at + 1, "nth.after") > 0;
        var named =
            text[at + 1] is { Kind: TokenKind.Word, IsSpaced: true }
            && text.Of(at + 1, "unit.").Length == 0
            && text.Of(at + 1, "times.").Length == 0;
        return marked
            || named
                && (
                    number > 1
                    || text[at - 1].Kind is TokenKind.Sign or TokenKind.Break
                    || What(text, at - 1).What is not null
                );
    }

    // Items on lines of their own: a number, a bullet or a dash before each.
    private static int LastOfList(FactScan scan, int end)
    {
        var text = scan.Text;
        while (
            end < text.Count
            && (
                text[end].Kind == TokenKind.Break || text[end + 1].Kind == TokenKind.Break && scan.Sentences.EndsAt(end)
            )
        )
        {
            var line = text[end].Kind == TokenKind.Break ? end + 1 : end + 2;
            if (
                !(
                    text[line] is { Kind: TokenKind.Sign } sign
                    && sign.Text[0] is '-' or '\u2022' or '*' or '\u00B7' or '('
                )
                && !Enumerable.Range(2, 20).Any(number => IsMarker(text, line, number))
                && !IsMarker(text, line, 1)
                && What(text, line).What is null
            )
            {
                break;
            }

            end = scan.Sentences.EndOf(line);
        }

        // Numbered items may be sentences: "1. Welcome. 2. Tips."
        while (
            end + 1 < text.Count
            && scan.Sentences.EndsAt(end)
            && (
                Enumerable
                    .Range(2, 20)
                    .Any(number => IsMarker(text, end + 1, number) && text[end + 2].Kind == TokenKind.Sign)
                || text.Of(end + 1, "nth.") is ({ Length: > 0 }, var nth) && What(text, end + 1 + nth).What is not null
                || What(text, end + 1) is ({ }, var head)
                    && Enumerable.Range(2, 20).Any(number => IsMarker(text, end + 1 + head, number))
            )
        )
        {
            end = scan.Sentences.EndOf(end + 1);
        }

        return end;
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
            && !IsMarker(scan.Text, behind, 1)
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
