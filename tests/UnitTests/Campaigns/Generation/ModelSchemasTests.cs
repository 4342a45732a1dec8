using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
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
            .Parse(JsonSerializer.Serialize(ModelSchemas.Of([("key", SampleBriefs.Blocks.Find(kind), false)])))!
            .AsObject();
        var (properties, depth) = Walk(schema, 1);
        properties.ShouldBeLessThanOrEqualTo(5_000);
        depth.ShouldBeLessThanOrEqualTo(10);
        schema["properties"]!["key"]!["properties"]!["props"]!["properties"]!
            .AsObject()
            .ContainsKey("v")
            .ShouldBeFalse();
    }

    [Test]
    public void A_page_of_every_block_is_within_the_limits_and_says_once_what_its_blocks_share()
    {
        var schema = JsonNode
            .Parse(
                JsonSerializer.Serialize(
                    ModelSchemas.Of(
                        SampleBriefs.Blocks.All.Select(block => (block.Kind, (Block?)block, block.IsOptional))
                    )
                )
            )!
            .AsObject();
        var (properties, depth) = Walk(schema, 1);
        properties.ShouldBeLessThanOrEqualTo(5_000);
        depth.ShouldBeLessThanOrEqualTo(10);

        // What has the same name is the same in all of them: else one of them would be held to another's.
        foreach (var block in SampleBriefs.Blocks.All)
        {
            foreach (var (name, definition) in block.Schema["$defs"]?.AsObject() ?? [])
            {
                SampleBriefs
                    .Blocks.All.Select(other => other.Schema["$defs"]?[name])
                    .OfType<JsonObject>()
                    .ShouldAllBe(other => JsonNode.DeepEquals(other, definition), $"{block.Kind} {name}");
            }
        }
    }

    [Test]
    public void What_a_prompt_says_of_blocks_has_their_lengths_and_nothing_that_only_a_form_needs()
    {
        var said = ModelSchemas.Said(SampleBriefs.Blocks.All);
        said["services"]!["properties"]!["heading"]!["$ref"]!.ToString().ShouldBe("#/$defs/heading");
        said["$defs"]!["heading"]!["maxLength"]!.GetValue<int>().ShouldBePositive();
        said["hero"]!.AsObject().ContainsKey("$defs").ShouldBeFalse();
        said["hero"]!["required"]!.AsArray().Select(name => name!.ToString()).ShouldNotContain("v");
        said["services"]!["properties"]!["items"]!["items"]!["properties"]!
            .AsObject()
            .ContainsKey("id")
            .ShouldBeFalse();
        said.ToJsonString().ShouldNotContain("\"title\":\"");
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
