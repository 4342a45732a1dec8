using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Exports;

namespace AiWebBuilder.IntegrationTests.Integrations.Imports;

/// <summary>What changes on the site after an import comes over, and what the owner has worked on meanwhile stays.</summary>
internal sealed class ImportUpdateTests
{
    private const string Hero = """
        <!-- wp:heading {"level":1} --><h1 class="wp-block-heading">Pottery in Hull</h1><!-- /wp:heading -->
        <!-- wp:paragraph --><p>Two wheels, one kiln.</p><!-- /wp:paragraph -->
        """;

    private Host host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Changed_sections_come_over_and_those_that_were_worked_on_here_stay()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var owner = await host.SignedInAsync();
        var page = await site.MadeAsync("pages", "Pottery", Content("No, they are here.", "Since 2011."), "publish");
        var other = await site.MadeAsync("pages", "Prices at the kiln", "<p>Ask at the door.</p>", "publish");
        var integration = await owner.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await owner.SyncedAsync(integration);
        var ids = await owner.ContentIdsAsync(integration, page["id"]!.ToString(), other["id"]!.ToString());
        var import = await owner.ImportedAsync(integration, ids);
        var campaign = await owner.CampaignOfAsync(import);
        var story = Component(campaign, "Since 2011.");
        var faq = Component(campaign, "No, they are here.");
        story.Text("id").ShouldNotBe(faq.Text("id"));
        await EditAsync(owner, story, "Our own words.");
        await site.SendAsync(
            HttpMethod.Post,
            $"wp/v2/pages/{page["id"]}",
            new
            {
                content = Content("Yes, bring one.", "Since 2011, and in Beverley since May.")
                    + "<!-- wp:heading --><h2 class=\"wp-block-heading\">Where we are</h2><!-- /wp:heading --><!-- wp:paragraph --><p>Behind the old mill.</p><!-- /wp:paragraph -->",
            }
        );
        await owner.SyncedAsync(integration);

        var rehearsal = await UpdatedAsync(owner, import, rehearsal: true);
        (await owner.CampaignOfAsync(import))["components"]!.ToJsonString().ShouldNotContain("Yes, bring one.");
        var update = await UpdatedAsync(owner, import);

        update.Text("status").ShouldBe("completed", update.ToJsonString());
        update.Text("updatesId").ShouldBe(import.Text("id"));
        Outcomes(update, 0).ShouldBe(Outcomes(rehearsal, 0));
        Outcomes(update, 0)
            .ShouldBe(["added", "kept", "unchanged", "updated"], ignoreOrder: true, update.ToJsonString());
        update["pages"]![1]!.Text("reason").ShouldBe("Nothing has changed there.");
        update["pages"]![1]!["sections"].ShouldBeNull();
        var now = await owner.CampaignOfAsync(import);
        Component(now, "Yes, bring one.").Text("id").ShouldBe(faq.Text("id"));
        Component(now, "Our own words.").Text("id").ShouldBe(story.Text("id"));
        now["components"]!.ToJsonString().ShouldNotContain("Beverley");
        // What is new stands where it stands there: behind the section before it, and before the other page.
        now["components"]!.AsArray().Where(one => one!.Text("page") == "index").Last()!["code"]!
            .GetValue<string>()
            .ShouldContain("Behind the old mill.");
        var lost = (await owner.GetFromJsonAsync<JsonNode>($"/v1/imports/{update["id"]}/ledger?fate=lost&limit=100"))![
            "data"
        ]!.AsArray();
        lost.ShouldContain(entry =>
            entry!.Text("text").Contains("Beverley") && entry.Text("reason").Contains("worked on here")
        );
        update["totals"]!.AsArray().Sum(Elements).ShouldBe(await EntriesAsync(owner, update));

        // What was brought over is no conflict, and nothing is brought over twice.
        (await owner.ExportedAsync(campaign.Text("id"), integration))
            .Items()
            .ShouldAllBe(item => item.Text("status") == "updated");
        var again = await UpdatedAsync(owner, update);
        again["pages"]!.AsArray().ShouldAllBe(one => one!.Text("reason") == "Nothing has changed there.");

