using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>Whoever cancels a call that has left pays for it, whenever that is and on whichever of two nodes.</summary>
[Parallelizable]
internal sealed class CancelledCallTests
{
    private const int Key = 71;

    /// <summary>1,000 tokens in and 200 out at 0.25 and 2 USD a million, in nano-dollars.</summary>
    private const long CostOfOne = 1000 * 250 + 200 * 2000;

    /// <summary>200 of them with <c>./dev test books</c>.</summary>
    private static readonly int Cancels =
        RandomOperationsTests.Operations / 150 / (RandomOperationsTests.IsShort ? 4 : 1);

    private AiStage stage = null!;
    private WebApplicationFactory<Program>[] nodes = [];
    private TaskCompletionSource hold = new();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        stage = await AiStage.SetAsync();
        // Whoever comes to the state that is named here waits for the lock, inside its transaction.
        await stage.ExecuteAsync(
            $"""
            create table held_at (state text);
            create function hold() returns trigger language plpgsql security definer as $$
            begin
                if exists (select from held_at where state = new.state) then
                    perform pg_advisory_xact_lock({Key});
                end if;
                return new;
            end $$;
            create trigger hold before insert or update of state on ai_calls for each row execute function hold();
            """
        );
        (string, string)[] settings = [("Ai:DefaultModel", AiStage.Gpt), ("Jobs:Concurrency", "8")];
        nodes = [stage.Start(settings), stage.Start(settings)];
    }

    [SetUp]
    public async Task BeginAsync()
    {
        hold = new TaskCompletionSource();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
        await GuardAsync(failures: 10_000);
    }

    [TearDown]
    public void End() => hold.TrySetResult();

    [OneTimeTearDown]
    public Task StopAsync() => stage.DisposeAsync().AsTask();

    [Test]
    public async Task A_generation_that_is_cancelled_before_its_call_leaves_sends_none_and_costs_nothing()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var arrived = stage.OpenAi.Calls.Count;
        // Whoever reserves waits here.
        var (campaign, generation) = await WhileHeldAsync(
            $"ai_gate('{person.Id}')",
            () => FourSections.StartAsync(person.Client),
            started => CancelAsync(person, started.Generation)
        );

        await EndedAsync(person, campaign, generation);

        stage.OpenAi.Calls.Count.ShouldBe(arrived);
        (await CallsAsync(person)).ShouldBe("");
        await ShouldBePaidAsync(person, generation, 0);
    }

    [Test]
    public async Task A_call_that_was_reserved_when_its_generation_was_cancelled_does_not_leave()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var (campaign, generation) = await InFlightAsync(person);
        var books = nodes[1].Services.GetRequiredService<CallBooks>();
        var call = new NewCall(
            Guid.CreateVersion7(),
            person.Id,
            null,
            null,
            Guid.Parse(generation),
            "campaign",
            "openai",
            AiStage.Gpt,
            Guid.CreateVersion7(),
            null,
            1,
            1,
            null,
            TimeProvider.System.GetUtcNow().AddMinutes(1)
        );
        (await books.ReserveAsync(call, null, RandomOperationsTests.NoGuards, default)).Outcome.ShouldBe("reserved");

        await CancelAsync(person, generation);

        (await books.PassGateAsync(call, call.ExpiresAt, default)).Refusal!.Outcome.ShouldBe("ended");
        (
            await books.ReserveAsync(
                call with
                {
                    Id = Guid.CreateVersion7(),
                },
                null,
                RandomOperationsTests.NoGuards,
                default
            )
        ).Outcome.ShouldBe("ended");
        await books.EndAsync(person.Id, call.Id, settled: false, CallFailures.NeverSent, "A test.", default);
        hold.SetResult();
        await EndedAsync(person, campaign, generation);
        await ShouldBePaidAsync(person, generation, CostOfOne);
    }

    [Test]
    public async Task A_call_that_has_left_is_charged_what_the_provider_counted_however_often_it_is_cancelled()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var (campaign, generation) = await InFlightAsync(person);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CancelAsync(person, generation)));
        hold.SetResult();
        await EndedAsync(person, campaign, generation);

        (await CallsAsync(person)).ShouldBe($"settled abandoned {CostOfOne} {CostOfOne} 2");
        await ShouldBePaidAsync(person, generation, CostOfOne);
        var step = (await person.Client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!["steps"]![0]!;
        step.Text("status").ShouldBe("pending");
        var failure = step["failures"]!.AsArray().ShouldHaveSingleItem()!;
        failure.Text("failure").ShouldBe("abandoned");
        failure["charged"]!.GetValue<decimal>().ShouldBe(CostOfOne / 1e9m);
    }

    [Test]
    public async Task A_call_is_charged_that_was_answered_when_it_was_cancelled()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        hold.SetResult();
        await stage.ExecuteAsync("insert into held_at values ('answered')");
        var (campaign, generation) = await WhileHeldAsync(
            $"{Key}",
            () => FourSections.StartAsync(person.Client),
            async started =>
            {
                await CancelAsync(person, started.Generation);
                await stage.ExecuteAsync("delete from held_at");
            }
        );

        await EndedAsync(person, campaign, generation);

        (await CallsAsync(person)).ShouldBe($"settled abandoned {CostOfOne} {CostOfOne} 2");
        await ShouldBePaidAsync(person, generation, CostOfOne);
    }

    [Test]
    public async Task A_cancelled_call_whose_worker_is_lost_is_charged_in_full_and_its_late_answer_changes_nothing()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var (campaign, generation) = await InFlightAsync(person);
        var held = await stage.QueryAsync<long>(
            $"select reserved_nano_usd from ai_calls where user_id = '{person.Id}'"
        );

        await CancelAsync(person, generation);
        await stage.ExecuteAsync($"update ai_calls set expires_at = now() where user_id = '{person.Id}'");
        await nodes[1].Work<EndLostCalls>().EndAsync(default);
        await ShouldBePaidAsync(person, generation, held);
        hold.SetResult();
        await EndedAsync(person, campaign, generation);

        (await CallsAsync(person)).ShouldStartWith($"settled unknown {held} {held} ");
        await ShouldBePaidAsync(person, generation, held);
    }

    [Test]
    public async Task Cancelled_and_stopped_together_a_call_is_charged_once()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var (campaign, generation) = await InFlightAsync(person);
        var held = await stage.QueryAsync<long>(
            $"select reserved_nano_usd from ai_calls where user_id = '{person.Id}'"
        );

        await Task.WhenAll(CancelAsync(person, generation), StopHardAsync(person));
        await EndedAsync(person, campaign, generation);

        (await CallsAsync(person)).ShouldStartWith($"settled cancelled {held} {held} ");
        await ShouldBePaidAsync(person, generation, held);
    }

    [Test]
    public async Task After_a_hard_stop_of_calls_in_flight_generations_cost_what_the_ledger_says()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var started = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => InFlightAsync(person)));

        await StopHardAsync(person);
        foreach (var (campaign, generation) in started)
        {
            await EndedAsync(person, campaign, generation);
        }

        (
            await stage.QueryAsync<long>(
                $"select count(*) from ai_calls where user_id = '{person.Id}' and (state, failure) = ('settled', 'cancelled')"
            )
        ).ShouldBe(15);
        (
            await stage.QueryAsync<long>(
                $"select count(*) from ai_generations where user_id = '{person.Id}' and cost > 0"
            )
        ).ShouldBe(15);
        // To the nano-dollar, as no rounded figure is added up.
        (await person.Client.GetFromJsonAsync<JsonNode>("/v1/ai/generations?limit=100"))!["data"]!
            .AsArray()
            .Sum(generation => generation!["cost"]!.GetValue<decimal>())
            .ShouldBe(
                await stage.QueryAsync<long>(
                    $"select sum(amount_nano_usd)::bigint from ai_ledger where user_id = '{person.Id}' and entry = 'settled'"
                ) / 1e9m
            );
        await stage.BooksShouldAgreeAsync();
    }

    [TestCase("DELETE", "", TestName = "Whoever_deletes_the_component_that_is_being_written_anew_pays_for_the_call")]
    [TestCase("PUT", "/lock", TestName = "Whoever_locks_the_component_that_is_being_written_anew_pays_for_the_call")]
    public async Task Whoever_takes_the_place_of_an_answer_away_pays_for_it(string method, string path)
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        var component = await Answers.JsonAsync(
            await person.Client.PostTextAsync(
                $"/v1/campaigns/{campaign}/components",
                """{"name":"Ours","componentType":"custom","kind":"call-out","code":"<section><h2>Ours</h2></section>"}"""
            ),
            HttpStatusCode.Created
        );
        var started = await Answers.JsonAsync(
            await person.Client.PostTextAsync(
                $"/v1/components/{component.Text("id")}/generations",
                """{"instruction":"Shorter."}"""
            ),
            HttpStatusCode.Accepted
        );
        await stage.Nodes.WaitUntilAsync(
            $"select from ai_calls where user_id = '{person.Id}' and state = 'sent' and generation_id = '{started.Text("id")}'"
        );

        using var gone = await person.Client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), $"/v1/components/{component.Text("id")}{path}")
            {
                Headers = { { "If-Match", "*" } },
            }
        );
        gone.IsSuccessStatusCode.ShouldBeTrue(await gone.Content.ReadAsStringAsync());
        hold.SetResult();
        await stage.Nodes.WaitUntilAsync(
            $"select from ai_calls where user_id = '{person.Id}' and state in ('settled', 'released')"
        );

        (await CallsAsync(person)).ShouldBe($"settled abandoned {CostOfOne} {CostOfOne} 2");
        await ShouldBePaidAsync(person, started.Text("id"), CostOfOne);
    }

    [Test]
    public async Task Whoever_deletes_the_campaign_that_is_being_written_pays_for_the_call()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        var (campaign, generation) = await InFlightAsync(person);

        using var gone = await person.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, $"/v1/campaigns/{campaign}") { Headers = { { "If-Match", "*" } } }
        );
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent, await gone.Content.ReadAsStringAsync());
        hold.SetResult();
        await stage.Nodes.WaitUntilAsync(
            $"select from job_queue where payload ->> 'generationId' = '{generation}' and status = 'completed'"
        );

        (await CallsAsync(person)).ShouldBe($"settled abandoned {CostOfOne} {CostOfOne} 2");
        await ShouldBePaidAsync(person, generation, CostOfOne);
    }

    [Test]
    public async Task However_many_calls_are_cancelled_in_flight_the_platform_loses_nothing()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        using var elsewhere = nodes[1].SignedInLike(person.Client);
        for (var left = Cancels; left > 0; )
        {
            var round = Math.Min(left, 12);
            left -= round;
            var started = await Task.WhenAll(Enumerable.Range(0, round).Select(_ => InFlightAsync(person)));
            await Task.WhenAll(
                started.Select(async one =>
                    (await elsewhere.DeleteAsync($"/v1/generations/{one.Generation}")).StatusCode.ShouldBe(
                        HttpStatusCode.NoContent
                    )
                )
            );
            hold.SetResult();
            foreach (var (campaign, generation) in started)
            {
                await EndedAsync(person, campaign, generation);
            }
            hold = new TaskCompletionSource();
            stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
        }

        (await stage.QueryAsync<long>($"select count(*) from ai_calls where user_id = '{person.Id}'")).ShouldBe(
            Cancels
        );
        (
            await stage.QueryAsync<string>(
                $"""
                select concat_ws(' ', sum(amount_nano_usd), sum(provider_nano_usd), (select ai_credits_used from user_usage where user_id = '{person.Id}'))
                from ai_ledger where user_id = '{person.Id}' and entry = 'settled'
                """
            )
        ).ShouldBe($"{Cancels * CostOfOne} {Cancels * CostOfOne} {2 * Cancels}");
        (
            await stage.QueryAsync<long>(
                $"select count(*) from ai_ledger where user_id = '{person.Id}' and entry = 'released'"
            )
        ).ShouldBe(0);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Who_cancels_again_and_again_is_stopped_and_starts_again_twice_a_day()
    {
        using var person = await Person.RegisterAsync(nodes[0]);
        await GuardAsync(failures: 2);

        for (var stop = 1; stop <= 3; stop++)
        {
            for (var cancels = 0; cancels < 2; cancels++)
            {
                var (campaign, generation) = await InFlightAsync(person);
                await CancelAsync(person, generation);
                hold.SetResult();
                await EndedAsync(person, campaign, generation);
                hold = new TaskCompletionSource();
                stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
                // To press a stop, and to lift it, does not make the guard begin anew.
                await StopHardAsync(person);
                (await LiftAsync(person)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            }
            var (last, refused) = await FourSections.StartAsync(person.Client);
            var ended = await person.Client.WaitForGenerationAsync(refused, last);
            ended.Text("status").ShouldBe("failed");
            ended.Text("errorMessage").ShouldContain("2 calls failed");
            var active = (await person.Client.GetFromJsonAsync<JsonNode>("/v1/ai/shutoff"))!["current"]!;
            active["automatic"]!.GetValue<bool>().ShouldBeTrue();
            if (stop < 3)
            {
                (await LiftAsync(person)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            }
        }

        // Neither by lifting it, nor by pressing it first.
        await StopHardAsync(person);
        using var stays = await LiftAsync(person);
        (await Answers.JsonAsync(stays, HttpStatusCode.TooManyRequests)).Text("code").ShouldBe("ai.lifted_too_often");
        stays.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        // A day after the first of them there is room for another one.
        await stage.ExecuteAsync(
            $"""
            update ai_shutoffs set lifted_at = lifted_at - interval '1 day' where id = (
                select id from ai_shutoffs where user_id = '{person.Id}' and automatic and lifted_at is not null order by lifted_at limit 1)
            """
        );
        (await LiftAsync(person)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await stage.BooksShouldAgreeAsync();
    }

    /// <summary>A generation whose first call has arrived at the provider, which does not answer it yet.</summary>
    private async Task<(string Campaign, string Generation)> InFlightAsync(Person person)
    {
        var (campaign, generation) = await FourSections.StartAsync(person.Client);
        await stage.Nodes.WaitUntilAsync(
            $"select from ai_calls where generation_id = '{generation}' and state = 'sent'"
        );
        return (campaign, generation);
    }

    /// <summary>Does the second thing while what the first has set off waits for this advisory lock.</summary>
    private async Task<T> WhileHeldAsync<T>(string key, Func<Task<T>> begin, Func<T, Task> then)
    {
        await using var holder = new NpgsqlConnection(stage.Database.Owner + ";Pooling=false");
        await holder.OpenAsync();
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({key})", holder))
        {
            await take.ExecuteNonQueryAsync();
        }
        var begun = await begin();
        await stage.Nodes.WaitUntilAsync(
            """
            select from pg_locks where database = (select oid from pg_database where datname = current_database())
                and locktype = 'advisory' and not granted
            """
        );
        await then(begun);
        return begun;
    }

    private static async Task CancelAsync(Person person, string generation) =>
        (await person.Client.DeleteAsync($"/v1/generations/{generation}")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );

    private static async Task StopHardAsync(Person person) =>
        (
            await person.Client.PutAsJsonAsync("/v1/ai/shutoff", new { reason = "A test.", hard = true })
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static Task<HttpResponseMessage> LiftAsync(Person person) =>
        person.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, "/v1/ai/shutoff")
            {
                Content = JsonContent.Create(new { reason = "It was right." }),
            }
        );

    private Task GuardAsync(int failures) =>
        stage.ExecuteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                insert into app_settings (key, value) values ('ai.guards', '{"minutes": 60, "usd": 1000, "failures": {{failures}}}')
                on conflict (key) do update set value = excluded.value
                """
            )
        );

    /// <summary>The generation has ended, and so has its job: no call of it is under way.</summary>
    private async Task EndedAsync(Person person, string campaign, string generation)
    {
        await person.Client.WaitForGenerationAsync(generation, campaign);
        await stage.Nodes.WaitUntilAsync(
            $"""
            select from job_queue where payload ->> 'generationId' = '{generation}' and status = 'completed'
                and not exists (select from ai_calls where generation_id = '{generation}' and ended_at is null)
            """
        );
    }

    /// <summary>State, failure, what the account and the provider were due, and credits.</summary>
    private Task<string> CallsAsync(Person person) =>
        stage.QueryAsync<string>(
            $"""
            select coalesce(string_agg(concat_ws(' ', state, failure, charged_nano_usd, provider_nano_usd, credits), '; ' order by created_at), '')
            from ai_calls where user_id = '{person.Id}'
            """
        );

    /// <summary>The account has paid it, in money and in credits, the platform nothing, and every book says so.</summary>
    private async Task ShouldBePaidAsync(Person person, string generation, long nanoUsd)
    {
        (await person.Client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!["cost"]!
            .GetValue<decimal>()
            .ShouldBe(nanoUsd / 1e9m);
        (
            await stage.QueryAsync<bool>(
                $"""
                select coalesce(sum(amount_nano_usd), 0) = {nanoUsd} and coalesce(sum(provider_nano_usd), 0) = {nanoUsd}
                    and (select cost from ai_generations where id = '{generation}') = round({nanoUsd} / 1e9, 4)
                    and (select coalesce(sum(ai_credits_used), 0) from user_usage where user_id = '{person.Id}')
                        = (select coalesce(sum(credits), 0) from ai_calls where user_id = '{person.Id}')
                from ai_ledger where user_id = '{person.Id}' and entry = 'settled'
                """
            )
        ).ShouldBeTrue();
        (
            await stage.QueryAsync<long>(
                $"select coalesce(sum(provider_nano_usd), 0)::bigint from ai_ledger where user_id = '{person.Id}' and entry = 'released'"
            )
        ).ShouldBe(0);
        await stage.BooksShouldAgreeAsync();
    }
}
