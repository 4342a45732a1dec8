using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>What a location holds is read through its limits, by whichever worker, once.</summary>
internal sealed class GoHighLevelSyncTests
{
    private Nodes nodes = null!;
    private FakeGoHighLevel fake = null!;

    [SetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        fake = await FakeGoHighLevel.StartAsync();
        var location = fake.Locations["loc1"];
        for (var number = 1; number <= 25; number++)
        {
            location.Funnels.Add(
                new JsonObject
                {
                    ["_id"] = $"f{number}",
                    ["name"] = $"Funnel {number}",
                    ["type"] = "funnel",
                    ["steps"] = new JsonArray(
                        new JsonObject
                        {
                            ["id"] = "s",
                            ["name"] = "Opt-in",
                            ["url"] = "/start",
                        }
                    ),
                }
            );
        }
        location.FunnelPages["f1"] = new JsonArray([
            .. Enumerable.Range(1, 21).Select(one => new JsonObject { ["_id"] = $"p{one}", ["name"] = $"Page {one}" }),
        ]);
        location.Blogs.Add(new JsonObject { ["_id"] = "b1", ["name"] = "News" });
        location.Blogs.Add(new JsonObject { ["_id"] = "b2", ["name"] = "More" });
        location.Posts.Add(
            new JsonObject
            {
                ["_id"] = "post1",
                ["title"] = "Hello\u0000there",
                ["status"] = "PUBLISHED",
            }
        );
        location.Emails.Add(new JsonObject { ["id"] = "e1", ["name"] = "Welcome" });
        location.Forms.Add(new JsonObject { ["id"] = "form1", ["name"] = "Contact" });
        location.Values["headline"] = "Breathe";
        location.Media.Add("logo.png");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await fake.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task All_lists_are_read_to_their_end_and_what_the_token_does_not_open_is_left_out_with_a_reason()
    {
        fake.Withheld.Add("forms.readonly");
        var (client, integration) = await ConnectedAsync();
        var sync = await client.SyncedAsync(integration);

        sync["status"]!.GetValue<string>().ShouldBe("completed", sync.ToJsonString());
        var found = sync["objects"]!
            .AsArray()
            .ToDictionary(one => one!["object"]!.GetValue<string>(), one => one!["found"]!.GetValue<int>());
        found.ShouldBe(
            new Dictionary<string, int>
            {
                ["funnels"] = 25,
                ["posts"] = 2,
                ["emails"] = 1,
                ["forms"] = 0,
                ["media"] = 1,
                ["customValues"] = 1,
            },
            ignoreOrder: true
        );
        sync["objects"]!.AsArray().Single(one => one!["object"]!.GetValue<string>() == "forms")!["reason"]!
            .GetValue<string>()
            .ShouldContain("scope");
        var contents = await client.ContentsAsync(integration, "object=funnels");
        contents.Count.ShouldBe(25);
        var first = contents.Single(one => one["externalId"]!.GetValue<string>() == "f1");
        var whole = await client.GetFromJsonAsync<JsonNode>(
            $"/v1/integrations/{integration["id"]}/contents/{first["id"]}"
        );
        whole!["data"]!["pages"]!.AsArray().Count.ShouldBe(21);
        // What no column takes is left out, and the rest is kept.
        (await client.ContentsAsync(integration, "object=posts"))
            .Select(one => one["title"]!.GetValue<string>())
            .ShouldAllBe(title => title == "Hellothere");
    }

    [Test]
    public async Task A_used_up_limit_is_waited_for_and_nothing_is_read_twice()
    {
        var (client, integration) = await ConnectedAsync();
        var before = fake.Requests.Count;
        fake.Limit = 12;
        fake.NextInterval();
        var sync = await client.StartSyncAsync(integration);
        var refused = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                if (fake.Refused > refused)
                {
                    refused = fake.Refused;
                    fake.NextInterval();
                }
                await nodes.RetryNowAsync();
                await nodes.ExecuteAsync(
                    "update job_queue set scheduled_at = now() where status = 'pending'; notify job_queue;"
                );
                return await StatusAsync(client, integration, sync) != "running";
            },
            "the sync's end"
        );

        (await StatusAsync(client, integration, sync)).ShouldBe("completed");
        fake.Refused.ShouldBeGreaterThan(0);
        (await client.ContentsAsync(integration, "object=funnels")).Count.ShouldBe(25);
        // Each list's page was kept once: only the pages of funnels under way were asked for again.
        fake.Requests.Skip(before)
            .Where(request => request.StartsWith("/forms/", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
    }

    [Test]
    public async Task Two_people_who_sync_at_once_get_one_sync()
    {
        var node = Node(("Jobs:Enabled", "false"));
        var client = await SignedInAsync(node);
        var integration = await client.ConnectedAsync("gohighlevel", Credentials);
        var started = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.StartSyncAsync(integration)));

