using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>Numbers as people write them: grouped by any sign, with k, mln, lakh or 万 behind them, or in words.</summary>
internal static class Amounts
{
    private const string HanDigits = "〇一二三四五六七八九";
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

            if (Han(token.Text) is { } value)
            {
                return new Amount(value, start, start + 1, false, true, 0);
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
        if (length == 0)
        {
            return null;
        }

        var word = text[at];
        // A letter alone is a scale only where it touches its number, and metres are no millions: "1.1 m deep".
        if (word.IsSpaced && (word.Text.Length == 1 && word.Text[0] < '\u0E00'))
        {
            return null;
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
            var (lower, lowerLength) = text.Of(end, "times.");
            if (lowerLength > 0 && decimal.Parse(lower, CultureInfo.InvariantCulture) < scale)
            {
                rest *= decimal.Parse(lower, CultureInfo.InvariantCulture);
                end += lowerLength;
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

    private static decimal? Han(string word)
    {
        decimal value = 0,
            digit = 0;
        if (word.Length < 2)
        {
            return null;
        }

        foreach (var c in word)
        {
            var at = c is '两' or '兩' ? 2 : HanDigits.IndexOf(c, StringComparison.Ordinal);
            if (at >= 0)
            {
                digit = at;
                continue;
            }

            decimal scale = c switch
            {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                '万' or '萬' => 10_000,
                _ => 0,
            };
            if (scale == 0)
            {
                return null;
            }

            value = scale == 10_000 ? (value + digit) * scale : value + (Math.Max(1, digit) * scale);
            digit = 0;
        }

        return value + digit;
    }
}
