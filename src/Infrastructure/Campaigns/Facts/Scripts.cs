using System.Collections.Frozen;
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

    /// <summary>The simplified form of a Han sign: words are listed in that one, and read in both.</summary>
    public static char Simplified(char c) => c >= '\u4E00' && Han.TryGetValue(c, out var simple) ? simple : c;

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
