using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>The problem documents, one shared response for each status.</summary>
internal static class ProblemResponses
{
    private const string Schema = "Problem";

    private static readonly (int Status, string Code, string Description)[] All =
    [
        (400, "request.invalid", "The request is malformed or invalid; `errors` lists the fields."),
        (401, "auth.not_signed_in", "Not signed in, or the session has ended."),
        (402, "ai.budget_exhausted", "The plan's limit or the budget is exhausted."),
        (403, "auth.forbidden", "The caller lacks the permission."),
        (404, "campaigns.not_found", "It does not exist, or belongs to another account."),
        (409, "campaigns.generating", "The state of the resource does not allow it."),
        (412, "request.stale", "The version in `If-Match` is stale; `currentETag` is the current one."),
        (
            422,
            "idempotency.mismatch",
            "The idempotency key was already used for a different request, or a form is not filled in as it asks."
        ),
        (428, "request.if_match_required", "Send `If-Match` with the ETag of the copy that you change."),
        (429, "request.too_many", "Too many requests; `Retry-After` says when to try again."),
        (
            503,
            "server.database_unavailable",
            "A required service is temporarily unavailable; `Retry-After` may say for how long."
        ),
    ];

    /// <summary>The response of this status, for use in an operation.</summary>
    public static IOpenApiResponse Of(int status, OpenApiDocument document) =>
        new OpenApiResponseReference(NameOf(status), document);

    public static void AddTo(OpenApiComponents components)
    {
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        components.Schemas[Schema] = Problem();
        components.Responses ??= new Dictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        foreach (var (status, code, description) in All)
        {
            components.Responses[NameOf(status)] = new OpenApiResponse
            {
                Description = description,
                Headers = status is 429 or 503 ? RetryAfter() : null,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(Schema),
                        Example = new JsonObject
                        {
                            ["title"] = ReasonPhrases.GetReasonPhrase(status),
                            ["status"] = status,
                            ["detail"] = description,
                            ["code"] = code,
                            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
                        },
                    },
                },
            };
        }
    }

    /// <summary>Those of docs/errors.md, which a test compares with the source.</summary>
    private static IEnumerable<string> Codes()
    {
        using var stream = typeof(ProblemResponses).Assembly.GetManifestResourceStream("errors.md")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('`')[1]),
        ];
    }

    private static string NameOf(int status) =>
        ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal);

    private static OpenApiSchema Problem() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457. Members beside these depend on the code.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "status", "code", "traceId" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("URL of the status's definition."),
                ["title"] = Text("The status in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("What went wrong, for people."),
                ["code"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "What went wrong, for programs: stable.",
                    Enum = [.. Codes().Select(code => JsonValue.Create(code))],
                },
                ["traceId"] = Text("Finds the request in the log."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description =
                        "Messages by field path, with `request.invalid`, and by the name of the field, with `forms.invalid` and `forms.malformed`.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        };

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };

    private static Dictionary<string, IOpenApiHeader> RetryAfter() =>
        new(StringComparer.Ordinal)
        {
            ["Retry-After"] = new OpenApiHeader
            {
                Description = "Seconds.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Minimum = 0.ToString(CultureInfo.InvariantCulture),
                },
            },
        };
}
