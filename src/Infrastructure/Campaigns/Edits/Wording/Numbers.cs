using System.Globalization;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>Finds numbers, however they are grouped: a last group of one or two digits are decimals, one of three is not.</summary>
internal static class Numbers
{
    private const int Longest = 15;

    /// <param name="plain">By <see cref="Clause.PlainOf"/>.</param>
    public static IEnumerable<Number> In(string plain)
    {
        for (var at = 0; at < plain.Length; at++)
        {
            if (!char.IsAsciiDigit(plain[at]))
            {
                continue;
            }
            var end = at;
            while (
                end < plain.Length
                && (char.IsAsciiDigit(plain[end]) || (plain[end] is '.' or ',' or '\'' or ' ' && IsGroup(plain, end)))
            )
            {
                end++;
            }
            var written = plain[at..end];
            if (written.Length <= Longest && ValueOf(written) is { } value)
            {
                var next = end;
                while (next < plain.Length && plain[next] == ' ')
                {
                    next++;
                }
                yield return new(value, written, at, next < plain.Length && plain[next] is '%' or '٪');
            }
            at = end;
        }
    }

    // "1 250" is one number; "9 15" are two.
    private static bool IsGroup(string plain, int at)
    {
        var digits = 0;
        while (at + 1 + digits < plain.Length && char.IsAsciiDigit(plain[at + 1 + digits]))
        {
            digits++;
        }
        return plain[at] is ' ' or '\'' ? digits == 3 : digits > 0;
    }

    private static decimal? ValueOf(string written)
    {
        var last = written.LastIndexOfAny(['.', ',']);
        var decimals = last < 0 ? 0 : written.Length - last - 1;
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        if (!decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return null;
        }
        return decimals switch
        {
            1 => whole / 10,
            2 => whole / 100,
            _ => whole,
        };
    }

    /// <summary>As facts have it.</summary>
    public static string Invariant(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
