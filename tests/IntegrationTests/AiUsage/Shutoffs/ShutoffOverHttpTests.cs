using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Identity.ApiKeys;

namespace AiWebBuilder.IntegrationTests.AiUsage.Shutoffs;

/// <summary>The emergency stop as people press it: on one node, for all of them.</summary>
internal sealed class ShutoffOverHttpTests
{
    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(true, true)]
    public async Task A_stop_binds_every_node_and_a_person_lifts_it_with_a_reason(bool hard, bool ofPlatform)
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        using var owner = ofPlatform ? await stage.AdminAsync(nodes[0]) : await Person.RegisterAsync(nodes[0]);
        var (address, spender) = (ofPlatform ? "/v1/admin/ai/shutoff" : "/v1/ai/shutoff", await stage.AccountAsync());
        var stopped = ofPlatform ? spender : owner.Id;
        var hold = new TaskCompletionSource();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
        var underWay = nodes.Select(node => AiStage.AskAsync(node, stopped)).ToArray();
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count >= 2);

        var answer = await Answers.JsonAsync(
            await owner.Client.PutAsJsonAsync(address, new { reason = "The bill looks wrong.", hard }),
            HttpStatusCode.OK
        );
        answer["active"]!.GetValue<bool>().ShouldBeTrue();
        answer["current"]!["setBy"]!.GetValue<Guid>().ShouldBe(owner.Id);
        foreach (var node in nodes)
        {
            (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, stopped))).Error.Code.ShouldBe(
                "ai.shut_off"
            );
        }
        stage.OpenAi.Calls.Count.ShouldBe(2);
        if (!hard)
        {
            underWay.ShouldAllBe(call => !call.IsCompleted);
            hold.SetResult();
            (await Task.WhenAll(underWay)).ShouldAllBe(call => call.Value != null);
        }
        else
        {
            foreach (var call in underWay)
            {
                (await Should.ThrowAsync<DomainException>(call)).Error.Code.ShouldBe("ai.shut_off");
            }
            hold.SetResult();
        }

        // Seen on the other node; a program does not lift it, and nobody does without a reason.
        using var there = nodes[1].SignedInLike(owner.Client);
        var seen = (await there.GetFromJsonAsync<JsonNode>("/v1/ai/shutoff"))!;
        (seen["active"]!.GetValue<bool>(), seen["byPlatform"]!.GetValue<bool>()).ShouldBe((true, ofPlatform));
        using var program = nodes[1].CreateClient();
        program.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await Programs.MakeAsync(owner.Client, [.. KeyScopes.All]))["secret"]!.GetValue<string>()
        );
        (await LiftAsync(program, address, "I am a program.")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await LiftAsync(there, address, "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(nodes[0], stopped))).Error.Code.ShouldBe(
            "ai.shut_off"
        );

        (await LiftAsync(there, address, "It was right.")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await LiftAsync(there, address, "Again.")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await AiStage.AskAsync(nodes[0], stopped)).Value.ShouldNotBeNull();
        var history = (await there.GetFromJsonAsync<JsonNode>(address))!;
        history["active"]!.GetValue<bool>().ShouldBeFalse();
        history["history"]!.AsArray().Single()!["liftReason"]!.GetValue<string>().ShouldBe("It was right.");
        (
            await stage.QueryAsync<long>(
                $"select count(*) from audit_log where table_name = 'ai_shutoffs' and actor_id = '{owner.Id}'"
            )
        ).ShouldBe(2);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_soft_stop_becomes_hard_and_never_soft_again()
    {
        using var client = await App.Current.SignedInAsync();
        foreach (var (hard, is_) in new[] { (false, false), (true, true), (false, true) })
        {
            (
                await Answers.JsonAsync(
                    await client.PutAsJsonAsync("/v1/ai/shutoff", new { reason = "A test.", hard }),
                    HttpStatusCode.OK
                )
            )["current"]!["hard"]!
                .GetValue<bool>()
                .ShouldBe(is_);
        }
    }

    [Test]
    public async Task A_stop_that_would_wait_too_long_says_so_and_changes_nothing()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        await using var data = Npgsql.NpgsqlDataSource.Create(stage.Database.Owner);
        await using var leaving = await data.OpenConnectionAsync();
        await using var transaction = await leaving.BeginTransactionAsync();
        await using var gate = new Npgsql.NpgsqlCommand(
            $"select pg_advisory_xact_lock_shared(ai_gate('{owner.Id}'))",
            leaving,
            transaction
        );
        await gate.ExecuteNonQueryAsync();
        using var refused = await owner.Client.PutAsJsonAsync("/v1/ai/shutoff", new { reason = "Now.", hard = true });
        (await Answers.JsonAsync(refused, HttpStatusCode.ServiceUnavailable))["code"]!
            .GetValue<string>()
            .ShouldBe("ai.calls_leaving");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await stage.QueryAsync<long>("select count(*) from ai_shutoffs")).ShouldBe(0);
        await transaction.RollbackAsync();
        (await owner.Client.PutAsJsonAsync("/v1/ai/shutoff", new { reason = "Now.", hard = true })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    private static Task<HttpResponseMessage> LiftAsync(HttpClient client, string address, string reason) =>
        client.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, address) { Content = JsonContent.Create(new { reason }) }
        );
}
