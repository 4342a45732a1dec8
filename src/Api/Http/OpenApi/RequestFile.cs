using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>A body that the endpoint reads itself.</summary>
internal static class RequestFile
{
    /// <param name="schema">Null: bytes.</param>
    public static OpenApiRequestBody Of(
        string description,
        IEnumerable<string> mediaTypes,
        OpenApiSchema? schema = null,
        JsonNode? example = null
    ) =>
        new()
        {
            Description = description,
            Required = true,
            Content = mediaTypes.ToDictionary(
                type => type,
                _ => new OpenApiMediaType
                {
                    Schema = schema ?? new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    Example = example,
                },
                StringComparer.Ordinal
            ),
        };
}
