using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Identity;

/// <summary>
/// Each operation of the served document with a request that it could carry out, were the caller allowed to: what is refused then was
/// refused for who called.
/// </summary>
internal sealed class EveryOperation
{
    private const string Nothing = "0197a000-0000-7000-8000-000000000000";

    private readonly JsonObject document;

    private EveryOperation(JsonObject document) => this.document = document;

    public static async Task<EveryOperation> OfAsync(HttpClient client) =>
        new((await client.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!);

    /// <summary>Those that want a signed-in caller.</summary>
    public IReadOnlyList<(string Id, string Method, string Path)> Guarded() =>
        [
            .. from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Value!["security"] is JsonArray { Count: > 0 }
            select (operation.Value!["operationId"]!.GetValue<string>(), operation.Key.ToUpperInvariant(), path.Key),
        ];

    /// <summary>The operations whose answer has this member.</summary>
    public IReadOnlyList<string> Answering(string member) =>
        [
            .. from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where
                operation.Value!["responses"]!
                    .AsObject()
                    .Any(answer =>
                        Resolve(answer.Value!["content"]?["application/json"]?["schema"])?["properties"]?[member]
                            is not null
                    )
            select operation.Value!["operationId"]!.GetValue<string>(),
        ];

    public HttpRequestMessage Request(string method, string path)
    {
        var operation = document["paths"]![path]![method.ToLowerInvariant()]!;
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(Resolve).ToArray();
        var address = path;
        foreach (var parameter in parameters.Where(one => one!["in"]!.GetValue<string>() == "path"))
        {
            var name = parameter!["name"]!.GetValue<string>();
            address = address.Replace(
                $"{{{name}}}",
                name == "key" ? "limits.creator"
                    : Type(parameter["schema"]) == "integer" ? "1"
                    : Nothing,
                StringComparison.Ordinal
            );
        }
        var query = parameters
            .Where(parameter =>
                parameter!["in"]!.GetValue<string>() == "query" && parameter["required"]?.GetValue<bool>() is true
            )
            .Select(parameter => $"{parameter!["name"]}={(Type(parameter["schema"]) == "string" ? "x" : "1")}");
        var request = new HttpRequestMessage(new HttpMethod(method), $"{address}?{string.Join('&', query)}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (Resolve(operation["requestBody"])?["content"]?["application/json"]?["schema"] is { } schema)
        {
            request.Content = new StringContent(
                Sample(schema)?.ToJsonString() ?? "null",
                Encoding.UTF8,
                "application/json"
            );
        }
        return request;
    }

    private JsonNode? Sample(JsonNode? schema)
    {
        schema = Resolve(schema);
        if (schema?["enum"] is JsonArray { Count: > 0 } values)
        {
            return values[0]?.DeepClone();
        }
        return Type(schema) switch
        {
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            "array" => new JsonArray(),
            "string" => schema?["format"]?.GetValue<string>() switch
            {
                "uuid" => Nothing,
                "date-time" => "2100-01-01T00:00:00Z",
                "date" => "2100-01-01",
                _ => "landing_page",
            },
            _ => new JsonObject(
                (schema?["required"]?.AsArray() ?? [])
                    .Select(name => name!.GetValue<string>())
                    .Select(name => KeyValuePair.Create(name, Sample(schema!["properties"]?[name])))
            ),
        };
    }

    private string? Type(JsonNode? schema)
    {
        schema = Resolve(schema);
        return schema?["type"] is JsonArray types
            ? types.Select(type => type!.GetValue<string>()).FirstOrDefault(type => type != "null")
            : schema?["type"]?.GetValue<string>();
    }

    private JsonNode? Resolve(JsonNode? node)
    {
        while (node?["$ref"]?.GetValue<string>() is { } reference)
        {
            node = reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (at, name) => at?[name]);
        }
        return node?["oneOf"] is JsonArray { Count: > 0 } choices
            ? Resolve(choices.FirstOrDefault(choice => choice?["type"]?.ToString() != "null"))
            : node;
    }
}
