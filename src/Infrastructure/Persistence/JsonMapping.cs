using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AiWebBuilder.Infrastructure.Persistence;

internal static class JsonMapping
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Stores the value as camelCase JSONB.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property, ValueComparer<T>? comparer = null) =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => JsonSerializer.Serialize(value, Options),
                json => JsonSerializer.Deserialize<T>(json, Options)!,
                comparer
                    ?? new ValueComparer<T>(
                        (left, right) =>
                            JsonSerializer.Serialize(left, Options) == JsonSerializer.Serialize(right, Options),
                        value => JsonSerializer.Serialize(value, Options).GetHashCode(StringComparison.Ordinal),
                        value => value
                    )
            );
}
