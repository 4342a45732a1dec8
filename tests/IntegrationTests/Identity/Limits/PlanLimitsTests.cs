using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.Limits;

/// <summary>What a plan allows, and what happens at its end. On a database of its own: limits are the installation's.</summary>
internal sealed class PlanLimitsTests
{
    private Nodes nodes = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        nodes = await Nodes.CreateAsync();
        await LimitAsync("freemium", campaigns: 10, published: 1);
        await LimitAsync("creator", campaigns: 20, published: 2);
    }

    [OneTimeTearDown]
    public async Task DropAsync() => await nodes.DisposeAsync();

    [Test]
    public async Task Of_a_thousand_requests_at_once_a_limit_of_ten_lets_exactly_ten_through()
    {
        await using var first = nodes.StartWithoutJobs();
        await using var second = nodes.StartWithoutJobs();
        var (client, user) = await SignedInAsync(first);
        using var other = second.CreateClient();
        other.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        var campaigns = await CampaignsAsync(user, 1_000);

        ConcurrentBag<HttpStatusCode> answers = [];
        await Parallel.ForEachAsync(
            campaigns,
            new ParallelOptions { MaxDegreeOfParallelism = 100 },
            async (campaign, cancel) =>
            {
                var node = campaign[^1] % 2 == 0 ? client : other;
                using var answer = await node.PostAsync($"/v1/campaigns/{campaign}/generations", null, cancel);
                answers.Add(answer.StatusCode);
            }
        );

        answers
            .CountBy(status => status)
            .ToDictionary()
            .ShouldBe(
                new Dictionary<HttpStatusCode, int>
                {
                    [HttpStatusCode.Accepted] = 10,
                    [HttpStatusCode.PaymentRequired] = 990,
                },
                ignoreOrder: true
            );
        (await UsageAsync(client))["campaignsGenerated"]!.GetValue<int>().ShouldBe(10);
        (
            await nodes.Database.QueryAsync<long>($"select count(*) from ai_generations where user_id = '{user}'")
        ).ShouldBe(10);
    }

    [Test]
    public async Task A_refusal_names_what_is_used_up_and_when_it_begins_anew_and_warnings_came_before()
    {
        await using var node = nodes.StartWithoutJobs();
        var (client, user) = await SignedInAsync(node);
        var campaigns = await CampaignsAsync(user, 11);
        foreach (var campaign in campaigns.Take(10))
        {
            using var started = await client.PostAsync($"/v1/campaigns/{campaign}/generations", null);
            started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        using var refused = await client.PostAsync($"/v1/campaigns/{campaigns[10]}/generations", null);

        var problem = await Answers.JsonAsync(refused, HttpStatusCode.PaymentRequired);
        problem["code"]!.GetValue<string>().ShouldBe("plan.limit_reached");
        problem["resource"]!.GetValue<string>().ShouldBe("campaignsGenerated");
        problem["limit"]!.GetValue<int>().ShouldBe(10);
        problem["used"]!.GetValue<int>().ShouldBe(10);
        problem["resetsAt"]!.GetValue<DateTimeOffset>().Day.ShouldBe(1);
        problem["upgradeTo"]!.GetValue<string>().ShouldBe("creator");
        var warnings = (await UsageAsync(client))["warnings"]!.AsArray();
        warnings
            .Select(one => $"{one!["resource"]} {one["threshold"]}")
            .ShouldBe(["campaignsGenerated 80", "campaignsGenerated 100"]);
        (
            await nodes.Database.QueryAsync<long>(
                $"select count(*) from outbox_events where user_id = '{user}' and name = 'identity.usage_warned.v1'"
            )
        ).ShouldBe(2);
    }

    [Test]
    public async Task A_generation_that_came_to_nothing_is_given_back()
    {
        await using var node = nodes.StartWithoutJobs();
        var (client, user) = await SignedInAsync(node);
        var campaign = (await CampaignsAsync(user, 1))[0];
        using var started = await client.PostAsync($"/v1/campaigns/{campaign}/generations", null);
        var id = (await Answers.JsonAsync(started, HttpStatusCode.Accepted))["id"]!.GetValue<string>();
        (await UsageAsync(client))["campaignsGenerated"]!.GetValue<int>().ShouldBe(1);

        (await client.DeleteAsync($"/v1/generations/{id}")).EnsureSuccessStatusCode();

        (await UsageAsync(client))["campaignsGenerated"]!.GetValue<int>().ShouldBe(0);
    }

    [Test]
    public async Task After_a_downgrade_what_is_on_the_net_stays_there_and_nothing_more_goes_on()
    {
        await using var node = nodes.Start();
        var (client, user) = await SignedInAsync(node);
        await TierAsync(user, "creator");
        var first = await PublishedAsync(client);
        var second = await PublishedAsync(client);
        var third = await GeneratedAsync(client);
        (await client.PutAsync($"/v1/campaigns/{third}/publication", null)).StatusCode.ShouldBe(
            HttpStatusCode.PaymentRequired
        );

        await TierAsync(user, "freemium");

        foreach (var page in new[] { first.Url, second.Url })
        {
            (await client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK, page);
        }
        var usage = await UsageAsync(client);
        usage["tier"]!.GetValue<string>().ShouldBe("freemium");
        // Whoever takes one down below the limit has room again.
        (await client.DeleteAsync($"/v1/campaigns/{first.Id}/publication")).EnsureSuccessStatusCode();
        (await client.PutAsync($"/v1/campaigns/{first.Id}/publication", null)).StatusCode.ShouldBe(
            HttpStatusCode.PaymentRequired
        );
        (await client.DeleteAsync($"/v1/campaigns/{second.Id}/publication")).EnsureSuccessStatusCode();
        (await client.PutAsync($"/v1/campaigns/{first.Id}/publication", null)).EnsureSuccessStatusCode();
    }

    private static async Task<JsonNode> UsageAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!;

    private static async Task<string> GeneratedAsync(HttpClient client)
    {
        var id = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await client.GenerateAsync(id);
        return id;
    }

    private static async Task<(string Id, string Url)> PublishedAsync(HttpClient client)
    {
        var id = await GeneratedAsync(client);
        using var answer = await client.PutAsync($"/v1/campaigns/{id}/publication", null);
        return (id, (await Answers.JsonAsync(answer, HttpStatusCode.OK))["url"]!.GetValue<string>());
    }

    private static async Task<(HttpClient Client, string User)> SignedInAsync(
        Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> node
    )
    {
        var client = await node.SignedInAsync();
        return (client, (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"]!.GetValue<string>());
    }

    private Task<List<string>> CampaignsAsync(string user, int count) =>
        nodes.Database.ListAsync<string>(
            $"""
            insert into campaigns (user_id, name, type) select '{user}', 'Campaign ' || i, 'landing_page'
            from generate_series(1, {count}) i returning id::text
            """
        );

    private Task TierAsync(string user, string tier) =>
        nodes.ExecuteAsync($"update users set subscription_tier = '{tier}' where id = '{user}'");

    private Task LimitAsync(string tier, int campaigns, int published) =>
        nodes.ExecuteAsync(
            $$"""
            insert into app_settings (key, value)
            values ('limits.{{tier}}', '{"campaignsGenerated": {{campaigns}}, "publishedPages": {{published}}}')
            """
        );
}
