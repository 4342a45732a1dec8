using System.Text;

namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Text as a reader sees it: one space for any white space, and nothing that has no width.</summary>
internal static class SourceText
{
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (IsSpace(character))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (!IsUnseen(character))
            {
                plain.Append(character);
            }
        }
        return plain.ToString().TrimEnd();
    }

    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character == '\u00a0';

    private static bool IsUnseen(char character) =>
        character
            is '\u200b'
                or '\u200e'
                or '\u200f'
                or (>= '\u202a' and <= '\u202e')
                or (>= '\u2060' and <= '\u2064')
                or (>= '\u2066' and <= '\u2069')
                or '\u00ad'
                or '\ufeff'
        || char.IsControl(character);
}
