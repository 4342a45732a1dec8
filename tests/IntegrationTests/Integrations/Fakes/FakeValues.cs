using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Integrations.Fakes;

/// <summary>Custom values of a GoHighLevel location: each has a name and a value, and a key that is made of the name it was made with.</summary>
internal sealed class FakeValues
{
    private readonly List<JsonObject> values = [];
    private int made;

    /// <summary>As they stand now.</summary>
    public IReadOnlyList<JsonObject> All
    {
        get
        {
            lock (values)
            {
                return [.. values.Select(one => (JsonObject)one.DeepClone())];
            }
        }
    }

    /// <summary>Somebody at the platform makes one, or changes it.</summary>
    public string this[string name]
    {
        set
        {
            lock (values)
            {
                if (values.FirstOrDefault(one => one["name"]!.GetValue<string>() == name) is { } there)
                {
                    there["value"] = value;
                }
                else
                {
                    values.Add(Made(name, name, value));
                }
            }
        }
    }

    /// <param name="path">Its parts behind <c>customValues</c>.</param>
    public (int Status, JsonNode Body) Answer(string method, string[] path, JsonObject? body)
    {
        lock (values)
        {
            var one = values.FirstOrDefault(one => path is [var id] && one["id"]!.GetValue<string>() == id);
            return (method, path) switch
            {
                ("GET", []) => (
                    200,
                    new JsonObject { ["customValues"] = new JsonArray([.. values.Select(value => value.DeepClone())]) }
                ),
                ("POST", []) => Make(body!),
                (_, [_]) when one is null => Refusal(404, "Custom value not found"),
                ("PUT", [_]) => Change(one!, body!),
                ("DELETE", [_]) => (200, new JsonObject { ["succeded"] = values.Remove(one!) }),
                _ => Refusal(404, $"Cannot {method}"),
            };
        }
    }

    private (int, JsonNode) Make(JsonObject body)
    {
        if (Problem(body) is { } problem)
        {
            return Refusal(422, problem);
        }
        var value = Made($"value-{++made}", body["name"]!.GetValue<string>(), body["value"]!.GetValue<string>());
        values.Add(value);
        return (201, new JsonObject { ["customValue"] = value.DeepClone() });
    }

    private static (int, JsonNode) Change(JsonObject value, JsonObject body)
    {
        if (Problem(body) is { } problem)
        {
            return Refusal(422, problem);
        }
        (value["name"], value["value"]) = (body["name"]!.DeepClone(), body["value"]!.DeepClone());
        return (200, new JsonObject { ["customValue"] = value.DeepClone() });
    }

    private static JsonObject Made(string id, string name, string value) =>
        new()
        {
            ["id"] = id,
            ["name"] = name,
            ["fieldKey"] =
                "{{ custom_values."
                + string.Concat(name.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'))
                + " }}",
            ["value"] = value,
        };

    private static string? Problem(JsonObject body) =>
        body["name"]?.GetValue<string>() is not { Length: > 0 } ? "name should not be empty"
        : body["value"]?.GetValue<string>() is not { Length: > 0 } ? "value should not be empty"
        : null;

    private static (int, JsonNode) Refusal(int status, string message) =>
        (status, new JsonObject { ["statusCode"] = status, ["message"] = message });
}
