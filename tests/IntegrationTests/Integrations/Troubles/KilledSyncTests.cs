using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;

namespace AiWebBuilder.IntegrationTests.Integrations.Troubles;

/// <summary>A sync of many pages is as good as one of few, however often its worker dies.</summary>
internal sealed class KilledSyncTests
{
    /// <summary><c>./dev test integrations</c> reads 5,000.</summary>
    private static readonly int Pages = int.Parse(
        Environment.GetEnvironmentVariable("AIWEBBUILDER_SYNC_PAGES") ?? "200",
        CultureInfo.InvariantCulture
    );

    private static readonly int Kills = Pages < 1000 ? 2 : 5;

    private Nodes nodes = null!;

    [SetUp]
    public async Task StartAsync() => nodes = await Nodes.CreateAsync();

    [TearDown]
    public async Task StopAsync() => await nodes.DisposeAsync();

    [Test]
    public async Task A_long_sync_that_is_killed_again_and_again_has_all_pages_once_and_asks_for_one_again_per_kill()
    {
        await using var site = await FakeWordPress.StartAsync(Pages);
        await using var road = await TroubledRoad.ToAsync(site.Url);
        var client = await SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", CredentialsAt(road));
        var awake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var frozen = new ConcurrentQueue<int>();
        var lists = 0;
        var freezes = new Trouble(
            "a worker that dies",
            "",
            Passes: true,
            async (context, carryOut) =>
            {
                frozen.Enqueue(lists);
                await awake.Task;
                using var answer = await carryOut();
                await answer.Content.CopyToAsync(context.Response.Body);
            }
        );
        var step = Pages / 19 / (Kills + 1);
        road.Meets = request =>
            request.Path.Value!.EndsWith("/pages", StringComparison.Ordinal)
            && Interlocked.Increment(ref lists) is var list
            && list % step == 0
            && list / step <= Kills
                ? freezes
                : null;
        var sync = await client.StartSyncAsync(integration);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var killed = kill;
            await Eventually.TrueAsync(() => frozen.Count == killed, $"the worker that is killed as number {kill}");
            await nodes.ExpireLeasesAsync();
        }

        sync = await EndAsync(client, integration, sync);

        sync.Text("status").ShouldBe("completed", sync.ToJsonString());
        var found = await FoundAsync();
        // The dead wake up.
        awake.SetResult();
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'integrations.sync' and status = 'completed'"
        );
        found.ShouldBe(Enumerable.Range(1, Pages));
        (await FoundAsync()).ShouldBe(found);
        sync["changes"]!["new"]!.GetValue<int>().ShouldBe(Pages);
        var again = road
            .Requests.Where(request => request.Contains("/wp/v2/pages?", StringComparison.Ordinal))
            .GroupBy(request => request)
            .Sum(same => same.Count() - 1);
        again.ShouldBeLessThanOrEqualTo(Kills);
        await TestContext.Out.WriteLineAsync(
            $"{Pages} pages, {Kills} kills: {found.Count} there, {found.Count - found.Distinct().Count()} twice, {again} lists again"
        );
    }

    [Test]
    public async Task A_site_of_many_pages_is_read_to_its_end_and_listed()
    {
        await using var site = await FakeWordPress.StartAsync(2 * Pages);
        var client = await SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.Credentials);

        var sync = await EndAsync(client, integration, await client.StartSyncAsync(integration));

        sync.Text("status").ShouldBe("completed", sync.ToJsonString());
        (await FoundAsync()).ShouldBe(Enumerable.Range(1, 2 * Pages));
        (await client.ContentsAsync(integration, "object=posts")).ShouldBeEmpty();
        (
            await client.GetFromJsonAsync<JsonNode>(
                $"/v1/integrations/{integration.Text("id")}/contents?object=pages&limit=100"
            )
        )!["data"]!
            .AsArray()
            .Count.ShouldBe(100);
    }

    private Task<HttpClient> SignedInAsync() =>
        nodes
            .Start(
                services: null,
                ("Outgoing:AllowLoopback", "true"),
                ("Platforms:CallPatience", "00:10:00"),
                ("Jobs:Concurrency", "8")
            )
            .SignedInAsync();

    private static object CredentialsAt(TroubledRoad road) =>
        new
        {
            siteUrl = road.Url,
            username = "admin",
            applicationPassword = "abcd EFGH 1234 ijkl",
        };

    private async Task<List<int>> FoundAsync() =>
        await nodes.Database.ListAsync<int>(
            "select external_id::int from platform_contents where object = 'pages' order by 1"
        );

    private static async Task<JsonNode> EndAsync(HttpClient client, JsonNode integration, JsonNode sync)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                sync = (
                    await client.GetFromJsonAsync<JsonNode>(
                        $"/v1/integrations/{integration.Text("id")}/syncs/{sync.Text("id")}"
                    )
                )!;
                return sync.Text("status") != "running";
            },
            "the sync's end"
        );
        return sync;
    }
}
