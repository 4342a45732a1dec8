using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Analyses;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Integrations.Troubles;

/// <summary>Whatever a site does in the middle of a sync: the state says so, and nothing is lost or read twice.</summary>
internal sealed class TroubledSyncTests
{
    private Nodes nodes = null!;
    private WebApplicationFactory<Program> node = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        node = nodes.Start(
            services: null,
            ("Outgoing:AllowLoopback", "true"),
            ("Platforms:CallPatience", "00:00:02"),
            ("Jobs:Concurrency", "8")
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await nodes.DisposeAsync();

    [TestCaseSource(typeof(Trouble), nameof(Trouble.All))]
    public async Task A_site_in_trouble_in_the_middle_of_a_sync_loses_nothing_and_nothing_is_there_twice(
        Trouble trouble
    )
    {
        await using var site = await FakeWordPress.StartAsync(pages: 45);
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", CredentialsAt(road));
        var isOver = 0;
        road.Meets = request =>
            IsSecondPage(request.QueryString.Value!) && Interlocked.Exchange(ref isOver, 1) == 0 ? trouble : null;

        var sync = await client.StartSyncAsync(integration);
        await Eventually.TrueAsync(() => isOver == 1, "the trouble");
        sync = await EndAsync(client, integration, sync);

        var after = (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration.Text("id")}"))!;
        if (trouble.Passes)
        {
            sync.Text("status").ShouldBe("completed", sync.ToJsonString());
            after.Text("connectionStatus").ShouldBe("connected");
            road.Requests.Count(request => IsSecondPage(request)).ShouldBe(2, "what was read before is not read again");
        }
        else
        {
            sync.Text("status").ShouldBe("failed", sync.ToJsonString());
            after.Text("connectionStatus").ShouldBe("error");
            after.Text("connectionProblem").ShouldBe(trouble.Problem);
            after.Text("syncErrorMessage").ShouldBe(after.Text("nextStep"));
            (await client.ContentsAsync(integration, "object=pages")).Count.ShouldBe(20, "what was read is kept");
            // Somebody has put it right.
            (await client.VerifyAsync(integration))
                .Text("connectionStatus")
                .ShouldBe("connected");
            (await client.SyncedAsync(integration)).Text("status").ShouldBe("completed");
        }
        await AllOnceAsync(client, integration, 45);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration.Text("id")}"))!
            .Text("syncStatus")
            .ShouldBe("completed");
    }

    [TestCaseSource(typeof(Trouble), nameof(Trouble.All))]
    public async Task A_connection_to_a_site_in_trouble_says_which_it_is_and_what_to_do(Trouble trouble)
    {
        await using var site = await FakeWordPress.StartAsync(pages: 1);
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var integration = await client.ConnectAsync("wordpress", CredentialsAt(road));
        road.Meets = request =>
            request.Path.StartsWithSegments("/wp-json/wp/v2/users", StringComparison.Ordinal) ? trouble : null;

        var found = await client.VerifyAsync(integration);

        found.Text("connectionStatus").ShouldBe("error");
        found.Text("connectionProblem").ShouldBe(trouble.Problem, found.ToJsonString());
        found.Text("nextStep").ShouldNotBeEmpty();
        road.Meets = _ => null;
        await nodes.ExecuteAsync(Unlimited);
        (await client.VerifyAsync(integration)).Text("connectionStatus").ShouldBe("connected");
    }

    [Test]
    public async Task A_page_that_is_deleted_between_the_list_and_its_fetch_is_counted_as_not_found()
    {
        await using var site = (await AnalysedSite.StartAsync())
            .Page("/", "Home", "<!doctype html><html lang=en><title>Home</title><body><h1>Home</h1></body></html>")
            .Listed("pages", "Deleted meanwhile", "/gone/");
        using var client = await node.SignedInAsync();
        var integration = await client.SyncedSiteAsync(site);

        var analysis = await client.EndedAsync(await client.StartAnalysisAsync(integration, "migration_assessment"));

        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        site.Visits.ShouldContain("/gone/");
        var gone = analysis["migrationAssessment"]!["fates"]!
            .AsArray()
            .Single(one => one!.Text("title") == "Deleted meanwhile")!;
        gone.Text("fate").ShouldBe("lost");
        gone.Text("reason").ShouldBe("unreachable");
    }

