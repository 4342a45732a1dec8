using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Times;

/// <summary>Dates in figures, and in Japan and China with a sign for each part.</summary>
internal static class NumericDates
{
    public static DateRef? Read(SourceText text, int at, FactRegion region)
    {
        // 令和9年4月3日, 2026年12月1日, 6月18日
        var start = at;
        int? year = null;
        if (text.Is(at, "era") is var era and > 0 && text[at + era].Kind == TokenKind.Digits)
        {
            year = 2018 + int.Parse(text[at + era].Text, CultureInfo.InvariantCulture);
            at += era + 1 + text.Is(at + era + 1, "date.year");
        }
        else if (
            text[at].Kind == TokenKind.Digits
            && text[at].Text.Length == 4
            && text.Is(at + 1, "date.year") is var yearLength and > 0
        )
        {
            year = int.Parse(text[at].Text, CultureInfo.InvariantCulture);
            at += 1 + yearLength;
        }

        if (text[at] is not { Kind: TokenKind.Digits } first || first.Text.Length > 4)
        {
            return null;
        }

        var value = int.Parse(first.Text, CultureInfo.InvariantCulture);
        if (
            text.Is(at + 1, "date.month") is var monthLength and > 0
            && text[at + 1 + monthLength].Kind == TokenKind.Digits
            && (
                text.Is(at + 2 + monthLength, "date.day") is var dayLength && dayLength > 0
                || text.IsSign(at + 2 + monthLength, '-', '~')
                    && text[at + 3 + monthLength].Kind == TokenKind.Digits
                    && text.Is(at + 4 + monthLength, "date.day") > 0
            )
        )
        {
            return WrittenDates.Made(
                start,
                at + 2 + monthLength + dayLength,
                year,
                value,
                int.Parse(text[at + 1 + monthLength].Text, CultureInfo.InvariantCulture),
                true
            );
        }

        if (at > start)
        {
            return null;
        }

        var sign = text[at + 1];
        if (
            sign is not { Kind: TokenKind.Sign, IsSpaced: false }
            || sign.Text[0] is not ('.' or '/' or '-')
            || text[at + 2] is not { Kind: TokenKind.Digits } second
            || second.IsSpaced && sign.Text != "."
            || second.Text.Length > 2
        )
        {
            return null;
        }

        var other = int.Parse(second.Text, CultureInfo.InvariantCulture);
        var hasThird =
            text.IsSign(at + 3, sign.Text)
            && !text[at + 3].IsSpaced
            && text[at + 4] is { Kind: TokenKind.Digits }
            && (!text[at + 4].IsSpaced || sign.Text == ".");
        if (hasThird && first.Text.Length == 4)
        {
            return WrittenDates.Made(
                at,
                at + 5,
                value,
                other,
                int.Parse(text[at + 4].Text, CultureInfo.InvariantCulture),
                true
            );
        }

        // "15. 9." as Czech, Slovak and Croatian write it.
        var closed = sign.Text == "." && text.IsSign(at + 3, ".") && !text[at + 3].IsSpaced;
        if (
            first.Text.Length > 2
            || second.IsSpaced && !hasThird && !(closed && region.Language is "cs" or "sk" or "hr" or "de")
            // Hungarian "8.30" is a time, "8.30." a day.
            || region.Language == "hu" && sign.Text == "." && !closed && !hasThird
        )
        {
            return null;
        }

        var (day, month) =
            region.MonthFirst && sign.Text != "." || region.Language is "ja" or "ko" or "zh" or "hu" && !hasThird
                ? (other, value)
                : (value, other);
        if (hasThird && text[at + 4].Text.Length is 2 or 4)
        {
            return WrittenDates.Made(
                at,
                at + 5,
                WrittenDates.Era(int.Parse(text[at + 4].Text, CultureInfo.InvariantCulture)),
                month,
                day,
                true
            );
        }

        // "9/12.30 - 15/19" are hours.
        if (
            sign.Text == "/"
            && text.IsSign(at + 3, '.', ':')
            && text[at + 4] is { Kind: TokenKind.Digits, IsSpaced: false }
        )
        {
            return null;
        }

        // "5.11." and "31/12"; "9.30" is a time, "1.5" an amount, "12-15" a range, "1/2" a share.
        var isWritten = sign.Text == "/" || sign.Text == "." && (closed || second.Text.Length == 2);
        return isWritten && sign.Text != "-"
            ? WrittenDates.Made(
                at,
                closed ? at + 4 : at + 3,
                null,
                month,
                day,
                closed && second.Text.Length <= 2 && text[at + 4].Kind != TokenKind.Digits
            )
            : null;
    }
}
