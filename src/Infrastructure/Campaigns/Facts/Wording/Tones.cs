namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>How it shall sound: after a word for tone, or a sentence of nothing but such words ("Quiet, warm, editorial").</summary>
internal static class Tones
{
    private const int Longest = 6;

    public static void Read(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var cue = Indexes
            .Of(start, end)
            .FirstOrDefault(i => text.Is(i, "tone.cue") > 0 && !scan.IsTaken(i) && IsCue(scan, i, start, end), -1);
        if (cue >= 0)
        {
            var from = Math.Max(start, scan.Sentences.PartStart(cue));
            var first = scan.Sentences.PartEnd(cue);
            var colon = cue + text.Is(cue, "tone.cue");
            if (text.IsSign(colon, ":") || text.IsSign(colon, "-"))
            {
                from = colon + 1;
                first = scan.Sentences.PartEnd(from);
            }

            scan.AddWords("tone", from, Run(scan, Math.Min(first, end), end, isCued: true), takes: true);
            return;
        }

        // Parts of the sentence that have nothing but such words, among parts that are requests.
        var parts = Parts(scan, start, end).ToList();
        if (parts.Exists(part => !IsTone(text, part.Start, part.End) && !IsRead(scan, part.Start, part.End)))
        {
            return;
        }

        foreach (
            var (from, to) in parts
                .Where(part => IsTone(text, part.Start, part.End) && !scan.AnyTaken(part.Start, part.End))
                .Take(1)
        )
        {
            scan.AddWords("tone", from, Run(scan, to, end, isCued: false), takes: true);
        }
    }

    // "Ton: ..." and "Tonal warm"; "Musik, Stil und Kunst" is none: a tone is named beside its word, or stands behind a colon.
    private static bool IsCue(FactScan scan, int at, int start, int end)
    {
        var text = scan.Text;
        var behind = at + text.Is(at, "tone.cue");
        var (from, to) = (Math.Max(start, scan.Sentences.PartStart(at)), Math.Min(end, scan.Sentences.PartEnd(at)));
        return text.IsSign(behind, ":")
            || text.Is(at, "tone.weak") == 0
                && to - from is > 1 and < Longest
                && (at == from || behind == to)
                && Indexes.Of(from, to).All(i => text[i].Kind != TokenKind.Digits && !scan.IsTaken(i))
            || Indexes
                .Of(Math.Max(start, scan.Sentences.PartStart(at)), Math.Min(end, scan.Sentences.PartEnd(at)))
                .Any(i => text.Is(i, "tone") > 0 && text.Is(i, "tone.cue") == 0);
    }

    // A tone goes on behind commas: "konkretny, spokojny", "friendly, a bit cheeky, no hype".
    private static int Run(FactScan scan, int to, int end, bool isCued)
    {
        var text = scan.Text;
        while (to < end && text[to].Text is "," or "\u3001" or "\u060C")
        {
            var next = Math.Min(end, scan.Sentences.PartEnd(to + 1));
            var isTone = IsTone(text, to + 1, next);
            if (
                next - to > Longest + 1
                || scan.AnyTaken(to + 1, next)
                || !isTone && !isCued
                || Indexes.Of(to + 1, next).Any(i => text[i].Kind == TokenKind.Digits || !isTone && IsOther(text, i))
            )
            {
                break;
            }

            to = next;
        }

        return to;
    }

    private static bool IsOther(SourceText text, int at) =>
        text.Is(at, "instruct") > 0
        || text.Is(at, "instruct.line") > 0
        || text.Is(at, "signoff") > 0
        || text.Is(at, "colour.cue") > 0
        || text.Is(at, "colour.name") > 0
        || text.Is(at, "forbid") > 0
        || text.Of(at, "language.").Length > 0
        || text.Is(at, "phone") > 0
        || text.Is(at, "request") > 0;

    private static IEnumerable<(int Start, int End)> Parts(FactScan scan, int start, int end)
    {
        for (var from = start; from < end; )
        {
            var to = Math.Min(end, Math.Max(from + 1, scan.Sentences.PartEnd(from)));
            var (a, b) = scan.Trimmed(from, to);
            if (a < b)
            {
                yield return (a, b);
            }

            from = to + 1;
        }
    }

    private static bool IsRead(FactScan scan, int start, int end) =>
        Indexes.Of(start, end).All(i => scan.IsTaken(i) || scan.Text[i].Kind != TokenKind.Word)
        || Indexes
            .Of(start, end)
            .Any(i => scan.IsWithin(i, "instruction", "colour", "deliverable", "signOff", "mustNotSay"));

    // Adjectives of tone with what may stand between them: "warm but not cute", "a bit cheeky".
    private static bool IsTone(SourceText text, int start, int end)
    {
        var (words, tones, others) = (0, 0, 0);
        for (var i = start; i < end; i++)
        {
            if (text[i].Kind == TokenKind.Digits)
            {
                return false;
            }

            if (text[i].Kind != TokenKind.Word)
            {
                continue;
            }

            words++;
            if (
                text.Is(i, "tone") is var tone and > 0
                || text.Is(i, "style.noun") is var style and > 0 && (tone = style) > 0
            )
            {
                tones++;
                i += tone - 1;
            }
            else if (
                text.Is(i, "and") == 0
                && text.Is(i, "not") == 0
                && text.Is(i, "or") == 0
                && text[i].Text.Length > 4
            )
            {
                others++;
            }
        }

        return tones > 0 && others == 0 && words <= Longest;
    }
}
