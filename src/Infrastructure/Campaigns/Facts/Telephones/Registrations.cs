using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

/// <summary>Numbers of registers: of companies, taxes, licences, accounts and books.</summary>
internal static class Registrations
{
    private const int LongestTaxNumber = 12;
    private const int LeastDigits = 4;
    private const int LongestPrefix = 8;

    public static void Read(FactScan scan)
    {
        for (var i = 0; i < scan.Text.Count; i++)
        {
            if (scan.IsTaken(i))
            {
                continue;
            }

            var (label, member) = (Label(scan.Text, i, "registration"), Label(scan.Text, i, "credential.number"));
            if (label > 0 && label >= member)
            {
                Labelled(scan, i, label);
            }
            // "GDC No. 555012": the register of a profession tells what its member is allowed.
            else if (member > 0)
            {
                if (NumberBehind(scan.Text, i + member) is { Start: > 0 } number)
                {
                    scan.AddWords("credential", i, number.End, takes: true);
                }
            }
            else if (Unlabelled(scan.Text, i) is { } unlabelled)
            {
                var stop = NumberEnd(scan.Text, i);
                var plain = Plain(scan.Text, i, stop).Replace(" ", "", StringComparison.Ordinal);
                Add(scan, unlabelled, plain, i, stop);
            }
        }
    }

    // Two letters are a label in capitals only: "im", "at".
    private static int Label(SourceText text, int at, string list) =>
        text.Is(at, list) is var length
        && (
            length > 1
            || text[at].Text.Length > 2
            || text[at].IsCapital && char.IsUpper(text.Text[text[at].End - 1])
            || !char.IsAsciiLetter(text[at].Text[0])
        )
            ? length
            : 0;

    private static void Labelled(FactScan scan, int at, int length)
    {
        var text = scan.Text;
        var type = text.Words(at, at + length);
        if (NumberBehind(text, at + length) is { Start: > 0 } number)
        {
            var whole = text.Is(at, "registration.whole") > 0;
            // "J 12–18" are the hours of Thursday.
            if (whole && type.Length == 1 && !Indexes.Of(number.Start, number.End).Any(i => text.IsSign(i, "/")))
            {
                return;
            }

            // "제2026-서울마포-0555호": the counter at the end is none of it.
            var end = !whole && text.Is(number.End - 1, "registration.counter") > 0 ? number.End - 1 : number.End;
            var plain = whole ? text.Words(at, end) : Plain(text, number.Start, end);
            Add(scan, type, plain, at, number.End);
        }
        else if (
            text.IsSign(at - 1, "(")
            && text.IsSign(at + length, ")")
            && CodeBefore(scan, at - 1) is var code
            && code < at - 1
        )
        {
            Add(scan, type, Plain(text, code, at - 1), code, at + length + 1);
        }
    }

    private static void Add(FactScan scan, string type, string number, int start, int end) =>
        scan.Add("registration", new JsonObject { ["type"] = type, ["number"] = number }, start, end);

    /// <summary>The number behind its label and the words for "number"; of no length: there is none.</summary>
    private static (int Start, int End) NumberBehind(SourceText text, int at)
    {
        var start = at;
        while (
            text[start] is { Kind: TokenKind.Sign } sign && sign.Text[0] is '.' or ':' or '#'
            || text.Is(start, "registration.number") + text.Is(start, "street.number") > 0
        )
        {
            start += Math.Max(1, Math.Max(text.Is(start, "registration.number"), text.Is(start, "street.number")));
        }

        // "RCS Nantes 555 012 344": the court or office that keeps the register.
        start +=
            text[start].IsCapital
            && text[start].Text.Length > 2
            && text[start + 1] is { Kind: TokenKind.Digits, IsSpaced: true, Text.Length: > 2 }
                ? 1
                : 0;
        // "OAB/SP 555.012"
        start += text.IsSign(start, "/") && text[start + 1] is { Kind: TokenKind.Word, Text.Length: 2 } ? 2 : 0;
        var end = NumberEnd(text, start);
        return text.Words(start, end).Count(char.IsDigit) >= LeastDigits ? (start, end) : default;
    }

    // "T5550123456789（インボイス）": the label behind its number.
    private static int CodeBefore(FactScan scan, int end)
    {
        var text = scan.Text;
        var start = end;
        while (
            !scan.IsTaken(start - 1)
            && (
                text[start - 1].Kind == TokenKind.Digits
                || text[start - 1] is { Kind: TokenKind.Word, IsCapital: true, Text.Length: < 4 }
                || text.IsSign(start - 1, '-', '.') && !text[start - 1].IsSpaced && !text[start].IsSpaced && start < end
            )
        )
        {
            start--;
        }

        return Indexes.Of(start, end).Sum(i => text[i].Kind == TokenKind.Digits ? text[i].Text.Length : 0) < LeastDigits
            ? end
            : start;
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
                    && (!token.IsSpaced || text[i + 1].Kind is TokenKind.Sign or TokenKind.Break)
                    && i > start
                || (
                    token.Kind == TokenKind.Word
                    && token.Text.Length
                        <= (
                            text[i + 1] is { Kind: TokenKind.Digits, IsSpaced: false } ? LongestPrefix
                            : token.IsSpaced ? 4
                            : 6
                        )
                    && IsCode(text, i, start)
                )
                // "제2026-서울마포-0555호"
                || token.Kind == TokenKind.Word && !token.IsSpaced && AreHyphens(text, i, start);
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

    private static bool AreHyphens(SourceText text, int at, int start)
    {
        var (first, last) = (at, at);
        while (text[first] is { Kind: TokenKind.Word, IsSpaced: false } && at - first < 4)
        {
            first--;
        }

        while (text[last].Kind == TokenKind.Word && last - at < 4)
        {
            last++;
        }

        return first > start
            && text.IsSign(first, "-")
            && text.IsSign(last, "-")
            && text[first - 1].Kind == TokenKind.Digits
            && text[last + 1] is { Kind: TokenKind.Digits, IsSpaced: false };
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
