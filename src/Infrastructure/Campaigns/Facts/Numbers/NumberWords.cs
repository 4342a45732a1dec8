using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Numbers;

/// <summary>
/// Numbers in words: "sesenta y cinco", "two hundred and fifty", "fünfunddreißig", "twee duizend". The words that are listed are put
/// together by what every language does alike: a smaller number behind a larger one is added to it, a hundred or thousand multiplies.
/// </summary>
internal static class NumberWords
{
    private const int MostPieces = 8;
    private const int Longest = 48;

    public static (decimal Value, int End)? Read(SourceText text, int start)
    {
        var sum = new Sum();
        // Turkish "on beş": where fifteen has no word of its own.
        var isTenAdded = !text.Has("number.15");
        var end = start;
        for (var (at, pieces) = (start, 0); pieces < MostPieces; pieces++)
        {
            var join = at == start ? 0 : Join(text, at);
            if (
                PieceAt(text, at + join, at == start) is not { } piece
                || !sum.Add(piece.Values, join > 0 || piece.IsJoined, isTenAdded)
            )
            {
                break;
            }

            at = end = at + join + piece.Length;
        }

        return end > start ? (sum.Value, end) : null;
    }

    // "sesenta y cinco", "vingt-cinq"
    private static int Join(SourceText text, int at) =>
        text.IsSign(at, "-") && !text[at].IsSpaced && !text[at + 1].IsSpaced ? 1
        : text[at].Kind == TokenKind.Word ? text.Is(at, "and")
        : 0;

    private static (List<decimal> Values, int Length, bool IsJoined)? PieceAt(SourceText text, int at, bool isFirst)
    {
        if (text[at].Kind != TokenKind.Word)
        {
            return null;
        }

        foreach (var one in text.All(at))
        {
            if (
                one.Name.StartsWith("number.", StringComparison.Ordinal)
                || one.Name.StartsWith("times.", StringComparison.Ordinal)
                    && text[at].Text.Length > 2
                    // "grand" alone is no number: "mil euros" is.
                    && (!isFirst || text.Of(at + one.Length, "currency.").Length > 0)
            )
            {
                var value = decimal.Parse(one.Name.AsSpan(one.Name.IndexOf('.') + 1), CultureInfo.InvariantCulture);
                return ([value], one.Length, one.Prefix > 0);
            }
        }

        return Parts(text, text[at].Text) is { } parts ? (parts, 1, false) : null;
    }

    /// <summary>A word that is made of several: each as long as can be, with what joins them between.</summary>
    private static List<decimal>? Parts(SourceText text, string word)
    {
        if (word.Length is < 6 or > Longest)
        {
            return null;
        }

        List<decimal> values = [];
        for (var at = 0; at < word.Length; )
        {
            var (value, length) = text.NumberWithin(word, at);
            if (length == 0)
            {
                return null;
            }

            if (value > 0)
            {
                values.Add(value);
            }

            at += length;
        }

        return values.Count > 1 ? values : null;
    }

    private sealed class Sum
    {
        private decimal whole;
        private decimal group;
        private decimal last;

        public decimal Value => whole + group;

        /// <summary>Whether what was added makes one number with what stands before it.</summary>
        public bool Add(List<decimal> values, bool isJoined, bool isTenAdded)
        {
            var (w, g, l) = (whole, group, last);
            foreach (var value in values)
            {
                if (!Add(value, isJoined || values.Count > 1, values.Count > 1, isTenAdded))
                {
                    (whole, group, last) = (w, g, l);
                    return false;
                }
            }

            return true;
        }

        private bool Add(decimal value, bool isJoined, bool isOneWord, bool isTenAdded)
        {
            if (Value == 0)
            {
                (whole, group) = value < 1000 ? (0m, value) : (value, 0m);
            }
            else if (value >= 1000 && group is > 0 and < 1000 && last < 1000)
            {
                (whole, group) = (whole + (group * value), 0);
            }
            else if (value == 100 && group is > 1 and < 10)
            {
                group *= 100;
            }
            // "cinquante-cinq", "soixante-quinze", "ciento veinte", "mil doscientos"
            else if (
                value < 10 && (last is >= 20 and < 100 || last is 10 && isTenAdded)
                || value < 20 && last is 60 or 80
                || value < 100 && last is >= 100 and < 1000
                || value < 1000 && last >= 1000
            )
            {
                group += value;
            }
            // "fünf und dreißig"
            else if (isJoined && isOneWord && value is >= 20 and < 100 && last is > 0 and < 10)
            {
                group += value;
            }
            else
            {
                return false;
            }

            last = value;
            return true;
        }
    }
}
