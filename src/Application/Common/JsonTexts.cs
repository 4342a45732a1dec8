using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Common;

/// <summary>What PostgreSQL's <c>jsonb</c> takes. A JSON reader takes more: free-form members are checked with this.</summary>
public static class JsonTexts
{
    /// <summary>
    /// Whether every name and text can be stored (no U+0000, no half of a surrogate pair) and every number is one that a double
    /// can hold; <c>1e999999</c> is JSON, and no number that a column could keep.
    /// </summary>
    public static bool IsStorable(JsonNode? node) =>
        node switch
        {
            null => true,
            JsonObject members => members.All(member => IsStorable(member.Key) && IsStorable(member.Value)),
            JsonArray items => items.All(IsStorable),
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
