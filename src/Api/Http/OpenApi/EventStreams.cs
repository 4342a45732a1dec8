using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// Streams of server-sent events. OpenAPI 3.1 has no word for them: the schema is that of one event, with its data parsed.
/// </summary>
internal static class EventStreams
{
    /// <param name="events">The type of the data by the event's name.</param>
    public static async Task DescribeAsync(
        OpenApiOperation operation,
        IReadOnlyDictionary<string, Type> events,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        foreach (var type in events.Values.Distinct())
        {
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        }
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "One event after another; the schema is that of one, with its data parsed.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [EventStream.MediaType] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        OneOf = [.. events.Select(one => Event(one.Key, one.Value.Name, document))],
                    },
                },
            },
        };
    }

    private static OpenApiSchema Event(string name, string data, OpenApiDocument document) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "id", "event", "data" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For `Last-Event-ID`." },
                ["event"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(name)] },
                ["data"] = new OpenApiSchemaReference(data, document),
            },
        };
}
