using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

/// <summary>Numbers of registers: of companies, taxes, licences, accounts and books.</summary>
internal static class Registrations
{
    private const int LongestTaxNumber = 12;

    public static void Read(FactScan scan)
    {
        var text = scan.Text;
        for (var i = 0; i < text.Count; i++)
        {
            var length = text.Is(i, "registration");
            if (length == 0 && !scan.IsTaken(i) && Unlabelled(text, i) is { } unlabelled)
            {
                var stop = NumberEnd(text, i);
                scan.Add(
                    "registration",
                    new JsonObject
                    {
                        ["type"] = unlabelled,
                        ["number"] = Plain(text, i, stop).Replace(" ", "", StringComparison.Ordinal),
                    },
                    i,
                    stop
                );
            }

            if (length == 0 || scan.IsTaken(i))
            {
                continue;
            }

            var start = i + length;
            while (
                text[start] is { Kind: TokenKind.Sign } sign && sign.Text[0] is '.' or ':' or '#'
                || text.Is(start, "registration.number") > 0
            )
            {
                start += Math.Max(1, text.Is(start, "registration.number"));
            }

            // "RCS Nantes 555 012 344": the court or office that keeps the register.
            start +=
                text[start].IsCapital
                && text[start].Text.Length > 2
                && text[start + 1] is { Kind: TokenKind.Digits, IsSpaced: true, Text.Length: > 2 }
                    ? 1
                    : 0;
            var end = NumberEnd(text, start);
            var number = text.Words(start, end);
            if (number.Count(char.IsDigit) < 4)
            {
                continue;
            }

            var type = text.Words(i, i + length);
            var whole = text.Is(i, "registration.whole") > 0;
            scan.Add(
                "registration",
                new JsonObject { ["type"] = type, ["number"] = whole ? text.Words(i, end) : Plain(text, start, end) },
                i,
                end
            );
        }
    }

    // "BE0555.501.234", "BE 0555.501.234", "BE68 5550 1234 5678": the country before the digits says what they are.
    private static string? Unlabelled(SourceText text, int at)
    {
        if (
            text.Is(at, "taxcountry") == 0
            || !text[at].IsCapital
            || text[at + 1].Kind != TokenKind.Digits
            || text.IsSign(at - 1, "#")
        )
        {
            return null;
        }

        var number = Indexes.Of(at + 1, Math.Min(NumberEnd(text, at), at + LongestTaxNumber)).ToList();
        var digits = number.Sum(i => text[i].Kind == TokenKind.Digits ? text[i].Text.Length : 0);
        return digits switch
        {
            < 8 or > 30 => null,
            > 12 => text[at + 1] is { IsSpaced: false, Text.Length: 2 } ? "IBAN" : null,
            _ => !text[at + 1].IsSpaced || number.Exists(i => text.IsSign(i, ".")) ? "VAT" : null,
        };
    }

    /// <summary>Groups of digits and capital letters, as long as they belong together.</summary>
    private static int NumberEnd(SourceText text, int start)
    {
        var end = start;
        for (var i = start; i < text.Count; i++)
        {
            var token = text[i];
            var isCode =
                token.Kind == TokenKind.Digits
                // "FN 123456 x, UID ..."
                || token is { Kind: TokenKind.Word, Text.Length: 1, IsCapital: false }
                    && text[i - 1].Kind == TokenKind.Digits
                    && text[i + 1].Kind is TokenKind.Sign or TokenKind.Break
                    && i > start
                || (
                    token.Kind == TokenKind.Word
                    && token.Text.Length <= (token.IsSpaced ? 4 : 6)
                    && IsCode(text, i, start)
                );
            if (isCode)
            {
                end = i + 1;
                continue;
            }

            var joins =
                token is { Kind: TokenKind.Sign, IsSpaced: false }
                && token.Text[0] is '-' or '.' or '/'
                && text[i + 1] is { IsSpaced: false, Kind: not TokenKind.Break };
            if (!joins)
            {
                break;
            }
        }

        return end;
    }

    private static bool IsCode(SourceText text, int index, int start)
    {
        var token = text[index];
        var written = text.Text[token.Start..token.End];
        var touches = !token.IsSpaced || text[index + 1] is { Kind: TokenKind.Digits };
        return !token.IsSpaced
                && token.Text.Length == 1
                && text[index - 1].Kind == TokenKind.Sign
                && text[index + 1].Text is "/" or "-"
            || written.All(char.IsUpper)
                && (index == start || touches || written.Length <= 3 && !text[index + 1].IsCapital)
                && (index == start || !token.IsSpaced || text[index - 1].Kind == TokenKind.Digits)
            || (Scripts.HasNoSpaces(written[0]) && !token.IsSpaced && written.Length == 1);
    }

    private static string Plain(SourceText text, int start, int end)
    {
        var written = text.Words(start, end);
        // A number with marks of its own keeps them: "CHE-555.012.345", "978-0-555-01234-7".
        return written.Contains(' ', StringComparison.Ordinal) ? text.Plain(start, end).ToUpperInvariant() : written;
    }
}
