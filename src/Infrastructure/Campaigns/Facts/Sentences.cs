using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

/// <summary>Where sentences and their parts end. A dot ends none after an abbreviation, in a number, or before a small letter.</summary>
internal sealed class Sentences
{
    private static readonly string[] ShortWords =
    [
        "day.",
        "days.",
        "month.",
        "unit.",
        "title",
        "street.",
        "phone",
        "currency.",
        "times.",
        "price.",
        "registration",
        "address.",
    ];

    // No text makes a look back or ahead longer than this, so that reading stays linear.
    private const int Longest = 300;
    private const int LongestPart = 80;

    private readonly SourceText text;
    private readonly bool[] ends;

    public Sentences(SourceText text)
    {
        this.text = text;
        ends = new bool[text.Count];
        var depth = 0;
        var numeral = 1;
        for (var i = 0; i < text.Count; i++)
        {
            var token = text[i];
            depth = token.Text switch
            {
                "(" => depth + 1,
                ")" => 0,
                "\n" => 0,
                _ => depth,
            };
            ends[i] = token.Kind switch
            {
                TokenKind.Break => true,
                // Thai ends a sentence with a word of politeness.
                TokenKind.Word => text.Is(i, "sentence.end") is var polite
                    && polite > 0
                    && (text[i + polite].IsSpaced || text[i + polite].Kind != TokenKind.Word),
                TokenKind.Sign => token.Text switch
                {
                    "\u3002" or "\u0964" or "\u06D4" => depth == 0,
                    "!" or "?" or "\u061F" or "\u2026" => depth == 0 && text[i + 1].Kind != TokenKind.Sign,
                    "." => depth == 0 && !IsNumeral(i, ref numeral) && IsEnd(i),
                    _ => false,
                },
                _ => false,
            };
        }
    }

    /// <summary>Whether the token is the last of its sentence.</summary>
    public bool EndsAt(int index) => index < 0 || index >= ends.Length || ends[index];

    /// <summary>The first token of the sentence that holds this one.</summary>
    public int StartOf(int index)
    {
        var first = Math.Max(0, index - Longest);
        while (index > first && !EndsAt(index - 1))
        {
            index--;
        }

        return index;
    }

    /// <summary>The token after the sentence's words, before the mark that ends it.</summary>
    public int EndOf(int index)
    {
        var last = Math.Min(ends.Length, index + Longest);
        while (index < last && !EndsAt(index))
        {
            index++;
        }

        return index;
    }

    /// <summary>A comma, a bracket, a bullet, a line or the end of a sentence; not a sign within a number or a word.</summary>
    public bool Divides(int index)
    {
        var token = text[index];
        if (token.Kind == TokenKind.Break || EndsAt(index))
        {
            return true;
        }

        if (token.Kind != TokenKind.Sign)
        {
            return false;
        }

        var next = text[index + 1];
        return token.Text[0] switch
        {
            ',' => !(
                next is { Kind: TokenKind.Digits, IsSpaced: false }
                && text[index - 1].Kind == TokenKind.Digits
                && !token.IsSpaced
                && !text.IsListComma(index)
            ) && !text.IsSign(index + 1, "-"),
            ';'
            or '('
            or ')'
            or '['
            or ']'
            or '\u2022'
            or '\u00B7'
            or '|'
            or '\u3001'
            or '\u30FB'
            or '\uFF65'
            or '\u25AA'
            or '\u25CF' => true,
            // "sms:a", "s:t Eriks"
            ':' => (next.IsSpaced || next is { Kind: TokenKind.Word } word && (word.Text.Length > 2 || token.IsSpaced))
                && text.Before(index, "registration.number").Start < 0,
            '-' => token.IsSpaced && next.IsSpaced && next.Kind != TokenKind.Digits,
            '/' => token.IsSpaced && next.IsSpaced,
            // Pictures stand between things.
            var sign => char.IsSurrogate(sign)
                || char.GetUnicodeCategory(sign) == UnicodeCategory.OtherSymbol && sign > '\u2190',
        };
    }

