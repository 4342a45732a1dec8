using System.Globalization;
using System.Reflection;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// Adds to each operation what follows from the API's conventions: texts from the request's comments, who may call it, and
/// the problems that it can answer: those of its shape, and those that the request's comment names by their kind.
/// </summary>
internal sealed class OperationConventions(RequestComments comments) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        if (!isOpen)
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, document)] = [],
                },
            ];
        }
        var exceptions = Describe(operation, metadata.OfType<MethodInfo>().FirstOrDefault());
        var parameters = operation.Parameters ?? [];
        Limit(parameters);

        var statuses = new SortedSet<int>();
        if (operation.RequestBody is not null || parameters.Any(parameter => parameter.In == ParameterLocation.Query))
        {
            statuses.Add(StatusCodes.Status400BadRequest);
        }
        if (!isOpen)
        {
            statuses.Add(StatusCodes.Status401Unauthorized);
            statuses.Add(StatusCodes.Status403Forbidden);
        }
        if (parameters.Any(parameter => parameter.In == ParameterLocation.Path))
        {
            statuses.Add(StatusCodes.Status404NotFound);
        }
        foreach (var kind in Enum.GetValues<ErrorKind>())
        {
            if (exceptions?.Contains(kind.ToString(), StringComparison.Ordinal) is true)
            {
                statuses.Add(Problems.StatusOf(kind));
            }
        }
        operation.Responses ??= [];
        foreach (var status in statuses)
        {
            operation.Responses.TryAdd(
                status.ToString(CultureInfo.InvariantCulture),
                ProblemResponses.Of(status, document)
            );
        }
        return Task.CompletedTask;
    }

    /// <summary>The first clause is the summary; the description is all that is said, when that is more.</summary>
    /// <returns>What the comment says of exceptions.</returns>
    private string? Describe(OpenApiOperation operation, MethodInfo? method)
    {
        if (
            method?.DeclaringType is not { FullName: { } type, Namespace: { } space }
            || comments.Find(space.Split('.')[^1], type, method.Name) is not var (summary, exceptions)
        )
        {
            return null;
        }
        var end = summary.IndexOfAny(['.', ';', ':']);
        operation.Summary = end < 0 ? summary : summary[..end];
        var description = exceptions is null ? summary : $"{summary}\n\n{exceptions}";
        operation.Description = description.TrimEnd('.') == operation.Summary ? null : description;
        return exceptions;
    }

    private static void Limit(IList<IOpenApiParameter> parameters)
    {
        foreach (var parameter in parameters.OfType<OpenApiParameter>())
        {
            if (parameter is { Name: "limit", In: ParameterLocation.Query, Schema: OpenApiSchema schema })
            {
                (schema.Minimum, schema.Maximum, schema.Default) = ("1", "100", 20);
            }
            parameter.Description ??= parameter.Name switch
            {
                "limit" => "Items per page.",
                "cursor" => "The `next` of the previous page.",
                "If-Match" => "The ETag of the version being changed.",
                _ => null,
            };
        }
    }
}
