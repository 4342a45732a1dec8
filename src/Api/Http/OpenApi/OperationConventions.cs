using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Api.Identity;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// Adds to each operation what follows from the API's conventions: texts from the request's comments, who may call it, the headers that
/// it reads and sends, and the problems that it can answer: those of its shape, and those that the request's comment names by their kind.
/// </summary>
internal sealed partial class OperationConventions(RequestComments comments) : IOpenApiOperationTransformer
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
        // Said of public ones, too: a reader need not know that there is no default.
        operation.Security = isOpen ? [] : [Requirement(ApiDocument.Bearer, document)];
        if (metadata.OfType<OpensBySignedAddress>().Any())
        {
            operation.Security.Add(Requirement(ApiDocument.SignedAddress, document));
        }
        operation.Responses ??= [];
        operation.Parameters ??= [];
        var exceptions = Describe(operation, metadata.OfType<MethodInfo>().FirstOrDefault());
        ShowExample(operation, context);
        AddFiles(operation, metadata.OfType<AnswersFiles>());
        AddHeaders(operation, context.Description.HttpMethod!, metadata);

        var statuses = StatusesOf(operation, isOpen);
        foreach (var kind in Enum.GetValues<ErrorKind>())
        {
            if (exceptions?.Contains(kind.ToString(), StringComparison.Ordinal) is true)
            {
                statuses.Add(Problems.StatusOf(kind));
            }
        }
        if (RateLimits.Of(new EndpointMetadataCollection(metadata), $"/{context.Description.RelativePath}") is not null)
        {
            statuses.Add(StatusCodes.Status429TooManyRequests);
        }
        if (IdempotencyKeys.AreReadBy(context.Description.HttpMethod!, metadata))
        {
            statuses.Add(StatusCodes.Status400BadRequest);
            statuses.Add(StatusCodes.Status409Conflict);
            statuses.Add(StatusCodes.Status422UnprocessableEntity);
        }
        foreach (var status in statuses)
        {
            operation.Responses.TryAdd(
                status.ToString(CultureInfo.InvariantCulture),
                ProblemResponses.Of(status, document)
            );
        }
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            // Who leaves it out is answered 428, or changes what is there now.
            parameter.Required |=
                parameter.Name == "If-Match" && statuses.Contains(StatusCodes.Status428PreconditionRequired);
        }
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static SortedSet<int> StatusesOf(OpenApiOperation operation, bool isOpen)
    {
        var statuses = new SortedSet<int>();
        if (
            operation.RequestBody is not null
            || operation.Parameters!.Any(parameter => parameter.In == ParameterLocation.Query)
        )
        {
            statuses.Add(StatusCodes.Status400BadRequest);
        }
        if (!isOpen)
        {
            statuses.Add(StatusCodes.Status401Unauthorized);
            statuses.Add(StatusCodes.Status403Forbidden);
        }
        if (operation.Parameters!.Any(parameter => parameter.In == ParameterLocation.Path))
        {
            statuses.Add(StatusCodes.Status404NotFound);
        }
        return statuses;
    }

    /// <returns>What the comment says of exceptions.</returns>
    private string? Describe(OpenApiOperation operation, MethodInfo? method)
    {
        var comment = method?.DeclaringType is { FullName: { } type, Namespace: { } space }
            ? comments.Find(space.Split('.')[^1], type, method.Name)
            : null;
        foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>())
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
                var name => comment?.Parameters.GetValueOrDefault(name!),
            };
        }
        if (comment is null)
        {
            return null;
        }
        var errors =
            comment.Exceptions is { } kinds && kinds.Contains(' ', StringComparison.Ordinal)
                ? $"\n\nErrors: {Kinds().Replace(kinds, kind => InNumbers(Enum.Parse<ErrorKind>(kind.Value)))}"
                : "";
        operation.Description = comment.Summary + errors;
        return comment.Exceptions;
    }

    private static string InNumbers(ErrorKind kind) => Problems.StatusOf(kind).ToString(CultureInfo.InvariantCulture);

    private void ShowExample(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var body = context.Description.ParameterDescriptions.FirstOrDefault(one => one.Source == BindingSource.Body);
        if (body is not null && comments.ExampleOf(body.Type) is { } example)
        {
            foreach (var content in operation.RequestBody!.Content!.Values.OfType<OpenApiMediaType>())
            {
                content.Example = example;
            }
        }
    }

    private static void AddFiles(OpenApiOperation operation, IEnumerable<AnswersFiles> files)
    {
        foreach (var type in files.SelectMany(one => one.MediaTypes))
        {
            operation.Responses!.TryAdd("200", new OpenApiResponse { Description = "OK" });
            var response = (OpenApiResponse)operation.Responses["200"];
            response.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            response.Content[type] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Format = type.StartsWith("text/", StringComparison.Ordinal) ? null : "binary",
                },
            };
        }
    }

    private static void AddHeaders(OpenApiOperation operation, string method, IList<object> metadata)
    {
        var hasETag = metadata.OfType<AnswersETag>().Any();
        var isRepeatable = IdempotencyKeys.AreReadBy(method, metadata);
        if (isRepeatable)
        {
            operation.Parameters!.Add(
                Header(
                    IdempotencyKeys.Header,
                    "Makes it safe to send the request again: for 24 hours, the same key gives the first answer.",
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        MinLength = 1,
                        MaxLength = 255,
                        Pattern = "^[!-~]+$",
                    }
                )
            );
        }
        if (operation.Responses!.ContainsKey("304"))
        {
            operation.Parameters!.Add(Header("If-None-Match", "The ETag of the copy that the caller has.", Text()));
        }
        if (metadata.OfType<ReadsRefreshCookie>().Any())
        {
            operation.Parameters!.Add(
                new OpenApiParameter
                {
                    Name = RefreshCookie.Name,
                    In = ParameterLocation.Cookie,
                    Description = "The refresh token, where the body has none. Browsers send it by themselves.",
                    Schema = Text(),
                }
            );
        }
        foreach (var (status, response) in operation.Responses)
        {
            if (response is not OpenApiResponse own)
            {
                continue;
            }
            if (metadata.OfType<SetsRefreshCookie>().Any() && status[0] == '2')
            {
                Send(own, "Set-Cookie", $"`{RefreshCookie.Name}`, for those who use it; else absent.", Text());
            }
            if (hasETag && status is "200" or "201" or "304")
            {
                Send(own, "ETag", "The version of what is shown, for `If-Match` and `If-None-Match`.", Text());
            }
            if (status is "201" or "303" || status is "202" && own.Content?.Count > 0 && operation.Security!.Count > 0)
            {
                Send(
                    own,
                    "Location",
                    status switch
                    {
                        "201" => "Where what was created can be read.",
                        "202" => "Where the progress can be read.",
                        _ => "The page to go on to.",
                    },
                    Text("uri-reference")
                );
            }
            if (isRepeatable && status[0] == '2')
            {
                Send(
                    own,
                    IdempotencyKeys.Replayed,
                    "`true` when the answer was kept from the first request with this key; else absent.",
                    Text()
                );
            }
        }
    }

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = schema,
        };

    private static void Send(OpenApiResponse response, string name, string description, OpenApiSchema schema)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = schema };
    }

    [GeneratedRegex(
        "Validation|Unauthenticated|PaymentRequired|Forbidden|NotFound|Conflict|PreconditionFailed|IdempotencyMismatch|Unprocessable|"
            + "PreconditionRequired|TooManyRequests|Unexpected|Unavailable",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Kinds();
}
