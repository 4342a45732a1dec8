using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>A section that is code of the model.</summary>
internal sealed class CodeOnTheWireTests : PagesOnTheWire
{
    [TestCase("<p>Solo costs 30 GBP and Team 45 GBP.</p>", "which costs")]
    [TestCase("<p>Solo costs 45 EUR.</p>", "states 45 EUR")]
    [TestCase("<form><input name=size><button>Send</button></form>", "needs a label")]
    [TestCase("<img src=images/0>", "alt text")]
    public async Task Code_of_a_model_with_a_fault_never_lands_and_is_the_platforms_to_pay(string html, string finding)
    {
        using var person = await Person.RegisterAsync(Node);
        var bad = Custom(html, "");
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            new Behaviour { Text = $$"""{"hero":{{Hero}},"custom":{{bad}}}""" },
            new Behaviour { Text = $$"""{"custom":{{bad}}}""" },
            kinds: ["hero", "custom"]
        );

        calls.Length.ShouldBe(2);
        calls[1].Body.ToJsonString().ShouldContain(finding);
        var steps = generation["steps"]!.AsArray();
        steps.Select(step => step.Text("status")).ShouldBe(["completed", "failed"]);
        Nano(steps[1]!["cost"]!).ShouldBe(0);
        (await person.Client.ComponentsAsync(campaign)).ShouldHaveSingleItem().Text("kind").ShouldBe("hero");
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Code_of_a_model_lands_without_its_script_and_its_rules_reach_nothing_else()
    {
        using var person = await Person.RegisterAsync(Node);
        var (campaign, generation, calls) = await GenerateAsync(
            person,
            new Behaviour
            {
                Text =
                    $$"""{"hero":{{Hero}},"custom":{{Custom("<p style='padding:24px' onclick='alert(1)'>Spokes</p><script>alert(1)</script>", "body{display:none} p{margin:17px}")}}}""",
            },
            kinds: ["hero", "custom"]
        );

        calls.Length.ShouldBe(1, generation.ToJsonString());
        Nano(generation["cost"]!).ShouldBe(Prompt + Output);
        var custom = (await person.Client.ComponentsAsync(campaign))[1]!;
        custom.Text("code").ShouldContain("Spokes");
        custom.Text("code").ShouldNotContain("script");
        custom.Text("code").ShouldNotContain("onclick");
        custom.Text("cssStyles").ShouldContain("@scope (#custom-custom){body{display:none}");
        await Stage.BooksShouldAgreeAsync();
    }

    private static string Custom(string html, string css) =>
        new JsonObject
        {
            ["name"] = "Own",
            ["props"] =
                css.Length == 0
                    ? new JsonObject { ["html"] = html }
                    : new JsonObject { ["html"] = html, ["css"] = css },
        }.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
