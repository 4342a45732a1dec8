using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;
using AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Requested;

/// <summary>What the owner asks of us: pages and e-mails in order, sign-off, words to avoid, tone, colours, buttons.</summary>
internal static class Requests
{
    public static void Read(FactScan scan)
    {
        var read = 0;
        foreach (var (begin, end) in scan.Sentences.All().ToList())
        {
            // A list of pages or e-mails may go on behind its sentence.
            var (start, stop) = (Math.Max(begin, read), end);
            if (start >= stop)
            {
                continue;
            }

            while (
                stop > start
                && scan.Text[stop - 1] is { Kind: TokenKind.Sign } mark
                && mark.Text[0] is '.' or '!' or '\u3002' or '\u0964' or '\u06D4'
            )
            {
                stop--;
            }

            SignOff(scan, start, stop);
            read = Deliverables.Read(scan, start, stop);
            Prohibitions.Read(scan, start, stop);
            Parts(scan, start, stop);
            Colours.Read(scan, start, stop);
            Languages.Read(scan, start, stop);
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
                // "Signature for the e-mails: ..."
                var colon = Indexes.Of(from, Math.Min(end, from + 4)).FirstOrDefault(at => text.IsSign(at, ":"), from);
                from = Indexes.Of(from, colon).All(at => text[at].Kind == TokenKind.Word) ? colon : from;
                // "Despedida: Con cariño, Nubia": behind a colon every word is theirs.
                var isMarked = text.IsSign(from, ":") || text.IsSign(from - 1, ":");
                while (
                    from < end
                    && (
                        text.Is(from, "signoff.of") is var of and > 0 && (!isMarked || text.IsSign(from, ":"))
                        || text[from] is { Kind: TokenKind.Sign } && (of = 1) > 0 && !Quotations.Opens(text, from)
                    )
                )
                {
                    from += text[from].Kind == TokenKind.Sign ? 1 : Math.Max(1, text.Is(from, "signoff.of"));
                }

                var (a, b) =
                    Quotations.Quoted(text, from, end) is { } quote && quote.Start <= from + 1
                        ? (quote.Start, quote.End)
                        : (from, SignOffEnd(scan, from, end));
                while (
                    b > a
                    && text[b - 1].Kind is TokenKind.Sign or TokenKind.Break
                    && text[b - 1].Text is not ("!" or "?")
                )
                {
                    b--;
                }

                // "5 chiusura iscrizioni" is an item of a list: a name begins with a capital.
                if (
                    a < b
                    && !(
                        text[i - 1].Kind == TokenKind.Digits
                        && a == i + length
                        && !text[a].IsCapital
                        && AddressWords.HasCase(text[a])
                    )
                )
                {
                    scan.Add("signOff", JsonValue.Create(text.Words(a, b)), a, b, takes: false);
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
            && !(text.Is(at, "youform") > 0 && at > start && Quotations.Opens(text, at - 1))
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
        : Quotations.Quoted(scan.Text, scan.Sentences.PartStart(at), end) is { } quote
        && quote.Start <= scan.Sentences.PartEnd(at)
        && quote.End >= scan.Sentences.PartEnd(at)
            ? quote.End
        : scan.Sentences.PartEnd(at) is var part && scan.Text.IsSign(part, ":") ? scan.Sentences.PartEnd(part + 1)
        : part;
}
