using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Wording;

/// <summary>Persons by how they are addressed: "宋姐", "김 실장님" have it behind a surname, and beside a telephone stands who answers it.</summary>
internal static class Honorifics
{
    private const int MostTokens = 4;
    private const int LongestName = 3;

    /// <returns>The token behind the person; the same token: there is none.</returns>
    public static int At(FactScan scan, int start)
    {
        var text = scan.Text;
        if (
            scan.IsWithin(start, "person", "address", "deliverable", "mustNotSay", "signOff")
            || text[start].Kind != TokenKind.Word
        )
        {
            return start;
        }

        var end = Surnamed(text, start, out var role);
        end = end > start ? end : Answering(scan, start);
        if (end > start)
        {
            var name = text.Words(start, end);
            scan.Add(
                "person",
                new JsonObject { ["name"] = name[..^(role?.Length ?? 0)].TrimEnd(), ["role"] = role },
                start,
                end,
                takes: false
            );
        }

        return end;
    }

    private static int Surnamed(SourceText text, int start, out string? role)
    {
        role = null;
        var isHangul = Scripts.IsHangul(text[start].Text[0]);
        if (
            !isHangul && !Scripts.HasNoSpaces(text[start].Text[0])
            || !text[start].IsSpaced
                && text[start - 1].Kind == TokenKind.Word
                && text.Before(start, "ask").Start < 0
                && text.Before(start, "phone").Start < 0
                && text.Before(start, "role").Start < 0
        )
        {
            return start;
        }

        var end = start;
        while (
            end - start < MostTokens
            && text[end].Kind == TokenKind.Word
            && (end == start || !text[end].IsSpaced || isHangul)
        )
        {
            end++;
            var name = text.Folded[text[start].Start..text[end - 1].End];
            if (
                text[end].Kind == TokenKind.Word && !text[end].IsSpaced
                || !text.Endings("surname").Any(surname => name.StartsWith(surname, StringComparison.Ordinal))
            )
            {
                continue;
            }

            // The longest: "老师" and not "师".
            var honorific = text.Endings("honorific")
                .Where(one =>
                    name.EndsWith(one, StringComparison.Ordinal)
                    && name.Length - one.Length is > 0 and <= LongestName + 1
                )
                .MaxBy(one => one.Length);
            if (honorific is not null)
            {
                // "宋姐" is called so; "张建国院长" is a whole name with what its bearer is.
                var isWhole = name.Length - honorific.Length >= (isHangul ? LongestName : 2);
                role = isWhole ? text.Text[(text[end - 1].End - honorific.Length)..text[end - 1].End] : null;
                return end;
            }
        }

        return start;
    }

    // "0500 123 (Mr Hani)", in a script without capitals: a form of address or two words that mean nothing else.
    private static int Answering(FactScan scan, int start)
    {
        var text = scan.Text;
        // "speak with Ronit Cohen-Levi"
        var isAsked = text.Before(start, "ask").Start >= 0;
        if (
            !isAsked && (!scan.IsWithin(start, "phone") || !text.IsSign(start - 1, "("))
            || char.ToUpperInvariant(text[start].Text[0]) != text[start].Text[0]
            || text[start].IsCapital
        )
        {
            return start;
        }

        var end = start;
        while (end - start <= MostTokens && (text[end].Kind == TokenKind.Word || text.IsSign(end, "-")))
        {
            end++;
        }

        var isAddressed = text.Is(start, "title") > 0 || text.Is(start, "honorific") > 0;
        return
            (text.IsSign(end, ")") || isAsked && text[end].Kind != TokenKind.Word)
            && end - start <= MostTokens + 1
            && (isAddressed ? end - start > 1 : end - start > 1 && !Scripts.HasNoSpaces(text[start].Text[0]))
            && Indexes
                .Of(isAddressed ? start + 1 : start, end)
                .All(i => text.All(i).All(one => one.Name is "particle" or "title" or "address.district"))
            ? end
            : start;
    }
}
