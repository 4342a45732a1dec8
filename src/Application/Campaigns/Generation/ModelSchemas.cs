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

    /// <summary>What a form shows, or the product sees to by itself.</summary>
    private static readonly string[] Unsaid = ["title", "$schema", "default", "x-kind"];

    /// <param name="sections">By their keys; a block of null: a section that is code.</param>
    public static JsonElement Of(IEnumerable<(string Key, Block? Block, bool MayBeLeftOut)> sections)
    {
        var (definitions, members) = (new JsonObject(), new JsonObject());
        foreach (var (key, block, mayBeLeftOut) in sections)
        {
            members[key] =
                block is null ? Code()
                : mayBeLeftOut ? new JsonObject { ["anyOf"] = new JsonArray(Section(block), LeftOut()) }
                : Section(block);
            foreach (var (name, definition) in block?.Schema["$defs"]?.AsObject() ?? [])
            {
                definitions[name] = Reduced(definition!.AsObject());
            }
        }
        var answer = Object(members);
        if (definitions.Count > 0)
        {
            answer["$defs"] = definitions;
        }
        return JsonSerializer.SerializeToElement(answer);
    }

    /// <summary>The blocks' schemas as a prompt says them: with the lengths, without what a form needs. What they share is said once.</summary>
    public static JsonObject Said(IEnumerable<Block> blocks)
    {
        var (said, definitions) = (new JsonObject(), new JsonObject());
        foreach (var block in blocks)
        {
            var schema = Said(block.Schema);
            schema.Remove("$defs");
            schema["description"] = block.Description;
            if (block.IsOptional)
            {
                schema["optional"] = true;
            }
            said[block.Kind] = schema;
            foreach (var (name, definition) in block.Schema["$defs"]?.AsObject() ?? [])
            {
                definitions[name] = Said(definition!.AsObject());
            }
        }
        said["$defs"] = definitions;
        return said;
    }

    private static JsonObject Section(Block block) =>
        Object(
            new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string" },
                ["props"] = Reduced(block.Schema),
            }
        );

    private static JsonObject LeftOut() =>
        Object(new JsonObject { ["leftOut"] = new JsonObject { ["type"] = "string" } });

    private static JsonObject Code()
    {
        static JsonObject Text() => new() { ["type"] = "string" };
        return Object(
            new JsonObject
            {
                ["name"] = Text(),
                ["html"] = Text(),
                ["css"] = new JsonObject { ["anyOf"] = new JsonArray(Text(), new JsonObject { ["type"] = "null" }) },
            }
        );
    }

    private static JsonObject Object(JsonObject members) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member.Key))]),
            ["additionalProperties"] = false,
        };

    private static JsonObject Said(JsonObject schema)
    {
        var said = new JsonObject();
        foreach (var (keyword, value) in schema.Where(member => !Unsaid.Contains(member.Key)))
        {
            said[keyword] = (keyword, value) switch
            {
                ("properties", JsonObject members) => new JsonObject(
                    members
                        .Where(member => !IsServerMade(member.Key, member.Value!))
                        .Select(member =>
                            KeyValuePair.Create<string, JsonNode?>(member.Key, Said(member.Value!.AsObject()))
                        )
                ),
                ("required", JsonArray names) => new JsonArray([
                    .. names.Where(name => name!.GetValue<string>() != "v").Select(name => name!.DeepClone()),
                ]),
                ("items", JsonObject items) => Said(items),
                _ => value?.DeepClone(),
            };
        }
        return said;
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
