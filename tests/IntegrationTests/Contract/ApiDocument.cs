using System.Net;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>The served OpenAPI document, as suites that are generated from it read it.</summary>
internal sealed class ApiDocument
{
    private static readonly string[] Verbs = ["get", "put", "post", "patch", "delete"];

    private readonly JsonNode document;

    private ApiDocument(JsonNode document)
    {
        this.document = document;
        Operations =
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Where(member => Verbs.Contains(member.Key))
                        .Select(member => Read(member.Key.ToUpperInvariant(), path.Key, member.Value!))
                ),
        ];
    }

    /// <summary>Every operation, in the document's order.</summary>
    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync(HttpClient client) =>
        new(await Answers.JsonAsync(await client.GetAsync("/openapi/v1.json"), HttpStatusCode.OK));

    /// <summary>Follows references, and takes what is not null of a choice.</summary>
    public JsonNode? Resolve(JsonNode? node)
    {
        while (node?["$ref"]?.GetValue<string>() is { } reference)
        {
            node = reference.Split('/').Skip(1).Aggregate<string, JsonNode?>(document, (at, name) => at?[name]);
        }
        return node?["oneOf"] is JsonArray { Count: > 0 } choices
            ? Resolve(choices.FirstOrDefault(choice => choice?["type"]?.ToString() != "null"))
            : node;
    }

    /// <summary>The members of a body that are ids, however deep; items of an array count as one.</summary>
    public IEnumerable<string> IdsIn(JsonNode? schema, string name = "", int depth = 0)
    {
        schema = Resolve(schema);
        if (schema is null || depth > 6)
        {
            return [];
        }
        if (schema["format"]?.GetValue<string>() == "uuid")
        {
            return [name];
        }
        return schema["properties"] is JsonObject members
            ? members.SelectMany(member => IdsIn(member.Value, member.Key, depth + 1))
            : IdsIn(schema["items"], name, depth + 1);
    }

    private ApiOperation Read(string method, string path, JsonNode operation) =>
        new(
            operation["operationId"]?.GetValue<string>() ?? $"{method} {path}",
            method,
            path,
            operation["security"] is not JsonArray { Count: > 0 },
            [
                .. (operation["parameters"]?.AsArray() ?? [])
                    .Select(each => Resolve(each)!)
                    .Select(each => new ApiParameter(
                        each["name"]!.GetValue<string>(),
                        each["in"]!.GetValue<string>(),
                        Resolve(each["schema"])?["format"]?.GetValue<string>(),
                        Resolve(each["schema"])
                    )),
            ],
            operation["requestBody"] is not null,
            Resolve(operation["requestBody"]?["content"]?["application/json"]?["schema"]),
            operation["responses"]?["200"]?["content"]?["text/event-stream"] is not null,
            operation
        );
}

/// <summary>One operation of the document.</summary>
/// <param name="IsPublic">It asks for nobody signed in: its documented security is none.</param>
/// <param name="Body">The resolved schema of its JSON body.</param>
/// <param name="IsStream">Its answer may never end.</param>
/// <param name="Json">As it stands in the document.</param>
internal sealed record ApiOperation(
    string Id,
    string Method,
    string Path,
    bool IsPublic,
    IReadOnlyList<ApiParameter> Parameters,
    bool TakesBody,
    JsonNode? Body,
    bool IsStream,
    JsonNode Json
)
{
    /// <summary>The example of its body.</summary>
    public JsonNode? Example => Json["requestBody"]?["content"]?.AsObject().First().Value!["example"];

    public override string ToString() => $"{Id} ({Method} {Path})";
}

/// <summary>One parameter of an operation, in its path, query or headers.</summary>
internal sealed record ApiParameter(string Name, string In, string? Format, JsonNode? Schema);
