using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.AiUsage.Fakes;

/// <summary>Answers a page prompt as an obedient model would: for each section the least that its block's schema takes.</summary>
internal static class SectionAnswers
{
    /// <summary>An e-mail, and whatever else is code; it stands for the answer to whatever was asked.</summary>
    public static string Usual { get; } =
        """{"name":"Hero","html":"<section class=\"fake\"><h1>Made by a fake</h1></section>","css":".fake{color:#222}","props":{}}""";

    /// <param name="request">The body of a request, of whatever provider.</param>
    public static string To(JsonNode request) =>
        PromptIn(request) is { } prompt
            ? new JsonObject(
                prompt["sections"]!
                    .AsArray()
                    .Select(section =>
                        KeyValuePair.Create<string, JsonNode?>(
                            section!["key"]!.GetValue<string>(),
                            Section(prompt, section)
                        )
                    )
            ).ToJsonString()
            : Usual;

    private static JsonNode Section(JsonObject prompt, JsonNode section)
    {
        if (
            section["currentHtml"] is not null
            || prompt["blocks"]![section["section"]!["kind"]!.GetValue<string>()] is not JsonObject block
        )
        {
            return JsonNode.Parse(Usual)!;
        }
        var root = prompt["blocks"]!.AsObject();
        return new JsonObject
        {
            ["name"] = section["section"]!["name"]!.DeepClone(),
            ["props"] = Least(block, root, prompt["facts"]?.AsArray() ?? []),
        };
    }

    private static JsonObject? PromptIn(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                return members.Select(member => PromptIn(member.Value)).FirstOrDefault(found => found is not null);
            case JsonArray items:
                return items.Select(PromptIn).FirstOrDefault(found => found is not null);
            case JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('{'):
                try
                {
                    return JsonNode.Parse(text) is JsonObject prompt && prompt["sections"] is not null ? prompt : null;
                }
                catch (JsonException)
                {
                    return null;
                }
            default:
                return null;
        }
    }

    private static JsonNode Least(JsonObject schema, JsonObject root, JsonArray facts)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();
        }
        if (schema["const"] is { } constant)
        {
            return constant.DeepClone();
        }
        if (schema["enum"] is JsonArray choices)
        {
            return choices[0]!.DeepClone();
        }
        switch (schema["format"]?.GetValue<string>())
        {
            case "link":
                return new JsonObject
                {
                    ["to"] = "url",
                    ["ref"] = "https://example.com/",
                    ["label"] = "Read on",
                };
            case "fact":
                var kind = schema["x-kind"]?.GetValue<string>();
                return facts.First(fact => kind is null || fact!["kind"]!.GetValue<string>() == kind)![
                    "id"
                ]!.DeepClone();
            case "goal":
                return "contact";
            default:
                break;
        }
        switch (schema["type"]!.GetValue<string>())
        {
            case "object":
                var members = new JsonObject();
                foreach (var name in schema["required"]!.AsArray().Select(one => one!.GetValue<string>()))
                {
                    members[name] = Least(schema["properties"]![name]!.AsObject(), root, facts);
                }
                return members;
            case "array":
                return new JsonArray([
                    .. Enumerable
                        .Range(0, schema["minItems"]?.GetValue<int>() ?? 0)
                        .Select(_ => Least(schema["items"]!.AsObject(), root, facts)),
                ]);
            case "string":
                return "Made by a fake";
            default:
                return 1;
        }
    }
}
