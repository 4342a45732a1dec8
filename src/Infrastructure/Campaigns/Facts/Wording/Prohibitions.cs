namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Words and topics that must not be said.</summary>
internal static class Prohibitions
{
    public static void Read(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        for (var i = start; i < end; i++)
        {
            var length = text.Is(i, "forbid");
            // "nicht „günstig“ schreiben", "sin la palabra “barato”", "nada de «lujo»"
            var negation = Math.Max(text.Is(i, "not"), text.Is(i, "forbid.weak"));
            var named = i + negation + text.Is(i + negation, "forbid.word");
            named += text.IsSign(named, ":") ? 1 : 0;
            // "Nie piszemy „ból”": a verb that the negation stands before.
            named +=
                negation > 0
                && text[named].Kind == TokenKind.Word
                && text.Is(named, "only") == 0
                && Quotations.Opens(text, named + 1)
                    ? 1
                    : 0;
            length =
                length == 0
                && negation > 0
                && Quotations.Opens(text, named)
                && Quotations.Quoted(text, named, end) is { } close
                && close.Start == named + 1
                    ? negation
                    : length;
            // "Думата „лукс“ да не се появява": the word that a negation follows.
            length =
                length == 0
                && text.Is(i, "forbid.word") is var word
                && word > 0
                && Quotations.Opens(text, i + word)
                && Quotations.Quoted(text, i + word, end) is { } quoted
                && Indexes.Of(quoted.End, scan.Sentences.PartEnd(quoted.End + 1)).Any(at => text.Is(at, "not") > 0)
                    ? word
                    : length;
            if (length == 0 || IsColour(scan, i, start, end))
            {
                continue;
            }

            // A word before the negation, as Turkish and Japanese put it, stands in the same part of the sentence.
            List<(int Start, int End)> quotes = [];
            for (var at = start; at < end && Quotations.Quoted(text, at, end) is { } quote; at = quote.End + 1)
            {
                if (!scan.IsTaken(quote.Start) && !IsOther(scan, quote.Start, start))
                {
                    quotes.Add(quote);
                }
            }

            quotes = quotes.FindAll(quote => quote.End >= i || LeadsTo(scan, quotes, quote.End, i));
            foreach (var (from, to) in quotes)
            {
                scan.AddWords("mustNotSay", from, to);
            }

            // "no “milagroso” ni precios de la competencia", "don't say “landscaping” or mention the fire"
            if (quotes.Count > 0)
            {
                var beside = quotes[^1].End + 1;
                var nor = text.Is(beside, "nor");
                var or = text.Is(beside, "or");
                var verb = text.Is(beside + Math.Max(nor, or), "forbid.verb");
                if (nor > 0 || or > 0 && verb > 0)
                {
                    beside += Math.Max(nor, or) + verb;
                    var stop = Math.Min(end, scan.Sentences.PartEnd(beside));
                    if (!IsStyle(text, beside, stop))
                    {
                        scan.AddWords("mustNotSay", beside, stop);
                    }
                }
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
                // "Don't promise dates": the deed is what must not stand there.
                var from = text.Before(after, "forbid.act").Start is >= 0 and var act && act > i ? act : after;
                var last = Indexes.Of(after, end).FirstOrDefault(at => text.Is(at, "word.intext") > 0, end);
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
                        if (!IsStyle(text, from, at) && from + text.Is(from, "polite") != at)
                        {
                            scan.AddWords("mustNotSay", from, Math.Min(at, last));
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
            var told = Math.Min(end, ForbidEnd(scan, i + length, quotes.Count > 0 ? quotes[^1].End + 1 : end, end));
            scan.AddWords("instruction", begin, told, takes: false);
            scan.Take(begin, told);
            if (told < end)
            {
                Read(scan, told, end);
            }

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

    // Between a quotation and the words behind it that forbid it stand other quotations and what joins them, and no other part.
    private static bool LeadsTo(FactScan scan, List<(int Start, int End)> quotes, int close, int verb)
    {
        var text = scan.Text;
        for (var at = close + 1; at < verb; at++)
        {
            if (quotes.Find(quote => quote.Start == at + 1) is { End: > 0 } next)
            {
                at = next.End;
            }
            else if (scan.Sentences.Divides(at) && !Quotations.Opens(text, at + 1) && !Quotations.Opens(text, at))
            {
                return false;
            }
        }

        return true;
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
}
