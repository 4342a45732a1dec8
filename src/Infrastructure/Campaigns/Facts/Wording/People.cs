using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Persons: by a title, by what they are, or as the one who answers a telephone.</summary>
internal static class People
{
    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var title = text.Is(i, "title");
            var role = text.Is(i, "role");
            if (
                title > 0
                && !IsWithin(scan, i)
                && (!Scripts.HasNoSpaces(text[i].Text[0]) || text[i].Text.Length > 3 || text.IsSign(i + title, "."))
            )
            {
                i = Titled(scan, i) - 1;
            }
            else if (
                role > 0
                && NameEnd(text, i + role, Math.Min(text.Count, scan.Sentences.PartEnd(i + role))) is var end
                && end > i + role
                && !IsWithin(scan, i)
                && (end - i - role > 1 || !text[i + role].IsCapital)
            )
            {
                Add(scan, i + role, end, text.Words(i, i + role), i, end);
                i = end - 1;
            }
        }

        // "(Gaz, evenings)", "Ring Baz 0491 ...", "(Mirka)"
        foreach (var (_, start, end) in scan.Facts.Where(one => one.Fact.Kind is "phone").ToList())
        {
            for (var i = start; i < end; i++)
            {
                if (
                    text[i] is { Kind: TokenKind.Word, IsCapital: true }
                    && (i > start || text.Is(i - 1, "phone") > 0)
                    && text.All(i).Count == 0
                    && (
                        text.IsSign(i - 1, "(") && (!text.Has("nouns.capital") || NameEnd(text, i, end) > i + 1)
                        || text.Is(i - 1, "phone") > 0
                        || text.IsSign(i - 1, ",")
                            && text.IsSign(NameEnd(text, i, end), ")")
                            && !text.Has("nouns.capital")
                        || text.Is(i - 1, "ask") > 0
                    )
                    && !text.Text[text[i].Start..text[i].End].All(char.IsUpper)
                )
                {
                    var stop = NameEnd(text, i, end);
                    if (
                        stop > i
                        && !scan.Facts.Any(one => one.Fact.Kind == "person" && one.Start <= i && one.End >= stop)
                    )
                    {
                        Add(scan, i, stop, null, i, stop);
                    }

                    break;
                }
            }
        }
    }

    private static bool IsWithin(FactScan scan, int at) => scan.IsWithin(at, "person", "address", "instruction");

    private static int Titled(FactScan scan, int start)
    {
        var text = scan.Text;
        var at = start;
        while (text.Is(at, "title") is var length and > 0)
        {
            at = text.SkipDot(at + length);
        }

        var end = NameEnd(text, at, text.Count);
        if (end == at)
        {
            return Math.Max(start + 1, at);
        }

        // "drg. Ayu Ningtyas, Sp.Ort", "Dr. O'Dell, D.V.M.", "Me d'Aubigny, avocate au barreau"
        string? role = null;
        var stop = end;
        if (text.IsSign(end, ",") && (text[end + 1].Kind == TokenKind.Word))
        {
            var to = scan.Sentences.PartEnd(end + 1);
            if (to - end < 8 && (text.Is(end + 1, "role") > 0 || text.IsSign(end + 2, ".")))
            {
                role = text.Words(end + 1, text.IsSign(to, ".") && text.IsSign(to - 2, ".") ? to + 1 : to);
                stop = to;
            }
        }
        else if (text.IsSign(end, "("))
        {
            var to = scan.Sentences.PartEnd(end + 1);
            role = text.Words(end + 1, to);
            stop = to;
        }

        Add(scan, start, end, role, start, stop);
        if (role is not null && text[end + 1].IsCapital)
        {
            scan.AddWords("credential", end + 1, stop);
        }

        return Math.Max(start + 1, end);
    }

    private static void Add(FactScan scan, int start, int end, string? role, int from, int to)
    {
        if (scan.Text.IsSign(to, ".") && scan.Text.IsSign(to - 2, ".") && to > 2 && scan.Text[to - 1].Text.Length == 1)
        {
            to++;
        }

        scan.Add(
            "person",
            new JsonObject { ["name"] = scan.Text.Words(start, end), ["role"] = role },
            from,
            to,
            takes: false
        );
    }

    /// <summary>Capital words with what may stand within a name; in a script without capitals, up to three words.</summary>
    private static int NameEnd(SourceText text, int start, int limit)
    {
        var hasCase =
            text[start].Kind == TokenKind.Word && char.ToUpperInvariant(text[start].Text[0]) != text[start].Text[0];
        var end = start;
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
                token.Kind == TokenKind.Word && text.Is(i, "particle") > 0 && text[i + 1].Kind == TokenKind.Word
                || token is { Kind: TokenKind.Sign, IsSpaced: false }
                    && token.Text[0] is '-' or '\''
                    && text[i + 1] is { Kind: TokenKind.Word, IsSpaced: false }
                    && i > start
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
