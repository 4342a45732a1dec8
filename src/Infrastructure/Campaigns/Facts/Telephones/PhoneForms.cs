namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Telephones;

/// <summary>What is written as telephone numbers are, and what only looks so: dates, hours, amounts.</summary>
internal static class PhoneForms
{
    private const int MostDigits = 17;

    public static bool MayBegin(SourceText text, int index)
    {
        var token = text[index];
        var touches =
            !token.IsSpaced
            && !text.IsListComma(index - 1)
            && text[index - 1]
                is { Kind: TokenKind.Digits or TokenKind.Word }
                    or {
                        Kind: TokenKind.Sign,
                        Text: "-" or "." or "," or "#" or "$" or "\u20AC" or "\u00A3" or "\u20B9" or "\u00A5"
                    };
        return token.Kind == TokenKind.Digits
            ? index == 0 || !touches || Hugged(text, index)
            : token.Text is "+" or "(" && text[index + 1] is { Kind: TokenKind.Digits, IsSpaced: false };
    }

    // "電話010-5550", "tel.030": the word before is a cue, or its dot.
    private static bool Hugged(SourceText text, int index) =>
        text.Before(index, "phone").Start >= 0
        || text.Before(index, "fax").Start >= 0
        || (text.IsSign(index - 1, ".") && text.Before(index - 1, "phone").Start >= 0)
        || Scripts.HasNoSpaces(text[index - 1].Text[0]);

    /// <summary>Where a number that begins here may end: after each of its groups of digits.</summary>
    public static List<int> Ends(FactScan scan, int start)
    {
        var text = scan.Text;
        var ends = new List<int>();
        var digits = 0;
        var groups = 0;
        for (var i = start; i < text.Count && !scan.IsTaken(i) && groups < 9; i++)
        {
            var token = text[i];
            if (token.Kind == TokenKind.Digits)
            {
                digits += token.Text.Length;
                groups++;
                if (digits > MostDigits || (i > start && token.IsSpaced && token.Start - text[i - 1].End > 2))
                {
                    break;
                }

                // "96 0123." is whole; "1.5" goes on.
                ends.Add(i + 1);
                continue;
            }

            if (token.Kind != TokenKind.Sign)
            {
                break;
            }

            var next = text[i + 1];
            var goesOn = token.Text[0] switch
            {
                '+' => i == start,
                '(' => next is { Kind: TokenKind.Digits, IsSpaced: false } && (i == start || groups == 1),
                ')' => groups > 0 && (next.Kind == TokenKind.Digits || next.Text == "-"),
                '-' => next.Kind == TokenKind.Digits && token.IsSpaced == next.IsSpaced,
                '.' => next is { Kind: TokenKind.Digits, IsSpaced: false } && !token.IsSpaced,
                '/' => next.Kind == TokenKind.Digits && digits is > 1 and < 6,
                _ => false,
            };
            if (!goesOn)
            {
                break;
            }
        }

        return ends;
    }

