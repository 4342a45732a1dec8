using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.AiUsage.Budgets;

/// <summary>What calls under way hold comes back: whoever needs it waits. What is spent does not.</summary>
[Parallelizable]
internal sealed class HeldBudgetTests
{
    private AiStage stage = null!;
    private WebApplicationFactory<Program>[] nodes = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stage = await AiStage.SetAsync();
        (string, string)[] settings = [("Ai:DefaultModel", AiStage.Gpt), ("Jobs:PollInterval", "00:00:00.200")];
        nodes = [stage.Start(settings), stage.Start([.. settings, ("Jobs:Concurrency", "1")])];
    }

    [TearDown]
    public Task LiftLimitsAsync() =>
        stage.ExecuteAsync("delete from ai_budgets; delete from app_settings where key = 'limits.agency'");

    [OneTimeTearDown]
    public Task StopAsync() => stage.DisposeAsync().AsTask();

    [TestCase("account")]
    [TestCase("platform")]
    [TestCase("credits")]
    public async Task A_generation_waits_for_what_others_hold_and_leaves_its_worker_to_others_meanwhile(string cap)
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var hold = new TaskCompletionSource();
        // What is held for a call is many times what it costs.
        stage.OpenAi.Otherwise = Behaviour.Usual with
        {
            Hold = hold.Task,
            Usage = new TokenUsage(100, Output: 20),
        };
        var arrived = stage.OpenAi.Calls.Count;
        var (campaign, first) = await FourSections.StartAsync(person.Client);
        await stage.Nodes.WaitUntilAsync($"select from ai_calls where generation_id = '{first}' and state = 'sent'");
        await LimitAsync(cap, person);

        // More of them than there are workers; of credits there are not enough for so many.
        List<(string Campaign, string Generation)> waiting = [];
        while (waiting.Count < (cap == "credits" ? 3 : 8))
        {
            waiting.Add(await FourSections.StartAsync(person.Client));
        }
        foreach (var (_, generation) in waiting)
        {
            await stage.Nodes.WaitUntilAsync(
                $"""
                select from job_queue where payload ->> 'generationId' = '{generation}' and (status, attempts) = ('pending', 0)
                    and exists (select from generation_events where generation_id = '{generation}' and type = 'step.waiting')
                """
            );
        }
        stage.OpenAi.Calls.Count.ShouldBe(arrived + 1);

        // It can be cancelled, and does not wait for ever.
        var (cancelled, late) = (waiting[0], waiting[1]);
        (await person.Client.DeleteAsync($"/v1/generations/{cancelled.Generation}")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        await EndedAsync(person, cancelled, "cancelled");
        await stage.ExecuteAsync(
            $"update generation_steps set waiting_since = now() - interval '16 minutes' where generation_id = '{late.Generation}' and waiting_since is not null"
        );
        (await EndedAsync(person, late, "failed"))
            .Text("errorMessage")
            .ShouldContain(cap == "credits" ? "limit" : "budget", Case.Insensitive);
        stage.OpenAi.Calls.Count.ShouldBe(arrived + 1);

        hold.SetResult();
        foreach (var one in waiting.Skip(2).Prepend((campaign, first)))
        {
            await EndedAsync(person, one, "completed");
            await FourSections.LandedShouldBeAsync(stage.Nodes, one.Item2, FourSections.Count);
        }
        // Only the one that would not wait any longer was told that it is used up.
        (
            await stage.QueryAsync<long>(
                $"""
                select count(*) from ai_alerts where kind = 'budget_exhausted'
                    and created_at > (select min(created_at) from ai_calls where generation_id = '{first}')
                """
            )
        ).ShouldBe(cap == "credits" ? 0 : 1);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_is_spent_refuses_at_once_and_for_good()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        stage.OpenAi.Otherwise = Behaviour.Usual;
        await EndedAsync(person, await FourSections.StartAsync(person.Client), "completed");
        await stage.CapAsync(person.Id, "account", 10_000_000_000, period: "day");
        await stage.CapAsync(person.Id, "account", FourSections.Count * 650_000 + 1);

        var refused = await FourSections.StartAsync(person.Client);

        (await EndedAsync(person, refused, "failed")).Text("errorMessage").ShouldContain("budget");
        (
            await stage.QueryAsync<string>(
                $"""
                select concat((select count(*) from generation_events where generation_id = '{refused.Generation}' and type = 'step.waiting'), ' ',
                    (select count(*) from ai_alerts where kind = 'budget_exhausted' and user_id = '{person.Id}'))
                """
            )
        ).ShouldBe("0 1");
    }

    /// <summary>Room for one call at a time, almost for two, and for what all of them really cost.</summary>
    private async Task LimitAsync(string cap, Person person)
    {
        var (nanoUsd, credits) = (
            await stage.QueryAsync<long>(
                $"select reserved_nano_usd * 2 - 1 from ai_calls where user_id = '{person.Id}'"
            ),
            await stage.QueryAsync<int>($"select reserved_credits * 2 - 1 from ai_calls where user_id = '{person.Id}'")
        );
        // Others may have spent of the platform's before.
        var spent = await stage.QueryAsync<long>(
            "select coalesce(sum(provider_nano_usd), 0)::bigint from ai_calls where ended_at is not null"
        );
        await (
            cap switch
            {
                "account" => stage.CapAsync(person.Id, "account", nanoUsd),
                "platform" => stage.CapAsync(null, "platform", nanoUsd + spent, period: "total"),
                _ => stage.ExecuteAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $$"""
                        insert into app_settings (key, value)
                        values ('limits.agency', jsonb_build_object('aiCreditsUsed', {{credits}}))
                        """
                    )
                ),
            }
        );
    }

    private async Task<JsonNode> EndedAsync(Person person, (string Campaign, string Generation) one, string status)
    {
        var ended = await person.Client.WaitForGenerationAsync(one.Generation, one.Campaign);
        ended.Text("status").ShouldBe(status, ended.ToJsonString());
        await stage.Nodes.WaitUntilAsync(
            $"select from job_queue where payload ->> 'generationId' = '{one.Generation}' and status = 'completed'"
        );
        return ended;
    }
}
