using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Common;

namespace AiWebBuilder.Api.Http.Bodies;

/// <summary>The API's JSON: camelCase, unknown members refused, nothing that PostgreSQL could not store, no amount longer than it is.</summary>
internal static class StrictJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new PlainNumberConverter());
        options.Converters.Add(new StorableStringConverter());
        options.Converters.Add(new StorableNodeConverter<JsonNode>());
        options.Converters.Add(new StorableNodeConverter<JsonObject>());
        options.Converters.Add(new StorableNodeConverter<JsonArray>());
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
            return text is null || JsonTexts.IsStorableText(text)
                ? text
                : throw new JsonException("A text contains U+0000, U+FFFE or an unpaired surrogate.");
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    /// <summary>Free-form JSON goes past the converter of strings: its names and texts are looked at here.</summary>
    private sealed class StorableNodeConverter<T> : JsonConverter<T>
        where T : JsonNode
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            Check(document.RootElement);
            var element = document.RootElement.Clone();
            JsonNode? node = element.ValueKind switch
            {
                JsonValueKind.Object => JsonObject.Create(element),
                JsonValueKind.Array => JsonArray.Create(element),
                _ => JsonValue.Create(element),
            };
            return node as T
                ?? throw new JsonException(
                    $"A JSON {(typeof(T) == typeof(JsonArray) ? "array" : "object")} is wanted."
                );
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            value.WriteTo(writer, options);

        private static void Check(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    var names = new HashSet<string>(StringComparer.Ordinal);
                    foreach (var property in element.EnumerateObject())
                    {
                        Check(TextOf(() => property.Name));
                        if (!names.Add(property.Name))
                        {
                            throw new JsonException("An object has two members with the same name.");
                        }
                        Check(property.Value);
                    }
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                    {
                        Check(item);
                    }
                    break;
                case JsonValueKind.String:
                    Check(TextOf(() => element.GetString()!));
                    break;
            }
        }

        private static void Check(string text)
        {
            if (!JsonTexts.IsStorableText(text))
            {
                throw new JsonException("A text contains U+0000, U+FFFE or an unpaired surrogate.");
            }
        }

        private static string TextOf(Func<string> read)
        {
            try
            {
                return read();
            }
            catch (InvalidOperationException malformed)
            {
                // The reader refuses halves of surrogate pairs and invalid UTF-8.
                throw new JsonException("A text contains an unpaired surrogate.", malformed);
            }
        }
    }
}
