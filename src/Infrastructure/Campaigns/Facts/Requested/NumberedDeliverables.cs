using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>Pages and e-mails with a number each.</summary>
internal static class NumberedDeliverables
{
    /// <summary>"1 welcome, 2 tips", "(1) ... (2) ...", "① ... ② ...", "E-mail 1: ... E-mail 2: ...", each perhaps on a line of its own.</summary>
    public static List<Deliverables.Item> Numbered(
        FactScan scan,
        int word,
        int length,
        int end,
        string what,
        decimal? count
    )
    {
        var text = scan.Text;
        List<Deliverables.Item> items = [];
        var number = 1;
        for (var i = Math.Max(0, word - 2); i < end; i++)
        {
            if (
                number == 1
                && i >= word + length
                && (i > word + length + 8 || Deliverables.What(text, i).What is not null && !IsMarker(text, i + 1, 1))
            )
            {
                break;
            }

            // "First mail: ... Second mail: ..."
            var nth = text.Of(i, "nth.");
            var named =
                nth.Name == number.ToString(CultureInfo.InvariantCulture)
                && Deliverables.What(text, i + nth.Length) is (var same, var sameLength)
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

            items.Add(new Deliverables.Item(begin, end, topic));
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
                || Deliverables.What(scan.Text, i).What is not null
            );

    public static bool IsMarker(SourceText text, int at, int number)
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
                && text[at + 2] is { Kind: TokenKind.Word or TokenKind.Digits, IsSpaced: true }
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
                    || Deliverables.What(text, at - 1).What is not null
                );
    }

    // Items on lines of their own: a number, a bullet or a dash before each.
    public static int LastOfList(FactScan scan, int end)
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
                && Deliverables.What(text, line).What is null
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
                || text.Of(end + 1, "nth.") is ({ Length: > 0 }, var nth)
                    && Deliverables.What(text, end + 1 + nth).What is not null
                || Deliverables.What(text, end + 1) is ({ }, var head)
                    && Enumerable.Range(2, 20).Any(number => IsMarker(text, end + 1 + head, number))
            )
        )
        {
            end = scan.Sentences.EndOf(end + 1);
        }

        return end;
    }
}
