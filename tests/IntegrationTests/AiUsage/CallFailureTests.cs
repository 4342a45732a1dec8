using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>Every way in which a call can fail: what is recorded, who pays, and what people are told. The table of docs/operations/ai.md.</summary>
[Parallelizable]
internal sealed class CallFailureTests
{
    private static readonly string[] Providers = ["openai", "anthropic"];

    /// <summary>What a provider may do, and what stands in the books then; <c>all</c>: everything that was reserved, <c>known</c>: its count.</summary>
    private static readonly (
        string Name,
        Behaviour Behaviour,
        string Failure,
        string PlatformPays,
        string Says
    )[] Kinds =
    [
        ("401", new() { Status = 401 }, "key_refused", "nothing", "refused the key"),
        ("402", new() { Status = 402 }, "quota_exhausted", "nothing", "wants to be paid"),
        ("403", new() { Status = 403 }, "forbidden", "nothing", "does not allow"),
        ("429", new() { Status = 429 }, "rate_limited", "nothing", "no more requests"),
        ("429 with Retry-After", new() { Status = 429, RetryAfter = 7 }, "rate_limited", "nothing", "no more requests"),
        ("500", new() { Status = 500 }, "provider_error", "nothing", "failed"),
        ("529", new() { Status = 529 }, "overloaded", "nothing", "overloaded"),
        ("400", new() { Status = 400 }, "bad_request", "nothing", "did not accept"),
        ("HTML", new() { Raw = "<html>proxy</html>" }, "not_json", "nothing", "no JSON"),
        ("hanging stream", new() { End = StreamEnd.Silence }, "timeout", "all", "in time"),
        ("cut stream", new() { End = StreamEnd.Cut }, "stream_cut", "all", "broke off"),
        ("no stop event", new() { End = StreamEnd.WithoutStop }, "stream_cut", "all", "broke off"),
        ("malformed JSON", new() { Text = """{"html": "<p>""" }, "invalid_output", "known", "no JSON"),
        ("no html", new() { Text = """{"css": ""}""" }, "invalid_output", "known", "no html"),
        ("too long", new() { End = StreamEnd.Length }, "invalid_output", "known", "longest"),
        ("refusal", new() { End = StreamEnd.Refusal, Text = "" }, "invalid_output", "known", "refused to answer"),
    ];

    private static IEnumerable<TestCaseData> Cases() =>
        from provider in Providers
        from kind in Kinds
        select new TestCaseData(provider, kind.Name).SetName($"{provider}: {kind.Name}");

