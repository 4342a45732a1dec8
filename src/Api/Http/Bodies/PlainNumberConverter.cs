using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiWebBuilder.Api.Http.Bodies;

/// <summary>PostgreSQL's quotients have twenty places: what is written is the same number without the zeros at its end.</summary>
internal sealed class PlainNumberConverter : JsonConverter<decimal>
{
    /// <summary>Dividing by it takes the zeros off, and changes no digit.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value / One);
}
