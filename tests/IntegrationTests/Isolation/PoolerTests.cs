using System.Net;
using System.Net.Http.Json;
using AiWebBuilder.Infrastructure.Persistence;
using AiWebBuilder.Infrastructure.Persistence.Schema;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.Isolation;

/// <summary>Behind a pooler that hands a connection to another client after each transaction.</summary>
internal sealed class PoolerTests
{
    private const int Requests = 1000;
    private static readonly string[] Words = ["firstword", "secondword", "thirdword", "fourthword"];

    private Nodes nodes = null!;
    private PgBouncer pooler = null!;
    private DatabaseConnections connections = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        nodes = await Nodes.CreateAsync();
        connections = DatabaseConnections.Derive(nodes.Database.Owner);
        pooler = await PgBouncer.StartAsync(connections);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await pooler.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Test]
    public async Task A_thousand_requests_of_four_accounts_at_once_get_their_own_answers()
    {
        await using var node = nodes.Start(services: null, Settings());
        List<(HttpClient Client, string Word, string Campaign)> tenants = [];
        foreach (var word in Words)
        {
            var client = await node.SignedInAsync();
            var campaign = await Answers.JsonAsync(
                await client.PostAsJsonAsync("/v1/campaigns", new { name = $"{word} page", type = "landing_page" }),
                HttpStatusCode.Created
            );
            var id = campaign["id"]!.GetValue<string>();
            await client.AddComponentAsync(id, name: word);
            tenants.Add((client, word, id));
        }
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var servers = 0;

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = 24 },
            async (number, stop) =>
            {
                var (client, word, campaign) = tenants[number % tenants.Count];
                using var request = (number / tenants.Count % 6) switch
                {
                    0 => new HttpRequestMessage(HttpMethod.Get, $"/v1/campaigns/{campaign}"),
                    1 => new HttpRequestMessage(HttpMethod.Get, "/v1/campaigns"),
                    2 => new HttpRequestMessage(HttpMethod.Get, $"/v1/campaigns/{campaign}/components"),
                    3 => new HttpRequestMessage(HttpMethod.Patch, $"/v1/campaigns/{campaign}")
                    {
                        Content = JsonContent.Create(new { description = $"{word} {number}" }),
                        Headers = { { "If-Match", "*" } },
                    },
                    4 => new HttpRequestMessage(HttpMethod.Post, $"/v1/campaigns/{campaign}/components")
                    {
                        Content = JsonContent.Create(
                            new
                            {
                                name = $"{word} {number}",
                                componentType = "custom",
                                code = $"<p>{word}</p>",
                            }
                        ),
                        Headers = { { "Idempotency-Key", $"the-key-of-{number}" } },
                    },
                    _ => new HttpRequestMessage(HttpMethod.Get, "/v1/audit-log?table=campaigns"),
                };
                using var answer = await client.SendAsync(request, stop);
                var text = await answer.Content.ReadAsStringAsync(stop);
                var foreign = Words.Where(other => other != word && text.Contains(other, StringComparison.Ordinal));
                if (!answer.IsSuccessStatusCode || foreign.Any() || !text.Contains(word, StringComparison.Ordinal))
                {
                    failures.Enqueue($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}");
                }
                if (number % 100 == 0)
                {
                    // Without sharing there would be nothing to leak.
                    InterlockedMax(ref servers, await ServersAsync());
                }
            }
        );

        TestContext.Out.WriteLine(
            $"{Requests} requests, {failures.Count} failures, {servers} connections behind the pooler"
        );
        string.Join('\n', failures.Take(5)).ShouldBeEmpty();
        servers.ShouldBeInRange(1, PgBouncer.PoolSize);
        tenants.ForEach(tenant => tenant.Client.Dispose());
    }

    [Test]
    public async Task What_listens_goes_past_the_pooler_so_that_jobs_start_without_a_poll()
    {
        await using var node = nodes.Start(services: null, [.. Settings(), ("Jobs:PollInterval", "01:00:00")]);
        using var client = await node.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();

        (await client.GenerateAsync(campaign, FourSections.Plan))["status"]!.GetValue<string>().ShouldBe("completed");
    }

    [Test]
    public async Task The_pooler_does_hand_a_sessions_settings_on_which_is_why_none_may_be_set()
    {
        await using var first = NpgsqlDataSource.Create(pooler.Through(nodes.Database.Owner));
        await using var second = NpgsqlDataSource.Create(pooler.Through(nodes.Database.Owner) + ";Application Name=b");
        await using (var set = first.CreateCommand("select set_config('app.user_id', 'somebody', false)"))
        {
            await set.ExecuteScalarAsync();
        }
        List<string?> seen = [];
        for (var i = 0; i < PgBouncer.PoolSize; i++)
        {
            await using var read = second.CreateCommand("select current_setting('app.user_id', true)");
            seen.Add(await read.ExecuteScalarAsync() as string);
        }
        seen.ShouldContain("somebody", "else the test above proves nothing");
    }

    private (string, string)[] Settings() =>
        [
            ("ConnectionStrings:PostgresApp", pooler.Through(connections.App)),
            ("ConnectionStrings:PostgresPublic", pooler.Through(connections.Public)),
            ("ConnectionStrings:PostgresListen", connections.App),
        ];

    private Task<int> ServersAsync() =>
        nodes.Database.QueryAsync<int>(
            $"""
            select count(*)::integer from pg_stat_activity
            where usename = '{DatabaseConnections.AppRole}' and datname = current_database()
                and application_name <> '{Databases.ListeningName}'
            """
        );

    private static void InterlockedMax(ref int place, int value)
    {
        for (var seen = place; value > seen; seen = place)
        {
            if (Interlocked.CompareExchange(ref place, value, seen) == seen)
            {
                return;
            }
        }
    }
}
