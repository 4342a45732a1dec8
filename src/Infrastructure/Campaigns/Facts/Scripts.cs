using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts;

internal static class Scripts
{
    private static readonly FrozenDictionary<char, char> Han = ReadHan();

    public static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7AF';

    /// <summary>Han, kana, Thai and Lao.</summary>
    public static bool HasNoSpaces(char c) =>
        c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u3005' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');

    public static bool IsThai(char c) => c is >= '\u0E00' and <= '\u0E7F';

    /// <summary>Thai letters that a vowel or tone belongs to are not cut from it, and one alone is a word only between other signs.</summary>
    public static bool MayStandAlone(string text, int start, int length)
    {
        if (!IsThai(text[start]))
        {
            return true;
        }

        var (before, after) = (
            start > 0 ? text[start - 1] : ' ',
            start + length < text.Length ? text[start + length] : ' '
        );
        return after is not ((>= '\u0E30' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E'))
            && before is not (>= '\u0E40' and <= '\u0E44')
            && (length > 1 || !IsThai(before) && !IsThai(after));
    }

    // The simplified form of a Han sign: words are listed in that one, and read in both.
    private static char Simplified(char c) => c >= '\u4E00' && Han.TryGetValue(c, out var simple) ? simple : c;

    /// <summary>Sign by sign as words are listed: small letters, plain digits and signs, simplified Han.</summary>
    public static string Fold(string text) =>
        string.Create(
            text.Length,
            text,
            static (into, from) =>
            {
                for (var i = 0; i < into.Length; i++)
                {
                    into[i] = Normalized(from[i]);
                }
            }
        );

    public static bool IsLetter(char c) =>
        char.IsLetter(c)
        || (
            c > '\u02FF'
            && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        )
        || c == '\u200C';

    private static char Normalized(char c)
    {
        if (c < '\u0080')
        {
            return c is '\r' or '\v' or '\f' ? ' ' : char.ToLowerInvariant(c);
        }

        if (c is >= '\uFF01' and <= '\uFF5E')
        {
            c = (char)(c - 0xFEE0);
            return c switch
            {
                '~' => '~',
                _ => char.ToLowerInvariant(c),
            };
        }

        return c switch
        {
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\u2192' => '-',
            '\u301C' or '\u223C' => '~',
            '\u2018' or '\u2019' or '\u02BC' or '\u00B4' or '\u2032' or '\u05F3' => '\'',
            '\u201C' or '\u201D' or '\u201E' or '\u05F4' or '\u2033' => '"',
            // The small dotted i of Turkish, which no invariant rule gives.
            '\u0130' => 'i',
            '\u066B' => '.',
            '\u066C' or '\u060C' => ',',
            '\u061B' => ';',
            '\u066A' => '%',
            '\u00D7' => 'x',
            '\uFFE5' => '\u00A5',
            '\u2028' or '\u2029' or '\u0085' => '\n',
            '\u0640' or '\u200E' or '\u200F' or '\uFEFF' or '\u200B' => ' ',
            // Arabic letters that are typed in more than one way.
            '\u0622' or '\u0623' or '\u0625' or '\u0671' => '\u0627',
            '\u0649' or '\u06CC' => '\u064A',
            '\u0629' or '\u06C1' or '\u06C0' => '\u0647',
            '\u06A9' => '\u0643',
            // Hindi letters of loanwords are typed with their dot or without.
            >= '\u0958' and <= '\u095F' => "\u0915\u0916\u0917\u091C\u0921\u0922\u092B\u092F"[c - '\u0958'],
            _ when char.IsWhiteSpace(c) => ' ',
            _ when char.IsDigit(c) => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
            _ => Simplified(char.ToLowerInvariant(c)),
        };
    }

    private static FrozenDictionary<char, char> ReadHan()
    {
        using var file =
            typeof(Scripts).Assembly.GetManifestResourceStream("fact-han")
            ?? throw new InvalidOperationException("The table of Han signs is not there.");
        var table = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
        return table["traditional"]
            .Zip(table["simplified"])
            .ToFrozenDictionary(pair => pair.First, pair => pair.Second);
    }
}
