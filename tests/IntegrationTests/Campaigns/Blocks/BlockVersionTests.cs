using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Campaigns.Blocks;

/// <summary>A block gets a second version while components of its first one stand on pages.</summary>
internal sealed class BlockVersionTests
{
    private const string Steps = """
        [
          { "op": "rename", "path": "/items/*/question", "to": "asked" },
          { "op": "replace", "path": "/variant", "from": "plain", "value": "details" },
          { "op": "remove", "path": "/tone" }
        ]
        """;

    [Test]
    public async Task Props_of_an_older_version_are_read_as_todays_and_stored_so_with_the_next_change()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var old = nodes.StartWithoutJobs();
        using var before = await old.SignedInAsync();
        var campaign = (await before.CreateCampaignAsync("minimal")).Text("id");
        var added = await before.AddBlockAsync(
            campaign,
            "faq",
            """{"heading":"Questions","variant":"plain","items":[{"question":"Is parking free?","answer":"Yes."},{"question":"Dogs?","answer":"Yes."}]}"""
        );
        var id = added.Text("id");
        var published = await Answers.JsonAsync(
            await before.PutAsync($"/v1/campaigns/{campaign}/publication", null),
            System.Net.HttpStatusCode.OK
        );
        var page = await before.GetStringAsync(published.Text("url"));

        await using var next = nodes.Start(
            services => services.AddSingleton<IBlocks>(new BlockCatalogue(new BlockFiles(Library()))),
            ("Jobs:Enabled", "false")
        );
        using var after = next.CreateClient();
        after.DefaultRequestHeaders.Authorization = before.DefaultRequestHeaders.Authorization;

        // Read: as the new version has it, by every address, and not one page has changed.
        foreach (
            var props in new[]
            {
                (await after.GetFromJsonAsync<JsonNode>($"/v1/components/{id}"))!["props"]!,
                (await after.ComponentsAsync(campaign))[0]!["props"]!,
                (await after.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/components"))!["data"]![0]![
                    "props"
                ]!,
            }
        )
        {
            (props.Number("v"), props.Text("variant"), props["items"]![0].Text("asked")).ShouldBe(
                (2, "details", "Is parking free?")
            );
            props["tone"].ShouldBeNull();
            props["items"]![0].Text("id").ShouldBe(added["props"]!["items"]![0].Text("id"));
        }
        (await StoredAsync()).ShouldBe(1);
        (await after.GetStringAsync(published.Text("url"))).ShouldBe(page);

        // A look for all lays it out as the new version has it; a change of its words stores it.
        (
            await after.PutTextAsync($"/v1/campaigns/{campaign}/theme", """{"style":"bold","primary":"#0F5257"}""")
        ).EnsureSuccessStatusCode();
        (await StoredAsync()).ShouldBe(1);
        (await after.GetFromJsonAsync<JsonNode>($"/v1/components/{id}")).Text("code").ShouldContain("Is parking free?");
        var old1 = added["props"]!.DeepClone();
        old1["heading"] = "Asked by one who has the form of before";
        (await after.EditAsync(id, new JsonObject { ["props"] = old1 }.ToJsonString()))["props"]!
            .Number("v")
            .ShouldBe(2);
        (await StoredAsync()).ShouldBe(2);

        // The node of before keeps what it does not know, and edits the rest.
        var newer = (await before.GetFromJsonAsync<JsonNode>($"/v1/components/{id}"))!["props"]!.DeepClone();
        newer["heading"] = "From the old node";
        var kept = await before.EditAsync(id, new JsonObject { ["props"] = newer }.ToJsonString());
        (kept["props"]!.Number("v"), kept["props"]!["items"]![0].Text("asked")).ShouldBe((2, "Is parking free?"));
        kept.Text("code").ShouldContain("From the old node");

        Task<int> StoredAsync() =>
            nodes.Database.QueryAsync<int>($"select (props ->> 'v')::int from campaign_components where id = '{id}'");
    }

    /// <summary>The library of a later product, whose questions are of version 2.</summary>
    private static Dictionary<string, string> Library()
    {
        var texts = BlockFiles.Texts();
        var schema = JsonNode.Parse(texts["faq/schema.json"])!;
        var properties = schema["properties"]!.AsObject();
        properties["v"]!["const"] = 2;
        properties.Remove("tone");
        properties["variant"]!["enum"]!.AsArray().RemoveAll(one => one!.GetValue<string>() == "plain");
        var item = properties["items"]!["items"]!;
        item["properties"]!["asked"] = item["properties"]!["question"]!.DeepClone();
        item["properties"]!.AsObject().Remove("question");
        item["required"] = new JsonArray("asked", "answer");
        texts["faq/schema.json"] = schema.ToJsonString();
        texts["faq/template.liquid"] = texts["faq/template.liquid"]
            .Replace("item.question", "item.asked", StringComparison.Ordinal)
            .Replace("{{ props.tone }}", "plain", StringComparison.Ordinal);
        texts["faq/steps/1.json"] = Steps;
        return texts;
    }
}
