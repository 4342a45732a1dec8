using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Campaigns.Generation;

/// <summary>A worker dies, or only seems to have died, in the middle of a generation.</summary>
internal sealed class LostWorkerTests
{
    private const int Sections = FourSections.Count;

    private Nodes nodes = null!;

    [SetUp]
    public async Task CreateAsync() => nodes = await Nodes.CreateAsync();

    [TearDown]
    public async Task StopAsync() => await nodes.DisposeAsync();

    [Test]
    public async Task Another_worker_goes_on_where_it_stopped_and_its_awakening_changes_nothing(
        [Range(0, Sections - 1)] int landed
    )
    {
        FreezingModel model = null!;
        await using var first = nodes.StartWith(inner => model = new FreezingModel(inner, landed));
        using var client = await first.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await model.Frozen;
        await FourSections.LandedShouldBeAsync(nodes, generation, landed);

        await using var second = nodes.Start();
        using var sameClient = second.SignedInLike(client);
        await nodes.ExpireLeasesAsync();
        await sameClient.WaitForGenerationAsync(generation, campaign);
        await nodes.WaitUntilAsync("select from job_queue where job_type <> 'identity.mail' and status = 'completed'");
        await FourSections.ShouldBeWholeAsync(nodes, campaign, generation);
        var before = await nodes.SnapshotAsync();

        model.Wake();
        await first.StopAsync();

        (await nodes.SnapshotAsync()).ShouldBe(before);
        before.ShouldContain("\"attempts\": 2");
    }

    [Test]
    public async Task Two_workers_that_write_the_same_section_at_once_land_it_once()
    {
        FreezingModel slow = null!;
        FreezingModel other = null!;
        await using var first = nodes.StartWith(inner => slow = new FreezingModel(inner, 1));
        using var client = await first.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await slow.Frozen;

        await using var second = nodes.StartWith(inner => other = new FreezingModel(inner, 0));
        await nodes.ExpireLeasesAsync();
        await other.Frozen;
        slow.Wake();
        other.Wake();

        // Stopped earlier, between the generation's end and its own, the job would be handed back and done once more.
        await nodes.WaitUntilAsync("select from job_queue where job_type <> 'identity.mail' and status = 'completed'");
        await first.StopAsync();
        await second.StopAsync();
        await FourSections.ShouldBeWholeAsync(nodes, campaign, generation);
        (
            await nodes.Database.QueryAsync<string>(
                "select status || ' ' || attempts from job_queue where job_type <> 'identity.mail'"
            )
        ).ShouldBe("completed 2");
    }

    [Test]
    public async Task A_worker_that_wakes_after_all_has_ended_does_not_end_the_next_generation()
    {
        FreezingModel model = null!;
        FreezingModel next = null!;
        await using var first = nodes.StartWith(inner => model = new FreezingModel(inner, 1));
        using var client = await first.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await model.Frozen;
        await using var second = nodes.StartWith(inner => next = new FreezingModel(inner, Sections - 1));
        await nodes.ExpireLeasesAsync();
        await client.WaitForGenerationAsync(generation, campaign);
        using var again = await client.PostAsJsonAsync($"/v1/campaigns/{campaign}/generations", FourSections.Plan);
        var second2 = (await Answers.JsonAsync(again, HttpStatusCode.Accepted))["id"]!.GetValue<string>();
        await next.Frozen;

        model.Wake();
        await first.StopAsync();

        using var sameClient = second.SignedInLike(client);
        (await StatusAsync(sameClient, campaign)).ShouldBe("generating");
        next.Wake();
        (await sameClient.WaitForGenerationAsync(second2, campaign))["status"]!
            .GetValue<string>()
            .ShouldBe("completed");
        (await StatusAsync(sameClient, campaign)).ShouldBe("ready");
    }

