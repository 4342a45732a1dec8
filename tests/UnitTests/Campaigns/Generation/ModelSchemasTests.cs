using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.UnitTests.Offline;

namespace AiWebBuilder.UnitTests.Campaigns.Generation;

/// <summary>The schemas that models are held to: what the strict modes of providers take.</summary>
internal sealed class ModelSchemasTests
{
    private static readonly string[] Taken =
    [
        "type",
        "enum",
        "description",
        "title",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "anyOf",
        "$ref",
        "$defs",
    ];

    private static IEnumerable<string> Kinds() => SampleBriefs.Blocks.All.Select(block => block.Kind);

    [TestCaseSource(nameof(Kinds))]
    public void Every_member_is_required_every_object_closed_and_nothing_else_is_asked(string kind)
    {
        var schema = JsonNode
            .Parse(JsonSerializer.Serialize(ModelSchemas.Of(SampleBriefs.Blocks.Find(kind)!)))!
            .AsObject();
        var (properties, depth) = Walk(schema, 1);
        properties.ShouldBeLessThanOrEqualTo(5_000);
        depth.ShouldBeLessThanOrEqualTo(10);
        schema["properties"]!["props"]!["properties"]!.AsObject().ContainsKey("v").ShouldBeFalse();
    }

    private static (int Properties, int Depth) Walk(JsonObject schema, int depth)
    {
        schema.Select(member => member.Key).ShouldBeSubsetOf(Taken);
        if (schema.ContainsKey("$ref"))
        {
            schema.Count.ShouldBe(1, "nothing may stand beside a reference");
            return (0, depth);
        }
        var (properties, deepest) = (0, depth);
        if (schema["properties"] is JsonObject members)
        {
            schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
            schema["required"]!
                .AsArray()
                .Select(name => name!.GetValue<string>())
                .ShouldBe(members.Select(member => member.Key), ignoreOrder: true);
            properties += members.Count;
        }
        IEnumerable<JsonNode?> inner =
        [
            .. schema["properties"]?.AsObject().Select(member => member.Value) ?? [],
            .. schema["$defs"]?.AsObject().Select(member => member.Value) ?? [],
            .. schema["anyOf"]?.AsArray() ?? [],
            schema["items"],
        ];
        foreach (var one in inner.OfType<JsonObject>())
        {
            var (more, deeper) = Walk(one, depth + 1);
            properties += more;
            deepest = Math.Max(deepest, deeper);
        }
        return (properties, deepest);
    }
}
