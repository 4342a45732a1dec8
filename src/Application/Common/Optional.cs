using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Application.Common;

/// <summary>
/// A member of a PATCH body: absent leaves the value alone, null clears it (RFC 7396). Always an init property, never a
/// constructor parameter: the schema exporter fails on a parameter whose default is that of a struct.
/// </summary>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T>(T Value)
{
    /// <summary>Whether the body held the member at all.</summary>
    public bool IsPresent { get; private init; } = true;

    /// <summary>The new value, or the present one when the body says nothing of it.</summary>
    public T Or(T present) => IsPresent ? Value : present;
}

internal sealed class OptionalConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(OptionalConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
{
    public override bool HandleNull => true;

    public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<T>(ref reader, options)!);

    public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options);
}
