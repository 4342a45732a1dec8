using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;

namespace AiWebBuilder.UnitTests.Campaigns.Blocks;

/// <summary>What props may hold, and what becomes of them on a page.</summary>
internal sealed class BlockPropsTests
{
    private static readonly BlockCatalogue Blocks = new();

    [TestCase("""{"heading":"A","colour":"red"}""", "/colour")]
    [TestCase("""{"heading":"A","link":{"to":"goal","ref":"book","label":"Book","href":"x"}}""", "/link/href")]
    [TestCase("""{"heading":"A","facts":["a","b","c","d"]}""", "/facts")]
    [TestCase("""{"heading":"A","facts":[7]}""", "/facts/0")]
    [TestCase("""{"heading":["A"]}""", "/heading")]
    [TestCase("""{"heading":""}""", "/heading")]
    [TestCase("""{"heading":"A","variant":"sideways"}""", "/variant")]
    [TestCase("""{"heading":"A","link":{"to":"url","ref":"javascript:alert(1)","label":"x"}}""", "/link/ref")]
    [TestCase("""{"heading":"A","link":{"to":"url","ref":"JavaScript:alert(1)","label":"x"}}""", "/link/ref")]
    [TestCase("""{"heading":"A","link":{"to":"url","ref":" javascript:alert(1)","label":"x"}}""", "/link/ref")]
    [TestCase("""{"heading":"A","link":{"to":"url","ref":"//example.com","label":"x"}}""", "/link/ref")]
    [TestCase("""{"heading":"A","link":{"to":"url","ref":"http://example.com","label":"x"}}""", "/link/ref")]
    [TestCase("""{"heading":"A","link":{"to":"url","ref":"example.com","label":"x"}}""", "/link/ref")]
    [TestCase("""{"lead":"A"}""", "")]
    public void A_fault_is_named_with_its_path(string props, string path)
    {
        var findings = Check("hero", props);

        findings.ShouldHaveSingleItem().Path.ShouldBe(path);
        findings[0].Message.ShouldEndWith(".");
    }

    [Test]
    public void A_fault_inside_a_list_is_named_with_its_place() =>
        Check("faq", """{"heading":"A","items":[{"question":"q","answer":"a"},{"question":"q","text":"a"}]}""")
            .Select(finding => finding.Path)
            .ShouldBe(["/items/1/text", "/items/1"], ignoreOrder: true);

    [Test]
    public void Of_props_of_another_version_the_version_is_named() =>
        Blocks
            .Check(Blocks.Find("hero")!, Parse("""{"v":2,"heading":"A"}"""))
            .ShouldHaveSingleItem()
            .Path.ShouldBe("/v");

    /// <summary>A limit is room on a page: a family of emoji is one character, an ideograph takes the room of two letters.</summary>
    [TestCase("a", 60, true)]
    [TestCase("a", 61, false)]
    [TestCase("漢", 30, true)]
    [TestCase("漢", 31, false)]
    [TestCase("👩‍👩‍👧‍👦", 30, true)]
    [TestCase("é́", 60, true)]
    public void Lengths_are_those_that_people_see(string character, int count, bool fits) =>
        Check(
            "hero",
            new JsonObject { ["heading"] = string.Concat(Enumerable.Repeat(character, count)) }.ToJsonString()
        )
            .Count.ShouldBe(fits ? 0 : 1);

    [Test]
    public void What_a_person_wrote_is_text_wherever_it_stands()
    {
        const string hostile = "<script>alert(1)</script> {{ props }} {% raw %} ![x](javascript:y) <b>";
        var html = Render(
            "faq",
            new JsonObject
            {
                ["v"] = 1,
                ["heading"] = hostile[..40],
                ["items"] = new JsonArray(
                    new JsonObject { ["question"] = hostile, ["answer"] = $"{hostile}\n\n- {hostile}\n\n# no" },
                    new JsonObject { ["question"] = "q", ["answer"] = "**strong** and *em*\n\n1. one" }
                ),
            }
        );

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<h1");
        html.ShouldNotContain("{{");
        html.ShouldContain("&#123;&#123; props &#125;&#125;");
        html.ShouldContain("<strong>strong</strong> and <em>em</em>");
        html.ShouldContain("<ol>");
    }

    [Test]
    public void A_reference_without_a_target_leaves_no_dead_link()
    {
        var props = Parse(
            """
            {"v":1,"heading":"A","link":{"to":"page","ref":"gone","label":"Somewhere"},"facts":["nobody"],
             "link2":{"to":"url","ref":"vbscript:x","label":"Elsewhere"},
             "image":{"id":"0197a000-0000-7000-8000-000000000001"}}
            """
        );

        var html = Render("hero", props);

        html.ShouldNotContain("Somewhere");
        html.ShouldNotContain("Elsewhere");
        html.ShouldNotContain("<a");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("hero__facts");
    }

    private static IReadOnlyList<PropFinding> Check(string kind, string props)
    {
        var parsed = Parse(props);
        parsed["v"] = 1;
        return Blocks.Check(Blocks.Find(kind)!, parsed);
    }

    private static string Render(string kind, JsonObject props) =>
        Blocks
            .Render(
                Blocks.Find(kind)!,
                props,
                new BlockPage(BlockPages.Theme("soft", "en"), "here", new Dictionary<string, BlockFact>())
            )
            .Html;

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
