using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>How good models are, by what people do with what they write.</summary>
internal sealed class QualityTests
{
    [Test]
    public async Task Sections_are_counted_by_what_became_of_them()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var before = await GroupAsync(client);
        var sections = before.Number("sections");
        sections.ShouldBe((await client.ComponentsAsync(campaign)).Count);
        (
            before.Number("kept"),
            before.Number("edited"),
            before.Number("reverted"),
            before.Number("regenerated")
        ).ShouldBe((0, 0, 0, 0));
        before["costPerKept"].ShouldBeNull();

        var components = await client.ComponentsAsync(campaign);
        var hero = components.First(one => one.Text("kind") == "hero").Text("id");
        var other = components.First(one => one.Text("kind") != "hero").Text("id");
        await client.EditAsync(other, """{"name":"By hand"}""");
        var enhancement = await ReworkAsync(client, hero, variants: 2);
        await RestoreAsync(client, hero, version: 1);
        (await client.PutAsync($"/v1/campaigns/{campaign}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (
            await client.PutAsJsonAsync($"/v1/generations/{enhancement}/rating", new { rating = 2, accepted = false })
        ).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var after = await GroupAsync(client);
        after.Number("sections").ShouldBe(sections + 2);
        // The hero is again as it was written first; nobody has seen the second variant.
        after.Number("kept").ShouldBe(sections - 1);
        (after.Number("edited"), after.Number("reverted"), after.Number("regenerated")).ShouldBe((1, 1, 1));
        (after.Number("rated"), after["meanRating"]!.GetValue<decimal>()).ShouldBe((1, 2m));
        after["costPerKept"]!
            .GetValue<decimal>()
            .ShouldBe(
                Math.Round(after["cost"]!.GetValue<decimal>() / (sections - 1), 9, MidpointRounding.AwayFromZero)
            );
        after.Text("model").ShouldBe("offline-writer-1");
        after.Text("promptVersion").ShouldBe("page-6");
        after["cost"]!
            .GetValue<decimal>()
            .ShouldBe(
                (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs"))!["total"]!["cost"]!.GetValue<decimal>()
            );
    }

    [Test]
    public async Task A_variant_that_was_chosen_counts_as_shown()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var hero = (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        await ReworkAsync(client, hero, variants: 2);
        await RestoreAsync(client, hero, version: 3);
        var sections = (await GroupAsync(client)).Number("sections");

        await client.EditAsync(hero, """{"name":"By hand"}""");

        var after = await GroupAsync(client);
        after.Number("sections").ShouldBe(sections);
        (after.Number("edited"), after.Number("reverted"), after.Number("regenerated")).ShouldBe((1, 0, 1));
    }

    [Test]
    public async Task Each_model_bears_its_own_failures_and_costs()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var person = await Person.RegisterAsync(node);
        var client = person.Client;
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        stage.OpenAi.Answer(new Behaviour { Text = """{"css":""}""" });
        await client.GenerateAsync(campaign, new { model = AiStage.Gpt });
        await client.GenerateAsync(campaign, new { model = AiStage.Claude });

        var groups = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/quality?groupBy=model"))!["groups"]!.AsArray();

        groups.Count.ShouldBe(2);
        var (gpt, claude) = (Of(AiStage.Gpt), Of(AiStage.Claude));
        gpt["failures"]!.ToJsonString().ShouldBe("""{"invalid_output":1}""");
        claude["failures"]!.AsObject().ShouldBeEmpty();
        gpt.Number("sections").ShouldBe(claude.Number("sections"));
        gpt["promptVersion"].ShouldBeNull();
        var byPrompt = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/quality?groupBy=promptVersion"))!;
        var only = byPrompt["groups"]!.AsArray().ShouldHaveSingleItem()!;
        only["cost"]!
            .GetValue<decimal>()
            .ShouldBe(gpt["cost"]!.GetValue<decimal>() + claude["cost"]!.GetValue<decimal>());
        only.Number("generations").ShouldBe(2);

        JsonNode Of(string model) => groups.Single(group => group.Text("model") == model)!;
    }

    [Test]
    public async Task Generations_of_one_target_are_numbered()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        (await client.GenerateAsync(campaign)).Number("iterations").ShouldBe(1);
        (await client.GenerateAsync(campaign)).Number("iterations").ShouldBe(2);
        var components = await client.ComponentsAsync(campaign);
        List<int> iterations = [];
        foreach (var component in new[] { components[0], components[0], components[1] })
        {
            var id = await ReworkAsync(client, component.Text("id"), variants: 1);
            iterations.Add((await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{id}")).Number("iterations"));
        }
        iterations.ShouldBe([1, 2, 1]);
        (await client.GenerateAsync(campaign)).Number("iterations").ShouldBe(3);
    }

    private static async Task<JsonNode> GroupAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/ai/quality"))!["groups"]!.AsArray().ShouldHaveSingleItem()!;

    /// <returns>The id of the generation, which has ended.</returns>
    private static async Task<string> ReworkAsync(HttpClient client, string component, int variants)
    {
        var started = await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                $"/v1/components/{component}/generations",
                new { instruction = "Try a different wording.", variants }
            ),
            HttpStatusCode.Accepted
        );
        await client.GetStringAsync($"/v1/generations/{started.Text("id")}/events");
        return started.Text("id");
    }

    private static async Task RestoreAsync(HttpClient client, string component, int version) =>
        await Answers.JsonAsync(
            await client.PostAsync($"/v1/components/{component}/versions/{version}/restoration", null),
            HttpStatusCode.Created
        );
}
