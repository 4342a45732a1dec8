using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Api.Http;

/// <summary>The API's JSON: camelCase, unknown members refused, nothing that PostgreSQL could not store.</summary>
internal static class StrictJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        options.Converters.Add(new StorableStringConverter());
    }

    /// <summary>Whether PostgreSQL can store the text: no NUL, no half of a surrogate pair.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
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

    private sealed class StorableStringConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string? text;
            try
            {
                text = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                // The reader refuses halves of surrogate pairs and invalid UTF-8, or the token is no string at all.
                throw new JsonException();
            }
            return text is null || IsStorable(text)
                ? text
                : throw new JsonException("A text holds U+0000 or half a surrogate pair.");
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
