using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
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
        // Shown with the body; in both places it would be there twice.
        schema.Examples = null;
        var property = context.JsonPropertyInfo;
        var type = context.JsonTypeInfo.Type;
        if (property is not null)
        {
            // A generator that reads one says that the member is always there, and wants it in bodies, too.
            schema.Default = null;
        }
        foreach (
            var computed in context.JsonTypeInfo.Properties.Where(one =>
                one is { Get: not null, Set: null, IsGetNullable: false }
                && schema.Properties?.ContainsKey(one.Name) is true
            )
        )
        {
            // Always there, though no constructor takes it.
            (schema.Required ??= new HashSet<string>(StringComparer.Ordinal)).Add(computed.Name);
        }
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
        if (type == typeof(JsonObject))
        {
            // Without it generators take the object for one that may have no members.
            schema.AdditionalProperties = AttributeOf<JsonValuesAttribute>(context) is { } values
                ? new OpenApiSchema { AnyOf = [.. values.Types.Select(Leaf).OfType<IOpenApiSchema>()] }
                : new OpenApiSchema();
        }
        if (ElementOf(type) is { } element)
        {
            schema.Items ??= Leaf(element);
        }
        if (ValueOf(type) is { } value)
        {
            schema.AdditionalProperties = Leaf(value) ?? schema.AdditionalProperties;
        }
        if (type == typeof(decimal) || type == typeof(decimal?))
        {
            schema.Format = "decimal";
            schema.Type ??=
                type == typeof(decimal) ? JsonSchemaType.Number : JsonSchemaType.Number | JsonSchemaType.Null;
        }
        if (AttributeOf<OneOfAttribute>(context) is { } list)
        {
            // Of a list the items come from the fixed one.
            var of = schema.Items as OpenApiSchema ?? schema;
            of.Enum = [.. list.Values.Select(one => JsonValue.Create(one))];
            if (isNullable && of == schema)
            {
                schema.Enum!.Add(JsonNullSentinel.JsonNull);
            }
        }
        switch (AttributeOf<DataTypeAttribute>(context)?.DataType)
        {
            case DataType.Date:
                schema.Format = "date";
                break;
            case DataType.DateTime:
                (schema.Type, schema.AnyOf) = (null, [Text("date"), Text("date-time")]);
                break;
        }
        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string format) => new() { Type = JsonSchemaType.String, Format = format };

    /// <summary>The schema of a type that is no object; null for those that are, which the exporter knows.</summary>
    private static OpenApiSchema? Leaf(Type type) =>
        TypeOf(type) is not { } json ? null
        : ElementOf(type) is { } element ? new OpenApiSchema { Type = json, Items = Leaf(element) }
        : new OpenApiSchema { Type = json, Format = FormatOf(type) };

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

    private static Type? ValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? type.GetGenericArguments()[1]
            : null;

    private static T? AttributeOf<T>(OpenApiSchemaTransformerContext context)
        where T : Attribute =>
        Of<T>(context.JsonPropertyInfo?.AttributeProvider)
        ?? Of<T>(context.JsonPropertyInfo?.AssociatedParameter?.AttributeProvider)
        ?? Of<T>(
            (
                context.ParameterDescription?.ParameterDescriptor
                as Microsoft.AspNetCore.Mvc.Infrastructure.IParameterInfoParameterDescriptor
            )?.ParameterInfo
        );

    private static T? Of<T>(ICustomAttributeProvider? provider)
        where T : Attribute => provider?.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault() as T;
}