        started.Select(one => one["id"]!.GetValue<string>()).Distinct().ShouldHaveSingleItem();
        (
            await nodes.Database.QueryAsync<long>("select count(*) from job_queue where job_type = 'integrations.sync'")
        ).ShouldBe(1);
        var state = await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}");
        state!["syncStatus"]!.GetValue<string>().ShouldBe("syncing");
    }

    [Test]
    public async Task A_sync_that_is_cancelled_or_whose_integration_is_deleted_ends_without_a_trace_of_failure()
    {
        var (client, integration) = await ConnectedAsync();
        fake.Limit = 3;
        fake.NextInterval();
        var sync = await client.StartSyncAsync(integration);
        await Eventually.TrueAsync(() => fake.Refused > 0);
        var path = $"/v1/integrations/{integration["id"]}/syncs/{sync["id"]}";
        (await client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(client, integration, sync)).ShouldBe("cancelled");
        var state = await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}");
        state!["syncStatus"]!.GetValue<string>().ShouldBe("idle");

        await client.StartSyncAsync(integration);
        var refused = fake.Refused;
        await Eventually.TrueAsync(() => fake.Refused > refused);
        (await client.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        fake.Limit = int.MaxValue;
        fake.NextInterval();
        await nodes.RetryNowAsync();
        await nodes.ExecuteAsync(
            "update job_queue set scheduled_at = now() where status = 'pending'; notify job_queue;"
        );
        await nodes.WaitUntilAsync(
            "select where not exists (select from job_queue where job_type = 'integrations.sync' and status <> 'completed')"
        );
        (await nodes.Database.QueryAsync<long>("select count(*) from platform_contents")).ShouldBe(0);
    }

    [Test]
    public async Task A_worker_that_takes_over_begins_where_the_other_was_and_the_other_changes_nothing_when_it_wakes()
    {
        var (client, integration) = await ConnectedAsync();
        var before = fake.Requests.Count;
        var awake = new TaskCompletionSource();
        fake.Hold = ("/emails/builder", awake.Task);
        var sync = await client.StartSyncAsync(integration);
        await fake.Held.Task.WaitAsync(Eventually.Patience);
        await nodes.ExpireLeasesAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(client, integration, sync) == "completed");
        var ended = await nodes.Database.QueryAsync<string>(
            "select jsonb_agg(c order by id)::text from platform_contents c"
        );
        awake.SetResult();
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'integrations.sync' and status = 'completed'"
        );

        var requests = fake.Requests.Skip(before).ToArray();
        requests.Count(one => one.StartsWith("/funnels/funnel/list", StringComparison.Ordinal)).ShouldBe(2);
        requests.Count(one => one.StartsWith("/emails/", StringComparison.Ordinal)).ShouldBe(2);
        (
            await nodes.Database.QueryAsync<string>("select jsonb_agg(c order by id)::text from platform_contents c")
        ).ShouldBe(ended);
        var list = await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}/syncs");
        list!["data"]!.AsArray().Single()!["changes"]!["new"]!.GetValue<int>().ShouldBe(30);
    }

    [Test]
    public async Task The_matrix_says_what_the_adapters_read_and_why_not_more()
    {
        var client = await SignedInAsync(Node());
        var platforms = (await client.GetFromJsonAsync<JsonNode>("/v1/platforms"))!["data"]!.AsArray();
        platforms
            .Select(one => one!["platformType"]!.GetValue<string>())
            .ShouldBe(["gohighlevel", "simvoly", "wordpress", "custom"]);
        foreach (var one in platforms.SelectMany(platform => platform!["objects"]!.AsArray()))
        {
            one!["access"]!.GetValue<string>().ShouldBeOneOf("none", "read", "write");
            (one["reason"] is null).ShouldBe(one["access"]!.GetValue<string>() == "write", one.ToJsonString());
            (one["credentials"]!.AsArray().Count > 0).ShouldBe(one["access"]!.GetValue<string>() != "none");
        }
        // What is promised is what a sync reads.
        var (other, integration) = await ConnectedAsync();
        var sync = await other.SyncedAsync(integration);
        platforms[0]!["objects"]!
            .AsArray()
            .Where(one => one!["access"]!.GetValue<string>() != "none")
            .Select(one => one!["object"]!.GetValue<string>())
            .ShouldBe(
                sync["objects"]!
                    .AsArray()
                    .Where(one => one!["found"]!.GetValue<int>() > 0)
                    .Select(one => one!["object"]!.GetValue<string>()),
                ignoreOrder: true
            );
    }

    private static readonly object Credentials = new
    {
        privateIntegrationToken = FakeGoHighLevel.LocationToken,
        locationId = "loc1",
    };

    private async Task<(HttpClient Client, JsonNode Integration)> ConnectedAsync()
    {
        var client = await SignedInAsync(Node());
        return (client, await client.ConnectedAsync("gohighlevel", Credentials));
    }

    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> Node(
        params (string Key, string Value)[] settings
    ) =>
        nodes.Start(
            services: null,
            [("Outgoing:AllowLoopback", "true"), ("Platforms:GoHighLevelAddress", fake.Url), .. settings]
        );

    private static Task<HttpClient> SignedInAsync(
        Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> node
    ) => NodeExtensions.SignedInAsync(node);

    private static async Task<string> StatusAsync(HttpClient client, JsonNode integration, JsonNode sync) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}/syncs/{sync["id"]}"))![
            "status"
        ]!.GetValue<string>();
}