    [Test]
    public async Task A_campaign_deleted_in_the_middle_ends_its_generation_and_keeps_what_it_cost()
    {
        FreezingModel model = null!;
        await using var node = nodes.StartWith(inner => model = new FreezingModel(inner, 1));
        using var client = await node.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await model.Frozen;

        using var read = await client.GetAsync($"/v1/campaigns/{campaign}");
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/v1/campaigns/{campaign}");
        delete.Headers.IfMatch.Add(read.Headers.ETag!);
        (await client.SendAsync(delete)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        model.Wake();
        await nodes.WaitUntilAsync(
            "select from job_queue where job_type <> 'identity.mail' and status = 'completed' and attempts = 1"
        );

        var ended = await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}");
        ended!["status"]!.GetValue<string>().ShouldNotBe("processing");
        ended["cost"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
        // What had landed, and the call that was under way.
        (await nodes.Database.QueryAsync<long>("select count(*) from ai_ledger where entry = 'settled'")).ShouldBe(2);
        (await nodes.Database.QueryAsync<long>("select count(*) from campaign_components")).ShouldBe(0);
    }

    [Test]
    public async Task What_fails_on_every_attempt_fails_for_good_and_lets_the_campaign_go()
    {
        await using var node = nodes.StartWith(inner => new FailingModel(inner));
        using var client = await node.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await FailEveryAttemptAsync("status = 'failed'");

        var failed = await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}");
        failed!["status"]!.GetValue<string>().ShouldBe("failed");
        failed.ToJsonString().ShouldNotContain("secret inner workings");
        (await StatusAsync(client, campaign)).ShouldBe("draft");
        (
            await nodes.Database.QueryAsync<string>(
                "select status || ' ' || attempts from job_queue where job_type <> 'identity.mail'"
            )
        ).ShouldBe("failed 5");
        (await nodes.Database.QueryAsync<long>("select count(*) from ai_ledger where entry = 'settled'")).ShouldBe(0);
        await FourSections.EventsShouldHaveNoGapAsync(nodes, generation, Sections + 2);
    }

    [Test]
    public async Task Giving_up_is_tried_again_until_it_succeeds()
    {
        await using var node = nodes.StartWith(inner => new FailingModel(inner));
        using var client = await node.SignedInAsync();
        await nodes.ExecuteAsync(
            """
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
            create trigger refuse before update on ai_generations for each row when (new.status <> 'processing')
                execute function refuse();
            """
        );
        var (campaign, _) = await FourSections.StartAsync(client);
        await FailEveryAttemptAsync("attempts > max_attempts and status = 'retrying'");
        (await StatusAsync(client, campaign)).ShouldBe("generating");

        await nodes.ExecuteAsync("drop trigger refuse on ai_generations");
        await nodes.RetryNowAsync();

        await nodes.WaitUntilAsync("select from job_queue where job_type <> 'identity.mail' and status = 'failed'");
        (await StatusAsync(client, campaign)).ShouldBe("draft");
    }

    [Test]
    public async Task A_model_that_is_no_longer_sold_does_not_hold_the_campaign()
    {
        FreezingModel model = null!;
        await using var node = nodes.StartWith(inner => model = new FreezingModel(inner, 1));
        using var client = await node.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await model.Frozen;
        await nodes.ExecuteAsync("delete from ai_model_prices");
        model.Wake();

        await client.WaitForGenerationAsync(generation, campaign);
        (await StatusAsync(client, campaign)).ShouldBe("ready", "one section had landed");
        var ended = await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}");
        ended!["errorMessage"]!.GetValue<string>().ShouldContain("model");
    }

    [Test]
    public async Task A_worker_lost_on_every_attempt_ends_the_job()
    {
        FreezingModel model = null!;
        await using var node = nodes.StartWith(inner => model = new FreezingModel(inner, 0));
        using var client = await node.SignedInAsync();
        var (campaign, _) = await FourSections.StartAsync(client);
        await model.Frozen;
        await nodes.ExecuteAsync(
            "update job_queue set attempts = max_attempts, lease_owner = 'somebody who died' where job_type = 'campaigns.generate'"
        );
        await using var other = nodes.Start();
        await nodes.ExpireLeasesAsync();

        await nodes.WaitUntilAsync("select from job_queue where job_type <> 'identity.mail' and status = 'failed'");
        (await StatusAsync(client, campaign)).ShouldBe("draft");
        model.Wake();
        await node.StopAsync();
        (await nodes.Database.QueryAsync<long>("select count(*) from campaign_components")).ShouldBe(0);
    }

    private static async Task<string> StatusAsync(HttpClient client, string campaign) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}"))!["status"]!.GetValue<string>();

    private async Task FailEveryAttemptAsync(string until)
    {
        await nodes.HoldRetriesAsync();
        var reached = $"select from job_queue where job_type <> 'identity.mail' and {until}";
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            await nodes.WaitUntilAsync(
                $"select from job_queue where job_type <> 'identity.mail' and ({until} or (status = 'retrying' and attempts >= {attempt}))"
            );
            if (await nodes.Database.QueryAsync<bool>($"select exists ({reached})"))
            {
                // And is left so: one more attempt might still run when the test goes on.
                return;
            }
            await nodes.RetryNowAsync();
        }
        await nodes.WaitUntilAsync(reached);
    }
}
