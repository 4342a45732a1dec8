using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Analyses;
using AiWebBuilder.IntegrationTests.Integrations.Exports;
using AiWebBuilder.IntegrationTests.Integrations.Imports;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>The whole road on a real site, as its owner and the colleague who edits there live it.</summary>
internal sealed class MigrationStoryTests
{
    private const string Page = """
        <!-- wp:heading {"level":1} --><h1 class="wp-block-heading">Pilates in Leeds</h1><!-- /wp:heading -->
        <!-- wp:paragraph --><p>Small groups above the bakery, since 2009.</p><!-- /wp:paragraph -->
        <!-- wp:heading --><h2 class="wp-block-heading">Questions</h2><!-- /wp:heading -->
        <!-- wp:details --><details class="wp-block-details"><summary>Do I need a mat?</summary><!-- wp:paragraph --><p>No, there are twelve.</p><!-- /wp:paragraph --></details><!-- /wp:details -->
        <!-- wp:details --><details class="wp-block-details"><summary>Can I park?</summary><!-- wp:paragraph --><p>Behind the bakery, for free.</p><!-- /wp:paragraph --></details><!-- /wp:details -->
        """;

    [Test]
    public async Task A_page_is_brought_over_made_better_written_back_and_taken_back()
    {
        await using var host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var owner = await host.SignedInAsync();
        var original = await site.MadeAsync("pages", "Pilates in Leeds", Page, "draft");

        // Connect, sync, audit.
        var integration = await owner.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        (await owner.SyncedAsync(integration)).Text("status").ShouldBe("completed");
        var audit = await owner.EndedAsync(await owner.StartAnalysisAsync(integration));
        audit.Text("status").ShouldBe("completed", audit.ToJsonString());
        audit["recommendations"]!.AsArray().ShouldNotBeEmpty();

        // Import one page: all of it arrives, as blocks.
        var import = await owner.ImportedAsync(
            integration,
            await owner.ContentIdsAsync(integration, original["id"]!.ToString())
        );
        import.Text("status").ShouldBe("completed", import.ToJsonString());
        import["totals"]!.AsArray().Sum(total => total!["lost"]!.GetValue<int>()).ShouldBe(0, import.ToJsonString());
        var campaign = await owner.CampaignOfAsync(import);
        (campaign.Text("type"), campaign.Text("platformSource"), campaign.Text("platformSourceId")).ShouldBe(
            ("component_enhancement", "wordpress", original["id"]!.ToString())
        );
        campaign["components"]!.AsArray().Select(one => one!.Text("kind")).ShouldBe(["hero", "faq"]);

        // Enhance what has arrived: one section is written anew, the other stays as it came.
        var hero = campaign["components"]![0]!.Text("id");
        var generation = await owner.WaitForGenerationAsync(
            (
                await Answers.JsonAsync(
                    await owner.PostAsJsonAsync(
                        $"/v1/components/{hero}/generations",
                        new { instruction = "Call it \"Stand taller\"." }
                    ),
                    HttpStatusCode.Accepted
                )
            ).Text("id"),
            campaign.Text("id")
        );
        (generation.Text("status"), generation.Text("generationType")).ShouldBe(("completed", "enhancement"));

        // Write it back: the same page, still a draft.
        var written = await owner.ExportedAsync(campaign.Text("id"), integration, "draft");
        written.Item().Text("status").ShouldBe("updated", written.ToJsonString());
        written.Item().Text("externalId").ShouldBe(original["id"]!.ToString());
        var there = await ThereAsync();
        there.Text("status").ShouldBe("draft");
        there["content"]!.Text("raw").ShouldContain("Stand taller");
        there["content"]!.Text("raw").ShouldContain("No, there are twelve.");

        // The colleague edits it there, and the owner's next export does not take that away.
        await site.SendAsync(
            HttpMethod.Post,
            $"wp/v2/pages/{original["id"]}",
            new
            {
                content = there["content"]!.Text("raw")
                    + "\n\n<!-- wp:paragraph --><p>Closed in August.</p><!-- /wp:paragraph -->",
            }
        );
        var refused = (await owner.ExportedAsync(campaign.Text("id"), integration, "publish")).Item();
        refused.Text("status").ShouldBe("conflict", refused.ToJsonString());
        refused["differences"]!.AsArray().Single()!.Text("found").ShouldBe("Closed in August.");
        (await ThereAsync()).Text("status").ShouldBe("draft");

        // The owner has seen it, and publishes all the same.
        var published = await owner.ExportedAsync(campaign.Text("id"), integration, "publish", overwrite: true);
        published.Item().Text("status").ShouldBe("updated", published.ToJsonString());
        using var visitor = new HttpClient();
        var shown = await visitor.GetStringAsync(published.Item().Text("url"));
        shown.ShouldContain("Stand taller");
        shown.ShouldNotContain("Closed in August.");

        // That was a mistake: what the colleague had written stands there again.
        var reverted = await owner.RevertedAsync(published);
        reverted.Item().Text("status").ShouldBe("reverted", reverted.ToJsonString());
        var back = await ThereAsync();
        back.Text("status").ShouldBe("draft");
        back["content"]!.Text("raw").ShouldContain("Closed in August.");

        async Task<JsonNode> ThereAsync() =>
            (await site.SendAsync(HttpMethod.Get, $"wp/v2/pages/{original["id"]}?context=edit"))!;
    }
}
