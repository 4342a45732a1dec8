using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Colours: by their code with the name beside it, after a word for colours, or a list of nothing but colours.</summary>
internal static class Colours
{
    private const int LongestName = 4;

    /// <summary>Reads "kerma #FFF8E7", "green (#0B6E4F)", "#2E4036 (dark green)".</summary>
    public static void ReadCode(FactScan scan, int at)
    {
        var text = scan.Text;
        var end = at + 1;
        while (text[end] is { Kind: TokenKind.Word or TokenKind.Digits, IsSpaced: false })
        {
            end++;
        }

        var hex = text.Words(at, end);
        if (
            hex.Length is not (4 or 7)
            || !hex.Skip(1).All(char.IsAsciiHexDigit)
            || (hex.Length == 4 && text[at - 1] is { Kind: TokenKind.Word } && text.Is(at - 1, "street.before") > 0)
        )
        {
            return;
        }

        var value = new JsonObject();
        var start = at;
        var isBracketed = text.IsSign(at - 1, "(") && text.IsSign(end, ")");
        var stop = isBracketed ? at - 1 : at;
        var name = NameBefore(scan, stop);
        if (name < stop)
        {
            value["name"] = text.Words(name, stop);
            start = name;
            end = isBracketed ? end + 1 : end;
        }
        else if (
            text.IsSign(end, "(")
            && text.Is(end + 1, "colour.name") is var length and > 0
            && text.IsSign(end + 1 + length, ")")
        )
        {
            value["name"] = text.Words(end + 1, end + 1 + length);
            end += length + 2;
        }

        value["hex"] = hex;
        scan.Add("colour", value, start, end);
    }

    // The words before a code, back to a comma, "and", or what leads to the list; without a word that names a colour only the last.
    private static int NameBefore(FactScan scan, int end)
    {
        var text = scan.Text;
        var start = end;
        while (
            start > 0
            && end - start < LongestName
            && text[start - 1].Kind == TokenKind.Word
            && !scan.IsTaken(start - 1)
            && text.Is(start - 1, "and") == 0
            && text.Before(start, "colour.cue").Start < 0
            && text.Is(start - 1, "article") == 0
            && text.Is(start - 1, "request") == 0
            && text.Before(start, "colour.with").Start < 0
        )
        {
            start--;
        }

        // "we like our green #0B6E4F"
        var named = Indexes.Of(start, end).FirstOrDefault(i => text.Is(i, "colour.name") > 0, -1);
        return named > 0 && named - start > 1 ? named
            : named < 0 && end - start > 2 ? end - 1
            : start;
    }

    public static void Read(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        if (Indexes.Of(start, end).All(i => text.Is(i, "colour.name") == 0 && text.Is(i, "colour.cue") == 0))
        {
            return;
        }

        var hasPrice = Indexes.Of(start, end).Any(at => text.Of(at, "currency.").Length > 0);
        for (var i = start; i < end; i++)
        {
            if (
                text.Is(i, "colour.cue") is var cue and > 0
                && !scan.IsTaken(i)
                && (
                    text.IsSign(i + cue, ":")
                    || text.IsSign(i + cue, "-")
                    || Names(scan, i + cue, end)
                    || i == start && !hasPrice && IsList(scan, i + cue, end)
                )
            )
            {
                // "Cores candy: rosa bebê"
                var colon = Indexes
                    .Of(i + cue, Math.Min(end, i + cue + 3))
                    .FirstOrDefault(at => text.IsSign(at, ":"), i + cue - 1);
                Listed(scan, Math.Max(i + cue, colon + 1), end);
                return;
            }
        }

        // "Rot bitte vermeiden", "never red"
        for (var i = start; i < end; i++)
        {
            if (text.Is(i, "colour.name") is var shade and > 0 && !scan.IsTaken(i) && IsAvoided(scan, i, start, end))
            {
                scan.Add(
                    "colour",
                    new JsonObject { ["name"] = text.Words(i, i + shade), ["role"] = "forbidden" },
                    i,
                    i + shade
                );
                scan.AddWords(
                    "instruction",
                    Math.Max(start, scan.Sentences.PartStart(i)),
                    Math.Min(end, scan.Sentences.PartEnd(i))
                );
            }
        }

        // Without a word for it: two colours at least, one after the other, or one beside a code.
        for (var from = start; from < end; )
        {
            var to = Math.Min(end, PartEnd(scan, from, end));
            Listed(scan, from, ColoursEnd(scan, from, to));
            from = to + 1;
        }
    }

    private static bool IsAvoided(FactScan scan, int at, int start, int end)
    {
        var text = scan.Text;
        var (from, to) = (Math.Max(start, scan.Sentences.PartStart(at)), Math.Min(end, scan.Sentences.PartEnd(at)));
        return to - from < 6
            && Indexes
                .Of(from, to)
                .Any(i => text.Is(i, "not") > 0 || text.Is(i, "forbid") > 0 || text.Is(i, "forbid.weak") > 0)
            && !Indexes.Of(from, to).Any(i => text.Of(i, "currency.").Length > 0 || text[i].Kind == TokenKind.Digits);
    }

    private static bool Names(FactScan scan, int from, int end) =>
        Indexes.Of(from, Math.Min(end, from + 5)).Any(i => scan.Text.Is(i, "colour.name") > 0);

    private static bool IsList(FactScan scan, int from, int end) =>
        end - from < 12
        && !Indexes.Of(from, end).Any(i => scan.Text[i].Kind == TokenKind.Digits && !scan.IsWithin(i, "colour"));

    // A sentence, or what stands between semicolons: commas divide colours.
    private static int PartEnd(FactScan scan, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (scan.Text[i].Text is ";" or ":" || scan.Sentences.EndsAt(i))
            {
                return i;
            }
        }

