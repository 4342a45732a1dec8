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

    /// <summary>The object that a column holds; null when it holds none, which only somebody who writes past the API can do.</summary>
    public static JsonObject? ObjectIn(string? json) => json is null ? null : JsonNode.Parse(json) as JsonObject;

    /// <summary>
    /// Whether every name and text can be stored (<see cref="IsStorableText"/>), every number is one that a double
    /// can hold (<c>1e999999</c> is JSON, and no number that a column could keep), and nothing nests deeper than
    /// <see cref="MaxLevels"/>.
    /// </summary>
    public static bool IsStorable(JsonNode? node) => IsStorable(node, MaxLevels);

    private static bool IsStorable(JsonNode? node, int levels) =>
        node switch
        {
            null => true,
            JsonObject members => levels > 0
                && members.All(member => IsStorableText(member.Key) && IsStorable(member.Value, levels - 1)),
            JsonArray items => levels > 0 && items.All(item => IsStorable(item, levels - 1)),
            _ => IsStorable(node.AsValue()),
        };

    private static bool IsStorable(JsonValue value)
    {
        try
        {
            return value.GetValueKind() switch
            {
                JsonValueKind.String => IsStorableText(value.GetValue<string>()),
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

    /// <summary>
    /// Whether the text is one that everybody behind can work with: no U+0000, which PostgreSQL cannot store; no half of a surrogate
    /// pair, which has no UTF-8; and no U+FFFE, a byte-order mark the wrong way round, at which .NET's normalization throws.
    /// </summary>
    public static bool IsStorableText(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\0' or '\uFFFE' || char.IsLowSurrogate(text[i]))
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
