using System.Globalization;
using System.Text;

namespace AiWebBuilder.Domain.AiUsage.Files;

/// <summary>
/// The name under which visitors keep a file. What a person or a browser sends is cleaned rather than refused: folders go, and so does what
/// no file system takes or what would make a name look like another one.
/// </summary>
public static class FileName
{
    /// <summary>Characters, the ending among them.</summary>
    public const int MaxLength = 120;

    // Windows takes them for devices, whatever they end with.
    private static readonly string[] Devices = ["con", "prn", "aux", "nul", "com", "lpt"];

    /// <param name="type">What the content is: the name ends so, whatever it ended with.</param>
    /// <returns>Null: nothing of it is left.</returns>
    public static string? Of(string given, FileType type)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new StringBuilder();
        foreach (var rune in last.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' || Rune.IsWhiteSpace(rune))
            {
                name.Append(rune.Value is ':' or '|' ? '-' : ' ');
            }
            else if (!IsUnseen(rune))
            {
                name.Append(rune.ToString());
            }
        }
        var ending = $".{type.Extension}";
        var stem = name.ToString();
        stem = stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? stem[..^ending.Length] : stem;
        stem = Cut(string.Join(' ', stem.Split(' ', StringSplitOptions.RemoveEmptyEntries)), MaxLength - ending.Length);
        stem = stem.Trim('.', ' ');
        return !stem.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? null
            : IsDevice(stem) ? $"-{stem}{ending}"
            : stem + ending;
    }

    /// <summary>Controls, marks of direction and half pairs; what joins letters and emoji is none of them.</summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D);

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }
        // Between two characters as people count them.
        var end = 0;
        foreach (var part in StringInfo.ParseCombiningCharacters(text))
        {
            end = part <= length ? part : end;
        }
        return text[..end];
    }

    private static bool IsDevice(string stem) =>
        stem.Split('.')[0].ToLowerInvariant() is var first
        && (
            Devices.Contains(first) || first.Length == 4 && char.IsAsciiDigit(first[3]) && Devices.Contains(first[..3])
        );
}
