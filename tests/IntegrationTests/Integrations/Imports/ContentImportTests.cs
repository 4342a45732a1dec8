using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Exports;

namespace AiWebBuilder.IntegrationTests.Integrations.Imports;

/// <summary>What a sync has found becomes a campaign, and an export of that campaign goes back to where its pages came from.</summary>
internal sealed class ContentImportTests
{
    private const string Words = """
        <!-- wp:heading --><h2 class="wp-block-heading">What we bake</h2><!-- /wp:heading -->
        <!-- wp:paragraph --><p>Rye on Mondays, stotties on Fridays.</p><!-- /wp:paragraph -->
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

    [TestCase(true)]
    [TestCase(false)]
    public async Task Pages_posts_and_drafts_become_pages_of_one_campaign_that_lead_to_each_other(bool isPretty)
    {
        var server = await WordPressServer.GetAsync();
        var site = isPretty ? server.Pretty : server.Plain;
        using var client = await host.SignedInAsync();
        var home = await site.MadeAsync("pages", "Harbour Loaf", Words, "publish");
        var draft = await site.MadeAsync(
            "pages",
            "Our ovens",
            $"<!-- wp:paragraph --><p>Two ovens, one from 1911. <a href=\"{home["link"]}\">Home</a></p><!-- /wp:paragraph -->",
            "draft"
        );
        var post = await site.MadeAsync("posts", "Closed at Easter", "<p>Back on Tuesday.</p>", "publish");
        var twin = await site.MadeAsync("pages", "Harbour Loaf", Words, "draft");
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await client.SyncedAsync(integration);
        var ids = await client.ContentIdsAsync(integration, Id(home), Id(draft), Id(post), Id(twin));

        var rehearsal = await client.ImportedAsync(integration, ids, rehearsal: true);
        rehearsal.Text("status").ShouldBe("completed", rehearsal.ToJsonString());
        (await client.GetFromJsonAsync<JsonNode>("/v1/campaigns"))!["data"]!.AsArray().ShouldBeEmpty();
        var import = await client.ImportedAsync(integration, ids);

        import.Text("status").ShouldBe("completed", import.ToJsonString());
        import.Text("kind").ShouldBe("platform");
        import.Text("integrationId").ShouldBe(integration.Text("id"));
        import["totals"]!.ToJsonString().ShouldBe(rehearsal["totals"]!.ToJsonString());
        var pages = import["pages"]!.AsArray();
        pages.Select(page => page!["contentId"]!.GetValue<Guid>()).ShouldBe(ids);
        pages
            .Select(page => (string?)page!["page"])
            .ShouldBe(["index", pages[1]!.Text("page"), pages[2]!.Text("page"), null]);
        pages[3]!.Text("reason").ShouldContain("says the same as");
        pages.ShouldAllBe(page => page!["change"]!.GetValue<string>() == "unchanged");
        var campaign = await client.CampaignOfAsync(import);
        (campaign.Text("name"), campaign.Text("platformSource"), campaign.Text("platformSourceId")).ShouldBe(
            ("Harbour Loaf", "wordpress", Id(home))
        );
        var text = campaign["components"]!.ToJsonString();
        foreach (var words in new[] { "Rye on Mondays, stotties on Fridays.", "one from 1911", "Back on Tuesday." })
        {
            text.ShouldContain(words);
        }
        // Each page leads to the others.
        var headers = campaign["components"]!.AsArray().Where(one => one!.Text("kind") == "header").ToArray();
        headers.Length.ShouldBe(3);
        headers[1]!["props"]!["links"]!
            .AsArray()
            .Select(link => link!.Text("label"))
            .ShouldBe(["Harbour Loaf", "Our ovens", "Closed at Easter"]);
        var ledger = await client.GetFromJsonAsync<JsonNode>(
            $"/v1/imports/{import["id"]}/ledger?elementKind=text&limit=100"
        );
        foreach (var entry in ledger!["data"]!.AsArray().Where(entry => entry!["componentId"] is not null))
        {
            campaign["components"]!.AsArray().Single(one => one!.Text("id") == entry!.Text("componentId"))!["code"]!
                .GetValue<string>()
                .ShouldContain(entry!.Text("text").Split(' ')[0]);
        }

        await site.SendAsync(HttpMethod.Post, $"wp/v2/pages/{Id(home)}", new { content = "<p>New words.</p>" });
        await site.SendAsync(HttpMethod.Delete, $"wp/v2/posts/{Id(post)}?force=true");
        await client.SyncedAsync(integration);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/imports/{import["id"]}"))!["pages"]!
            .AsArray()
            .Select(page => page!.Text("change"))
            .ShouldBe(["changed", "unchanged", "removed", "unchanged"]);
    }

    [Test]
    public async Task An_export_updates_the_page_that_was_imported_and_no_other_and_keeps_what_is_the_sites()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var page = await site.MadeAsync("pages", "Opening hours & more", Words, "publish");
        var post = await site.MadeAsync("posts", "Closed at Easter", "<p>Back on Tuesday.</p>", "draft");
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await client.SyncedAsync(integration);
        var before = (await site.SendAsync(HttpMethod.Get, "wp/v2/pages?status=any&per_page=100&search=Opening+hours"))!
            .AsArray()
            .Count;
        var import = await client.ImportedAsync(
            integration,
            await client.ContentIdsAsync(integration, Id(page), Id(post))
        );
        var campaign = import["campaignIds"]![0]!.GetValue<string>();

        var export = await client.ExportedAsync(campaign, integration);

        export.Items().Select(item => item.Text("status")).ShouldBe(["updated", "updated"], export.ToJsonString());
        export.Items().Select(item => item.Text("externalId")).ShouldBe([Id(page), Id(post)]);
        (await site.SendAsync(HttpMethod.Get, "wp/v2/pages?status=any&per_page=100&search=Opening+hours"))!
            .AsArray()
            .Count.ShouldBe(before);
        var written = (await site.SendAsync(HttpMethod.Get, $"wp/v2/pages/{Id(page)}?context=edit"))!;
        written["title"]!.Text("raw").ShouldBe("Opening hours & more");
        written.Text("status").ShouldBe("publish");
        var content = written["content"]!.Text("raw");
        content.ShouldContain("Rye on Mondays");
        content.ShouldNotContain("<nav", customMessage: "the site has a menu of its own");
        (await site.SendAsync(HttpMethod.Get, $"wp/v2/posts/{Id(post)}?context=edit"))!
            .Text("status")
            .ShouldBe("draft");

        (await client.ExportedAsync(campaign, integration))
            .Items()
            .ShouldAllBe(item => item.Text("status") == "unchanged");
        (await client.RevertedAsync(export)).Items().ShouldAllBe(item => item.Text("status") == "reverted");
        (await site.SendAsync(HttpMethod.Get, $"wp/v2/pages/{Id(page)}?context=edit"))!["content"]!
            .Text("raw")
            .ShouldBe(page["content"]!.Text("raw"));
    }

    [Test]
    public async Task What_was_changed_there_after_the_import_is_a_conflict()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var page = await site.MadeAsync("pages", "Conflict", Words, "publish");
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await client.SyncedAsync(integration);
        var import = await client.ImportedAsync(integration, await client.ContentIdsAsync(integration, Id(page)));
        await site.SendAsync(
            HttpMethod.Post,
            $"wp/v2/pages/{Id(page)}",
            new { content = Words + "<!-- wp:paragraph --><p>By hand</p><!-- /wp:paragraph -->" }
        );

        var item = (await client.ExportedAsync(import["campaignIds"]![0]!.GetValue<string>(), integration)).Item();

        item.Text("status").ShouldBe("conflict", item.ToJsonString());
        item["differences"]!.ToJsonString().ShouldContain("By hand");
    }

    [Test]
    public async Task A_page_that_was_deleted_after_the_sync_is_named_and_the_others_come()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var page = await site.MadeAsync("pages", "Still there", Words, "publish");
        var gone = await site.MadeAsync("pages", "No longer there", "<p>Gone by then.</p>", "publish");
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await client.SyncedAsync(integration);
        var ids = await client.ContentIdsAsync(integration, Id(gone), Id(page));
        await site.SendAsync(HttpMethod.Delete, $"wp/v2/pages/{Id(gone)}?force=true");

        var import = await client.ImportedAsync(integration, ids);
        var alone = await client.ImportedAsync(integration, ids[..1]);

        import.Text("status").ShouldBe("completed", import.ToJsonString());
        (await client.CampaignOfAsync(import)).Text("platformSourceId").ShouldBe(Id(page));
        import["pages"]!
            .AsArray()
            .Single(one => one!["contentId"]!.GetValue<Guid>() == ids[0])!
            .Text("reason")
            .ShouldContain("no longer there");
        alone.Text("status").ShouldBe("failed");
        alone.Text("error").ShouldContain("no longer there");
        alone["campaignIds"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task What_cannot_be_imported_is_refused_by_name()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        using var stranger = await host.SignedInAsync();
        var page = await site.MadeAsync("pages", "Refused", Words, "publish");
        var gone = await site.MadeAsync("pages", "Gone", Words, "publish");
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await client.SyncedAsync(integration);
        var ids = await client.ContentIdsAsync(integration, Id(page), Id(gone));
        await site.SendAsync(HttpMethod.Delete, $"wp/v2/pages/{Id(gone)}?force=true");
        await client.SyncedAsync(integration);
        var other = await stranger.ConnectedAsync("wordpress", site.CredentialsOf("admin"));

        (await CodeAsync(client, integration, [])).ShouldBe((HttpStatusCode.BadRequest, "request.invalid"));
        (await CodeAsync(client, integration, [ids[0], ids[0]])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(client, integration, Enumerable.Range(1, 21).Select(Unknown))).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await CodeAsync(client, integration, [Unknown(1)])).ShouldBe(
            (HttpStatusCode.NotFound, "integrations.content_not_found")
        );
        (await CodeAsync(stranger, integration, [ids[0]])).ShouldBe(
            (HttpStatusCode.NotFound, "integrations.not_found")
        );
        (await CodeAsync(stranger, other, [ids[0]])).ShouldBe(
            (HttpStatusCode.NotFound, "integrations.content_not_found")
        );
        (await CodeAsync(client, integration, [ids[1]])).ShouldBe(
            (HttpStatusCode.Conflict, "integrations.not_importable")
        );
        var media = (await client.ContentsAsync(integration, "object=media")).FirstOrDefault();
        if (media is not null)
        {
            (await CodeAsync(client, integration, [media["id"]!.GetValue<Guid>()])).ShouldBe(
                (HttpStatusCode.Conflict, "integrations.not_importable")
            );
        }
        using var disconnected = await client.ChangeAsync(integration, """{"credentials":null}""");
        disconnected.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CodeAsync(client, integration, [ids[0]])).ShouldBe(
            (HttpStatusCode.Conflict, "integrations.not_connected")
        );

        static async Task<(HttpStatusCode Status, string Code)> CodeAsync(
            HttpClient client,
            JsonNode integration,
            IEnumerable<Guid> ids
        )
        {
            using var answer = await client.TryImportAsync(integration, ids);
            var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();
            return (answer.StatusCode, problem!.Text("code"));
        }
    }

    private static Guid Unknown(int number) => new(number, 0, 0, new byte[8]);

    private static string Id(JsonNode made) => made["id"]!.ToString();
}
