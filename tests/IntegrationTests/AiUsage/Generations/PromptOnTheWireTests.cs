using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>What a model is told, and what it need not read.</summary>
internal sealed class PromptOnTheWireTests : PagesOnTheWire
{
    [Test]
    public async Task It_says_nothing_of_what_is_not_there_and_nothing_that_no_writer_can_use()
    {
        using var person = await Person.RegisterAsync(Node);
        var prompt = await PromptAsync(person, (await person.Client.CreateCampaignAsync("yoga-studio")).Text("id"));

        Nulls(prompt).ShouldBeEmpty();
        prompt["theme"]!.AsObject().Select(member => member.Key).ShouldBe(["style", "language", "variation"]);
        prompt.ContainsKey("instruction").ShouldBeFalse();
        prompt.ContainsKey("images").ShouldBeFalse("nothing was uploaded");
        prompt.ContainsKey("standing").ShouldBeFalse("nothing stands yet");
        foreach (var section in prompt["sections"]!.AsArray())
        {
            section!.AsObject().Select(member => member.Key).ShouldBe(["key", "section"], section.ToJsonString());
            section["section"]!
                .AsObject()
                .ShouldNotContain(member => member.Value is JsonArray && member.Value.AsArray().Count == 0);
        }
        // What a section says stands with it, and not in the outline as well.
        prompt["plan"]!["sections"]!
            .AsArray()
            .ShouldAllBe(section => section!["words"] == null && section["facts"] == null);
        prompt["sections"]!.AsArray().ShouldContain(section => section!["section"]!["words"] != null);
    }

    private async Task<JsonObject> PromptAsync(Person person, string campaign)
    {
        var before = Stage.OpenAi.Calls.Count;
        Stage.OpenAi.Answer(new Behaviour { Text = "{}" }, new Behaviour { Text = "{}" });
        using var started = await person.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new { model = AiStage.Gpt }
        );
        var id = (await Answers.JsonAsync(started, HttpStatusCode.Accepted)).Text("id");
        await person.Client.WaitForGenerationAsync(id, campaign);
        return PromptOf(Stage.OpenAi.Calls[before]);
    }

    private static IEnumerable<string> Nulls(JsonNode? node) =>
        node switch
        {
            null => ["null"],
            JsonObject members => members.SelectMany(member =>
                Nulls(member.Value).Select(path => $"{member.Key}/{path}")
            ),
            JsonArray items => items.SelectMany(Nulls),
            _ => [],
        };
}