        return end;
    }

    /// <summary>Where the parts end that have nothing but colours; where they begin, when those are too few.</summary>
    private static int ColoursEnd(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var (named, coded, good) = (0, 0, start);
        for (var i = start; i <= end; i++)
        {
            if (i == end || text[i].Text is "," or "\u060C" or "\u3001" or "/" or "+" or "-" or "|" or "(")
            {
                good = named > 1 || named > 0 && coded > 0 ? i : good;
                continue;
            }

            coded += scan.IsWithin(i, "colour") ? 1 : 0;
            if (scan.IsTaken(i) && scan.IsWithin(i, "colour") || text[i].Kind == TokenKind.Sign)
            {
                continue;
            }

            if (text.Is(i, "colour.name") is var length and > 0 && !scan.IsTaken(i))
            {
                named++;
                i += length - 1;
            }
            else if (
                scan.IsTaken(i)
                || text[i].Kind == TokenKind.Digits
                || text.Is(i, "and") == 0
                    && text.Is(i, "not") == 0
                    && text.Is(i, "colour.with") == 0
                    && text.Is(i, "article") == 0
                    && !IsShade(text, i, start, end)
            )
            {
                break;
            }
        }

        return good;
    }

    // "Rosso mattone", "deep forest green": one word beside the colour says which.
    private static bool IsShade(SourceText text, int at, int start, int end) =>
        at > start && text.Is(at - 1, "colour.name") > 0
        || at + 1 < end && text.Is(at + 1, "colour.name") > 0
        || text.Before(at, "colour.name").Start >= start;

    private static void Listed(FactScan scan, int start, int end)
    {
        var text = scan.Text;
        var (isForbidden, isKnown) = (false, false);
        for (var at = start; at < end; at++)
        {
            if (text.Is(at, "not") > 0 || text.Is(at, "forbid") > 0 || text.Is(at, "forbid.weak") > 0)
            {
                isForbidden = true;
            }

            if (text[at].Kind != TokenKind.Word || Skips(text, at) || scan.IsTaken(at))
            {
                continue;
            }

            var stop = at;
            while (stop < end && text[stop].Kind == TokenKind.Word && !Joins(text, stop, at) && !scan.IsTaken(stop))
            {
                stop++;
            }

            // "off-white"
            while (
                text.IsSign(stop, "-")
                && !text[stop].IsSpaced
                && text[stop + 1] is { Kind: TokenKind.Word, IsSpaced: false }
                && stop + 1 < end
            )
            {
                stop += 2;
            }

            var (from, to) = Name(text, at, stop);
            var hasName = Indexes.Of(from, to).Any(i => text.Is(i, "colour.name") > 0);
            if (hasName || to - from <= (isKnown ? 1 : 2) && !IsOther(text, from, to))
            {
                var value = new JsonObject { ["name"] = text.Words(from, to)[text.Prefix(from, "colour.name")..] };
                isForbidden |= text.Is(at, "not") > 0 || IsAvoided(scan, from, start, end);
                if (isForbidden || text.Before(from, "not").Start >= 0)
                {
                    value["role"] = "forbidden";
                }

                scan.Add("colour", value, from, to);
                isKnown |= hasName;
            }
            else
            {
                return;
            }

            at = stop - 1;
        }
    }

    // Words that lead to a colour are no part of its name: "mit viel Weiß", "plus navy".
    private static (int Start, int End) Name(SourceText text, int start, int end)
    {
        var first = Indexes.Of(start, end).FirstOrDefault(i => text.Is(i, "colour.name") > 0, -1);
        if (first < 0)
        {
            return (start, end);
        }

        var last = Indexes.Of(first, end).Last(i => text.Is(i, "colour.name") > 0);
        var to = last + text.Is(last, "colour.name");
        // Particles stand before it where words have no spaces: "색은 크림색", "配色は若草色".
        var isUnspaced = Scripts.HasNoSpaces(text[first].Text[0]) || Scripts.IsHangul(text[first].Text[0]);
        end = Indexes.Of(to, end).FirstOrDefault(i => text.Is(i, "colour.cue") > 0, isUnspaced ? to : end);
        return (isUnspaced || first - start > 2 ? first : start, Math.Min(end, Math.Max(to, end - to > 2 ? to : end)));
    }

    private static bool Skips(SourceText text, int at) =>
        text.Is(at, "and") > 0
        || text.Is(at, "not") > 0
        || text.Is(at, "of") > 0
        || text.Is(at, "article") > 0
        || text.Is(at, "colour.with") > 0
        || text.Is(at, "request") > 0
        || text.Is(at, "only") > 0
        || text.Is(at, "forbid.weak") > 0;

    // Arabic and Hebrew write "and" as a letter of the next word; in scripts without spaces the next colour may follow at once.
    private static bool Joins(SourceText text, int at, int start) =>
        text.Is(at, "and") > 0
        || text.Is(at, "not") > 0
        || text.Is(at, "colour.with") > 0
        || at > start
            && text.Is(at, "colour.name") > 0
            && (
                text.Prefix(at, "colour.name") > 0
                || Scripts.HasNoSpaces(text[at].Text[0]) && text.Is(at - 1, "colour.name") > 0
            );

    private static bool IsOther(SourceText text, int start, int end) =>
        Indexes
            .Of(start, end)
            .Any(i =>
                text.Is(i, "instruct") > 0
                || text.Is(i, "tone") > 0
                || text.Is(i, "phone") > 0
                || text.Is(i, "signoff") > 0
                || text.Of(i, "price.").Length > 0
                || text[i].Text.Length < 3 && !Scripts.HasNoSpaces(text[i].Text[0])
            );
}