    public static bool IsSomethingElse(SourceText text, int start, int end, bool hasCue)
    {
        if (
            text.Of(end, "currency.").Length > 0
            || text.Is(end, "cents") > 0
            || text.Of(start - 1, "currency.").Length > 0
            || text.IsSign(end, "%")
            || text[end] is { Kind: TokenKind.Word, IsSpaced: false }
        )
        {
            return text[end].Kind != TokenKind.Word
                || !Scripts.HasNoSpaces(text[end].Text[0])
                || text.Of(end, "currency.").Length > 0;
        }

        var groups = Indexes
            .Of(start, end)
            .Where(i => text[i].Kind == TokenKind.Digits)
            .Select(i => text[i].Text)
            .ToArray();
        var marks = string.Concat(
            Indexes.Of(start, end).Where(i => text[i].Kind == TokenKind.Sign).Select(i => text[i].Text)
        );
        // 14.11.2026, 03.-05.07.2026, 08.00-18.30, 2026-11-14, 1.200.000-1.500.000
        var isDate =
            groups.Length >= 3
            && (groups[^1].Length == 4 || groups[0].Length == 4)
            && marks.Length >= 2
            && marks.Replace("-", "", StringComparison.Ordinal).Distinct().Count() <= 1
            && groups.All(group => group.Length is 1 or 2 or 4)
            && groups.Count(group => group.Length == 4) == 1
            && Indexes.Of(start, end).All(i => !text[i].IsSpaced || i == start)
            && groups
                .Where(group => group.Length < 4)
                .All(group => int.Parse(group, System.Globalization.CultureInfo.InvariantCulture) is > 0 and < 32);
        var isShortDate =
            groups.Length == 3
            && groups.All(group => group.Length <= 2)
            && marks is "//" or ".."
            && groups[0][0] != '0';
        var isTimes =
            (
                !hasCue
                    && groups.Length is 2 or 4
                    // "33 55 50 16": no hour is that late.
                    && (marks.Length > 0 || groups.All(group => string.CompareOrdinal(group, "24") <= 0))
                || marks.Contains('-', StringComparison.Ordinal)
                    && groups.Length < 5
                    && groups[0][0] != '0'
                    && !marks.Contains('+', StringComparison.Ordinal)
            ) && groups.All(group => group.Length <= 2);
        var isAmounts =
            marks.Contains('.', StringComparison.Ordinal)
            && marks.Contains('-', StringComparison.Ordinal)
            && groups.Skip(1).All(group => group.Length == 3)
            && groups[0].Length <= 3
            && groups[0][0] != '0';
        return isDate || isShortDate || isTimes || isAmounts;
    }

    // Without a cue: by its "+" or "0", or in three groups and more as numbers without a trunk prefix are written.
    public static bool LooksWritten(SourceText text, int start, int end)
    {
        var groups = Indexes
            .Of(start, end)
            .Where(i => text[i].Kind == TokenKind.Digits)
            .Select(i => text[i].Text)
            .ToArray();
        var digits = groups.Sum(group => group.Length);
        return text[start].Text is "+" or "("
            || (groups[0][0] == '0' && digits >= 8)
            || (groups.Length is 4 or 5 && groups[0] is "1" or "8" && digits == 11)
            || (groups.Length >= 3 && digits is >= 8 and <= 11 && groups.All(group => group.Length is >= 2 and <= 4))
            || (groups.Length == 2 && digits is 10 or 11 && groups.All(group => group.Length >= 4));
    }

    /// <summary>
    /// "(0372) 55-50-11, 55-50-12", "555 01 22/23": the same groups again, with their signs, are another end of the number before.
    /// </summary>
    /// <returns>The token after it; 0: it is none.</returns>
    public static int Continued(FactScan scan, int start, int end, int at)
    {
        var text = scan.Text;
        if (text[at].Kind != TokenKind.Digits || !FollowsOn(text, end, at))
        {
            return 0;
        }

        var isSlash = text.IsSign(at - 1, "/");
        var stop = Ends(scan, at).LastOrDefault();
        var length = stop - at;
        return
            stop > at
            && end - length > start
            && !text.IsSign(stop, "/")
            && (length > 2 || isSlash && length == 1 && text[at].Text.Length is > 1 and < 6)
            && text[at].Text[0] is not ('0' or '8')
            && Indexes
                .Of(0, length)
                .All(i =>
                    text[at + i].Kind == text[end - length + i].Kind
                    && text[at + i].Text.Length == text[end - length + i].Text.Length
                )
            ? stop
            : 0;
    }

    public static bool FollowsOn(SourceText text, int end, int start) =>
        start - end is 1 or 2
        && Indexes
            .Of(end, start)
            .All(i => text[i].Text is "/" or "," or "(" || text.Is(i, "and") > 0 || text.Is(i, "or") > 0);
}
