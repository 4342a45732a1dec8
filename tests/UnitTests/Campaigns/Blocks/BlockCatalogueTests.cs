using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>Every folder of the library, and what is true of all of them.</summary>
internal sealed class BlockCatalogueTests
{
    private static readonly BlockCatalogue Blocks = new();

    private static IEnumerable<string> Kinds() => Blocks.All.Select(block => block.Kind);

    [TestCaseSource(nameof(Kinds))]
    public void A_blocks_samples_are_valid_and_speak_three_scripts(string kind)
    {
        var block = Blocks.Find(kind)!;

        block.Samples.Select(sample => sample.Name).ShouldBe(["default", "arabic", "japanese"]);
        foreach (var sample in block.Samples)
        {
            Blocks.Check(block, sample.Props).ShouldBeEmpty($"{kind}/{sample.Name}");
        }
        ComponentTypes.All.ShouldContain(block.ComponentType);
        block.Title.ShouldNotBeEmpty();
        block.Description.ShouldEndWith(".");
    }

    /// <summary>Enough for an editor to draw a form: every value has a title, every text a limit, every object is closed.</summary>
    [TestCaseSource(nameof(Kinds))]
    public void A_blocks_schema_describes_a_form_and_nothing_of_the_look(string kind)
    {
        var schema = Blocks.Find(kind)!.Schema;
        var properties = schema["properties"]!.AsObject();

        properties.Count.ShouldBeLessThanOrEqualTo(12);
        foreach (var (name, property) in properties)
        {
            Judge(Resolved(property!), name);
        }
        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        schema.ToJsonString().ShouldNotContain("common.json");

        JsonObject Resolved(JsonNode node) =>
            node["$ref"]?.GetValue<string>() is { } reference
                ? schema["$defs"]![reference["#/$defs/".Length..]]!.AsObject()
                : node.AsObject();

        void Judge(JsonObject property, string path)
        {
            property["title"]?.GetValue<string>().ShouldNotBeNullOrEmpty(path);
            switch (property["type"]?.GetValue<string>())
            {
                case "string" when property["enum"] is null && property["format"]?.GetValue<string>() is not "uuid":
                    (property["maxLength"] ?? property["pattern"]).ShouldNotBeNull(path);
                    break;
                case "array":
                    property["maxItems"].ShouldNotBeNull(path);
                    Judge(Resolved(property["items"]!), $"{path}/items");
                    break;
                case "object":
                    property["additionalProperties"]!.GetValue<bool>().ShouldBeFalse(path);
                    foreach (var (name, member) in property["properties"]!.AsObject())
                    {
                        Judge(Resolved(member!), $"{path}/{name}");
                    }
                    break;
                default:
                    break;
            }
        }
    }

    [Test]
    public void Every_variant_of_every_sample_in_every_style_passes_preflight()
    {
        var preflight = new Preflight();
        var pages = 0;
        foreach (var style in BlockPages.Styles)
        {
            foreach (var sample in new[] { "default", "arabic", "japanese" })
            {
                for (var variant = 0; variant < Blocks.All.Max(block => block.Variants.Count); variant++)
                {
                    var html = BlockPages.Of(Blocks, sample, style, variant);
                    preflight
                        .Examine([new ComposedPage("index", html)], sources: "", maxPageWeightKb: null)
                        // No brief stands behind samples: their figures are those of their own facts.
                        .Checks.Where(check => check.Rule != "claims.unsourced-number")
                        .ShouldBeEmpty($"{style}, {sample}, variant {variant}");
                    pages++;
                }
            }
        }
        pages.ShouldBeGreaterThanOrEqualTo(36);
    }

    [Test]
    public void A_page_carries_a_blocks_rules_once_and_only_those_of_its_variant()
    {
        var hero = Blocks.Find("hero")!;
        var css = Blocks
            .Render(hero, hero.Samples[0].Props, new BlockPage(BlockPages.Theme("bold", "en"), "top", Facts(hero)))
            .Css;

        css.ShouldContain("clip-path:polygon");
        css.ShouldNotContain("50vmax", customMessage: "that is the editorial style's");
        css.ShouldNotContain("aspect-ratio", customMessage: "that is another variant's");
    }

    private static Dictionary<string, BlockFact> Facts(Block block) =>
        block.Samples[0].Facts.ToDictionary(fact => fact.Id, StringComparer.Ordinal);
}
