using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>Connections that are synced by themselves.</summary>
internal sealed class ScheduleTests
{
    private const string Work = "integrations.sync_by_schedule";

    private Nodes nodes = null!;
    private FakeGoHighLevel fake = null!;

    [SetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        fake = await FakeGoHighLevel.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await fake.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    [TestCase("hourly", 1)]
    [TestCase("daily", 24)]
    [TestCase("weekly", 168)]
    public async Task A_slot_is_synced_once_whichever_nodes_look_and_those_that_passed_are_one(
        string schedule,
        int hours
    )
    {
        var (node, other) = (Node(), Node());
        var client = await node.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var planned = await ScheduledAsync(client, integration, $"\"{schedule}\"");
        var next = planned["nextSyncAt"]!.GetValue<DateTimeOffset>();
        (next - TimeProvider.System.GetUtcNow()).TotalHours.ShouldBeInRange(-0.1, hours);
        await node.RunAsync(Work);
        (await SyncsAsync(client, integration)).ShouldBeEmpty();

        // Three slots and a half ago.
        await nodes.ExecuteAsync(
            $"update platform_integrations set next_sync_at = now() - interval '{hours * 210} minutes'"
        );
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? node : other).RunAsync(Work)));
        await nodes.WaitUntilAsync("select from integration_syncs where status = 'completed'");
        await nodes.WaitUntilAsync(
            "select where not exists (select from job_queue where job_type like 'integrations.%' and status <> 'completed')"
        );
        (await SyncsAsync(client, integration)).Count.ShouldBe(1);
        (
            await nodes.Database.QueryAsync<bool>(
                $"select next_sync_at between now() and now() + interval '{hours} hours' from platform_integrations"
            )
        ).ShouldBeTrue();
    }

    [Test]
    public async Task A_schedule_waits_while_the_platform_is_not_connected_and_ends_with_null()
    {
        var node = Node();
        var client = await node.SignedInAsync();
        var integration = await ConnectedAsync(client);
        await ScheduledAsync(client, integration, "\"hourly\"");
        (await client.ChangeAsync(integration, """{"credentials":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await nodes.ExecuteAsync("update platform_integrations set next_sync_at = now() - interval '2 hours'");
        await node.RunAsync(Work);
        (await SyncsAsync(client, integration)).ShouldBeEmpty();

        (
            await client.ChangeAsync(
                integration,
                $$$"""{"credentials":{"privateIntegrationToken":"{{{FakeGoHighLevel.LocationToken}}}","locationId":"loc1"}}"""
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        await client.VerifyAsync(integration);
        await node.RunAsync(Work);
        await nodes.WaitUntilAsync("select from integration_syncs where status = 'completed'");

        (await ScheduledAsync(client, integration, "null"))["nextSyncAt"].ShouldBeNull();
        await node.RunAsync(Work);
        (await SyncsAsync(client, integration)).Count.ShouldBe(1);
    }

    [Test]
    public async Task What_cannot_be_read_or_is_no_schedule_is_refused()
    {
        var client = await Node().SignedInAsync();
        var integration = await ConnectedAsync(client);
        foreach (var wrong in (string[])["\"yearly\"", "\"\"", "7", "{}"])
        {
            (await client.ChangeAsync(integration, "{\"syncSchedule\":" + wrong + "}")).StatusCode.ShouldBe(
                HttpStatusCode.BadRequest,
                wrong
            );
        }
        (await client.DeleteAsync(integration, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var custom = await client.ConnectAsync("custom", new { url = "https://own.invalid/" });
        (await client.ChangeAsync(custom, """{"syncSchedule":"daily"}""")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<JsonNode> ConnectedAsync(HttpClient client) =>
        client.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );

    private static async Task<JsonNode> ScheduledAsync(HttpClient client, JsonNode integration, string schedule) =>
        await Answers.JsonAsync(
            await client.ChangeAsync(integration, "{\"syncSchedule\":" + schedule + "}"),
            HttpStatusCode.OK
        );

    private static async Task<JsonArray> SyncsAsync(HttpClient client, JsonNode integration) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}/syncs"))!["data"]!.AsArray();

    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> Node() =>
        nodes.Start(services: null, ("Outgoing:AllowLoopback", "true"), ("Platforms:GoHighLevelAddress", fake.Url));
}
