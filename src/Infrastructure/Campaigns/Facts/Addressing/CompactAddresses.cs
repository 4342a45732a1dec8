using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>
/// Addresses from the large to the small, as they are written in China, Japan and Korea: each part ends with a sign for what it is, listed
/// as <c>area.region, area.locality, area.district, area.street, area.unit</c>.
/// </summary>
internal static class CompactAddresses
{
    private const int LongestName = 12;

    private static readonly (string List, string Part)[] Levels =
    [
        ("area.region", "region"),
        ("area.locality", "locality"),
        ("area.district", "district"),
        ("area.street", "street"),
        ("area.unit", "unit"),
    ];

    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            if (
                !scan.IsTaken(i)
                && text[i].Kind is TokenKind.Word
                && (Scripts.HasNoSpaces(text[i].Text[0]) || Scripts.IsHangul(text[i].Text[0]))
                && Assemble(scan, i) is { } end
            )
            {
                i = end - 1;
            }
        }
    }

    private static int? Assemble(FactScan scan, int start)
    {
        var text = scan.Text;
        var value = new JsonObject();
        var level = -1;
        var from = text[start].Start;
        var end = start;
        for (var i = start; i < text.Count && !scan.IsTaken(i) && i - start < 40; i++)
        {
            if (text[i].Text == ":" && level < 0)
            {
                from = text[i].End;
                continue;
            }

            if (
                text[i].Kind == TokenKind.Break
                || text[i].Text is "\u3002" or "." or "("
                || text[i].Text is "," && value["street"] is null
            )
            {
                break;
            }

            // A word of its own, or the signs up to the one that says what they are.
            for (var at = text[i].Start; at < text[i].End; at++)
            {
                for (var next = level + 1; next < Levels.Length; next++)
                {
                    var ending = text.Ending(Levels[next].List, from, at + 1, LongestName);
                    ending &= !Scripts.IsHangul(text[i].Text[0]) || at + 1 == text[i].End;
                    var isNumbered = Levels[next].Part is "street" or "unit";
                    if (
                        ending
                        && (
                            !isNumbered
                            || HasDigit(text, from, at + 1)
                            || Levels[next].Part == "street" && text[i + 1].Kind == TokenKind.Digits
                        )
                    )
                    {
                        var stop = at + 1;
                        var last = i;
                        if (Levels[next].Part == "street" && text[i + 1].Kind == TokenKind.Digits)
                        {
                            last = NumberEnd(text, i + 1);
                            stop = text[last - 1].End;
                            i = last - 1;
                            at = text[i].End;
                        }

                        value[Levels[next].Part] = text.Text[from..stop].Trim(' ', ',', '\u3000', '\u3001');
                        level = next;
                        from = stop;
                        end = i + 1;
                        break;
                    }
                }
            }
        }

        if (
            value["street"] is null
            || value["locality"] is null && value["district"] is null && value["region"] is null
        )
        {
            return null;
        }

        // "〒150-0001" before it.
        var begin = start;
        if (
            text[start - 1].Kind == TokenKind.Digits
            && text.IsSign(start - 2, "-")
            && text[start - 3].Kind == TokenKind.Digits
        )
        {
            value["postcode"] = text.Plain(start - 3, start);
            begin = start - 3;
        }

        scan.Add("address", value, begin, end);
        return end;
    }

    private static bool HasDigit(SourceText text, int from, int to) => text.Text[from..to].Any(char.IsDigit);

    // "1-2-3", "123号", "12번길 3"
    private static int NumberEnd(SourceText text, int at)
    {
        var end = at + 1;
        while (
            text[end] is { IsSpaced: false, Kind: TokenKind.Sign, Text: "-" }
            && text[end + 1] is { Kind: TokenKind.Digits, IsSpaced: false }
        )
        {
            end += 2;
        }

        return end + (text[end].IsSpaced ? 0 : text.Is(end, "area.number"));
    }
}