    [TestCaseSource(nameof(Cases))]
    public async Task A_failed_call_costs_the_account_nothing(string provider, string name)
    {
        var (_, behaviour, failure, platformPays, says) = Kinds.Single(kind => kind.Name == name);
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:IdleTimeout", "00:00:01"));
        var account = await stage.AccountAsync();
        FakeProvider fake = provider == "openai" ? stage.OpenAi : stage.Anthropic;
        behaviour = behaviour with { Usage = new TokenUsage(1000, 100, Output: 50) };
        fake.Otherwise = behaviour;
        var said = "";
        try
        {
            said = (await AiStage.AskAsync(node, account, provider == "openai" ? AiStage.Gpt : AiStage.Claude)).Problem;
        }
        catch (DomainException refused)
        {
            refused.Error.Code.ShouldBe("ai.provider_unavailable");
            said = refused.Error.Message;
            refused.RetryAfter.ShouldBe(
                behaviour.RetryAfter is { } after && provider == "openai" ? TimeSpan.FromSeconds(after) : null
            );
        }
        said.ShouldNotBeNull().ShouldContain(says);

        (
            await stage.QueryAsync<string>(
                $"""
                select string_agg(distinct concat_ws(' ', state, failure, charged_nano_usd,
                    case when provider_nano_usd = 0 then 'nothing' when estimated then 'all' else 'known' end), '; ')
                from ai_calls join (select call_id, estimated from ai_ledger where entry = 'released') l on call_id = ai_calls.id
                """
            )
        ).ShouldBe($"released {failure} 0 {platformPays}");
        (
            await stage.QueryAsync<long>("select count(*) from ai_calls where state not in ('settled', 'released')")
        ).ShouldBe(0);
        if (platformPays == "known")
        {
            // By the provider's own count, for each time that it was asked.
            (
                await stage.QueryAsync<bool>(
                    $"select sum(input_tokens) = {1000 * fake.Calls.Count} and sum(output_tokens) = {50 * fake.Calls.Count} from ai_ledger where entry = 'released'"
                )
            ).ShouldBeTrue();
        }
        (await stage.QueryAsync<long>("select count(*) from ai_cost_tracking where total_cost > 0")).ShouldBe(0);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task The_document_prints_the_kinds_as_they_are()
    {
        var table = string.Concat(
            Kinds.Select(kind => $"| {kind.Name} | `{kind.Failure}` | {kind.PlatformPays} | … {kind.Says} … |\n")
        );
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations", "ai.md"));
        document.ShouldContain($"|---|---|---|---|\n{table}\n", Case.Sensitive, $"print this in it:\n{table}");
    }

    [Test]
    public async Task An_answer_that_is_no_use_is_asked_for_once_more_with_what_was_wrong_with_it()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        stage.OpenAi.Answer(new Behaviour { Text = "Here you are:" });
        var answer = await AiStage.AskAsync(node, account);
        answer.Value.ShouldNotBeNull();
        stage.OpenAi.Calls.Count.ShouldBe(2);
        var messages = stage.OpenAi.Calls[1].Body["messages"]!.AsArray();
        messages.Count.ShouldBe(4);
        messages[2]!["content"]!.ToJsonString().ShouldContain("Here you are:");
        messages[3]!["content"]!.ToJsonString().ShouldContain("It is no JSON.");
        await stage.SettleAsync(account, answer.Answer!.CallId);
        (await stage.QueryAsync<string>("select string_agg(state, ' ' order by created_at) from ai_calls")).ShouldBe(
            "released settled"
        );
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task The_same_failure_three_times_on_one_target_ends_the_loop()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var (account, step) = (await stage.AccountAsync(), Guid.CreateVersion7());
        stage.OpenAi.Otherwise = new Behaviour { Status = 500 };
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, step: step));
        }
        var ended = await AiStage.AskAsync(node, account, step: step);
        ended.Problem.ShouldNotBeNull().ShouldContain("3 times");
        stage.OpenAi.Calls.Count.ShouldBe(3);
    }

    [Test]
    public async Task A_provider_that_fails_is_left_alone_and_one_probe_opens_it_again()
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        var account = await stage.AccountAsync();
        stage.OpenAi.Answer(new Behaviour { Status = 401 });
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(nodes[0], account));
        // The other node knows.
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(nodes[1], account)))
            .RetryAfter.ShouldNotBeNull()
            .ShouldBeGreaterThan(TimeSpan.FromMinutes(4));
        stage.OpenAi.Calls.Count.ShouldBe(1);

        await stage.ExecuteAsync("update ai_breakers set open_until = now() - interval '1 second'");
        var hold = new TaskCompletionSource();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
        var all = Enumerable.Range(0, 20).Select(index => AiStage.AskAsync(nodes[index % 2], account)).ToArray();
        await Task.WhenAny(
            Task.WhenAll(all),
            Task.Run(async () =>
            {
                while (all.Count(one => one.IsFaulted) < 19)
                {
                    await Task.Yield();
                }
            })
        );
        stage.OpenAi.Calls.Count.ShouldBe(2);
        hold.SetResult();
        (await all.Single(one => !one.IsFaulted)).Value.ShouldNotBeNull();
        (await AiStage.AskAsync(nodes[1], account)).Value.ShouldNotBeNull();
    }

    [Test]
    public async Task Another_model_stands_in_where_the_operator_has_named_one()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:Fallbacks:0", AiStage.Claude));
        var account = await stage.AccountAsync();
        stage.OpenAi.Otherwise = new Behaviour { Status = 529 };
        var answer = await AiStage.AskAsync(node, account);
        answer.Answer!.Model.Model.ShouldBe(AiStage.Claude);
        await stage.SettleAsync(account, answer.Answer.CallId);
        (
            await stage.QueryAsync<string>(
                "select string_agg(model || ' ' || state, ', ' order by created_at) from ai_calls"
            )
        ).ShouldBe($"{AiStage.Gpt} released, {AiStage.Claude} settled");
        (
            await stage.QueryAsync<bool>("select anthropic_cost > 0 and openai_cost = 0 from ai_cost_tracking")
        ).ShouldBeTrue();
    }

    [TestCase("stop", null)]
    [TestCase("offline", "offline-writer-1")]
    [TestCase("cheaper", "gpt-6-luna")]
    public async Task At_the_limit_it_goes_on_as_the_account_chose(string atLimit, string? standIn)
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        // Enough for the cheapest model, not for the one that is asked for.
        var first = await AiStage.AskAsync(node, await stage.AccountAsync());
        var price = await stage.QueryAsync<long>(
            $"select reserved_nano_usd from ai_calls where id = '{first.Answer!.CallId}'"
        );
        await stage.CapAsync(account, "account", price - 1, atLimit: atLimit);
        if (standIn is null)
        {
            (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account))).Error.Code.ShouldBe(
                "ai.budget_exhausted"
            );
            return;
        }
        if (standIn == "offline-writer-1")
        {
            // The offline writer writes sections; what it says to this prompt is a refusal, and costs nothing.
            (await AiStage.AskAsync(node, account)).Problem.ShouldNotBeNull();
        }
        else
        {
            (await AiStage.AskAsync(node, account)).Answer!.Model.Model.ShouldBe(standIn);
        }
        (
            await stage.QueryAsync<string>($"select string_agg(model, ' ') from ai_calls where user_id = '{account}'")
        ).ShouldBe(standIn);
        (await stage.QueryAsync<string>("select kind from ai_alerts")).ShouldBe("budget_exhausted");
    }

    [Test]
    public async Task The_same_request_is_answered_as_before_at_no_cost()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:ReplayWindow", "00:10:00"));
        var (account, other) = (await stage.AccountAsync(), await stage.AccountAsync());
        var first = await AiStage.AskAsync(node, account);
        await stage.SettleAsync(account, first.Answer!.CallId);
        var second = await AiStage.AskAsync(node, account);
        second.Value.ShouldBe(first.Value);
        (second.Answer!.ReplayOf, second.Answer.CostUsd).ShouldBe((first.Answer.CallId, 0m));
        stage.OpenAi.Calls.Count.ShouldBe(1);
        // What others have asked is theirs.
        await AiStage.AskAsync(node, other);
        await AiStage.AskAsync(node, account, prompt: "Write something else.");
        stage.OpenAi.Calls.Count.ShouldBe(3);
    }

    [TestCase("openai")]
    [TestCase("anthropic")]
    public async Task What_the_provider_counts_is_what_is_booked_class_by_class(string provider)
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        FakeProvider fake = provider == "openai" ? stage.OpenAi : stage.Anthropic;
        var usage = new TokenUsage(
            10_000,
            6_000,
            1_000,
            provider == "openai" ? 0 : 500,
            900,
            provider == "openai" ? 300 : 0
        );
        fake.Otherwise = Behaviour.Usual with { Usage = usage };
        var answer = await AiStage.AskAsync(
            node,
            account,
            provider == "openai" ? "gpt-6-luna" : AiStage.Claude,
            prompt: new string('x', 60_000)
        );
        await stage.SettleAsync(account, answer.Answer!.CallId);
        (
            await stage.QueryAsync<string>(
                """
                select concat_ws(' ', input_tokens, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens,
                    reasoning_tokens, amount_nano_usd, provider_nano_usd)
                from ai_ledger where entry = 'settled'
                """
            )
        ).ShouldBe(
            provider == "openai"
                // 3,000 at 0.10, 6,000 at 0.01, 1,000 at 0.125 and 900 at 0.50 USD a million.
                ? "10000 6000 1000 0 900 300 935000 935000"
                // 2,500 at 1, 6,000 at 0.10, 1,000 at 1.25, 500 at 2 and 900 at 5 USD a million.
                : "10000 6000 1000 500 900 0 9850000 9850000"
        );
        await stage.BooksShouldAgreeAsync();
    }
}
