using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>What the owner asks of us: pages and e-mails in order, sign-off, words to avoid, tone, colours, buttons.</summary>
internal static class Requests
{
    private static readonly Dictionary<char, char> Quotes = new()
    {
        ['"'] = '"',
        ['\u201C'] = '\u201D',
        ['\u201E'] = '\u201C',
        ['\u00AB'] = '\u00BB',
        ['\u300C'] = '\u300D',
        ['\u2018'] = '\u2019',
        ['\''] = '\'',
        ['\u300E'] = '\u300F',
        ['\u201D'] = '\u201D',
        ['\u2019'] = '\u2019',
    };

    public static void Read(FactScan scan)
    {
        foreach (var (start, end) in scan.Sentences.All().ToList())
        {
            var stop = end;
            while (
                stop > start
                && scan.Text[stop - 1] is { Kind: TokenKind.Sign } mark
                && mark.Text[0] is '.' or '!' or '\u3002' or '\u0964' or '\u06D4'
            )
            {
                stop--;
            }

            SignOff(scan, start, stop);
            Deliverables.Read(scan, start, stop);
            MustNotSay(scan, start, stop);
            Parts(scan, start, stop);
            Colours(scan, start, stop);
            Languages(scan, start, stop);
        }
    }

    private static void SignOff(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "signoff") is var length and > 0)
            {
                var from = i + length;
                while (
                    from < end
                    && (
                        text.Is(from, "signoff.of") is var of and > 0
                        || text[from] is { Kind: TokenKind.Sign }
                            && (of = 1) > 0
                            && !Quotes.ContainsKey(text.Text[text[from].Start])
                    )
                )
                {
                    from += Math.Max(1, text.Is(from, "signoff.of"));
                }

                var (a, b) =
                    Quoted(text, from, end) is { } quote && quote.Start <= from + 1
                        ? (quote.Start, quote.End)
                        : scan.Trimmed(from, SignOffEnd(scan, from, end));
                if (a < b)
                {
                    scan.AddWords("signOff", a, b);
                    scan.Take(i, b);
                }

                return;
            }
        }
    }

    // "Sign off as Nell, first person, no emojis": what follows is another request.
    private static int SignOffEnd(FactScan scan, int from, int end)
    {
        var text = scan.Text;
        for (var i = from; i < end; i++)
        {
            if (
                text[i].Text is "," or ";"
                && Indexes
                    .Of(i, scan.Sentences.PartEnd(i + 1))
                    .Any(at =>
                        text.Is(at, "instruct") > 0
                        || text.Is(at, "tone") > 0
                        || text.Is(at, "forbid") > 0
                        || text.Is(at, "word.email") > 0
                        || text.Is(at, "word.page") > 0
                    )
            )
            {
                return i;
            }
        }

        return end;
    }

    private static void MustNotSay(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            var length = text.Is(i, "forbid");
            // "nicht „günstig“ schreiben", "sin la palabra “barato”"
            var negation = text.Is(i, "not");
            var named = i + negation + text.Is(i + negation, "forbid.word");
            length =
                length == 0 && negation > 0 && Quoted(text, named, end) is { } close && close.Start == named + 1
                    ? negation
                    : length;
            if (length == 0)
            {
                continue;
            }

            List<(int Start, int End)> quotes = [];
            for (var at = start; at < end && Quoted(text, at, end) is { } quote; at = quote.End + 1)
            {
                quotes.Add(quote);
            }

            foreach (var (from, to) in quotes)
            {
                scan.AddWords("mustNotSay", from, to);
            }

            var after = i + length;
            if (quotes.Count == 0 && text.Is(after, "that") > 0)
            {
                // "We made 2.3 million, but do NOT put that on the site."
                var (from, to) = scan.Trimmed(start, PartStartBefore(scan, i));
                scan.AddWords("mustNotSay", from, to, takes: true);
            }
            else if (quotes.Count == 0)
            {
                after += text.Is(after, "forbid.word");
                var from = after;
                for (var at = after; at <= end; at++)
                {
                    var or =
                        at < end
                            ? Math.Max(Math.Max(text.Is(at, "or"), text.Is(at, "nor")), text[at].Text == "," ? 1 : 0)
                            : 1;
                    if (or > 0)
                    {
                        scan.AddWords("mustNotSay", from, at);
                        from = at + or;
                    }
                }
            }

            var begin = quotes.Count == 0 && text.Is(after, "that") > 0 ? i : start;
            if (quotes.Count > 0 || text.Is(after, "that") == 0)
            {
                begin = Math.Max(
                    start,
                    Math.Min(scan.Sentences.PartStart(i), quotes.Count > 0 ? quotes[0].Start - 1 : i)
                );
            }

            scan.AddWords("instruction", begin, end, takes: false);
            scan.Take(begin, end);
            return;
        }

        // "no promises of a cure in the text", "no health claims"
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "not") is var not and > 0)
            {
                var stop = Enumerable
                    .Range(i + not, end - i - not)
                    .FirstOrDefault(at => text.Is(at, "word.intext") > 0, -1);
                var noun = text.Is(i + not, "forbid.noun");
                if (stop > i + not || noun > 0)
                {
                    scan.AddWords("mustNotSay", i + not, stop > 0 ? stop : i + not + noun, takes: false);
                    scan.AddWords("instruction", i, end);
                    scan.Take(i, end);
                    return;
                }
            }
        }
    }

    private static int PartStartBefore(FactScan scan, int at)
    {
        var part = scan.Sentences.PartStart(at);
        return part > 0 ? part - 1 : part;
    }

    /// <summary>Instructions and tones, a part of the sentence each.</summary>
    private static void Parts(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            var instruction = Math.Max(text.Is(i, "instruct"), text.Is(i, "instruct.line"));
            var tone = text.Is(i, "tone");
            if (instruction == 0 && tone == 0 || scan.IsTaken(i))
            {
                continue;
            }

            var (from, to) = (
                Math.Max(start, scan.Sentences.PartStart(i)),
                Math.Min(end, PartEnd(scan, i, end, text.Is(i, "instruct.line") > 0))
            );
            if (tone > 0)
            {
                var (a, b) = scan.Trimmed(from, to);
                a = a == i && text.Is(a, "tone.cue") > 0 ? a + tone : a;
                scan.AddWords("tone", a + (text.IsSign(a, ":") ? 1 : 0), b, takes: true);
            }
            else
            {
                scan.AddWords(
                    "instruction",
                    from,
                    to + (text[to].Text is "\u201C" or "\"" or "\u00BB" ? 1 : 0),
                    takes: true
                );
            }

            i = to;
        }
    }

    // A button's text is all that follows the colon.
    private static int PartEnd(FactScan scan, int at, int end, bool isLine) =>
        isLine ? end
        : scan.Sentences.PartEnd(at) is var part && scan.Text.IsSign(part, ":") ? scan.Sentences.PartEnd(part + 1)
        : part;

    private static void Colours(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            if (
                text.Is(i, "colour.cue") is var cue and > 0
                && (
                    text.IsSign(i + cue, ":")
                    || i == start && !Indexes.Of(start, end).Any(at => text.Of(at, "currency.").Length > 0)
                )
            )
            {
                for (var at = i + cue; at < end; at++)
                {
                    if (text[at].Kind == TokenKind.Word && text.Is(at, "and") == 0 && !scan.IsTaken(at))
                    {
                        var stop = at;
                        while (
                            stop < end
                            && text[stop].Kind == TokenKind.Word
                            && text.Is(stop, "and") == 0
                            && !scan.IsTaken(stop)
                        )
                        {
                            stop++;
                        }

                        // "navy, not red"
                        var not = text.Is(at, "not");
                        var name = at + not + text.Is(at + not, "of");
                        var value = new JsonObject { ["name"] = text.Words(name, stop) };
                        if (not > 0)
                        {
                            value["role"] = "forbidden";
                        }

                        if (name < stop)
                        {
                            scan.Add("colour", value, at, stop);
                        }

                        at = stop;
                    }
                }

                return;
            }
        }
    }

    private static void Languages(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        List<(string Code, int Start, int End)> found = [];
        for (var i = start; i < end; i++)
        {
            if (text.Of(i, "language.") is ({ Length: 2 } code, var length))
            {
                found.Add((code, i, i + length));
            }
        }

        var cue = Indexes.Of(start, end).FirstOrDefault(i => text.Is(i, "languages") > 0, -1);
        if (found.Count == 0 || (cue < 0 && found.Count < 2))
        {
            return;
        }

        bool Joined(int from, int to) =>
            to == from || to == from + 1 && (text[from].Kind == TokenKind.Sign || text.Is(from, "and") > 0);

        // "en/fr/de" in a row, or all that stand beside the word for languages.
        var run =
            cue >= 0
                ? found
                :
                [
                    .. found.Where(
                        (one, index) =>
                            index + 1 < found.Count && Joined(one.End, found[index + 1].Start)
                            || index > 0 && Joined(found[index - 1].End, one.Start)
                    ),
                ];
        if (run.Count == 0 || cue >= 0 && run[0].Start - cue > 4 && cue - run[^1].End > 3)
        {
            return;
        }

        var isPage = cue >= 0 && text.Is(cue, "languages.page") > 0;
        var value = new JsonObject
        {
            ["codes"] = new JsonArray([
                .. run.Select(one => one.Code).Distinct(StringComparer.Ordinal).Select(code => JsonValue.Create(code)),
            ]),
            ["role"] = isPage ? "page" : "spoken",
        };
        scan.Add(
            "language",
            value,
            cue >= 0 ? Math.Min(cue, run[0].Start) : run[0].Start,
            Math.Max(run[^1].End, cue),
            takes: false
        );
        if (isPage)
        {
            scan.AddWords("instruction", cue, run[^1].End);
        }
    }

    /// <summary>The words between the next quotation marks.</summary>
    private static (int Start, int End)? Quoted(SourceText text, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (text[i].Kind == TokenKind.Sign && Quotes.TryGetValue(text.Text[text[i].Start], out var close))
            {
                var stop = i + 1;
                while (
                    stop < end
                    && !(
                        text[stop].Kind == TokenKind.Sign
                        && (text.Text[text[stop].Start] == close || text[stop].Text == text[i].Text)
                    )
                )
                {
                    stop++;
                }

                if (stop < end && stop > i + 1)
                {
                    return (i + 1, stop);
                }
            }
        }

        return null;
    }
}
