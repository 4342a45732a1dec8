using System.Text;
using HandlebarsDotNet;

namespace AiWebBuilder.Infrastructure.AiUsage.Offline;

/// <summary>
/// Escapes for HTML text and quoted attributes. Letters of all scripts stay as they are (the library's own encoder writes Japanese
/// as numbers, three times as long); braces become numbers, so that nothing a person wrote reads as a template later on.
/// </summary>
internal sealed class MarkupEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target)
    {
        for (var i = 0; i < text?.Length; i++)
            Encode(text[i], target);
    }

    public void Encode(string? text, TextWriter target)
    {
        foreach (var character in text ?? "")
            Encode(character, target);
    }

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text?.MoveNext() == true)
            Encode(text.Current, target);
    }

    private static void Encode(char character, TextWriter target)
    {
        switch (character)
        {
            case '&':
                target.Write("&amp;");
                break;
            case '<':
                target.Write("&lt;");
                break;
            case '>':
                target.Write("&gt;");
                break;
            case '"':
                target.Write("&quot;");
                break;
            case '\'':
                target.Write("&#39;");
                break;
            case '{':
                target.Write("&#123;");
                break;
            case '}':
                target.Write("&#125;");
                break;
            default:
                target.Write(character);
                break;
        }
    }
}
