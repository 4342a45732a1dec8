using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
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
    public void Every_component_type_has_a_block()
    {
        Blocks.All.Select(block => block.ComponentType).Distinct().ShouldBe(ComponentTypes.All, ignoreOrder: true);
        ComponentTypes.All.Count.ShouldBe(11);
        Blocks.All.Count(block => block.ComponentType != ComponentTypes.Email).ShouldBeGreaterThanOrEqualTo(26);
        Blocks.All.Count(block => block.ComponentType == ComponentTypes.Email).ShouldBeGreaterThanOrEqualTo(11);
    }

    [Test]
    public void Every_variant_of_every_part_makes_an_e_mail_that_passes_preflight()
    {
        var preflight = new Preflight();
        foreach (var style in BlockPages.Styles)
        {
            foreach (var sample in new[] { "default", "arabic", "japanese" })
            {
                for (var variant = 0; variant < 2; variant++)
                {
                    var html = BlockPages.EmailOf(Blocks, sample, style, variant);
                    var email = new ComposedPage("welcome", html)
                    {
                        Email = new("Booked in", null, "Booked in.", HasBody: true),
                    };
                    preflight
                        .Examine([email], sources: "", maxPageWeightKb: null)
                        .Checks.Where(check => check.Rule != "claims.unsourced-number")
                        .ShouldBeEmpty($"{style}, {sample}, variant {variant}");
                    html.Length.ShouldBeLessThan(102_000, "Gmail cuts off what is longer");
                    html.ShouldContain("%UNSUBSCRIBE_URL%");
                    html.ShouldContain($"dir=\"{(sample == "arabic" ? "rtl" : "ltr")}\"");
                    html.ShouldNotContain("{{");
                }
            }
        }
    }

    /// <summary>A word that one language lacks would leave a gap on its pages only.</summary>
    [Test]
    public void Every_language_has_the_same_labels()
    {
        var files = BlockFiles.Read();
        var english = files.Parse("labels/en.json");
        var languages = files.Below("labels/").ToArray();
        languages.Length.ShouldBeGreaterThanOrEqualTo(7);
        foreach (var language in languages)
        {
            var labels = files.Parse($"labels/{language}.json");
            labels.Select(one => one.Key).ShouldBe(english.Select(one => one.Key), ignoreOrder: true, language);
            foreach (var (name, text) in labels)
            {
                text!
                    .GetValue<string>()
                    .Contains("{0}", StringComparison.Ordinal)
                    .ShouldBe(english[name]!.GetValue<string>().Contains("{0}", StringComparison.Ordinal), name);
            }
        }
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
