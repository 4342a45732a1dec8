using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.AiUsage;

/// <summary>
/// JSON as models and the servers in front of them write it: line ends and tabs inside strings, commas behind the last member, comments,
/// escapes that JSON does not have, halves of characters, numbers that are none.
/// </summary>
internal static class LooseJson
{
    /// <summary>Levels; no reader of JSON goes deeper by itself.</summary>
    private const int MostDepth = 64;

    private static readonly string[] NoNumbers = ["NaN", "Infinity", "-Infinity"];

    /// <summary>The object that begins with the brace at <paramref name="start"/>.</summary>
    /// <param name="end">Behind its last brace.</param>
    /// <returns>Null when nothing closes it, or when it is no JSON even so.</returns>
    public static JsonDocument? ObjectAt(string text, int start, out int end)
    {
        if (Mended(text, start, out end) is not { } json)
        {
            return null;
        }
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Mended(string text, int start, out int end)
    {
        // Most braces that begin no object are told by what follows them.
        end = start + 1;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }
        if (end == text.Length || text[end] is not ('"' or '}' or '/'))
        {
            return null;
        }
        var json = new StringBuilder();
        var depth = 0;
        for (end = start; end < text.Length; )
        {
            var letter = text[end];
            switch (letter)
            {
                case '"':
                    end = CopyString(text, end, json);
                    continue;
                case '/':
                    end = EndOfComment(text, end);
                    continue;
                case 'N' or 'I' or '-' when LengthOfNoNumber(text, end) is var length and > 0:
                    json.Append("null");
                    end += length;
                    continue;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
            }
            json.Append(letter);
            end++;
            if (depth == 0)
            {
                return json.ToString();
            }
            if (depth > MostDepth)
            {
                return null;
            }
        }
        return null;
    }

    /// <returns>Behind its closing quote; the end of the text when it has none.</returns>
    private static int CopyString(string text, int start, StringBuilder json)
    {
        json.Append('"');
        for (var at = start + 1; at < text.Length; )
        {
            var letter = text[at];
            switch (letter)
            {
                case '"':
                    json.Append('"');
                    return at + 1;
                case '\\':
                    at += CopyEscape(text.AsSpan(at), json);
                    break;
                case < ' ':
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                    at++;
                    break;
                default:
                    json.Append(letter);
                    at++;
                    break;
            }
        }
        return text.Length;
    }

    /// <returns>How much of the text it was.</returns>
    private static int CopyEscape(ReadOnlySpan<char> text, StringBuilder json)
    {
        switch (text)
        {
            case ['\\', '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't', ..]:
                json.Append(text[..2]);
                return 2;
            case ['\\', 'u', ..] when CodeUnit(text) is { } unit:
                if (char.IsHighSurrogate(unit) && CodeUnit(text[6..]) is { } low && char.IsLowSurrogate(low))
                {
                    json.Append(text[..12]);
                    return 12;
                }
                json.Append(char.IsSurrogate(unit) ? "\\ufffd" : text[..6]);
                return 6;
            // What needs no escape in JSON, and has one in the languages around it.
            case ['\\', '\'' or '`' or '$' or '\r' or '\n', ..]:
                return 1;
            default:
                // A style sheet's own.
                json.Append(@"\\");
                return 1;
        }
    }

    private static char? CodeUnit(ReadOnlySpan<char> text) =>
        text is ['\\', 'u', _, _, _, _, ..]
        && ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    private static int LengthOfNoNumber(string text, int at) =>
        Array.Find(NoNumbers, word => Stands(word, text, at))?.Length ?? 0;

    private static int EndOfComment(string text, int start)
    {
        var (from, mark) = Stands("/*", text, start) ? (start + 2, "*/") : (start, "\n");
        var end = text.IndexOf(mark, from, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + mark.Length;
    }

    private static bool Stands(string word, string text, int at) =>
        string.CompareOrdinal(text, at, word, 0, word.Length) == 0;
}
