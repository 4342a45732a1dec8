using System.Reflection;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// Says what the schema exporter cannot see behind this API's converters: a text is a string, an <see cref="Optional{T}"/> is
/// its T, and some texts come from a fixed list.
/// </summary>
internal sealed class SchemaConventions : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var property = context.JsonPropertyInfo;
        var type = context.JsonTypeInfo.Type;
        var isNullable = property?.IsGetNullable is true;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            type = type.GetGenericArguments()[0];
            isNullable =
                property?.AttributeProvider is PropertyInfo member
                && new NullabilityInfoContext().Create(member).GenericTypeArguments[0].ReadState
                    == NullabilityState.Nullable;
            type = Nullable.GetUnderlyingType(type) ?? type;
            // The comment on Optional is about C#.
            schema.Description = null;
        }
        if (TypeOf(type) is { } json)
        {
            schema.Type = isNullable ? json | JsonSchemaType.Null : json;
            schema.Format ??= FormatOf(type);
        }
        if (ElementOf(type) is { } element && TypeOf(element) is { } item && schema.Items is null)
        {
            schema.Items = new OpenApiSchema { Type = item };
        }
        if (type == typeof(decimal) || type == typeof(decimal?))
        {
            schema.Format = "decimal";
            schema.Type ??=
                type == typeof(decimal) ? JsonSchemaType.Number : JsonSchemaType.Number | JsonSchemaType.Null;
        }
        if (OneOf(context) is { } list)
        {
            schema.Enum = [.. list.Values.Select(value => JsonValue.Create(value))];
            if (isNullable)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }
        return Task.CompletedTask;
    }

    /// <summary>Types whose schema comes out empty; null for all others.</summary>
    private static JsonSchemaType? TypeOf(Type type) =>
        type switch
        {
            _ when type == typeof(string) => JsonSchemaType.String,
            _ when type == typeof(JsonObject) => JsonSchemaType.Object,
            _ when type == typeof(bool) => JsonSchemaType.Boolean,
            _ when type == typeof(int) || type == typeof(long) => JsonSchemaType.Integer,
            _ when type == typeof(decimal) || type == typeof(double) => JsonSchemaType.Number,
            _ when type == typeof(Guid) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) =>
                JsonSchemaType.String,
            _ when ElementOf(type) is not null => JsonSchemaType.Array,
            _ => null,
        };

    private static string? FormatOf(Type type) =>
        type == typeof(Guid) ? "uuid"
        : type == typeof(DateTimeOffset) ? "date-time"
        : type == typeof(DateOnly) ? "date"
        : null;

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
        : null;

    private static OneOfAttribute? OneOf(OpenApiSchemaTransformerContext context) =>
        Of(context.JsonPropertyInfo?.AttributeProvider)
        ?? Of(context.JsonPropertyInfo?.AssociatedParameter?.AttributeProvider)
        ?? Of(
            (
                context.ParameterDescription?.ParameterDescriptor
                as Microsoft.AspNetCore.Mvc.Infrastructure.IParameterInfoParameterDescriptor
            )?.ParameterInfo
        );

    private static OneOfAttribute? Of(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(OneOfAttribute), inherit: false).FirstOrDefault() as OneOfAttribute;
}
