using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// Bodies are closed: what is unknown is refused. Answers are open: a member that comes later must not break a client that checks them.
/// What stands in both is open.
/// </summary>
internal sealed class OpenAnswers : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var content in document
                .Paths.Values.SelectMany(path => path.Operations!.Values)
                .SelectMany(operation => operation.Responses!.Values)
                .SelectMany(response => response.Content?.Values ?? [])
        )
        {
            Open((content as OpenApiMediaType)?.Schema, document, seen);
        }
        return Task.CompletedTask;
    }

    private static void Open(IOpenApiSchema? schema, OpenApiDocument document, HashSet<string> seen)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (seen.Add(id) && document.Components!.Schemas!.TryGetValue(id, out var named))
            {
                Open(named, document, seen);
            }
            return;
        }
        if (schema is not OpenApiSchema own)
        {
            return;
        }
        own.AdditionalPropertiesAllowed = true;
        foreach (
            var inner in (own.Properties?.Values ?? [])
                .Concat(own.OneOf ?? [])
                .Concat(own.AnyOf ?? [])
                .Concat(own.AllOf ?? [])
                .Append(own.Items)
                .Append(own.AdditionalProperties)
        )
        {
            Open(inner, document, seen);
        }
    }
}