    public int PartStart(int index)
    {
        var first = Math.Max(0, index - LongestPart);
        while (index > first && !Divides(index - 1) && !IsClause(index))
        {
            index--;
        }

        return index;
    }

    // A space between two Thai words divides as a comma does.
    private bool IsClause(int index) =>
        text[index] is { IsSpaced: true, Kind: TokenKind.Word } next
        && Scripts.IsThai(next.Text[0])
        && (
            text[index - 1] is { Kind: TokenKind.Word } word && Scripts.IsThai(word.Text[0])
            || text[index - 1].Kind == TokenKind.Digits && text.All(index).Count == 0
        );

    public int PartEnd(int index)
    {
        var (start, last) = (index, Math.Min(text.Count, index + LongestPart));
        while (index < last && !Divides(index) && !(index > start && IsClause(index)))
        {
            index++;
        }

        return index;
    }

    /// <summary>First and last-plus-one token of every sentence with a word or number in it.</summary>
    public IEnumerable<(int Start, int End)> All()
    {
        var start = 0;
        for (var i = 0; i <= ends.Length; i++)
        {
            if (i < ends.Length && !ends[i])
            {
                continue;
            }

            var end = i < ends.Length && text[i].Kind != TokenKind.Break ? i + 1 : i;
            if (Indexes.Of(start, end).Any(at => text[at].Kind is TokenKind.Word or TokenKind.Digits))
            {
                yield return (start, end);
            }

            start = i + 1;
        }
    }

    // "1. Welcome 2. Tips": after a colon or on a new line, and counting on from there.
    private bool IsNumeral(int dot, ref int expected)
    {
        if (text[dot - 1] is not { Kind: TokenKind.Digits, Text.Length: < 3 } digits || !text[dot + 1].IsSpaced)
        {
            return false;
        }

        var begins =
            digits.Text == "1"
            && text[dot - 2] is { Kind: TokenKind.Break } or { Kind: TokenKind.Sign, Text: ":" or "(" };
        if (!begins && (expected == 1 || digits.Text != expected.ToString(CultureInfo.InvariantCulture)))
        {
            return false;
        }

        expected = begins ? 2 : expected + 1;
        return true;
    }

