using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;

namespace AiWebBuilder.Application.Campaigns.Generation;

/// <summary>
/// The schema of an answer, for models that are held to one by their provider: what strict modes take of a block's schema. Every member is
/// required, and null where it may be missing; lengths, patterns and defaults are left out, and checked afterwards by the full one.
/// </summary>
internal static class ModelSchemas
{
    private static readonly string[] Kept = ["type", "enum", "description", "title"];

    public static JsonElement Of(Block block)
    {
        var definitions = new JsonObject();
        foreach (var (name, definition) in block.Schema["$defs"]?.AsObject() ?? [])
        {
            definitions[name] = Reduced(definition!.AsObject());
        }
        var answer = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string" },
                ["props"] = Reduced(block.Schema),
            },
            ["required"] = new JsonArray("name", "props"),
            ["additionalProperties"] = false,
            ["$defs"] = definitions,
        };
        return JsonSerializer.SerializeToElement(answer);
    }

    private static JsonObject Reduced(JsonObject schema)
    {
        // Strict modes take nothing beside a reference.
        if (schema["$ref"] is { } reference)
        {
            return new JsonObject { ["$ref"] = reference.DeepClone() };
        }
        var reduced = new JsonObject();
        foreach (var keyword in Kept)
        {
            if (schema[keyword] is { } value)
            {
                reduced[keyword] = value.DeepClone();
            }
        }
        if (schema["items"] is JsonObject items)
        {
            reduced["items"] = Reduced(items);
        }
        if (schema["properties"] is JsonObject members)
        {
            var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
            var properties = new JsonObject();
            foreach (var (name, member) in members.Where(member => !IsServerMade(member.Key, member.Value!)))
            {
                var one = Reduced(member!.AsObject());
                properties[name] = required.Contains(name)
                    ? one
                    : new JsonObject { ["anyOf"] = new JsonArray(one, new JsonObject { ["type"] = "null" }) };
            }
            reduced["properties"] = properties;
            reduced["required"] = new JsonArray([.. properties.Select(property => JsonValue.Create(property.Key))]);
            reduced["additionalProperties"] = false;
        }
        return reduced;
    }

    /// <summary>The version of the block, and the ids of items.</summary>
    private static bool IsServerMade(string name, JsonNode member) =>
        name == "v"
        || (name == "id" && member["$ref"]?.GetValue<string>().EndsWith("/itemId", StringComparison.Ordinal) == true);
}
