using System.Globalization;
using System.Text;

namespace AiWebBuilder.Application.Common;

/// <summary>How much room a text takes, in characters as people count them.</summary>
public static class TextWidth
{
    /// <summary>The number of grapheme clusters (UAX #29); those that UAX #11 calls wide or full-width count twice.</summary>
    public static int Of(string text)
    {
        var width = 0;
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            width += Rune.TryGetRuneAt(clusters.GetTextElement(), 0, out var rune) && IsWide(rune.Value) ? 2 : 1;
        }
        return width;
    }

    // The blocks of EastAsianWidth.txt that letters of running text come from.
    private static bool IsWide(int rune) =>
        rune
            is (>= 0x1100 and <= 0x115F)
                or (>= 0x2E80 and <= 0x303E)
                or (>= 0x3041 and <= 0xA4CF)
                or (>= 0xA960 and <= 0xA97F)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F)
                or (>= 0xFF01 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F300 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFD);
}
