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
        HashSet<string> tried = new(StringComparer.Ordinal);
        for (var i = start; i < end; i++)
        {
            if (What(text, i) is not ({ } what, var length) || scan.IsTaken(i))
            {
                continue;
            }

            var last = LastOfList(scan, end);
            if (Numbered(scan, i, length, last, what) is { Count: > 1 } numbered)
            {
                Add(scan, what, numbered);
                Instruct(scan, start, Math.Min(i + length, numbered[0].Start));
                i = numbered[^1].End;
                continue;
            }

            var count = Count(scan, start, i);
            if (Opening(scan, i + length, end, count) is { } opening)
            {
                var stop = text.IsSign(opening - 1, "(") ? Closing(text, opening, end) : last;
                if (Listed(scan, opening, stop, count) is { Count: > 1 } listed)
                {
                    Add(scan, what, listed);
                    Instruct(scan, start, opening - 1);
                    i = listed[^1].End;
                    continue;
                }
            }

            // Once for each kind: the names are those of the whole sentence.
            if (tried.Add(what) && Named(scan, start, end, what) is { Count: > 1 } named)
            {
                Add(scan, what, named);
                Instruct(scan, start, end);
                return;
            }
        }
    }

    private static (string? What, int Length) What(SourceText text, int at)
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

    private static void Add(FactScan scan, string what, List<Item> items)
    {
        var order = scan.Facts.Count(one =>
            one.Fact.Kind == "deliverable" && one.Fact.Value["what"]!.GetValue<string>() == what
        );
        foreach (var item in items)
        {
            var (from, to) = scan.Trimmed(item.Topic, item.End);
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
    private static List<Item> Numbered(FactScan scan, int word, int length, int end, string what)
    {
        var text = scan.Text;
        List<Item> items = [];
        var number = 1;
        for (var i = Math.Max(0, word - 2); i < end; i++)
        {
            if (number == 1 && i > word + length + 8)
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
                    : 0;
            if ((!IsMarker(text, i, number) || i <= word && number == 1) && named == 0)
            {
                continue;
            }

            var begin = text.IsSign(i - 1, "(") ? i - 1 : i;
            begin = text.Before(begin, $"word.{what}").Start is var head && head >= word ? head : begin;
            if (items.Count > 0)
            {
                items[^1] = items[^1] with { End = scan.Sentences.EndsAt(begin - 1) ? begin - 1 : begin };
            }

            var topic = i + Math.Max(1, named) + (named == 0 ? text.Is(i + 1, "nth.after") : 0);
            while (
                text[topic] is { Kind: TokenKind.Sign } sign
                && sign.Text[0] is ')' or '.' or '-' or ':' or '=' or '\u3001'
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
            while (
                stop < end
                && !scan.Sentences.EndsAt(stop)
                && !(text[stop].Text is ";" or "," && IsOther(scan, stop + 1, end))
            )
            {
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
            );

    private static bool IsMarker(SourceText text, int at, int number)
    {
        var token = text[at];
        if (token.Text.Length == 1 && token.Text[0] == '\u2460' + number - 1)
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

        // "メール3通：", "이메일 3통:"
        return
            Amounts.Read(scan.Text, word + 1, scan.Region) is { Value: > 1 and < 30, Decimals: 0 } after
            && !IsMarker(scan.Text, word + 1, 1)
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

            if (
                count is not null
                && (text.IsSign(i, "(") || text.IsSign(i, "-") && text[i].IsSpaced && text[i + 1].IsSpaced)
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
                || text[i].Text is "," or ";" or "\u3001" or "\u2022" or "+" or "|" or "\u30FB" or "*"
                || text.IsSign(i, "/")
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

    /// <summary>Pages by their names: those before the word for pages, or those that each have it.</summary>
    private static List<Item> Named(FactScan scan, int start, int end, string what)
    {
        var text = scan.Text;
        var own = Indexes
            .Of(start, end)
            .Where(i => What(text, i).What == what && (i == start || What(text, i - 1).What != what))
            .ToArray();
        if (
            own.Length == 1 && what == "page"
                ? text.Is(own[0], "word.pages") > 0
                : own.Length == 1 && own[0] > start + 3
        )
        {
            var lead = Lead(scan, start, own[0]);
            var listed = Listed(scan, lead, own[0], null);
            return listed.Count > 1 && listed.TrueForAll(item => item.End - item.Start < 6) ? listed : [];
        }

        if (own.Length < 2)
        {
            return [];
        }

        List<Item> items = [];
        for (var n = 0; n < own.Length; n++)
        {
            var at = own[n];
            var length = What(text, at).Length;
            var before = scan.Trimmed(
                SkipArticles(text, Lead(scan, n == 0 ? start : own[n - 1] + What(text, own[n - 1]).Length, at), at),
                at
            );
            var stop = n + 1 < own.Length ? own[n + 1] : end;
            var topic = at + length + text.Is(at + length, "of");
            var isCompound = text.Compound(at, "word.page.ending") || text.Compound(at, "word.email.ending");
            // "thank-you page", or "page of thanks": the name stands on the side that has words.
            if (
                isCompound
                || before.Start < before.End
                    && (
                        n == 0
                        || text[before.Start - 1].Kind == TokenKind.Sign
                        || text.Is(before.Start - 1, "and") > 0
                        || text.Is(before.Start - 1, "article") > 0
                        || text.Is(before.Start - 1, "number.1") > 0
                        || SkipArticles(text, before.Start, at) > before.Start
                    )
                    && !IsName(text, at + length, stop)
            )
            {
                items.Add(
                    new Item(isCompound ? at : before.Start, at + length, isCompound ? at : before.Start)
                    {
                        Core = isCompound ? at + length : at,
                    }
                );
            }
            else
            {
                var (a, b) = scan.Trimmed(topic, EndOfName(scan, topic, stop));
                if (a < b)
                {
                    items.Add(new Item(at, b, a));
                }
            }
        }

        return [.. items.Select(item => item.Core > 0 ? item with { End = item.Core } : item)];
    }

    private static bool IsName(SourceText text, int at, int stop) => at < stop && text.Is(at, "of") > 0;

    private static int EndOfName(FactScan scan, int from, int stop)
    {
        var text = scan.Text;
        var end = from;
        while (
            end < stop
            && !(text[end].Text is "," or ";")
            && !(text.Is(end, "and") > 0 && (SkipArticles(text, end + text.Is(end, "and"), stop + 1) >= stop))
        )
        {
            end++;
        }

        return end;
    }

    private static int SkipArticles(SourceText text, int at, int end)
    {
        while (
            at < end
            && (
                text.Is(at, "number.1") > 0
                || text.Is(at, "article") > 0
                || text.Is(at, "and") > 0
                || text[at].Text is "," or "+"
            )
        )
        {
            at += Math.Max(1, Math.Max(text.Is(at, "number.1"), text.Is(at, "article")));
        }

        return at;
    }

    // "We need opt-in, thank-you and offer pages": what leads to the list is no part of it.
    private static int Lead(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var lead = start;
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "request") is var request and > 0)
            {
                lead = i + request;
            }
            else if (text.IsSign(i, ":") || text.IsSign(i, "("))
            {
                lead = i + 1;
            }
        }

        return SkipArticles(text, lead, end);
    }

    private readonly record struct Item(int Start, int End, int Topic)
    {
        public int Core { get; init; }
    }
}
