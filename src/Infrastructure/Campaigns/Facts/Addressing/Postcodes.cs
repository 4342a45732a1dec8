using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

/// <summary>Postcodes by the form that each country gives them.</summary>
internal static class Postcodes
{
    private const int MostTokens = 7;

    // 9 is a digit, A a letter, ? either; a blank may be missing.
    private static readonly FrozenDictionary<string, string[]> Shapes = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["GB"] = ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"],
        ["IE"] = ["A99 ????", "A9A ????"],
        ["CA"] = ["A9A 9A9"],
        ["NL"] = ["9999 AA"],
        ["PT"] = ["9999-999"],
        ["BR"] = ["99999-999", "99.999-999"],
        ["PL"] = ["99-999"],
        ["JP"] = ["999-9999"],
        ["SE"] = ["999 99"],
        ["CZ"] = ["999 99"],
        ["SK"] = ["999 99"],
        ["GR"] = ["999 99"],
        ["IN"] = ["999999"],
        ["US"] = ["99999-9999", "99999"],
        ["SA"] = ["99999-9999", "99999"],
        ["IL"] = ["9999999", "99999"],
        ["CL"] = ["9999999"],
        ["AR"] = ["9999", "A9999", "A9999AAA"],
        ["AU"] = ["9999"],
        ["NZ"] = ["9999"],
        ["ZA"] = ["9999"],
        ["AT"] = ["9999"],
        ["CH"] = ["9999"],
        ["BE"] = ["9999"],
        ["NO"] = ["9999"],
        ["DK"] = ["9999"],
        ["HU"] = ["9999"],
        ["SI"] = ["9999"],
        ["BG"] = ["9999"],
        ["CY"] = ["9999"],
        ["LU"] = ["9999"],
        ["PH"] = ["9999"],
        ["NG"] = ["999999"],
        ["CO"] = ["999999"],
        ["RO"] = ["999999"],
        ["CN"] = ["999999"],
        ["SG"] = ["999999"],
        ["VN"] = ["999999", "99999"],
        ["RU"] = ["999999"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Common = ["99999"];

    /// <summary>The token after the postcode that begins here; 0: none does.</summary>
    public static int EndAt(SourceText text, int start, int end, string? country)
    {
        var shapes = country is not null && Shapes.TryGetValue(country, out var own) ? own : Common;
        for (var to = Math.Min(end, start + MostTokens); to > start; to--)
        {
            if (Array.Exists(shapes, shape => Fits(text, start, to, shape)))
            {
                return to;
            }
        }

        return 0;
    }

    /// <summary>In capitals and ASCII digits; a blank only where the country writes one.</summary>
    public static string Plain(SourceText text, int start, int end, string? country)
    {
        var isDivided = country is not null && Shapes.TryGetValue(country, out var own) && own[0].Contains(' ');
        return string.Concat(
                Indexes
                    .Of(start, end)
                    .Select(i => (i > start && text[i].IsSpaced && isDivided ? " " : "") + text[i].Text)
            )
            .ToUpperInvariant();
    }

    /// <summary>"〒150-0001" before an address, "邮编200030" or "(04039)" behind it.</summary>
    public static (int Start, int End) Beside(FactScan scan, JsonObject value, int start, int end)
    {
        var text = scan.Text;
        var country = scan.Region.Country;
        var before = start - 1;
        before -= text.IsSign(before, ")") ? 1 : 0;
        for (var from = before; from > before - 3 && from >= 0; from--)
        {
            if (
                !scan.IsTaken(from)
                && text[from].Kind == TokenKind.Digits
                && EndAt(text, from, before + 1, country) == before + 1
                && (from == 0 || text[from - 1].IsSpaced || text[from - 1].Kind != TokenKind.Digits)
            )
            {
                value["postcode"] = Plain(text, from, before + 1, country);
                return (from, end);
            }
        }

        var at = end;
        at += text[at].Text is "," or "(" or "\u3001" ? 1 : 0;
        at += text.Is(at, "address.postcode");
        at += text.IsSign(at, ":") ? 1 : 0;
        if (
            at > end
            && text[at].Kind == TokenKind.Digits
            && EndAt(text, at, text.Count, country) is var stop
            && stop > at
            && !scan.AnyTaken(at, stop)
        )
        {
            value["postcode"] = Plain(text, at, stop, country);
            return (start, stop);
        }

        return (start, end);
    }

    private static bool Fits(SourceText text, int start, int end, string shape)
    {
        var plain = text.Plain(start, end);
        var compact = shape.Replace(" ", "", StringComparison.Ordinal);
        return plain.Length == compact.Length
            && plain
                .Zip(compact)
                .All(pair =>
                    pair.Second switch
                    {
                        '9' => char.IsAsciiDigit(pair.First),
                        'A' => char.IsAsciiLetter(pair.First),
                        '?' => char.IsAsciiLetterOrDigit(pair.First),
                        _ => pair.First == pair.Second,
                    }
                )
            && (
                !plain.Any(char.IsAsciiLetter)
                || text.Text[text[start].Start..text[end - 1].End].All(c => !char.IsAsciiLetterLower(c))
            )
            && text[end] is not { Kind: TokenKind.Digits, IsSpaced: false }
            && text[end] is not { Kind: TokenKind.Word, IsSpaced: false, Text.Length: < 3 }
            && !(text.IsSign(end, '.', '-') && text[end + 1] is { IsSpaced: false, Kind: TokenKind.Digits });
    }
}
