using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Integrations.Troubles;

/// <summary>Whatever happens to an export on its way to a real site: each page stands there once, as it was meant.</summary>
internal sealed class TroubledExportTests
{
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> node = null!;
    private WordPressSite site = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        site = (await WordPressServer.GetAsync()).Pretty;
        nodes = await Nodes.CreateAsync();
        node = nodes.Start(
            services: null,
            ("Outgoing:AllowLoopback", "true"),
            ("Platforms:CallPatience", "00:00:05"),
            ("Jobs:Concurrency", "8")
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await nodes.DisposeAsync();

    /// <summary>Each address that is written to meets it once.</summary>
    [TestCaseSource(nameof(Passing))]
    public async Task What_passes_delays_an_export_and_makes_nothing_twice(Trouble trouble)
    {
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var (integration, campaign) = await PreparedAsync(client, road);
        var met = new ConcurrentDictionary<string, bool>();
        road.Meets = request => IsWrite(request) && met.TryAdd(request.Path, true) ? trouble : null;

        var export = await EndAsync(client, await StartAsync(client, campaign, integration));

        met.Count.ShouldBeGreaterThanOrEqualTo(2, "making the page, and filling it");
        export.Text("status").ShouldBe("completed", export.ToJsonString());
        await StandsOnceAsync(export);
        (await StateAsync(client, integration)).Text("connectionStatus").ShouldBe("connected");
        // The next one finds all as it was sent.
        var next = await EndAsync(client, await StartAsync(client, campaign, integration));
        next["items"]!.AsArray().Single()!.Text("status").ShouldBe("unchanged", next.ToJsonString());
    }

    [TestCaseSource(nameof(Lasting))]
    public async Task What_a_person_must_see_to_ends_an_export_and_what_was_written_is_found_by_the_next(
        Trouble trouble
    )
    {
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var (integration, campaign) = await PreparedAsync(client, road);
        // Made already, and to be filled.
        road.Meets = request =>
            IsWrite(request) && !request.Path.Value!.EndsWith("/pages", StringComparison.Ordinal) ? trouble : null;

        var export = await EndAsync(client, await StartAsync(client, campaign, integration));

        export.Text("status").ShouldBe("failed", export.ToJsonString());
        var state = await StateAsync(client, integration);
        state.Text("connectionProblem").ShouldBe(trouble.Problem);
        export.Text("errorMessage").ShouldBe(state.Text("nextStep"));
        road.Meets = _ => null;
        (await client.VerifyAsync(integration)).Text("connectionStatus").ShouldBe("connected");
        export = await EndAsync(client, await StartAsync(client, campaign, integration));
        export.Text("status").ShouldBe("completed", export.ToJsonString());
        await StandsOnceAsync(export);
    }

    [Test]
    public async Task A_site_that_stays_in_trouble_fails_an_export_in_the_end_and_the_connection_is_still_good()
    {
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var (integration, campaign) = await PreparedAsync(client, road);
        road.Meets = request => IsWrite(request) ? Trouble.All[0] : null;

        var export = await EndAsync(client, await StartAsync(client, campaign, integration));

        export.Text("status").ShouldBe("failed", export.ToJsonString());
        export.Text("errorMessage").ShouldContain("Export again later");
        (await StateAsync(client, integration)).Text("connectionStatus").ShouldBe("connected");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_worker_that_dies_at_any_write_is_followed_by_one_that_writes_nothing_twice(bool carriedOut)
    {
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var (integration, campaign) = await PreparedAsync(client, road);
        var awake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var met = new ConcurrentDictionary<string, bool>();
        var dying = 0;
        var dies = new Trouble(
            "a worker that dies",
            "",
            Passes: true,
            async (context, carryOut) =>
            {
                if (carriedOut)
                {
                    (await carryOut()).Dispose();
                }
                Interlocked.Increment(ref dying);
                await awake.Task;
                // Nobody listens any more.
                context.Abort();
            }
        );
        road.Meets = request => IsWrite(request) && met.TryAdd(request.Path, true) ? dies : null;
        var export = await StartAsync(client, campaign, integration);
        for (var kill = 1; kill <= 2; kill++)
        {
            var killed = kill;
            await Eventually.TrueAsync(() => dying == killed, $"the death of worker {kill}");
            await nodes.ExecuteAsync(
                $"update job_queue set lease_expires_at = now() - interval '1 second' where id = '{export.Text("jobId")}'; notify job_queue;"
            );
        }

        export = await EndAsync(client, export);
        awake.SetResult();

        export.Text("status").ShouldBe("completed", export.ToJsonString());
        await StandsOnceAsync(export);
    }

    [Test]
    public async Task An_export_whose_integration_is_deleted_while_it_writes_ends_and_leaves_what_it_wrote()
    {
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var (integration, campaign) = await PreparedAsync(client, road);
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new Trouble(
            "slow",
            "",
            Passes: true,
            async (context, carryOut) =>
            {
                using var answer = await carryOut();
                waits.TrySetResult();
                await goesOn.Task;
                context.Response.StatusCode = (int)answer.StatusCode;
                await answer.Content.CopyToAsync(context.Response.Body);
            }
        );
        road.Meets = request => IsWrite(request) ? slow : null;
        var export = await StartAsync(client, campaign, integration);
        await waits.Task.WaitAsync(Eventually.Patience);

        (await client.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        goesOn.SetResult();

        await nodes.WaitUntilAsync(
            $"select from job_queue where id = '{export.Text("jobId")}' and status = 'completed'"
        );
        road.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(1);
        using var gone = await client.GetAsync($"/v1/campaigns/{campaign}/exports/to-platform/{export.Text("id")}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<Trouble> Passing => Trouble.All.Where(one => one.Passes);

    private static IEnumerable<Trouble> Lasting => Trouble.All.Where(one => !one.Passes);

    private static bool IsWrite(HttpRequest request) => request.Method == "POST";

    private async Task<(JsonNode Integration, string Campaign)> PreparedAsync(HttpClient client, TroubledRoad road)
    {
        var integration = await client.ConnectedAsync(
            "wordpress",
            new
            {
                siteUrl = road.Url,
                username = "admin",
                applicationPassword = site.Passwords["admin"],
            }
        );
        return (integration, await client.GeneratedAsync());
    }

    private static async Task<JsonNode> StartAsync(HttpClient client, string campaign, JsonNode integration) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/exports/to-platform",
                new { integrationId = integration.Text("id"), status = "publish" }
            ),
            HttpStatusCode.Accepted
        );

    private static async Task<JsonNode> StateAsync(HttpClient client, JsonNode integration) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration.Text("id")}"))!;

    private async Task<JsonNode> EndAsync(HttpClient client, JsonNode export)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                export = (
                    await client.GetFromJsonAsync<JsonNode>(
                        $"/v1/campaigns/{export.Text("campaignId")}/exports/to-platform/{export.Text("id")}"
                    )
                )!;
                if (export.Text("status") != "running")
                {
                    return true;
                }
                await nodes.ExecuteAsync(
                    $"""
                    update platform_call_limits set blocked_until = '-infinity';
                    update job_queue set scheduled_at = now() where id = '{export.Text(
                        "jobId"
                    )}' and status in ('retrying', 'pending');
                    notify job_queue;
                    """
                );
                return false;
            },
            "the export's end"
        );
        return export;
    }

    /// <summary>Looked for on the site itself, drafts and trash too: by the address that only one page can have, and by the mark.</summary>
    private async Task StandsOnceAsync(JsonNode export)
    {
        var item = export["items"]!.AsArray().Single()!;
        item.Text("status").ShouldBeOneOf("created", "updated");
        var page = await site.SendAsync(HttpMethod.Get, $"wp/v2/pages/{item.Text("externalId")}?context=edit");
        var content = page!["content"]!.Text("raw");
        var mark = content.Substring(
            content.IndexOf("aiwebbuilder-", StringComparison.Ordinal),
            "aiwebbuilder-".Length + 32
        );
        foreach (var status in new[] { "any", "trash" })
        {
            var all = await site.SendAsync(
                HttpMethod.Get,
                $"wp/v2/pages?status={status}&search={mark}&context=edit&per_page=10"
            );
            all!.AsArray().Count.ShouldBe(status == "any" ? 1 : 0);
        }
        page.Text("status").ShouldBe("publish");
        content.Length.ShouldBeGreaterThan(1000, "it is filled");
    }
}
