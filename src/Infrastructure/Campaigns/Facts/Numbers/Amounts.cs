using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>Numbers as people write them: grouped by any sign, with k, mln, lakh or 万 behind them, or in words.</summary>
internal static class Amounts
{
    private const decimal Most = 1_000_000_000_000;

    public static Amount? Read(SourceText text, int start, FactRegion region)
    {
        var token = text[start];
        if (token.Kind == TokenKind.Digits)
        {
            return ReadDigits(text, start, region);
        }

        if (token.Kind == TokenKind.Word)
        {
            if (NumberWords.Read(text, start) is var (number, end))
            {
                return new Amount(number, start, end, false, false, 0);
            }

            if (HanNumbers.Read(token.Text) is { } value)
            {
                return new Amount(value, start, start + 1, false, token.Text.Length > 1, 0);
            }
        }

        return null;
    }

    private static Amount? ReadDigits(SourceText text, int start, FactRegion region)
    {
        var whole = text[start].Text;
        if (whole.Length > 12)
        {
            return null;
        }

        var decimals = "";
        var at = start + 1;
        var grouped = false;
        while (decimals.Length == 0 && whole.Length < 16)
        {
            var next = text[at];
            if (
                next is { Kind: TokenKind.Sign, IsSpaced: false }
                && next.Text[0] is '.' or ',' or '\''
                && text[at + 1] is { Kind: TokenKind.Digits, IsSpaced: false } digits
                && !text.IsListComma(at)
            )
            {
                var isGroup =
                    digits.Text.Length == 3
                    && (grouped || whole.Length <= 3)
                    && whole.TrimStart('0').Length > 0
                    && whole[0] != '0';
                if (isGroup || (next.Text == "," && IsLakh(text, at + 1) && whole.Length <= 3))
                {
                    whole += digits.Text;
                    grouped = true;
                }
                else if (digits.Text.Length <= 2 && next.Text[0] != '\'')
                {
                    decimals = digits.Text;
                }
                else
                {
                    break;
                }

                at += 2;
            }
            else if (IsGroupAfterSpace(text, at, whole, grouped, region))
            {
                whole += next.Text;
                grouped = true;
                at++;
            }
            else
            {
                break;
            }
        }

        if (whole.Length > 15)
        {
            return null;
        }

        var value = decimal.Parse(decimals.Length > 0 ? $"{whole}.{decimals}" : whole, CultureInfo.InvariantCulture);
        var scaled = Scaled(text, value, ref at, region, out var scale);
        var tail = HasTail(text, at);
        return new Amount(scaled ?? value, start, tail ? at + 2 : at, tail, scaled is not null, decimals.Length, scale);
    }

    // 1,25,00,000: two digits, and three at the end.
    private static bool IsLakh(SourceText text, int at)
    {
        for (
            var groups = 0;
            groups < 6
                && text[at].Text.Length == 2
                && text.IsSign(at + 1, ",")
                && text[at + 2] is { Kind: TokenKind.Digits, IsSpaced: false } next;
            groups++, at += 2
        )
        {
            if (next.Text.Length == 3)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGroupAfterSpace(SourceText text, int at, string whole, bool grouped, FactRegion region)
    {
        var next = text[at];
        if (
            next is not { Kind: TokenKind.Digits, IsSpaced: true, Text.Length: 3 }
            || whole.Length > (grouped ? 12 : 3)
            || whole[0] == '0'
        )
        {
            return false;
        }

        var before = text[at - 1];
        if (next.Start - before.End != 1)
        {
            return false;
        }

        return text.Text[before.End] is '\u00A0' or '\u202F' or '\u2009'
            || region.GroupsBySpace
            || text.Of(at + 1, "currency.").Length > 0;
    }

    private static decimal? Scaled(SourceText text, decimal value, ref int at, FactRegion region, out decimal scale)
    {
        scale = 1;
        var (name, length) = text.Of(at, "times.");
        var word = text[at];
        // A letter alone is a scale only where it touches its number, and metres are no millions: "1.1 m deep".
        if (length == 0 || word.IsSpaced && word.Text.Length == 1 && word.Text[0] < '\u0E00')
        {
            // "1,2 T€", "2,4 M€": or where its currency touches it.
            (name, length) = text.Of(at, "moneytimes.");
            if (
                length == 0
                || text[at + length] is not { Kind: TokenKind.Sign, IsSpaced: false }
                || text.Of(at + length, "currency.").Length == 0
            )
            {
                return null;
            }
        }

        scale = decimal.Parse(name, CultureInfo.InvariantCulture);
        value *= scale;
        if (value > Most)
        {
            return null;
        }

        // "1tr350", "4tr8": the rest of a million, as its digits behind the dot.
        if (
            !word.IsSpaced
            && word.Text.Length > 1
            && word.Text[0] < '\u2E80'
            && text[at + length] is { Kind: TokenKind.Digits, IsSpaced: false, Text.Length: < 4 } rests
            && value == decimal.Truncate(value)
        )
        {
            at += length + 1;
            return value + (decimal.Parse($"0.{rests.Text}", CultureInfo.InvariantCulture) * scale);
        }

        // "1 million and 800 thousand", "1 lakh 20 thousand"
        var and = text.Is(at + length, "and");
        if (
            word.Text[0] < '\u2E80'
            && word.IsSpaced
            && text[at + length + and] is { Kind: TokenKind.Digits, IsSpaced: true, Text.Length: < 4 } lesser
            && text.Of(at + length + and + 1, "times.") is ({ Length: > 0 } smaller, var smallerLength)
            && decimal.Parse(smaller, CultureInfo.InvariantCulture) is var lower
            && lower < scale
        )
        {
            at += length + and + 1 + smallerLength;
            return value + (decimal.Parse(lesser.Text, CultureInfo.InvariantCulture) * lower);
        }

        var compound = word.Text[0] > '\u2E80';
        at = compound ? at + length : text.SkipDot(at + length);
        if (
            compound
            && text[at] is { Kind: TokenKind.Digits } more
            && more.Text.Length <= 4
            && !text.IsSign(at - 1, "-")
        )
        {
            var end = at + 1;
            var rest = decimal.Parse(more.Text, CultureInfo.InvariantCulture);
            var (tail, tailLength) = text.Of(end, "times.");
            if (tailLength > 0 && decimal.Parse(tail, CultureInfo.InvariantCulture) < scale)
            {
                rest *= decimal.Parse(tail, CultureInfo.InvariantCulture);
                end += tailLength;
            }
            else if (more.IsSpaced)
            {
                return value;
            }

            value += rest;
            at = end;
        }

        return value;
    }

    private static bool HasTail(SourceText text, int at) =>
        text[at] is { Kind: TokenKind.Sign, IsSpaced: false } sign
        && sign.Text[0] is ',' or '.' or ':' or '/'
        && text[at + 1] is { Kind: TokenKind.Sign, IsSpaced: false } dash
        && dash.Text[0] is '-' or '='
        && !(text[at + 2] is { IsSpaced: false, Kind: TokenKind.Digits or TokenKind.Word });
}
