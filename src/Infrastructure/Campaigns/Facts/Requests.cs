using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>What the owner asks of us: pages and e-mails in order, sign-off, words to avoid, tone, colours, buttons.</summary>
internal static class Requests
{
    private static readonly Dictionary<char, char> Quotes = new()
    {
        ['"'] = '"', ['\u201C'] = '\u201D', ['\u201E'] = '\u201C', ['\u00AB'] = '\u00BB', ['\u300C'] = '\u300D', ['\u2018'] = '\u2019', ['\''] = '\'', ['\u300E'] = '\u300F', ['\u201D'] = '\u201D', ['\u2019'] = '\u2019',
    };

    public static void Read(FactScan scan)
    {
        foreach (var (start, end) in scan.Sentences.All().ToList())
        {
            var stop = end;
            while (stop > start && scan.Text[stop - 1] is { Kind: TokenKind.Sign } mark && mark.Text[0] is '.' or '!' or '\u3002' or '\u0964' or '\u06D4')
            {
                stop--;
            }

            SignOff(scan, start, stop);
            Deliverables(scan, start, stop);
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
                while (from < end && (text.Is(from, "signoff.of") is var of and > 0 || text[from] is { Kind: TokenKind.Sign } && (of = 1) > 0 && !Quotes.ContainsKey(text.Text[text[from].Start])))
                {
                    from += Math.Max(1, text.Is(from, "signoff.of"));
                }

                var (a, b) = Quoted(text, from, end) is { } quote && quote.Start <= from + 1 ? (quote.Start, quote.End) : scan.Trimmed(from, end);
                if (a < b)
                {
                    scan.AddWords("signOff", a, b);
                    scan.Take(i, b);
                }

                return;
            }
        }
    }

    /// <summary>"Three e-mails: 1 welcome, 2 ...", "opt-in, thank-you and offer pages", "página de inscrição, página de obrigado".</summary>
    private static void Deliverables(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            var what = text.Is(i, "word.email") > 0 ? "email" : text.Is(i, "word.page") > 0 ? "page" : null;
            if (what is null || scan.IsTaken(i))
            {
                continue;
            }

            var length = Math.Max(text.Is(i, "word.email"), text.Is(i, "word.page"));
            var colon = i + length;
            while (colon < end && colon < i + length + 4 && !text.IsSign(colon, ":") && !(text.IsSign(colon, "-") && text[colon].IsSpaced) && !IsMarker(text, colon, 1))
            {
                colon++;
            }

            var last = LastOfList(scan, end);
            var items = Numbered(text, colon, last);
            if (items.Count == 0 && (text.IsSign(colon, ":") || text.IsSign(colon, "-")) && HasCount(scan, start, i))
            {
                items = Listed(scan, colon + 1, end);
            }

            if (items.Count > 0)
            {
                AddItems(scan, what, items);
                var (from, to) = scan.Trimmed(start, Math.Min(colon, items[0].Start));
                scan.AddWords("instruction", from, to);
                scan.Take(start, items[^1].End);
                return;
            }

            if (what == "page" && Named(scan, start, i, end) is { Count: > 1 } named)
            {
                AddItems(scan, what, named);
                scan.AddWords("instruction", start, end);
                scan.Take(start, end);
                return;
            }
        }
    }

    private static void AddItems(FactScan scan, string what, List<(int Start, int End, int Topic)> items)
    {
        var order = 0;
        foreach (var (start, end, topic) in items)
        {
            var (from, to) = scan.Trimmed(topic, end);
            if (from < to)
            {
                scan.Add("deliverable", new JsonObject { ["what"] = what, ["order"] = ++order, ["topic"] = Topic(scan.Text, from, to) }, start, Math.Max(to, from), takes: false);
            }
        }
    }

    // A note in brackets at the end is not the topic: "last day of the discount (31/12)".
    private static string Topic(SourceText text, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (text.IsSign(i, "(") && Span.Of(i, end).All(at => text[at].Kind != TokenKind.Word))
            {
                return text.Words(start, i);
            }
        }

        return text.Words(start, end);
    }

    // Numbered items may stand on lines of their own.
    private static int LastOfList(FactScan scan, int end)
    {
        while (end < scan.Text.Count && scan.Text[end].Kind == TokenKind.Break && (IsAnyMarker(scan.Text, end + 1)))
        {
            end = scan.Sentences.EndOf(end + 1);
        }

        return end;
    }

    private static bool IsAnyMarker(SourceText text, int at) => Enumerable.Range(1, 20).Any(number => IsMarker(text, at, number));

    private static List<(int Start, int End, int Topic)> Numbered(SourceText text, int from, int end)
    {
        List<(int Start, int End, int Topic)> items = [];
        var number = 1;
        for (var i = from; i < end; i++)
        {
            if (IsMarker(text, i, number))
            {
                if (items.Count > 0)
                {
                    items[^1] = (items[^1].Start, text.IsSign(i - 1, "(") ? i - 1 : i, items[^1].Topic);
                }

                var topic = i + 1;
                while (text[topic] is { Kind: TokenKind.Sign } sign && sign.Text[0] is ')' or '.' or '-' or ':')
                {
                    topic++;
                }

                items.Add((text.IsSign(i - 1, "(") ? i - 1 : i, end, topic));
                number++;
            }
        }

        return items.Count > 1 ? items : [];
    }

    private static bool IsMarker(SourceText text, int at, int number)
    {
        var token = text[at];
        if (token.Text.Length == 1 && token.Text[0] == '\u2460' + number - 1)
        {
            return true;
        }

        return token.Kind == TokenKind.Digits && token.Text == number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && (text.IsSign(at + 1, ')', '.') || text.IsSign(at + 1, '-', ':') || text[at + 1] is { Kind: TokenKind.Word, IsSpaced: true })
            && (text[at - 1].Kind is TokenKind.Sign or TokenKind.Break || text.IsSign(at + 1, ')', '-'));
    }

    private static bool HasCount(FactScan scan, int start, int word) =>
        Enumerable.Range(Math.Max(start, word - 4), Math.Min(4, word - start)).Any(i => Amounts.Read(scan.Text, i, scan.Region) is { Value: > 1 and < 30 });

    private static List<(int Start, int End, int Topic)> Listed(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        List<(int Start, int End, int Topic)> items = [];
        var from = start;
        for (var i = start; i <= end; i++)
        {
            var join = i < end && text.Is(i, "and") > 0 && items.Count > 0;
            if (i == end || text[i].Text is "," or ";" or "\u3001" or "\u2022" || join)
            {
                if (i > from)
                {
                    items.Add((from, i, from));
                }

                from = i + 1;
            }
        }

        return items.Count > 1 ? items : [];
    }

    /// <summary>Pages by their names: those before the word for pages, or those that each begin with it.</summary>
    private static List<(int Start, int End, int Topic)> Named(FactScan scan, int start, int word, int end)
    {
        var text = scan.Text;
        var own = Span.Of(word, end).Where(i => text.Is(i, "word.page") > 0 && (i == word || text.Is(i - 1, "word.page") == 0)).ToArray();
        if (own.Length > 1)
        {
            return
            [
                .. own.Select((at, index) =>
                {
                    var stop = index + 1 < own.Length ? own[index + 1] : end;
                    var topic = at + text.Is(at, "word.page");
                    topic += text.Is(topic, "of");
                    return (at, stop, topic);
                }),
            ];
        }

        return text.Is(word, "word.pages") > 0 && word > start + 2 ? Listed(scan, start, word) : [];
    }

    private static void MustNotSay(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            var length = text.Is(i, "forbid");
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
                var from = after;
                for (var at = after; at <= end; at++)
                {
                    var or = at < end ? Math.Max(text.Is(at, "or"), text[at].Text == "," ? 1 : 0) : 1;
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
                begin = Math.Max(start, Math.Min(scan.Sentences.PartStart(i), quotes.Count > 0 ? quotes[0].Start - 1 : i));
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
                var stop = Enumerable.Range(i + not, end - i - not).FirstOrDefault(at => text.Is(at, "word.intext") > 0, -1);
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

            var (from, to) = (Math.Max(start, scan.Sentences.PartStart(i)), Math.Min(end, PartEnd(scan, i, end, text.Is(i, "instruct.line") > 0)));
            if (tone > 0)
            {
                var (a, b) = scan.Trimmed(from, to);
                a = a == i && text.Is(a, "tone.cue") > 0 ? a + tone : a;
                scan.AddWords("tone", a + (text.IsSign(a, ":") ? 1 : 0), b, takes: true);
            }
            else
            {
                scan.AddWords("instruction", from, to + (text[to].Text is "\u201C" or "\"" or "\u00BB" ? 1 : 0), takes: true);
            }

            i = to;
        }
    }

    // A button's text is all that follows the colon.
    private static int PartEnd(FactScan scan, int at, int end, bool isLine) => isLine ? end : scan.Sentences.PartEnd(at) is var part && scan.Text.IsSign(part, ":") ? scan.Sentences.PartEnd(part + 1) : part;

    private static void Colours(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "colour.cue") is var cue and > 0)
            {
                for (var at = i + cue; at < end; at++)
                {
                    if (text[at].Kind == TokenKind.Word && text.Is(at, "and") == 0 && !scan.IsTaken(at))
                    {
                        var stop = at;
                        while (stop < end && text[stop].Kind == TokenKind.Word && text.Is(stop, "and") == 0 && !scan.IsTaken(stop))
                        {
                            stop++;
                        }

                        scan.Add("colour", new JsonObject { ["name"] = text.Words(at, stop) }, at, stop);
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

        var cue = Span.Of(start, end).FirstOrDefault(i => text.Is(i, "languages") > 0, -1);
        if (found.Count == 0 || (cue < 0 && found.Count < 2))
        {
            return;
        }

        // "en/fr/de" in a row, or all that stand beside the word for languages.
        var run = cue >= 0 ? found : [.. found.Where((one, index) => index + 1 < found.Count && found[index + 1].Start - one.End <= 1 || index > 0 && one.Start - found[index - 1].End <= 1)];
        if (run.Count == 0 || cue >= 0 && run[0].Start - cue > 4 && cue - run[^1].End > 3)
        {
            return;
        }

        var isPage = cue >= 0 && text.Is(cue, "languages.page") > 0;
        var value = new JsonObject { ["codes"] = new JsonArray([.. run.Select(one => one.Code).Distinct(StringComparer.Ordinal).Select(code => JsonValue.Create(code))]), ["role"] = isPage ? "page" : "spoken" };
        scan.Add("language", value, cue >= 0 ? Math.Min(cue, run[0].Start) : run[0].Start, Math.Max(run[^1].End, cue), takes: false);
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
                while (stop < end && !(text[stop].Kind == TokenKind.Sign && (text.Text[text[stop].Start] == close || text[stop].Text == text[i].Text)))
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
