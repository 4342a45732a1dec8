using System.Text;

namespace AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;

/// <summary>Words as they are typed in haste: without accents, or with a letter too many, too few or wrong.</summary>
internal static class Spelling
{
    /// <summary>Shorter words are too often others.</summary>
    public const int ShortestTyped = 5;
    private const int ShortestKnown = 6;

    /// <summary>The same length, without accents; only letters of the Latin alphabet have such.</summary>
    public static string Bare(string plain)
    {
        if (plain.All(char.IsAscii))
        {
            return plain;
        }
        return string.Concat(plain.Select(BareLetter));
    }

    private static char BareLetter(char letter) =>
        letter switch
        {
            'ı' => 'i',
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            >= '\u00C0' and <= '\u024F' or >= '\u1E00' and <= '\u1EFF' => letter
                .ToString()
                .Normalize(NormalizationForm.FormD)[0],
            _ => letter,
        };

    /// <summary>An accent may be left out, but not be another one.</summary>
    public static bool IsMeant(ReadOnlySpan<char> typed, string known)
    {
        for (var at = 0; at < known.Length; at++)
        {
            if (typed[at] != known[at] && typed[at] != BareLetter(known[at]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether one letter is wrong, missing, too many, or two have changed places; the first is right.</summary>
    public static bool IsMistyped(string typed, string known)
    {
        if (known.Length < ShortestKnown || typed[0] != known[0] || Math.Abs(typed.Length - known.Length) > 1)
        {
            return false;
        }
        var start = typed.AsSpan().CommonPrefixLength(known);
        var rest = typed.AsSpan(start);
        var expected = known.AsSpan(start);
        return rest.Length == expected.Length
                ? rest.Length > 0
                    && (
                        rest[1..].SequenceEqual(expected[1..])
                        || (
                            rest.Length > 1
                            && rest[0] == expected[1]
                            && rest[1] == expected[0]
                            && rest[2..].SequenceEqual(expected[2..])
                        )
                    )
            : rest.Length > expected.Length ? rest[1..].SequenceEqual(expected)
            : rest.SequenceEqual(expected[1..]);
    }
}
