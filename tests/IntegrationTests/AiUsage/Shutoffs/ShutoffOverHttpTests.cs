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
    public async Task An_administrator_lifts_an_accounts_automatic_stop_as_often_as_it_takes_and_no_other_one()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var admin = await stage.AdminAsync(node);
        using var owner = await Person.RegisterAsync(node);
        var address = $"/v1/admin/users/{owner.Id}/ai/shutoff";
        Task RunAwayAsync() =>
            stage.ExecuteAsync(
                $"""
                begin;
                select set_config('app.user_id', '{owner.Id}', true), ai_shut_off('{owner.Id}', true, 'It ran away.', true, now());
                commit
                """
            );

        for (var stop = 1; stop <= 3; stop++)
        {
            await RunAwayAsync();
            (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
                "ai.shut_off"
            );
            (await DeleteAsync(admin.Client, address, "Looked into.")).ShouldBe((HttpStatusCode.NoContent, null));
            (await AiStage.AskAsync(node, owner.Id)).Value.ShouldNotBeNull();
        }
        // They count for the owner, who lifts two a day.
        await RunAwayAsync();
        (await DeleteAsync(owner.Client, "/v1/ai/shutoff", "Mine.")).ShouldBe(
            (HttpStatusCode.TooManyRequests, "ai.lifted_too_often")
        );
        (await DeleteAsync(owner.Client, address, "Mine.")).ShouldBe((HttpStatusCode.Forbidden, "auth.forbidden"));
        (await DeleteAsync(admin.Client, address, "")).ShouldBe((HttpStatusCode.BadRequest, "request.invalid"));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => DeleteAsync(admin.Client, address, "Looked into."))
        );
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent);

        var stops = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/shutoff"))!;
        stops["active"]!.GetValue<bool>().ShouldBeFalse();
        stops["history"]!.AsArray().Count.ShouldBe(4);
        stops["history"]!.AsArray().ShouldAllBe(stop => stop!["liftedBy"]!.GetValue<Guid>() == admin.Id);
        var log = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/audit-log?table=ai_shutoffs"))!;
        log["data"]!
            .AsArray()
            .Where(entry => entry!["action"]!.GetValue<string>() == "update")
            .Select(entry => (entry!["reason"]!.GetValue<string>(), entry["actorId"]!.GetValue<Guid>()))
            .ShouldBe(Enumerable.Repeat(("Looked into.", admin.Id), 4));

        // What somebody in the account has pressed is theirs.
        using var pressed = await owner.Client.PutAsJsonAsync(
            "/v1/ai/shutoff",
            new { reason = "Holidays.", hard = false }
        );
        pressed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DeleteAsync(admin.Client, address, "Looked into.")).ShouldBe(
            (HttpStatusCode.Conflict, "ai.shutoff_not_automatic")
        );
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe("ai.shut_off");
        (await DeleteAsync(admin.Client, $"/v1/admin/users/{Guid.CreateVersion7()}/ai/shutoff", "Nobody's.")).ShouldBe(
            (HttpStatusCode.NotFound, "ai.account_not_found")
        );
    }

    private static async Task<(HttpStatusCode Status, string? Code)> DeleteAsync(
        HttpClient client,
        string address,
        string reason
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, address);
        request.Content = JsonContent.Create(new { reason });
        using var answer = await client.SendAsync(request);
        return (
            answer.StatusCode,
            answer.StatusCode == HttpStatusCode.NoContent
                ? null
                : (await Answers.JsonAsync(answer, answer.StatusCode))["code"]!.GetValue<string>()
        );
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
