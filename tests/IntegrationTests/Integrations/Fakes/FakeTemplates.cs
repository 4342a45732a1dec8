using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>E-mail templates of a GoHighLevel location: made empty, then saved; of what is in them the API says nothing but when it was saved.</summary>
internal sealed class FakeTemplates
{
    private readonly List<JsonObject> templates = [];
    private readonly Dictionary<string, string> contents = new(StringComparer.Ordinal);
    private int made;
    private int saves;

    /// <summary>As the list has them.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (templates)
            {
                return [.. templates.Select(one => (JsonObject)one.DeepClone())];
            }
        }
    }

    public string ContentOf(string id) => contents[id];

    /// <summary>Somebody at the platform saves it.</summary>
    public void Save(string id, string html)
    {
        lock (templates)
        {
            contents[id] = html;
            // A second apart, however fast the test is.
            templates.Single(one => one["id"]!.GetValue<string>() == id)["lastUpdated"] = new DateTimeOffset(
                2026,
                1,
                1,
                0,
                0,
                0,
                TimeSpan.Zero
            )
                .AddSeconds(++saves)
                .ToString("O", CultureInfo.InvariantCulture);
        }
    }

    /// <param name="path">Its parts behind <c>builder</c>.</param>
    public (int Status, JsonNode Body) Answer(string method, string[] path, JsonObject? body)
    {
        lock (templates)
        {
            return (method, path) switch
            {
                ("POST", []) => Make(body!),
                ("POST", ["data"]) => SaveData(body!),
                ("DELETE", [_, var id]) => templates.RemoveAll(one => one["id"]!.GetValue<string>() == id) == 1
                    ? (200, new JsonObject { ["ok"] = "true" })
                    : Refusal(404, "Template not found"),
                _ => Refusal(404, $"Cannot {method}"),
            };
        }
    }

    private (int, JsonNode) Make(JsonObject body)
    {
        if (body["type"]?.GetValue<string>() is not ("html" or "folder" or "import" or "builder" or "blank"))
        {
            return Refusal(422, "type must be one of html, folder, import, builder, blank");
        }
        var id = $"template-{++made}";
        templates.Add(
            new JsonObject
            {
                ["id"] = id,
                ["name"] = body["title"]?.DeepClone() ?? "Untitled",
                ["previewUrl"] = $"https://storage.example/{id}.html",
                ["templateType"] = body["type"]!.DeepClone(),
            }
        );
        Save(id, "");
        return (201, new JsonObject { ["redirect"] = id, ["traceId"] = "t" });
    }

    private (int, JsonNode) SaveData(JsonObject body)
    {
        if (
            body["templateId"]?.GetValue<string>() is not { } id
            || body["updatedBy"] is null
            || body["html"]?.GetValue<string>() is not { } html
            || body["editorType"]?.GetValue<string>() is not ("html" or "builder")
            || body["dnd"] is not JsonObject { Count: 3 }
        )
        {
            return Refusal(422, "templateId, updatedBy, html, editorType and dnd are required");
        }
        if (templates.All(one => one["id"]!.GetValue<string>() != id))
        {
            return Refusal(404, "Template not found");
        }
        Save(id, html);
        return (201, new JsonObject { ["ok"] = "true", ["traceId"] = "t" });
    }

    private static (int, JsonNode) Refusal(int status, string message) =>
        (status, new JsonObject { ["statusCode"] = status, ["message"] = message });
}
