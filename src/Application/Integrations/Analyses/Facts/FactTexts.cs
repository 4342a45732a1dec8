using System.Globalization;
using System.Text;

namespace AiWebBuilder.Application.Integrations.Analyses.Facts;

/// <summary>What strangers wrote, as it may be quoted: letters that nobody sees are none, and no quote is long.</summary>
public static class FactTexts
{
    /// <summary>On one line, without the letters that only a machine reads.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune) || kind == UnicodeCategory.Control)
            {
                plain.Append(plain.Length > 0 && plain[^1] != ' ' ? " " : "");
            }
            else if (!IsUnseen(kind, rune.Value))
            {
                plain.Append(rune.ToString());
            }
        }
        return plain.ToString().Trim();
    }

    /// <summary>Whether a text has letters that nobody sees.</summary>
    public static bool HasUnseen(string text) =>
        text.EnumerateRunes().Any(rune => IsUnseen(Rune.GetUnicodeCategory(rune), rune.Value));

    /// <param name="most">In UTF-16 code units.</param>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)]}…";

    // Persian and emoji join letters with two of them, and the soft hyphen is German; variation selectors beyond the first sixteen carry data.
    private static bool IsUnseen(UnicodeCategory kind, int rune) =>
        kind is UnicodeCategory.Format && rune is not (0x200C or 0x200D or 0x00AD)
        || kind is UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        || rune is >= 0xE0100 and <= 0xE01EF;
}