        // Where both sides have written, nothing is guessed.
        var written = (await site.SendAsync(HttpMethod.Get, $"wp/v2/pages/{page["id"]}?context=edit"))!;
        await site.SendAsync(
            HttpMethod.Post,
            $"wp/v2/pages/{page["id"]}",
            new { content = written["content"]!.Text("raw") + "<p>Closed in August.</p>" }
        );
        again = await UpdatedAsync(owner, import);
        again["pages"]![0]!.Text("reason").ShouldContain("left alone");
        (await owner.CampaignOfAsync(import))["components"]!.ToJsonString().ShouldNotContain("Closed in August.");
    }

    [Test]
    public async Task A_section_that_is_gone_there_goes_and_one_that_was_deleted_here_stays_deleted()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var owner = await host.SignedInAsync();
        using var stranger = await host.SignedInAsync();
        var page = await site.MadeAsync("pages", "Pottery", Content("No, they are here.", "Since 2011."), "draft");
        var integration = await owner.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await owner.SyncedAsync(integration);
        var import = await owner.ImportedAsync(
            integration,
            await owner.ContentIdsAsync(integration, page["id"]!.ToString())
        );
        var story = Component(await owner.CampaignOfAsync(import), "Since 2011.");
        (await CampaignSteps.DeleteAsync(owner, $"/v1/components/{story["id"]}", "*")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        await site.SendAsync(
            HttpMethod.Post,
            $"wp/v2/pages/{page["id"]}",
            new { content = Hero + Story("Since 2012.") }
        );

        var update = await UpdatedAsync(owner, import);

        Outcomes(update, 0).ShouldBe(["deleted", "removed", "unchanged"], ignoreOrder: true, update.ToJsonString());
        var left = (await owner.CampaignOfAsync(import))["components"]!.AsArray();
        left.Count.ShouldBe(1);
        left[0]!["code"]!.GetValue<string>().ShouldContain("Two wheels, one kiln.");
        using var foreign = await stranger.PostAsJsonAsync($"/v1/imports/{import["id"]}/updates", new { });
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var file = new StringContent("<html><title>x</title><body><h1>x</h1></body></html>", null, "text/html");
        var own = await owner.ImportEndedAsync(
            await Answers.JsonAsync(await owner.PostAsync("/v1/imports", file), HttpStatusCode.Accepted)
        );
        (await CampaignSteps.CodeAsync(TryUpdateAsync(owner, own), HttpStatusCode.Conflict)).ShouldBe(
            "integrations.import_not_updatable"
        );
        (await owner.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CampaignSteps.CodeAsync(TryUpdateAsync(owner, import), HttpStatusCode.Conflict)).ShouldBe(
            "integrations.import_not_updatable"
        );
    }

    internal static string Content(string answer, string story) =>
        $"""
            {Hero}
            <!-- wp:heading --><h2 class="wp-block-heading">Questions</h2><!-- /wp:heading -->
            <!-- wp:details --><details class="wp-block-details"><summary>Do I need an apron?</summary><!-- wp:paragraph --><p>{answer}</p><!-- /wp:paragraph --></details><!-- /wp:details -->
            <!-- wp:details --><details class="wp-block-details"><summary>Can I park?</summary><!-- wp:paragraph --><p>Behind the mill, for free.</p><!-- /wp:paragraph --></details><!-- /wp:details -->
            {Story(story)}
            """;

    private static string Story(string text) =>
        $"<!-- wp:heading --><h2 class=\"wp-block-heading\">How it began</h2><!-- /wp:heading --><!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->";

    internal static JsonNode Component(JsonNode campaign, string words) =>
        campaign["components"]!.AsArray().Single(one => one!.Text("code").Contains(words))!;

    /// <summary>Writes the section's first text anew.</summary>
    internal static async Task EditAsync(HttpClient client, JsonNode component, string name)
    {
        using var answer = await client.PatchTextAsync(
            $"/v1/components/{component["id"]}",
            new JsonObject { ["code"] = $"<section><p>{name}</p></section>", ["cssStyles"] = "" }.ToJsonString(),
            "*"
        );
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> TryUpdateAsync(
        HttpClient client,
        JsonNode import,
        bool rehearsal = false
    ) => client.PostAsJsonAsync($"/v1/imports/{import["id"]}/updates", new { rehearsal });

    private static async Task<JsonNode> UpdatedAsync(HttpClient client, JsonNode import, bool rehearsal = false) =>
        await client.ImportEndedAsync(
            await Answers.JsonAsync(await TryUpdateAsync(client, import, rehearsal), HttpStatusCode.Accepted)
        );

    private static string[] Outcomes(JsonNode update, int page) =>
        [.. update["pages"]![page]!["sections"]!.AsArray().Select(one => one!.Text("outcome"))];

    private static int Elements(JsonNode? total) =>
        total.Number("carried") + total.Number("approximated") + total.Number("replaced") + total.Number("lost");

    private static async Task<int> EntriesAsync(HttpClient client, JsonNode import) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/imports/{import["id"]}/ledger?limit=100"))!["data"]!
            .AsArray()
            .Count;
}
