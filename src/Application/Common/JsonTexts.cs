using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Common;

/// <summary>What PostgreSQL's <c>jsonb</c> takes. A JSON reader takes more: free-form members are checked with this.</summary>
public static class JsonTexts
{
    /// <summary>
    /// Levels of objects and arrays in each other that a free-form member has at most; with the body's own object, 16. Answers,
    /// exports and the audit log wrap what is stored in a few more, and the serializer takes 64: what is accepted is readable
    /// wherever it stands.
    /// </summary>
    public const int MaxLevels = 15;

    /// <summary>
    /// Whether every name and text can be stored (no U+0000, no half of a surrogate pair), every number is one that a double
    /// can hold (<c>1e999999</c> is JSON, and no number that a column could keep), and nothing nests deeper than
    /// <see cref="MaxLevels"/>.
    /// </summary>
    public static bool IsStorable(JsonNode? node) => IsStorable(node, MaxLevels);

    private static bool IsStorable(JsonNode? node, int levels) =>
        node switch
        {
            null => true,
            JsonObject members => levels > 0
                && members.All(member => IsStorable(member.Key) && IsStorable(member.Value, levels - 1)),
            JsonArray items => levels > 0 && items.All(item => IsStorable(item, levels - 1)),
            _ => IsStorable(node.AsValue()),
        };

    private static bool IsStorable(JsonValue value)
    {
        try
        {
            return value.GetValueKind() switch
            {
                JsonValueKind.String => IsStorable(value.GetValue<string>()),
                JsonValueKind.Number => value.ToJsonString() is { Length: <= 64 } number
                    && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
                    && double.IsFinite(parsed)
                    && (parsed != 0 || !number.Contains('e', StringComparison.OrdinalIgnoreCase)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false; // the reader keeps an escaped half of a surrogate pair until it is asked for
        }
    }

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
            {
                return false;
            }
            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
            {
                return false;
            }
        }
        return true;
    }
}
