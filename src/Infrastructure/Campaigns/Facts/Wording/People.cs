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
            var role =
                text.Is(i, "role") is var known && known > 0 ? known
                : text.Compound(i, "role.ending") ? 1
                : 0;
            if (Honorifics.At(scan, i) is var honoured && honoured > i)
            {
                i = honoured - 1;
                continue;
            }

            if (IsWithin(scan, i) || scan.IsWithin(i, "deliverable", "mustNotSay", "signOff", "tone"))
            {
                continue;
            }

            if (role > 0 && Roled(scan, i, role) is var after && after > i)
            {
                i = after - 1;
            }
            else if (
                title > 0
                && (!Scripts.HasNoSpaces(text[i].Text[0]) || text[i].Text.Length > 3 || text.IsSign(i + title, "."))
            )
            {
                i = Titled(scan, i) - 1;
            }
            else if (text[i] is { Kind: TokenKind.Word, IsCapital: true } && Followed(scan, i) is var end && end > i)
            {
                i = end - 1;
            }
        }

        Led(scan);
        Introduced(scan);
        BesideTelephones(scan);
    }

    /// <summary>"taught by Birthe Sø-Madsen", "v/ Jens Holm"</summary>
    private static void Led(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (text.Is(i, "person.by") is not (var by and > 0) || IsWithin(scan, i))
            {
                continue;
            }

            var start = i + by;
            start += text.IsSign(start, ":") ? 1 : 0;
            var name = start;
            while (text.Is(name, "title") is var title and > 0)
            {
                name = text.SkipDot(name + title);
            }

            var end = PersonNames.End(text, name, PersonNames.Limit(scan, name));
            if (IsWhole(scan, name, end) && !IsWithin(scan, start))
            {
                Add(scan, start, end, null, i, end);
            }
        }
    }

    /// <summary>"We are Meg Parry (throwing) and Tom Hale": names that something is told of, or that are two.</summary>
    private static void Introduced(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var start = i + text.Is(i, "person.intro");
            List<(int Start, int End, string? Role)> names = [];
            while (start > i && IsName(start, out var end))
            {
                var role = text.IsSign(end, "(") ? scan.Sentences.PartEnd(end + 1) : 0;
                names.Add((start, end, role > 0 ? text.Words(end + 1, role) : null));
                end = role > 0 && text.IsSign(role, ")") ? role + 1 : end;
                var and = Math.Max(text.Is(end, "and"), text.IsSign(end, ",") ? 1 : 0);
                start = and > 0 ? end + and : i;
            }

            foreach (var name in names.Count > 1 || names.Exists(name => name.Role is not null) ? names : [])
            {
                Add(scan, name.Start, name.End, name.Role, name.Start, name.End);
            }
        }

        bool IsName(int start, out int end)
        {
            end = PersonNames.End(text, start, PersonNames.Limit(scan, start));
            return text[start].IsCapital
                && IsWhole(scan, start, end)
                && !IsWithin(scan, start)
                && Indexes.Of(start, end).All(at => text.All(at).All(one => one.Name is "particle" or "title"));
        }
    }

    // Two to four words, none of which is something else.
    private static bool IsWhole(FactScan scan, int start, int end) =>
        Indexes.Of(start, end).Count(i => scan.Text[i].Kind == TokenKind.Word) is > 1 and < 5
        && Indexes
            .Of(start, end)
            .All(i => i > start && scan.Text.IsSign(i - 1, "-") || !PersonNames.IsOther(scan.Text, i, i == start))
        && Indexes.Of(start, end).All(i => scan.Text.Is(i, "role") == 0 && scan.Text.Is(i, "address.building") == 0);

    /// <summary>"Ring Baz 0491 ...", "(Gaz, evenings)", "0879 555 017, Anna Berg": who answers.</summary>
    private static void BesideTelephones(FactScan scan)
    {
        var text = scan.Text;
        foreach (var (_, start, end) in scan.Facts.Where(one => one.Fact.Kind is "phone").ToList())
        {
            for (var i = start; i < end; i++)
            {
                if (
                    text[i] is { Kind: TokenKind.Word, IsCapital: true }
                    && (i > start || text.Is(i - 1, "phone") > 0)
                    && text.All(i).Count == 0
                    && (
                        text.IsSign(i - 1, "(") && (!text.Has("nouns.capital") || PersonNames.End(text, i, end) > i + 1)
                        || text.Is(i - 1, "phone") > 0
                        || text.IsSign(i - 1, ",")
                            && text.IsSign(PersonNames.End(text, i, end), ")")
                            && !text.Has("nouns.capital")
                        || text.Before(i, "ask").Start >= 0
                        // "098 555 0134 Denis"
                        || (text[i - 1].Kind == TokenKind.Digits || text.IsSign(i - 1, "-") && text[i].IsSpaced)
                            && i > start
                            && !text.Has("nouns.capital")
                    )
                    && !text.Text[text[i].Start..text[i].End].All(char.IsUpper)
                )
                {
                    var stop = PersonNames.End(text, i, end);
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

            if (text.Has("nouns.capital"))
            {
                continue;
            }

            // Alone between a comma and the number, or behind it.
            var before = text.IsSign(start - 1, ",") ? scan.Sentences.PartStart(start - 1) : start;
            var after = text.IsSign(end, ",") ? end + 1 : end;
            AddAlone(scan, before, start - 1);
            AddAlone(scan, after, after > end ? scan.Sentences.PartEnd(after) : after);
        }
    }

    private static void AddAlone(FactScan scan, int start, int end)
    {
        if (
            start < end
            && PersonNames.End(scan.Text, start, end) == end
            && IsWhole(scan, start, end)
            && !Indexes.Of(start, end).Any(i => IsWithin(scan, i))
        )
        {
            Add(scan, start, end, null, start, end);
        }
    }

    /// <summary>"Inhaber: Jan Veit", "owner Deb", "Barbeiros: Jeferson e Kauã".</summary>
    private static int Roled(FactScan scan, int start, int length)
    {
        var text = scan.Text;
        var roleEnd = text.SkipDot(start + length);
        // "Лікар-ортопед"
        roleEnd += text.IsSign(roleEnd, "-") && text[roleEnd + 1] is { Kind: TokenKind.Word, IsSpaced: false } ? 2 : 0;
        // "piano teacher and owner": what comes last is beside the name.
        while (text.Is(roleEnd, "role") is var more and > 0)
        {
            roleEnd = text.SkipDot(roleEnd + more);
        }

        var at = roleEnd;
        var isMarked =
            text[at] is { Kind: TokenKind.Sign } sign && sign.Text[0] is ':' or '\u30FB' or '\uFF65' or '-' or '=';
        at += isMarked ? 1 : 0;
        // "our guide is Lena Obermoser"
        var copula = text.Is(at, "copula");
        at += copula;
        isMarked |= copula > 0;
        var role = text.Words(
            start,
            text.IsSign(roleEnd - 1, ".") ? roleEnd
                : start + length > roleEnd ? start + length
                : roleEnd
        );
        var names = 0;
        at +=
            text.Is(at, "article") is var article && article > 0 && text[at + article].IsCapital && !text[at].IsCapital
                ? article
                : 0;
        while (true)
        {
            var name = at;
            while (text.Is(name, "title") is var title and > 0)
            {
                name = text.SkipDot(name + title);
            }

            var end = PersonNames.End(text, name, PersonNames.Limit(scan, name));
            var words = Indexes.Of(name, end).Count(i => text[i].Kind == TokenKind.Word);
            if (
                words == 0
                || PersonNames.IsOther(text, name, words > 1)
                || scan.AnyTaken(at, end)
                || words == 1 && name == at && !isMarked && names == 0 && text[name].IsCapital
                // "Solicitor Priya Nair, SRA number 654321"
                || words == 1 && names > 0 && text.Text[text[name].Start..text[name].End].All(char.IsUpper)
            )
            {
                break;
            }

            Add(scan, at, end, role, names == 0 ? start : at, end);
            Credentials(scan, end);
            names++;
            var and = Math.Max(text.Is(end, "and"), text.IsSign(end, ",") ? 1 : 0);
            at = end + and;
            if (and == 0 || !text[at].IsCapital || text.Is(at, "title") > 0 || text.Is(at, "role") > 0)
            {
                return end;
            }
        }

        return names > 0 ? at : start;
    }

    // "Camila Prado (CRN 55501)", "Ute Lang (zertifizierte Trainerin)"
    private static void Credentials(FactScan scan, int at)
    {
        var text = scan.Text;
        if (text.IsSign(at, "("))
        {
            var end = scan.Sentences.PartEnd(at + 1);
            if (text.IsSign(end, ")") && end - at < 8 && !scan.AnyTaken(at + 1, end))
            {
                scan.AddWords("credential", at + 1, end);
            }
        }
    }

    /// <summary>"Mike D'Amico, owner", "Hemi Parata (registered apiarist)": a name with what its bearer is behind it.</summary>
    private static int Followed(FactScan scan, int start)
    {
        var text = scan.Text;
        if (
            start > 0
                && text[start - 1] is { Kind: TokenKind.Word, IsCapital: true }
                && text.Before(start, "person.intro").Start < 0
            || PersonNames.IsOther(text, start)
        )
        {
            return start;
        }

        var end = PersonNames.End(text, start, PersonNames.Limit(scan, start));
        // Hungarian "Palkó-Szűcs Imre borász"
        if (
            text.Is(end, "role") is var behind
            && behind > 0
            && !text[end].IsCapital
            && Indexes.Of(start, end).Count(i => text[i].Kind == TokenKind.Word) is > 1 and < 6
            && !scan.AnyTaken(start, end)
        )
        {
            Add(scan, start, end, text.Words(end, end + behind), start, end + behind);
            return end + behind;
        }

        var isBracket = text.IsSign(end, "(");
        if (
            Indexes.Of(start, end).Count(i => text[i].Kind == TokenKind.Word) is < 2 or > 5
            || !isBracket
                && !text.IsSign(end, ",")
                && !(text.IsSign(end, "-") && text[end].IsSpaced && text[end + 1].IsSpaced)
            || scan.AnyTaken(start, end)
        )
        {
            return start;
        }

        var to = Math.Min(text.Count, scan.Sentences.PartEnd(end + 1));
        // The role stands early in its part: "owner and head baker", "our lead guide".
        var role = Indexes.Of(end + 1, Math.Min(to, end + 4)).FirstOrDefault(i => text.Is(i, "role") > 0, -1);
        if (
            role < 0
            || to - end > 9
            || PersonNames.End(text, role + text.Is(role, "role"), to) > role + text.Is(role, "role") + 1
        )
        {
            return start;
        }

        Add(scan, start, end, text.Words(end + 1, to), start, to);
        return to;
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

        var end = PersonNames.End(text, at, text.Count);
        if (end == at)
        {
            return Math.Max(start + 1, at);
        }

        // "MUDr. Božena Říhová, Ph.D.", "drg. Ayu Ningtyas, Sp.Ort": titles behind the name are a part of it there.
        while (text.IsSign(end, ",") && text.Is(end + 1, "title.after") is var degree && degree > 0)
        {
            scan.AddWords("credential", end + 1, text.SkipDot(end + 1 + degree));
            end += 1 + degree;
        }

        // "Dr. O'Dell, D.V.M.", "Me d'Aubigny, avocate au barreau"
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
}
