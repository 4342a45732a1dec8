using AiWebBuilder.Infrastructure.AiUsage.Calls;
using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>What nodes do with calls that are over: the lost ones are ended, kept answers forgotten.</summary>
internal sealed class UpkeepTests
{
    [Test]
    public async Task Answers_are_forgotten_when_their_time_is_over_and_no_others()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:ReplayWindow", "00:10:00"));
        var account = await stage.AccountAsync();
        List<Guid> calls = [];
        for (var index = 0; index < 4; index++)
        {
            calls.Add((await AiStage.AskAsync(node, account, prompt: $"Write {index}.")).Answer!.CallId);
        }
        foreach (var call in calls[..3])
        {
            await stage.SettleAsync(account, call);
        }
        await stage.ExecuteAsync(
            $"""
            update ai_calls set ended_at = now() - interval '11 minutes' where id in ('{calls[0]}', '{calls[1]}');
            update ai_calls set answered_at = now() - interval '11 minutes' where id = '{calls[3]}'
            """
        );

        // In small steps, however much there is.
        var books = node.Services.GetRequiredService<CallBooks>();
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        (await books.ForgetAnswersAsync(before, most: 1, default)).ShouldBe(1);
        (await node.Work<ForgetAnswers>().ForgetAsync(default)).ShouldBe(1);
        (await node.Work<ForgetAnswers>().ForgetAsync(default)).ShouldBe(0);

        (
            await stage.QueryAsync<string>(
                "select string_agg(state || ' ' || (answer is not null), ', ' order by created_at) from ai_calls"
            )
        ).ShouldBe("settled false, settled false, settled true, answered true");
        (await AiStage.AskAsync(node, account, prompt: "Write 2.")).Answer!.ReplayOf.ShouldBe(calls[2]);
        (await AiStage.AskAsync(node, account, prompt: "Write 1.")).Answer!.ReplayOf.ShouldBeNull();
    }

    [Test]
    public async Task A_call_whose_step_is_being_landed_at_this_moment_is_left_to_who_lands_it()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Jobs:Enabled", "false"));
        using var person = await Person.RegisterAsync(node);
        var (_, generation) = await FourSections.StartAsync(person.Client);
        var books = node.Services.GetRequiredService<CallBooks>();
        var (landing, other) = (await SendAsync(Guid.Parse(generation)), await SendAsync(null));
        await stage.ExecuteAsync("update ai_calls set expires_at = now() - interval '1 second'");

        // Landing: the generation first, then its call.
        await using var connection = new NpgsqlConnection(stage.Database.Owner);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync($"select from ai_generations where id = '{generation}' for no key update");
        // It waits for nobody, and ends what it can.
        (await books.ExpireOneAsync(default).WaitAsync(Eventually.Patience)).ShouldBe(
            new ExpiredCall("openai", AiStage.Gpt, null, "unknown", 1000)
        );
        (await books.ExpireOneAsync(default).WaitAsync(Eventually.Patience)).ShouldBeNull();
        await ExecuteAsync(
            $"select set_config('app.user_id', '{person.Id}', true), ai_end('{landing}', true, null, null, now())"
        );
        await transaction.CommitAsync();
        (await books.ExpireOneAsync(default)).ShouldBeNull();

        (
            await stage.QueryAsync<string>(
                $"select string_agg(coalesce(failure, 'landed'), ', ' order by id = '{other}') from ai_calls"
            )
        ).ShouldBe("landed, unknown");
        await stage.BooksShouldAgreeAsync();

        async Task<Guid> SendAsync(Guid? generationId)
        {
            var call = new NewCall(
                Guid.CreateVersion7(),
                person.Id,
                null,
                null,
                generationId,
                "campaign",
                "openai",
                AiStage.Gpt,
                Guid.CreateVersion7(),
                null,
                1000,
                0,
                null,
                TimeProvider.System.GetUtcNow().AddMinutes(1)
            );
            var guards = new SpendGuards("10 minutes", long.MaxValue, int.MaxValue);
            (await books.ReserveAsync(call, null, guards, default)).Outcome.ShouldBe("reserved");
            var (gate, refusal) = await books.PassGateAsync(call, call.ExpiresAt, default);
            refusal.ShouldBeNull();
            await gate!.DisposeAsync();
            return call.Id;
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
        }
    }
}
