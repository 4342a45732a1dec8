using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>A person changes their mind in the middle.</summary>
public sealed class CancelGenerationTests
{
    [Test]
    public async Task Cancelling_stops_it_frees_the_campaign_and_can_be_repeated()
    {
        using var client = await App.Current.SignedInAsync();
        var generation = await GenerationStreamTests.SilentGenerationAsync(client);
        var campaign = (await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!["campaignId"];
        await App.Current.ListAsync<int>(
            $"update campaigns set status = 'generating' where id = '{campaign}' returning 1"
        );

        for (var again = 0; again < 3; again++)
        {
            (await client.DeleteAsync($"/v1/generations/{generation}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        var after = await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}");
        after!["status"]!.GetValue<string>().ShouldBe("cancelled");
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}"))!["status"]!
            .GetValue<string>()
            .ShouldBe("draft");
        (
            await App.Current.ListAsync<string>(
                $"select type from generation_events where generation_id = '{generation}'"
            )
        ).ShouldBe(["generation.cancelled"]);
        (
            await App.Current.QueryAsync<int>(
                $"select generations_count from ai_cost_tracking where user_id = (select user_id from campaigns where id = '{campaign}')"
            )
        ).ShouldBe(1);
    }

    [Test]
    public async Task Cancelling_at_any_moment_leaves_one_outcome_and_as_many_components_as_have_landed()
    {
        using var client = await App.Current.SignedInAsync();
        List<string> outcomes = [];
        foreach (var moment in Enumerable.Range(0, 12))
        {
            var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
            var started = await Answers.JsonAsync(
                await client.PostAsync($"/v1/campaigns/{campaign}/generations", null),
                HttpStatusCode.Accepted
            );
            var id = started["id"]!.GetValue<string>();
            // Waits for a number of steps, not for a time: the cancellation then meets a landing, early or late.
            while (await LandedAsync(id) < moment && await StatusAsync(client, id) == "processing") { }
            var cancels = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => client.DeleteAsync($"/v1/generations/{id}"))
            );
            cancels.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);

            var generation = await client.WaitForGenerationAsync(id, campaign);
            var status = generation["status"]!.GetValue<string>();
            outcomes.Add(status);
            status.ShouldBeOneOf("cancelled", "completed");
            var ends = await App.Current.ListAsync<string>(
                $"select type from generation_events where generation_id = '{id}' and type like 'generation.%' and seq > 1 order by seq"
            );
            ends.ShouldBe([$"generation.{status}"]);
            (
                await App.Current.QueryAsync<string>(
                    $"select type from generation_events where generation_id = '{id}' order by seq desc limit 1"
                )
            ).ShouldBe($"generation.{status}");
            (
                await App.Current.QueryAsync<long>(
                    $"select count(*) from campaign_components where campaign_id = '{campaign}'"
                )
            ).ShouldBe(await LandedAsync(id));
        }
        outcomes.ShouldContain("cancelled");
    }

    [Test]
    public async Task A_generation_started_after_a_cancellation_runs_to_its_own_end()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("yoga-studio"))["id"]!.GetValue<string>();
        var first = await Answers.JsonAsync(
            await client.PostAsync($"/v1/campaigns/{campaign}/generations", null),
            HttpStatusCode.Accepted
        );
        (await client.DeleteAsync($"/v1/generations/{first["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var second = await client.GenerateAsync(campaign);

        second["status"]!.GetValue<string>().ShouldBe("completed");
        second["steps"]!.AsArray().ShouldAllBe(step => step!["status"]!.GetValue<string>() == "completed");
    }

    private static Task<long> LandedAsync(string generation) =>
        App.Current.QueryAsync<long>(
            $"select count(*) from generation_steps where generation_id = '{generation}' and status = 'completed'"
        );

    private static async Task<string> StatusAsync(HttpClient client, string generation) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!["status"]!.GetValue<string>();
}
