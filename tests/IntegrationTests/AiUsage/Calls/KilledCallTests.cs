using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>kill -9 of the built program at each step of a call's road.</summary>
internal sealed class KilledCallTests
{
    private const int Key = 70;

    [Test]
    public async Task A_worker_killed_at_any_step_of_a_call_loses_and_doubles_nothing()
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = stage.Nodes;
        // Whoever comes to the step that is named here waits for the lock, inside its transaction. A reservation lasts until this test
        // ends it, however long six processes take to start.
        await stage.ExecuteAsync(
            $"""
            create table deadly (step text);
            create function hold() returns trigger language plpgsql security definer as $$
            begin
                if exists (select from deadly where step = new.state) then
                    perform pg_advisory_xact_lock({Key});
                end if;
                new.expires_at := new.expires_at + interval '1 day';
                return new;
            end $$;
            create trigger hold before insert or update of state on ai_calls for each row execute function hold();
            """
        );
        await using var holder = new NpgsqlConnection(stage.Database.Owner + ";Pooling=false");
        await holder.OpenAsync();

        // Before reserve: nothing was written, nothing is held.
        await using var first = await StartAsync("serve", "reserved");
        using var client = await first.SignedInAsync();
        var (campaign, generation) = await FourSections.StartAsync(client);
        await stage.ExecuteAsync("update job_queue set max_attempts = 20 where job_type = 'campaigns.generate'");
        await DiesWaitingAsync(first);
        await CallsShouldBeAsync("");

        // After reserve, before the call leaves.
        await using var second = await StartAsync("worker", "sent");
        await DiesWaitingAsync(second);
        await CallsShouldBeAsync("reserved");
        stage.OpenAi.Calls.ShouldBeEmpty();

        // In the middle of the call.
        stage.OpenAi.Answer(Behaviour.Usual with { Hold = new TaskCompletionSource().Task });
        await using var third = await StartAsync("worker", "none");
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count >= 1);
        await third.KillAsync();
        await CallsShouldBeAsync("reserved sent");

        // Answered, before it is settled.
        await using var fourth = await StartAsync("worker", "settled");
        await DiesWaitingAsync(fourth);
        await CallsShouldBeAsync("reserved sent answered");
        stage.OpenAi.Calls.Count.ShouldBe(2);
        await FourSections.LandedShouldBeAsync(nodes, generation, 0);

        // The answer that is there is landed, not asked for again; after that has been settled the next one dies at the next section.
        await using var fifth = await StartAsync("worker", "reserved");
        await DiesWaitingAsync(fifth);
        await CallsShouldBeAsync("reserved sent settled");
        stage.OpenAi.Calls.Count.ShouldBe(2);
        await FourSections.LandedShouldBeAsync(nodes, generation, 1);

        await using var last = await StartAsync("serve", "none");
        using var sameClient = last.SignedInLike(client);
        (await sameClient.WaitForGenerationAsync(generation, campaign))["status"]!
            .GetValue<string>()
            .ShouldBe("completed");
        await FourSections.LandedShouldBeAsync(nodes, generation, FourSections.Count);
        (await stage.QueryAsync<long>("select count(*) from campaign_components")).ShouldBe(FourSections.Count);
        // One call a section, and the one that was killed in the middle.
        stage.OpenAi.Calls.Count.ShouldBe(FourSections.Count + 1);

        // It would see to the lost ones itself, before this test can.
        await last.KillAsync();

        // The time of the lost ones runs out: what never left costs nothing, what nobody knows of costs all that was held.
        await stage.ExecuteAsync("update ai_calls set expires_at = now() where ended_at is null");
        var node = stage.Start(("Jobs:Enabled", "false"));
        (await node.Work<EndLostCalls>().EndAsync(default)).ShouldBe(2);
        await CallsShouldBeAsync("released settled settled settled settled settled");
        (
            await stage.QueryAsync<string>(
                "select string_agg(failure || ' ' || (charged_nano_usd = reserved_nano_usd), ', ' order by created_at) from ai_calls where failure is not null"
            )
        ).ShouldBe("never_sent false, unknown true");
        (
            await stage.QueryAsync<long>(
                "select sum(provider_nano_usd)::bigint from ai_ledger where entry = 'settled' and not estimated"
            )
        ).ShouldBe(FourSections.Count * (1000 * 250 + 200 * 2000));
        await stage.BooksShouldAgreeAsync();

        async Task<ProductProcess> StartAsync(string command, string diesAt)
        {
            await stage.ExecuteAsync($"delete from deadly; insert into deadly values ('{diesAt}')");
            await ExecuteAsync($"select pg_advisory_lock({Key})");
            var process = await ProductProcess.StartAsync(
                stage.Database,
                command,
                ("Ai__DefaultModel", AiStage.Gpt),
                ("Ai__Providers__openai__ApiKey", stage.OpenAi.Key),
                ("Ai__Providers__openai__BaseUrl", stage.OpenAi.BaseUrl.ToString())
            );
            await nodes.ExpireLeasesAsync();
            if (diesAt == "none")
            {
                await ExecuteAsync($"select pg_advisory_unlock({Key})");
            }
            return process;
        }

        async Task DiesWaitingAsync(ProductProcess process)
        {
            var waits = $"""
                from pg_locks where database = (select oid from pg_database where datname = current_database())
                    and locktype = 'advisory' and (classid, objid) = (0, {Key}) and not granted
                """;
            await nodes.WaitUntilAsync($"select {waits}");
            await process.KillAsync();
            // What a dead client has asked for in full, the server would still do: here its connection dies with it.
            await stage.ExecuteAsync($"select pg_terminate_backend(pid) {waits}");
            await nodes.WaitUntilAsync($"select where not exists (select {waits})");
            await ExecuteAsync($"select pg_advisory_unlock({Key})");
        }

        async Task CallsShouldBeAsync(string states) =>
            (
                await stage.QueryAsync<string>(
                    "select coalesce(string_agg(state, ' ' order by created_at), '') from ai_calls"
                )
            ).ShouldBe(states);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, holder);
            await command.ExecuteNonQueryAsync();
        }
    }
}
