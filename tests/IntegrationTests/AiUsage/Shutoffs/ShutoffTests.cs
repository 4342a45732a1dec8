using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.AiUsage.Calls.Upkeep;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.AiUsage.Keys;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Shutoffs;

/// <summary>The emergency stop binds from its commit, on every node.</summary>
internal sealed class ShutoffTests
{
    [TestCase(true, TestName = "After_a_hard_stop_of_the_account_no_call_arrives")]
    [TestCase(false, TestName = "After_a_hard_stop_of_the_platform_no_call_arrives")]
    public async Task After_a_hard_stop_no_call_arrives(bool ofAccount)
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        var account = await stage.AccountAsync();
        using var enough = new CancellationTokenSource();
        ConcurrentBag<string> ends = [];
        var clients = Enumerable
            .Range(0, 64)
            .Select(index =>
                Task.Run(async () =>
                {
                    while (!enough.IsCancellationRequested)
                    {
                        try
                        {
                            await AiStage.AskAsync(nodes[index % 2], account);
                        }
                        catch (DomainException refused)
                        {
                            ends.Add(refused.Error.Code);
                            if (refused.Error.Code == "ai.shut_off")
                            {
                                return;
                            }
                        }
                    }
                })
            )
            .ToArray();
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count >= 100);

        await StopAsync(stage, ofAccount ? account : null, hard: true);
        // What left before may still be on its way.
        const string Left = "select count(*) from ai_calls where sent_at is not null";
        var left = await stage.QueryAsync<long>(Left);
        await Task.WhenAll(clients);

        (await stage.QueryAsync<long>(Left)).ShouldBe(left);
        stage.OpenAi.Calls.Count.ShouldBeLessThanOrEqualTo((int)left);
        ends.Count(end => end == "ai.shut_off").ShouldBe(64);
        await stage.BooksShouldAgreeAsync();
        (await stage.QueryAsync<long>("select count(*) from ai_calls where state in ('reserved', 'sent')")).ShouldBe(0);
    }

    [Test]
    public async Task A_hard_stop_cancels_what_is_under_way_and_a_soft_one_lets_it_end()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var (soft, hard) = (await stage.AccountAsync(), await stage.AccountAsync());
        var hold = new TaskCompletionSource();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
        var (softly, hardly) = (AiStage.AskAsync(node, soft), AiStage.AskAsync(node, hard));
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count >= 2);

        await StopAsync(stage, soft, hard: false);
        await StopAsync(stage, hard, hard: true);
        (await Should.ThrowAsync<DomainException>(hardly)).Error.Code.ShouldBe("ai.shut_off");
        softly.IsCompleted.ShouldBeFalse();
        hold.SetResult();
        (await softly).Value.ShouldNotBeNull();

        // Nobody knows what the cancelled one cost: who stopped it pays what was held.
        (
            await stage.QueryAsync<string>(
                $"select state || ' ' || failure || ' ' || (charged_nano_usd = reserved_nano_usd) from ai_calls where user_id = '{hard}'"
            )
        ).ShouldBe("settled cancelled true");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Spend_that_runs_away_stops_itself_and_only_a_person_starts_it_again()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var (fast, calm) = (await stage.AccountAsync(), await stage.AccountAsync());
        await stage.ExecuteAsync(
            """insert into app_settings (key, value) values ('ai.guards', '{"minutes": 10, "usd": 0.01, "failures": 30}')"""
        );
        string? code = null;
        for (var calls = 0; code is null; calls++)
        {
            calls.ShouldBeLessThan(100);
            try
            {
                await AiStage.AskAsync(node, fast);
            }
            catch (DomainException refused)
            {
                code = refused.Error.Code;
            }
        }
        code.ShouldBe("ai.shut_off");
        (
            await stage.QueryAsync<string>(
                $"select automatic || ' ' || hard from ai_shutoffs where user_id = '{fast}' and lifted_at is null"
            )
        ).ShouldBe("true true");
        (await AiStage.AskAsync(node, calm)).Value.ShouldNotBeNull();

        // The job that ends lost calls does not lift it.
        await node.Work<EndLostCalls>().EndAsync(default);
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, fast))).Error.Code.ShouldBe("ai.shut_off");
    }

    [Test]
    public async Task Calls_that_fail_again_and_again_stop_the_account_softly()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        await stage.ExecuteAsync(
            """insert into app_settings (key, value) values ('ai.guards', '{"minutes": 10, "usd": 50, "failures": 4}')"""
        );
        stage.OpenAi.Otherwise = Behaviour.Usual with { Text = "no JSON at all" };
        (await AiStage.AskAsync(node, account)).Problem.ShouldNotBeNull();
        (await AiStage.AskAsync(node, account)).Problem.ShouldNotBeNull();
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account))).Error.Code.ShouldBe("ai.shut_off");
        stage.OpenAi.Calls.Count.ShouldBe(4);
        (await stage.QueryAsync<bool>("select automatic and not hard from ai_shutoffs")).ShouldBeTrue();
    }

    [TestCase("https", 0, TestName = "A_stop_waits_for_no_endpoint_that_is_slow_to_be_reached")]
    [TestCase("http", 4, TestName = "A_stop_waits_for_no_endpoint_that_reads_nothing_of_what_it_is_sent")]
    public async Task A_stop_waits_for_no_endpoint(string scheme, int pictures)
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        using var admin = await stage.AdminAsync(node);
        // It takes connections, and neither reads nor writes a byte.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await owner.AddModelAsync($"{scheme}://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/v1", inputUsd: 0);
        List<string> images = [];
        for (var number = 0; number < pictures; number++)
        {
            images.Add(
                (await owner.Client.UploadAsync(Uploads.Picture(number, ImageFile.MaxBytes)))["url"]!.GetValue<string>()
            );
        }
        var asked = AiStage.AskAsync(
            node,
            owner.Id,
            "mine-1",
            with: request => request with { Images = images, MaxOutputTokens = 100 }
        );
        await stage.Nodes.WaitUntilAsync("select from ai_calls where state = 'sent'");

        using var stopped = await admin.Client.PutAsJsonAsync(
            "/v1/admin/ai/shutoff",
            new { reason = "A test.", hard = true }
        );

        stopped.StatusCode.ShouldBe(HttpStatusCode.OK, await stopped.Content.ReadAsStringAsync());
        await Should.ThrowAsync<DomainException>(asked);
        (await stage.QueryAsync<string>("select state from ai_calls")).ShouldBe("released");
        if (pictures == 0)
        {
            (await stage.QueryAsync<string>("select failure || ' ' || provider_nano_usd from ai_calls")).ShouldBe(
                "unreachable 0"
            );
        }
        await stage.BooksShouldAgreeAsync();
    }

    /// <summary>By a stop, also by one that came past the gate, or by the end of the process.</summary>
    [TestCase(true, "released unreachable 0")]
    [TestCase(false, "released never_sent 0")]
    public async Task A_call_that_never_left_costs_nothing_whatever_ends_it(bool stopped, string booked)
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await owner.AddModelAsync($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/v1", inputUsd: 0);
        using var process = new CancellationTokenSource();
        var asked = AiStage.AskAsync(
            node,
            owner.Id,
            "mine-1",
            with: request => request with { MaxOutputTokens = 100 },
            cancellationToken: process.Token
        );
        // The connection is there, and waits for an encryption that nobody agrees on.
        using var connection = await silent.AcceptTcpClientAsync();

        if (stopped)
        {
            await stage.ExecuteAsync(
                """
                insert into ai_shutoffs (hard, automatic, reason, created_at) values (true, false, 'A test.', now());
                select pg_notify('ai_shutoffs', '')
                """
            );
            await Should.ThrowAsync<DomainException>(asked);
        }
        else
        {
            await process.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(asked);
        }

        (
            await stage.QueryAsync<string>("select state || ' ' || failure || ' ' || provider_nano_usd from ai_calls")
        ).ShouldBe(booked);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Answers_that_are_thrown_away_run_away_as_well()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        await stage.ExecuteAsync(
            """insert into app_settings (key, value) values ('ai.guards', '{"minutes": 10, "usd": 0.006, "failures": 1000}')"""
        );
        // The account pays for none of these, and the platform for all.
        stage.OpenAi.Otherwise = Behaviour.Usual with
        {
            Text = "no JSON at all",
        };
        string? code = null;
        for (var calls = 0; code is null; calls++)
        {
            calls.ShouldBeLessThan(20);
            try
            {
                await AiStage.AskAsync(node, account);
            }
            catch (DomainException refused)
            {
                code = refused.Error.Code;
            }
        }
        code.ShouldBe("ai.shut_off");
    }

    /// <summary>As the use case does it: in one transaction, whose commit is the moment from which it binds.</summary>
    private static Task StopAsync(AiStage stage, Guid? account, bool hard) =>
        stage.ExecuteAsync(
            $"""
            begin;
            select set_config('app.user_id', '{account}', true), set_config('app.scope', '{(
                account is null ? "platform" : ""
            )}', true);
            select ai_shut_off({(account is null ? "null" : $"'{account}'")}, {hard}, 'test', false, now());
            commit
            """
        );
}