    private bool IsEnd(int dot)
    {
        var (before, next) = (text[dot - 1], text[dot + 1]);
        if (next.Kind == TokenKind.Break)
        {
            return true;
        }

        if (
            !next.IsSpaced
            // Who types no capitals begins sentences without them too.
            || next is { Kind: TokenKind.Word, IsCapital: false }
                && HasCase(next)
                && !(
                    text.IsSmall
                    && before is { Kind: TokenKind.Digits } or { Kind: TokenKind.Word, Text.Length: > 3 }
                    && text.Before(dot, "abbr").Start < 0
                )
                // "bezpłatna. ul. Świętojańska 61": a street begins small, and a sentence.
                && !(before.Text.Length > 3 && text.Of(dot + 1, "street").Length > 0 && text.IsSign(dot + 2, "."))
            || text[dot].IsSpaced && next.Kind == TokenKind.Sign
        )
        {
            return false;
        }

        // "#2E5E4E. Calm": its last letter is no initial, and its last digits no ordinal.
        if (text.IsInColour(dot - 1))
        {
            return true;
        }

        // "32 °C. Next", "5 €/pers. Next"
        if (
            next is { Kind: TokenKind.Word, IsCapital: true }
            && !before.IsSpaced
            && (
                text.IsSign(dot - 2, "\u00B0")
                || text.IsSign(dot - 2, "/")
                    && (text[dot - 3].Kind == TokenKind.Digits || text.Before(dot - 2, "currency.").Start is > 0)
            )
        )
        {
            return true;
        }

        if (before.Kind == TokenKind.Digits)
        {
            // "1. Mai", "2. 5."; but "0161 496 0187. 9 Copper Row".
            return before.Text.Length > 2 && !(text.Is(dot + 1, "street") > 0 && text.IsSign(dot + 2, "."))
                || text.Of(dot - 2, "currency.").Length > 0
                || (next is { Kind: TokenKind.Digits, Text.Length: > 2 } && !text.IsSign(dot - 2, "."))
                || (
                    next.Kind != TokenKind.Digits
                    // "13. Januar" is a day; "9 a 13. Enero cerrado" ends a sentence.
                    && (text.Of(dot + 1, "month.").Length == 0 || next.IsCapital && !text.Has("ordinal.dot"))
                    && text.Is(dot + 1, "address.unit") == 0
                    && !(text.Is(dot + 1, "street") > 0 && text.IsSign(dot + 2, "."))
                    && !(
                        text.Of(dot + 1, "day.").Length > 0 && before.Text.Length == 1 && text[dot + 1].Text.Length > 3
                    )
                );
        }

        if (before.Kind != TokenKind.Word)
        {
            // "300,-. Next": the dash of a price.
            return before.Text is not ("-" or ",") || before.Text == "-" && text[dot - 2].Kind == TokenKind.Sign;
        }

        // "795 kr. The lamp is free": a price with its sign shortened ends a sentence where a capital follows.
        if (
            text.Before(dot, "currency.").Start is > 0 and var sign
            && text[sign - 1].Kind == TokenKind.Digits
            && next is { Kind: TokenKind.Word, IsCapital: true }
        )
        {
            return true;
        }

        // "Fund. II"
        if (
            next is { IsCapital: true, Text.Length: < 4 }
            && next.Text.All(letter => letter is 'i' or 'v' or 'x')
            && before.Text.Length < 6
        )
        {
            return false;
        }

        var isAbbreviation =
            text.Before(dot, "abbr").Start >= 0
            || (
                before.Text.Length == 1
                && !Scripts.HasNoSpaces(before.Text[0])
                && !Scripts.IsHangul(before.Text[0])
                && (text[dot - 2].Kind != TokenKind.Digits || before.IsCapital)
                // "65-B. Next": the letter of a house.
                && !(text[dot - 2].Text is "-" or "/" && text[dot - 3].Kind == TokenKind.Digits && !before.IsSpaced)
            )
            || text.Before(dot, "title").Start >= 0
            || (
                text.IsSign(dot - 2, ".")
                && before.Text.Length
                    <= (text[dot - 1].Start + 1 is var second && char.IsUpper(text.Text[second]) ? 2 : 3)
                && !before.IsSpaced
            );
        if (isAbbreviation)
        {
            return false;
        }

        if (
            next.Kind == TokenKind.Digits
            && (
                text.Compound(dot - 1, "street.ending")
                || before.IsCapital && before.Text.Length > 4 && text.Compound(dot - 1, "street.short.ending")
            )
        )
        {
            return false;
        }

        var isShort =
            before.Text.Length <= 5 && Array.Exists(ShortWords, family => text.Before(dot, family).Start >= 0);
        // "Alc. Cuauhtémoc", "oppg. B"; "TP.HCM." is whole.
        if (
            before.Text.Length <= 5
            && !(before.Text.Length > 2 && text.Text[text[dot - 1].Start..text[dot - 1].End].All(char.IsUpper))
            && text.Before(dot, "address.building").Start < 0
            && text.Before(dot, "address.block").Start < 0
            && (
                text.Before(dot, "address.").Start >= 0
                || text.Before(dot, "street.").Start >= 0
                || text.Before(dot, "region.").Start >= 0
            )
        )
        {
            return false;
        }

        // "Sat. Closed": days and months are shortened without being listed.
        return next.Kind == TokenKind.Digits
            ? !isShort
            : before.Text.Length > 4
                // "15 août.": the whole name is no abbreviation.
                || text.Is(dot - 1, "calendar.whole") > 0
                // "thứ Hai." is no abbreviation.
                || (text.Before(dot, "day.").Start is var day && (day < 0 || day < dot - 1))
                    && text.Before(dot, "month.").Start < 0;
    }

    private static bool HasCase(Token token) => char.ToUpperInvariant(token.Text[0]) != token.Text[0];
}
