using System.Text;
using System.Text.Json;

namespace AiWebBuilder.Infrastructure.AiUsage.Writing;

/// <summary>
/// Finds the members of the object that an answer is while it is still being written. What begins with anything else, as a thought, is
/// left to be read when all of it has come.
/// </summary>
internal sealed class PartStream
{
    /// <summary>Letters; the longest answer that is asked for has a tenth of it.</summary>
    private const int MostLetters = 1024 * 1024;

    private readonly StringBuilder text = new();
    private bool isOff;
    private bool isString;
    private bool isEscaped;
    private int depth;
    private int start;
    private string? key;

    /// <returns>The members that are objects and that this piece has completed, as they stand in the answer.</returns>
    public IEnumerable<(string Key, string Json)> Read(string piece)
    {
        for (var i = 0; i < piece.Length && !isOff; i++)
        {
            var letter = piece[i];
            text.Append(letter);
            isOff =
                text.Length > MostLetters
                || depth == 0 && !(letter == '{' || char.IsWhiteSpace(letter) || letter == '\uFEFF');
            if (Take(letter) is { } member)
            {
                yield return member;
            }
        }
    }

    private (string, string)? Take(char letter)
    {
        if (isString)
        {
            isString = isEscaped || letter != '"';
            isEscaped = !isEscaped && letter == '\\';
            if (!isString && depth == 1 && key is null)
            {
                key = Unquoted(text.ToString(start, text.Length - start));
            }
            return null;
        }
        switch (letter)
        {
            case '"':
                isString = true;
                start = depth == 1 ? text.Length - 1 : start;
                break;
            case '{' or '[':
                depth++;
                start = depth == 2 ? text.Length - 1 : start;
                break;
            case '}' or ']':
                depth--;
                // What comes behind the object is no part of it.
                isOff = depth == 0;
                if (depth == 1 && key is not null && text[start] == '{')
                {
                    return (key, text.ToString(start, text.Length - start));
                }
                break;
            case ',' when depth == 1:
                key = null;
                break;
            default:
                break;
        }
        return null;
    }

    private static string? Unquoted(string quoted)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(quoted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
