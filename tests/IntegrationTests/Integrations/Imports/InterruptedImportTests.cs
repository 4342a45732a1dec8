using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Http;

namespace AiWebBuilder.IntegrationTests.Integrations.Imports;

/// <summary>What GoHighLevel names an address of is read there, and what happens meanwhile does no harm.</summary>
internal sealed class InterruptedImportTests
{
    private SemaphoreSlim open = null!;
    private Nodes nodes = null!;
    private FakeGoHighLevel platform = null!;
    private FakeServer pages = null!;
    private int visits;
    private HttpClient client = null!;
    private JsonNode integration = null!;

    [SetUp]
    public async Task StartAsync()
    {
        (open, visits) = (new SemaphoreSlim(0), 0);
        nodes = await Nodes.CreateAsync();
        platform = await FakeGoHighLevel.StartAsync();
        pages = await FakeServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/robots.txt")
            {
                context.Response.StatusCode = 404;
                return;
            }
            Interlocked.Increment(ref visits);
            await open.WaitAsync(context.RequestAborted);
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(
                $"<html lang=en><title>Page</title><body><h1>Welcome to {context.Request.Path}</h1><p>Breathe in, breathe out, and stay a while.</p></body></html>"
            );
        });
        var location = platform.Locations["loc1"];
        location.Funnels.Add(
            new JsonObject
            {
                ["_id"] = "f1",
                ["name"] = "Trial",
                ["url"] = $"{pages.Url}/trial",
                ["steps"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = "s1",
                        ["name"] = "Opt-in",
                        ["url"] = "/start",
                    }
                ),
            }
        );
        location.FunnelPages["f1"] = new JsonArray(
            new JsonObject
            {
                ["_id"] = "p1",
                ["name"] = "Start",
                ["stepId"] = "s1",
            },
            new JsonObject { ["_id"] = "p2", ["name"] = "Thanks" }
        );
        location.Emails.Add(
            new JsonObject
            {
                ["id"] = "e1",
                ["name"] = "Welcome",
                ["previewUrl"] = $"{pages.Url}/welcome",
            }
        );
        location.Forms.Add(new JsonObject { ["id"] = "form1", ["name"] = "Contact" });
        client = await nodes
            .Start(services: null, ("Outgoing:AllowLoopback", "true"), ("Platforms:GoHighLevelAddress", platform.Url))
            .SignedInAsync();
        integration = await client.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );
        await client.SyncedAsync(integration);
    }

    [TearDown]
    public async Task StopAsync()
    {
        open.Release(100);
        client.Dispose();
        await platform.DisposeAsync();
        await pages.DisposeAsync();
        await nodes.DisposeAsync();
        open.Dispose();
    }

    [Test]
    public async Task What_has_a_public_address_comes_and_of_the_rest_it_is_said_how()
    {
        open.Release(100);
        var import = await client.ImportedAsync(integration, await client.ContentIdsAsync(integration, "f1", "e1"));

        import.Text("status").ShouldBe("completed", import.ToJsonString());
        var read = import["pages"]!.AsArray();
        read.Select(page => page!.Text("address"))
            .ShouldBe([$"{pages.Url}/start", $"{pages.Url}/welcome", "Trial: Thanks"]);
        read[2]!.Text("reason").ShouldContain("POST /v1/imports");
        (await client.CampaignOfAsync(import))["components"]!.ToJsonString().ShouldContain("Welcome to /start");
        using var form = await client.TryImportAsync(integration, await client.ContentIdsAsync(integration, "form1"));
        form.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await form.Content.ReadAsStringAsync()).ShouldContain("no page");
    }

    [Test]
    public async Task A_connection_that_is_deleted_while_its_import_runs_ends_it_and_nothing_is_made()
    {
        var import = await StartedAsync();
        using var second = await client.TryImportAsync(integration, await client.ContentIdsAsync(integration, "e1"));
        (await CampaignSteps.CodeAsync(Task.FromResult(second), HttpStatusCode.Conflict)).ShouldBe(
            "integrations.import_running"
        );
        using var gone = await client.DeleteAsync(integration, "*");
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        open.Release(100);

        import = await client.ImportEndedAsync(import);

        import.Text("status").ShouldBe("failed");
        import.Text("error").ShouldContain("changed or deleted");
        import["integrationId"].ShouldBeNull();
        (await client.GetFromJsonAsync<JsonNode>("/v1/campaigns"))!["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task Whoever_takes_over_from_a_lost_worker_makes_one_campaign()
    {
        var import = await StartedAsync();
        await nodes.ExpireLeasesAsync();
        nodes.Start(services: null, ("Outgoing:AllowLoopback", "true"), ("Platforms:GoHighLevelAddress", platform.Url));
        await Eventually.TrueAsync(() => visits > 1, "the second worker's visit");
        open.Release(100);

        import = await client.ImportEndedAsync(import);

        import.Text("status").ShouldBe("completed", import.ToJsonString());
        (await client.GetFromJsonAsync<JsonNode>("/v1/campaigns"))!["data"]!.AsArray().Count.ShouldBe(1);
    }

    /// <summary>Its first page is being waited for.</summary>
    private async Task<JsonNode> StartedAsync()
    {
        using var answer = await client.TryImportAsync(integration, await client.ContentIdsAsync(integration, "e1"));
        var import = await Answers.JsonAsync(answer, HttpStatusCode.Accepted);
        await Eventually.TrueAsync(() => visits == 1, "the first visit");
        return import;
    }
}
