namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Where the names of persons end, and what begins none.</summary>
internal static class PersonNames
{
    // A day, a telephone, a word for what follows begins no name.
    public static bool IsOther(SourceText text, int at, bool isLong = false)
    {
        foreach (var one in text.All(at))
        {
            // "Mo el Idrissi", "周琳": what would be a day or a unit alone is none at the head of a name.
            if (
                isLong
                && (
                    one.Name.StartsWith("day", StringComparison.Ordinal)
                    || one.Name.StartsWith("unit.", StringComparison.Ordinal)
                )
            )
            {
                continue;
            }

            if (
                one.Name
                    is "phone"
                        or "fax"
                        or "open"
                        or "closed"
                        or "word.email"
                        or "word.page"
                        or "signoff"
                        or "request"
                || one.Name is "street" or "not" or "price.word" or "registration" or "forbid" or "instruct" or "and"
                || one.Name.StartsWith("day", StringComparison.Ordinal)
                || one.Name.StartsWith("channel.", StringComparison.Ordinal)
                || one.Name.StartsWith("platform.", StringComparison.Ordinal)
                || one.Name.StartsWith("price.", StringComparison.Ordinal)
                || one.Name.StartsWith("currency.", StringComparison.Ordinal)
                || one.Name.StartsWith("count.", StringComparison.Ordinal)
                || one.Name.StartsWith("unit.", StringComparison.Ordinal)
                || one.Name.StartsWith("language", StringComparison.Ordinal)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDegree(SourceText text, int at) =>
        text.Text[(text[at].Start + 1)..text[at].End].Any(char.IsUpper)
        && !text.Text[text[at].Start..text[at].End].Contains('\'', StringComparison.Ordinal)
        && !text.Text[text[at].Start..text[at].End].StartsWith("Mc", StringComparison.Ordinal)
        && !text.Text[text[at].Start..text[at].End].StartsWith("De", StringComparison.Ordinal)
        && text[at - 1].Text.Length > 1;

    // Han names have up to four signs, or a surname and a name with a space; Thai ones are words.
    private static int UnspacedNameEnd(SourceText text, int start, int limit)
    {
        var (end, signs) = (start, 0);
        var isThai = text[start].Text[0] < '\u0F00';
        while (
            end < limit
            && (
                text[end].Kind == TokenKind.Word
                || text.IsSign(end, '\u30FB', '\uFF65')
                    && end > start
                    && text[end + 1] is { Kind: TokenKind.Word, IsSpaced: false }
            )
            && (Scripts.HasNoSpaces(text[end].Text[0]) || text[end].Kind == TokenKind.Sign)
            && (end == start || !text[end].IsSpaced || isThai && end - start < 3 || !isThai && signs <= 3)
            && (end == start || text.Is(end, "and") == 0)
        )
        {
            signs += text[end].Text.Length;
            end++;
        }

        return signs <= (isThai ? 30 : 12) && signs > 1 ? end : start;
    }

    /// <summary>Where the part of the sentence ends that the name stands in; "大河内・グリーン" is one.</summary>
    public static int Limit(FactScan scan, int start)
    {
        var limit = Math.Min(scan.Text.Count, scan.Sentences.PartEnd(start));
        return
            limit > start
            && scan.Text.IsSign(limit, '\u30FB', '\uFF65')
            && !scan.Text[limit].IsSpaced
            && scan.Text[limit + 1]
                is { Kind: TokenKind.Word, IsSpaced: false, Text: [>= '\u30A1' and <= '\u30FA', ..] }
            ? Math.Min(scan.Text.Count, scan.Sentences.PartEnd(limit + 1))
            : limit;
    }

    /// <summary>Capital words with what may stand within a name; in a script without capitals, up to three words.</summary>
    public static int End(SourceText text, int start, int limit)
    {
        var hasCase =
            text[start].Kind == TokenKind.Word && char.ToUpperInvariant(text[start].Text[0]) != text[start].Text[0];
        var end = start;
        if (text[start].Kind != TokenKind.Word)
        {
            return end;
        }

        if (Scripts.HasNoSpaces(text[start].Text[0]))
        {
            return UnspacedNameEnd(text, start, limit);
        }

        for (var i = start; i < Math.Min(limit, start + 9); i++)
        {
            var token = text[i];
            // "Dra. Ana Sá e Dra. Rita Luz" are two.
            if (
                i > start
                && (text.Is(i, "title") > 0 || text.Is(i + 1, "title") > 0)
                && token.Kind == TokenKind.Word
                && (text.Is(i, "title") > 0 || text.Is(i, "and") > 0)
            )
            {
                break;
            }

            // "Aoife Ní Bhriain BMus", "Luana Reis CRMV": letters behind a name are a degree or a register.
            if (
                i > start + 1
                && token is { Kind: TokenKind.Word, IsCapital: true, Text.Length: > 1 and < 6 }
                && IsDegree(text, i)
            )
            {
                break;
            }

            if (
                token.Kind == TokenKind.Word
                && (
                    hasCase
                        ? token.IsCapital || token.Text.Contains('\'', StringComparison.Ordinal) && i > start
                        : i < start + 3 && text.Is(i, "and") == 0 || text.IsSign(i - 1, "-")
                )
                && !(text.Is(i, "and") > 0 && token.IsCapital is false)
            )
            {
                end = i + 1;
                continue;
            }

            var isInner =
                token.Kind == TokenKind.Word
                    && text.Is(i, "particle") > 0
                    && text.Is(i, "and") == 0
                    && (text[i + 1].Kind == TokenKind.Word || text.Is(i + 1, "particle") > 0)
                || token is { Kind: TokenKind.Sign, IsSpaced: false }
                    && token.Text[0] is '-' or '\''
                    && text[i + 1] is { Kind: TokenKind.Word, IsSpaced: false }
                    && i > start
                // "De' Conti", "van 't Hof"
                || token is { Kind: TokenKind.Sign, Text: "'" }
                    && i > start
                    && (
                        !token.IsSpaced && text[i + 1] is { Kind: TokenKind.Word, IsCapital: true }
                        || text[i + 1] is { Kind: TokenKind.Word, IsSpaced: false, Text.Length: 1 }
                            && text[i + 2].IsCapital
                    )
                || token is { Kind: TokenKind.Word, Text.Length: 1, IsSpaced: false }
                    && text.IsSign(i - 1, "'")
                    && text[i + 1].IsCapital
                || token is { Kind: TokenKind.Sign, Text: "." }
                    && i > start
                    && text[i - 1].Text.Length <= 2
                    && text[i + 1].IsCapital;
            if (!isInner)
            {
                break;
            }
        }

        return end;
    }
}
