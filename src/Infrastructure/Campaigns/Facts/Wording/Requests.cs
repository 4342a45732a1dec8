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
            Colours.Read(scan, start, stop);
            Languages(scan, start, stop);
        }
    }

    private static void SignOff(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            var length = text.Is(i, "signoff");
            if (
                length == 0
                && text.Is(i, "signoff.closing") is var closing and > 0
                && IsClosing(scan, i, closing, start, end)
            )
            {
                length = closing;
            }

            if (length > 0)
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

    // "Warm regards, Team Prana" at the end of a text; "love yoga" is no greeting.
    private static bool IsClosing(FactScan scan, int at, int length, int start, int end)
    {
        var text = scan.Text;
        var name = text.IsSign(at + length, ",") ? at + length + 1 : at + length;
        return (at == start || Indexes.Of(start, at).All(i => text[i].Kind == TokenKind.Sign))
            && name < end
            && end - name < 8
            && (name > at + length || length > 1 || end >= text.Count - 1)
            && (
                text[name].IsCapital
                || char.ToUpperInvariant(text[name].Text[0]) == text[name].Text[0]
                || name > at + length
            )
            && !scan.AnyTaken(name, end)
            && !Indexes.Of(name, end).Any(i => text[i].Kind == TokenKind.Digits);
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
                        || text.Is(at, "tone.cue") > 0
                        || text.Is(at, "style.noun") > 0
                        || text.Is(at, "colour.cue") > 0
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
            // "nicht „günstig“ schreiben", "sin la palabra “barato”", "nada de «lujo»"
            var negation = Math.Max(text.Is(i, "not"), text.Is(i, "forbid.weak"));
            var named = i + negation + text.Is(i + negation, "forbid.word");
            named += text.IsSign(named, ":") ? 1 : 0;
            length =
                length == 0
                && negation > 0
                && text[named].Kind == TokenKind.Sign
                && Quotes.ContainsKey(text.Text[text[named].Start])
                && Quoted(text, named, end) is { } close
                && close.Start == named + 1
                    ? negation
                    : length;
            if (length == 0 || IsColour(scan, i, start, end))
            {
                continue;
            }

            // A word before the negation, as Turkish and Japanese put it, stands in the same part of the sentence.
            List<(int Start, int End)> quotes = [];
            for (var at = start; at < end && Quoted(text, at, end) is { } quote; at = quote.End + 1)
            {
                if (!scan.IsTaken(quote.Start) && !IsOther(scan, quote.Start, start))
                {
                    quotes.Add(quote);
                }
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
                            ? Math.Max(
                                Math.Max(text.Is(at, "or"), text.Is(at, "nor")),
                                Math.Max(text.Is(at, "and"), text[at].Text is "," or "/" or "\u3001" or ";" ? 1 : 0)
                            )
                            : 1;
                    if (or > 0)
                    {
                        if (!IsStyle(text, from, at))
                        {
                            scan.AddWords("mustNotSay", from, at);
                        }

                        from = at + or;
                        if (at < end && IsRequest(text, from, scan.Sentences.PartEnd(from)))
                        {
                            end = at;
                            break;
                        }
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

            begin = ForbidStart(scan, begin, i, quotes.Count > 0 ? quotes[0].Start - 1 : i);
            end = Math.Min(end, ForbidEnd(scan, i + length, quotes.Count > 0 ? quotes[^1].End + 1 : end, end));
            scan.AddWords("instruction", begin, end, takes: false);
            scan.Take(begin, end);
            return;
        }

        // "Kein Bio-Siegel erwähnen", "geen prijzen noemen": the verb comes last.
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "not") is var no and > 0 && scan.Sentences.PartEnd(i) is var part)
            {
                part = Math.Min(part, end);
                var verb = Indexes.Of(i + no + 1, part).FirstOrDefault(at => text.Is(at, "forbid.verb") > 0, -1);
                if (verb > 0 && verb - i < 8 && verb + text.Is(verb, "forbid.verb") >= part - 1)
                {
                    if (!IsStyle(text, i + no, verb))
                    {
                        scan.AddWords("mustNotSay", i + no, verb);
                    }

                    scan.AddWords("instruction", i, part);
                    scan.Take(i, part);
                    return;
                }
            }
        }

        // "no promises of a cure in the text", "no health claims"
        var within = start;
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "not") is var not and > 0)
            {
                while (within < end && (within < i + not || text.Is(within, "word.intext") == 0))
                {
                    within++;
                }

                var stop = within < end ? within : -1;
                var noun = text.Is(i + not, "forbid.noun");
                if (noun == 0 && stop < 0 && text.Is(i + not, "style.noun") is var style and > 0)
                {
                    // "no emojis" is how to write, not what not to say.
                    scan.AddWords("instruction", i, scan.Sentences.PartEnd(i + not + style - 1));
                    scan.Take(i, i + not + style);
                    continue;
                }

                if (stop > i + not || noun > 0)
                {
                    scan.AddWords(
                        "mustNotSay",
                        i + not,
                        stop > 0 ? stop : Math.Min(end, scan.Sentences.PartEnd(i + not + noun - 1)),
                        takes: false
                    );
                    scan.AddWords("instruction", i, end);
                    scan.Take(i, end);
                    return;
                }
            }
        }
    }

    // Where words have no spaces, a space begins the request.
    private static int ForbidStart(FactScan scan, int begin, int verb, int quote)
    {
        var text = scan.Text;
        return Scripts.HasNoSpaces(text[verb].Text[0])
            ? Indexes.Of(begin, Math.Min(verb, quote) + 1).LastOrDefault(i => text[i].IsSpaced, begin)
            : begin;
    }

    // What stands behind the words to avoid, in another part of the sentence, is no part of the request.
    private static int ForbidEnd(FactScan scan, int verb, int quote, int end)
    {
        var text = scan.Text;
        var last = Math.Max(verb, quote);
        if (last >= end)
        {
            return end;
        }

        var stop = scan.Sentences.PartEnd(last);
        return Scripts.HasNoSpaces(text[verb - 1].Text[0])
            ? Indexes.Of(last, stop).FirstOrDefault(i => text[i].IsSpaced, stop)
            : stop;
    }

    // "Rot bitte vermeiden" is about colours.
    private static bool IsColour(FactScan scan, int at, int start, int end)
    {
        var (from, to) = (Math.Max(start, scan.Sentences.PartStart(at)), Math.Min(end, scan.Sentences.PartEnd(at)));
        return to - from < 7 && Indexes.Of(from, to).Any(i => scan.Text.Is(i, "colour.name") > 0);
    }

    private static bool IsStyle(SourceText text, int start, int end) =>
        Indexes.Of(start, end).Any(i => text.Is(i, "style.noun") > 0);

    private static bool IsRequest(SourceText text, int start, int end) =>
        Indexes
            .Of(start, end)
            .Any(i =>
                text.Is(i, "instruct") > 0
                || text.Is(i, "instruct.line") > 0
                || text.Is(i, "tone.cue") > 0
                || text.Is(i, "signoff") > 0
                || text.Is(i, "colour.cue") > 0
                || text.Is(i, "style.noun") > 0
                || text.Is(i, "forbid") > 0
            );

    // A button's text in quotation marks is no word to avoid.
    private static bool IsOther(FactScan scan, int quote, int start) =>
        Indexes
            .Of(Math.Max(start, scan.Sentences.PartStart(quote) - 4), quote)
            .Any(i => scan.Text.Is(i, "instruct.line") > 0 || scan.Text.Is(i, "signoff") > 0);

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
            var isLine = text.Is(i, "instruct.line") > 0;
            if (scan.IsTaken(i) || !isLine && text.Is(i, "instruct") == 0 && !IsHowToWrite(scan, i, start, end))
            {
                continue;
            }

            var (from, to) = (
                Math.Max(start, scan.Sentences.PartStart(i)),
                Math.Min(end, PartEnd(scan, i, end, isLine))
            );
            // "25 kennels max. Button: Book a stay": an abbreviation before it is another matter.
            from = Math.Max(from, Indexes.Of(from, i).LastOrDefault(at => text.IsSign(at, "."), from - 1) + 1);
            scan.AddWords(
                "instruction",
                from,
                to + (text[to].Text is "\u201C" or "\"" or "\u00BB" ? 1 : 0),
                takes: true
            );
            i = to;
        }

        Tones.Read(scan, start, end);
    }

    // "Pakai “kamu”", "emojis sí, pero pocos": a form of address in quotation marks, or what only texts have, in few words.
    private static bool IsHowToWrite(FactScan scan, int at, int start, int end)
    {
        var text = scan.Text;
        if (
            text.Is(at, "style.noun") == 0
            && !(
                text.Is(at, "youform") > 0
                && at > start
                && text.Text[text[at - 1].Start] is var mark
                && Quotes.ContainsKey(mark)
            )
        )
        {
            return false;
        }

        var (from, to) = (Math.Max(start, scan.Sentences.PartStart(at)), Math.Min(end, scan.Sentences.PartEnd(at)));
        return to - from < 9
            && !scan.AnyTaken(from, to)
            && Indexes.Of(from, to).All(i => text[i].Kind != TokenKind.Digits);
    }

    // A button's text is all that follows the colon.
    private static int PartEnd(FactScan scan, int at, int end, bool isLine) =>
        isLine ? end
        : Quoted(scan.Text, scan.Sentences.PartStart(at), end) is { } quote
        && quote.Start <= scan.Sentences.PartEnd(at)
        && quote.End >= scan.Sentences.PartEnd(at)
            ? quote.End
        : scan.Sentences.PartEnd(at) is var part && scan.Text.IsSign(part, ":") ? scan.Sentences.PartEnd(part + 1)
        : part;

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
