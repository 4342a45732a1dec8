using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>The media library of a GoHighLevel location: a file is made whenever one is sent.</summary>
internal sealed class FakeMedia
{
    private const int MaxBytes = 25 * 1024 * 1024;

    private readonly List<JsonObject> files = [];

    public IReadOnlyList<JsonObject> Files
    {
        get
        {
            lock (files)
            {
                return [.. files];
            }
        }
    }

    public void Add(string name)
    {
        lock (files)
        {
            files.Add(
                new JsonObject
                {
                    ["id"] = $"file-{files.Count + 1}",
                    ["name"] = name,
                    ["url"] = $"https://storage.example/{name}",
                }
            );
        }
    }

    public (int Status, JsonNode Body) Answer(HttpRequest request, JsonObject? body)
    {
        lock (files)
        {
            return (request.Method, request.Path.Value) switch
            {
                ("GET", "/medias/files") => List(request.Query),
                ("POST", "/medias/upload-file") => Upload(body!),
                _ => Refusal(404, $"Cannot {request.Method} {request.Path}"),
            };
        }
    }

    private (int, JsonNode) List(IQueryCollection query)
    {
        string[] required = ["altId", "altType", "sortBy", "sortOrder", "type"];
        if (required.FirstOrDefault(name => !query.ContainsKey(name)) is { } missing)
        {
            return Refusal(422, $"{missing} should not be empty");
        }
        var found = files
            .Where(file =>
                file["name"]!.GetValue<string>().Contains(query["query"].ToString(), StringComparison.OrdinalIgnoreCase)
            )
            .Skip(int.Parse(query["offset"].ToString(), CultureInfo.InvariantCulture))
            .Take(int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture));
        return (200, new JsonObject { ["files"] = new JsonArray([.. found.Select(file => file.DeepClone())]) });
    }

    private (int, JsonNode) Upload(JsonObject body)
    {
        if (body["file"]?.GetValue<long>() is not > 0 and <= MaxBytes)
        {
            return Refusal(422, "file is required, and at most 25 MB");
        }
        Add(body["name"]!.GetValue<string>());
        return (
            201,
            new JsonObject { ["fileId"] = files[^1]["id"]!.DeepClone(), ["url"] = files[^1]["url"]!.DeepClone() }
        );
    }

    private static (int, JsonNode) Refusal(int status, string message) =>
        (status, new JsonObject { ["statusCode"] = status, ["message"] = message });
}