    [Test]
    public async Task An_analysis_whose_integration_is_deleted_while_it_reads_ends_without_a_trace_of_failure()
    {
        await using var site = (await AnalysedSite.StartAsync())
            .Page("/", "Home", "<!doctype html><html lang=en><title>Home</title><body><h1>Home</h1></body></html>")
            .Page("/two/", "Two", "<!doctype html><html lang=en><title>Two</title><body><h1>Two</h1></body></html>");
        using var client = await node.SignedInAsync();
        var integration = await client.SyncedSiteAsync(site);
        var hold = new TaskCompletionSource();
        site.BeforePage = _ => hold.Task;
        var analysis = await client.StartAnalysisAsync(integration);
        await Eventually.TrueAsync(() => !site.Visits.IsEmpty, "the first visit");

        (await client.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        hold.SetResult();

        await nodes.WaitUntilAsync(
            $"select from job_queue where id = '{analysis.Text("jobId")}' and status in ('completed', 'failed', 'cancelled')"
        );
        using var gone = await client.GetAsync($"/v1/analyses/{analysis.Text("id")}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var generation = await client.GetAsync($"/v1/generations/{analysis.Text("generationId")}");
        var ended = await Answers.JsonAsync(generation, HttpStatusCode.OK);
        ended.Text("status").ShouldBeOneOf("cancelled", "failed");
        site.Visits.Count(path => path == "/two/").ShouldBe(0);
    }

    [TestCase("application/json; charset=iso-8859-1", "iso-8859-1", "Café")]
    [TestCase("application/json; charset=windows-1252", "iso-8859-1", "Café")]
    [TestCase("application/json; charset=utf-8", "iso-8859-1", "Caf\ufffd")]
    [TestCase("application/json; charset=no-such", "utf-8", "Café")]
    [TestCase("text/html; charset=utf-16", "utf-16", "Café")]
    public async Task A_wrong_charset_costs_a_letter_at_most(string said, string meant, string title)
    {
        await using var site = await FakeWordPress.StartAsync(pages: 0);
        await using var road = await TroubledRoad.ToAsync(site.Url);
        using var client = await node.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", CredentialsAt(road));
        var odd = new Trouble(
            said,
            "",
            Passes: true,
            (context, _) =>
            {
                context.Response.ContentType = said;
                return context
                    .Response.Body.WriteAsync(
                        System.Text.Encoding.GetEncoding(meant).GetBytes("""[{"id":7,"title":{"raw":"Café"}}]""")
                    )
                    .AsTask();
            }
        );
        road.Meets = request => request.Path.Value!.EndsWith("/pages", StringComparison.Ordinal) ? odd : null;

        (await client.SyncedAsync(integration)).Text("status").ShouldBe("completed");

        (await client.ContentsAsync(integration, "object=pages")).Single().Text("title").ShouldBe(title);
    }

    /// <summary>The minute for which a site wanted to be left alone is over.</summary>
    private const string Unlimited = "update platform_call_limits set blocked_until = '-infinity';";

    private static object CredentialsAt(TroubledRoad road) =>
        new
        {
            siteUrl = road.Url,
            username = "admin",
            applicationPassword = "abcd EFGH 1234 ijkl",
        };

    /// <summary>It begins with the last of the first page's twenty.</summary>
    private static bool IsSecondPage(string request) => request.Contains("offset=19&", StringComparison.Ordinal);

    private async Task<JsonNode> EndAsync(HttpClient client, JsonNode integration, JsonNode sync)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                sync = (
                    await client.GetFromJsonAsync<JsonNode>(
                        $"/v1/integrations/{integration.Text("id")}/syncs/{sync.Text("id")}"
                    )
                )!;
                if (sync.Text("status") != "running")
                {
                    return true;
                }
                await nodes.ExecuteAsync(
                    $"""
                    {Unlimited}
                    update job_queue set scheduled_at = now() where id = '{sync.Text(
                        "jobId"
                    )}' and status in ('retrying', 'pending');
                    notify job_queue;
                    """
                );
                return false;
            },
            "the sync's end"
        );
        return sync;
    }

    private static async Task AllOnceAsync(HttpClient client, JsonNode integration, int count) =>
        (await client.ContentsAsync(integration, "object=pages"))
            .Select(one => int.Parse(one.Text("externalId"), CultureInfo.InvariantCulture))
            .Order()
            .ShouldBe(Enumerable.Range(1, count));
}
