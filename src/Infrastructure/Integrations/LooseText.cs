using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>Texts as other people's servers send them.</summary>
internal static class LooseText
{
    /// <summary>The text, or the number as text; null where there is none. Without what PostgreSQL cannot store.</summary>
    public static string? TextOf(this JsonNode? node, int longest = int.MaxValue)
    {
        if (node is not JsonValue value)
        {
            return null;
        }
        string text;
        try
        {
            text = value.ToString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair, escaped
        }
        if (text.Length > longest)
        {
            text = text[..longest];
        }
        if (!text.AsSpan().ContainsAny('\0', '\uFFFE') && !text.Any(char.IsSurrogate))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        // A rune that is none comes as U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not (0 or 0xFFFE))
            {
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString();
    }

    /// <summary>A time with its zone, or one that is UTC.</summary>
    public static DateTimeOffset? TimeOf(this JsonNode? node) =>
        DateTimeOffset.TryParse(
            node.TextOf(),
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;
}
