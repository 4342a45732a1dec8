using System.Globalization;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>Every way in which a call can fail: what is recorded, who pays, and what people are told. The table of docs/operations/ai.md.</summary>
internal sealed class CallFailureTests
{
    private const string OtherLocal = "local-2";

    /// <summary>The ways in which models are called.</summary>
    private static readonly (string Name, string Model, string Path)[] Apis =
    [
        ("responses of OpenAI", AiStage.Gpt, FakeOpenAi.Responses),
        ("chat of a compatible endpoint", AiStage.Local, FakeOpenAi.Chat),
        ("messages of Anthropic", AiStage.Claude, FakeAnthropic.Messages),
    ];

    /// <summary>What a provider may do, and what stands in the books then; <c>at most</c>: all that it can have cost, <c>known</c>: its count.</summary>
    private static readonly (
        string Name,
        Behaviour Behaviour,
        string Failure,
        string PlatformPays,
        string Says
    )[] Kinds =
    [
        ("401", new() { Status = 401 }, "key_refused", "nothing", "rejected the key"),
        ("402", new() { Status = 402 }, "quota_exhausted", "nothing", "quota of the key is used up"),
        (
            "429 insufficient_quota",
            new()
            {
                Status = 429,
                Raw =
                    """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""",
            },
            "quota_exhausted",
            "nothing",
            "quota of the key is used up"
        ),
        (
            "400 credit balance is too low",
            new()
            {
                Status = 400,
                Raw =
                    """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."},"request_id":"req_1"}""",
            },
            "quota_exhausted",
            "nothing",
            "quota of the key is used up"
        ),
        ("403", new() { Status = 403 }, "forbidden", "nothing", "does not allow"),
        ("404", new() { Status = 404 }, "forbidden", "nothing", "does not know"),
        ("429", new() { Status = 429 }, "rate_limited", "nothing", "rate limit"),
        ("429 with Retry-After", new() { Status = 429, RetryAfter = "7" }, "rate_limited", "nothing", "rate limit"),
        ("500", new() { Status = 500 }, "provider_error", "nothing", "failed"),
        ("529", new() { Status = 529 }, "overloaded", "nothing", "overloaded"),
        ("400", new() { Status = 400 }, "bad_request", "nothing", "rejected the request"),
        ("HTML", new() { Raw = "<html>proxy</html>" }, "not_json", "nothing", "not valid JSON"),
        ("hanging stream", new() { End = StreamEnd.Silence }, "timeout", "at most", "in time"),
        ("cut stream", new() { End = StreamEnd.Cut }, "stream_cut", "at most", "cut off"),
        ("no stop event", new() { End = StreamEnd.WithoutStop }, "stream_cut", "at most", "cut off"),
        ("error in a stream", new() { End = StreamEnd.Error }, "stream_cut", "at most", "cut off"),
        ("malformed JSON", new() { Text = """{"html": "<p>""" }, "invalid_output", "known", "not the JSON object"),
        ("no html", new() { Text = """{"css": ""}""" }, "invalid_output", "known", "no html"),
        ("too long", new() { End = StreamEnd.Length }, "invalid_output", "known", "longest"),
        ("refusal", new() { End = StreamEnd.Refusal, Text = "" }, "invalid_output", "known", "refused to answer"),
    ];

    /// <summary>One for each way to ask: the cases of a way follow one another, each with an account of its own.</summary>
    private readonly Dictionary<
        (string Api, bool Streamed),
        (AiStage Stage, WebApplicationFactory<Program> Node)
    > stages = [];

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var (stage, _) in stages.Values)
        {
            await stage.DisposeAsync();
        }
    }

    private static IEnumerable<TestCaseData> Cases() =>
        from api in Apis
        from streamed in new[] { true, false }
        from kind in Kinds
        // What comes in one piece has no middle.
        where streamed || kind.Behaviour.End != StreamEnd.Error
        select new TestCaseData(api.Name, streamed, kind.Name).SetName(
            $"{api.Name}, {(streamed ? "streamed" : "in one piece")}: {kind.Name}"
        );

    [TestCaseSource(nameof(Cases))]
    public async Task A_failed_call_costs_the_account_nothing(string api, bool streamed, string name)
    {
        var (_, behaviour, failure, platformPays, says) = Kinds.Single(kind => kind.Name == name);
        var (_, model, path) = Apis.Single(one => one.Name == api);
        var (stage, node) = await StageAsync(api, model, streamed);
        // The provider that failed in the case before is not to be left alone in this one.
        await stage.ExecuteAsync("delete from ai_breakers; delete from ai_model_breakers");
        var account = await stage.AccountAsync();
        FakeProvider fake = model == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        var before = fake.Calls.Count;
        fake.Otherwise = behaviour with { Usage = new TokenUsage(150, 20, Output: 50) };
        var said = "";
        try
        {
            said = (await AiStage.AskAsync(node, account, model)).Problem;
        }
        catch (DomainException refused)
        {
            refused.Error.Code.ShouldBe(
                failure == "quota_exhausted" ? "ai.provider_quota_exhausted" : "ai.provider_unavailable"
            );
            said = refused.Error.Message;
            refused.RetryAfter.ShouldBe(behaviour.RetryAfter is null ? null : TimeSpan.FromSeconds(7));
        }
        said.ShouldNotBeNull().ShouldContain(says);
        Served[] served = [.. fake.Calls.Skip(before)];
        served.ShouldAllBe(call => call.Path == path && call.Streamed == streamed);

        (
            await stage.QueryAsync<string>(
                $"""
                select string_agg(distinct concat_ws(' ', state, failure, charged_nano_usd,
                    case when provider_nano_usd = 0 then 'nothing' when estimated then 'at most' else 'known' end), '; ')
                from ai_calls join (select call_id, estimated from ai_ledger where entry = 'released') l on call_id = ai_calls.id
                where user_id = '{account}'
                """
            )
        ).ShouldBe($"released {failure} 0 {platformPays}");
        (
            await stage.QueryAsync<long>("select count(*) from ai_calls where state not in ('settled', 'released')")
        ).ShouldBe(0);
        var (booked, bill) = (await BookedAsync(stage, account), Bill(served, model));
        switch (platformPays)
        {
            case "nothing":
                bill.ShouldBe(0);
                break;
            case "known":
                // By the provider's own count, for each time that it was asked.
                booked.ShouldBe(bill);
                break;
            default:
                bill.ShouldBeInRange(1, booked);
                var held = await stage.QueryAsync<long>(
                    $"select reserved_nano_usd from ai_calls where user_id = '{account}'"
                );
                // It says first what it has counted of the prompt: 130 at 1, 20 at 0.10, and 1,000 at 5 USD a million.
                var known = model == AiStage.Claude && streamed ? 5_132_000 : held;
                if (behaviour.End == StreamEnd.Cut)
                {
                    // A connection that is reset may take along what had arrived.
                    booked.ShouldBeOneOf(known, held);
                }
                else
                {
                    booked.ShouldBe(known);
                }
                break;
        }
        (await stage.QueryAsync<long>("select count(*) from ai_cost_tracking where total_cost > 0")).ShouldBe(0);
        await stage.BooksShouldAgreeAsync();
    }

    private async Task<(AiStage Stage, WebApplicationFactory<Program> Node)> StageAsync(
        string api,
        string model,
        bool streamed
    )
    {
        if (stages.TryGetValue((api, streamed), out var there))
        {
            return there;
        }
        var stage = await AiStage.SetAsync();
        List<(string, string)> settings = [.. await stage.AddLocalAsync(), ("Ai:IdleTimeout", "00:00:01")];
        await stage.AddLocalAsync(OtherLocal);
        if (!streamed)
        {
            await stage.StopStreamingAsync(model);
            settings.Add(("Ai:CallTimeout", "00:00:05"));
        }
        return stages[(api, streamed)] = (stage, stage.Start([.. settings]));
    }

    /// <summary>What the fake's own count comes to, in 10⁻⁹ USD.</summary>
    private static long Bill(IEnumerable<Served> served, string model)
    {
        var (input, cached, output) = model == AiStage.Claude ? (1000, 100, 5000) : (250, 25, 2000);
        return served
            .Select(call => call.Billed)
            .OfType<TokenUsage>()
            .Sum(usage => (long)usage.Uncached * input + usage.CacheRead * cached + usage.Output * output);
    }

    private static Task<long> BookedAsync(AiStage stage, Guid account) =>
        stage.QueryAsync<long>(
            $"select sum(provider_nano_usd)::bigint from ai_ledger where user_id = '{account}' and entry <> 'reserved'"
        );

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
        var messages = stage.OpenAi.Calls[1].Body["input"]!.AsArray();
        messages.Count.ShouldBe(4);
        messages[2]!["content"]!.ToJsonString().ShouldContain("Here you are:");
        messages[3]!["content"]!.ToJsonString().ShouldContain("not the JSON object");
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
        // The nineteen may be refused before the probe has reached the provider.
        await Eventually.TrueAsync(() =>
            (all.Count(one => one.IsFaulted) >= 19 && stage.OpenAi.Calls.Count > 1) || all.All(one => one.IsCompleted)
        );
        stage.OpenAi.Calls.Count.ShouldBe(2);
        hold.SetResult();
        (await all.Single(one => !one.IsFaulted)).Value.ShouldNotBeNull();
        (await AiStage.AskAsync(nodes[1], account)).Value.ShouldNotBeNull();
    }

    /// <summary>As each provider says it; <c>rate_limited</c>: what only looks like it, and is over in a minute.</summary>
    [TestCase(
        "OpenAI",
        429,
        """{"error":{"message":"Pay.","type":"insufficient_quota","code":"insufficient_quota"}}"""
    )]
    [TestCase("OpenAI, its hard limit", 400, """{"error":{"code":"billing_hard_limit_reached"}}""")]
    [TestCase("Moonshot", 429, """{"error":{"message":"Pay.","type":"exceeded_current_quota_error"}}""")]
    [TestCase("Zhipu", 429, """{"error":{"code":"1113","message":"Insufficient balance or no resource package."}}""")]
    [TestCase("DeepSeek", 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error"}}""")]
    [TestCase("OpenRouter", 402, """{"error":{"code":402,"message":"Insufficient credits."}}""")]
    [TestCase("a list", 429, """[{"error":{"code":"insufficient_quota"}}]""")]
    [TestCase(
        "a status in the body",
        200,
        """data: {"error":{"message":"Pay.","code":429,"type":"insufficient_quota"}}"""
    )]
    [TestCase(
        "Gemini, requests a minute",
        429,
        """{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED"}}""",
        "rate_limited"
    )]
    [TestCase("no body", 429, "{", "rate_limited")]
    [TestCase("a page", 429, "<style>p{color:red}</style>", "rate_limited")]
    public async Task A_quota_that_is_used_up_is_told_from_a_rate_limit(
        string provider,
        int status,
        string body,
        string failure = "quota_exhausted"
    )
    {
        var (stage, node) = await StageAsync("chat of a compatible endpoint", AiStage.Local, streamed: true);
        await stage.ExecuteAsync("delete from ai_breakers; delete from ai_model_breakers");
        stage.OpenAi.Otherwise = new Behaviour { Status = status, Raw = body };
        var account = await stage.AccountAsync();

        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, AiStage.Local), provider);

        (await stage.QueryAsync<string>($"select failure from ai_calls where user_id = '{account}'")).ShouldBe(failure);
    }

    [Test]
    public async Task A_quota_that_is_used_up_costs_nothing_when_it_is_said_in_a_stream_either([Values] bool streamed)
    {
        var (stage, node) = await StageAsync("responses of OpenAI", AiStage.Gpt, streamed);
        await stage.ExecuteAsync("delete from ai_breakers; delete from ai_model_breakers");
        stage.OpenAi.Otherwise = Behaviour.Usual with
        {
            Text = "",
            End = StreamEnd.Error,
            ErrorCode = "insufficient_quota",
        };
        var account = await stage.AccountAsync();

        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account))).Error.Code.ShouldBe(
            "ai.provider_quota_exhausted"
        );

        (
            await stage.QueryAsync<string>(
                $"select concat_ws(' ', failure, charged_nano_usd, provider_nano_usd) from ai_calls where user_id = '{account}'"
            )
        ).ShouldBe("quota_exhausted 0 0");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_key_whose_quota_is_used_up_is_not_tried_again_and_its_owner_is_told()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:Fallbacks:0", AiStage.Claude));
        var account = await stage.AccountAsync();
        stage.OpenAi.Otherwise = new Behaviour
        {
            Status = 429,
            // It says so, and there is nothing to wait for.
            RetryAfter = "1",
            Raw = """{"error":{"code":"insufficient_quota"}}""",
        };

        // Another provider stands in, and the key is left alone.
        (await AiStage.AskAsync(node, account)).Answer!.Model.Model.ShouldBe(AiStage.Claude);
        (await AiStage.AskAsync(node, account)).Answer!.Model.Model.ShouldBe(AiStage.Claude);
        stage.OpenAi.Calls.Count.ShouldBe(1);
        (
            await stage.QueryAsync<string>("select concat_ws(' ', kind, message) from ai_alerts where user_id is null")
        ).ShouldBe(
            "breaker_open Calls of openai are suspended: the provider says that the quota of the key is used up."
        );

        // Where none does, nothing is called, and whoever asks hears why.
        stage.Anthropic.Otherwise = new Behaviour { Status = 402 };
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account))).Error.Message.ShouldBe(
            "The provider says that the quota of the key is used up."
        );
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account)))
            .RetryAfter.ShouldNotBeNull()
            .ShouldBeGreaterThan(TimeSpan.FromMinutes(4));
        (stage.OpenAi.Calls.Count, stage.Anthropic.Calls.Count).ShouldBe((1, 3));
    }

    [Test]
    public async Task A_model_that_is_refused_is_left_alone_and_its_provider_is_not(
        [ValueSource(nameof(ApiNames))] string api,
        [Values(403, 404)] int status
    )
    {
        var (stage, node) = await StageAsync(api, Apis.Single(one => one.Name == api).Model, streamed: true);
        await stage.ExecuteAsync("delete from ai_breakers; delete from ai_model_breakers; delete from ai_alerts");
        var (refused, other) = api switch
        {
            "responses of OpenAI" => (AiStage.Gpt, "gpt-6-luna"),
            "messages of Anthropic" => (AiStage.Claude, "claude-sonnet-5-5"),
            _ => (AiStage.Local, OtherLocal),
        };
        FakeProvider fake = refused == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        fake.Otherwise = Behaviour.Usual;
        fake.Chooses = body => body["model"]!.GetValue<string>() == refused ? new Behaviour { Status = status } : null;
        var account = await stage.AccountAsync();
        var before = fake.Calls.Count;

        // Two that are under way together are one refusal.
        await Task.WhenAll(
            Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, refused)),
            Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, refused))
        );
        (await AiStage.AskAsync(node, account, other)).Value.ShouldNotBeNull();
        var asked = fake.Calls.Count;
        var again = await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, refused));
        again.Error.Message.ShouldContain("refused this model");
        again.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        fake.Calls.Count.ShouldBe(asked);
        asked.ShouldBeInRange(before + 2, before + 3);
        (
            await stage.QueryAsync<string>(
                "select string_agg(message, ', ') from ai_alerts where kind = 'breaker_open'"
            )
        ).ShouldBe($"Calls of {refused} are suspended: forbidden.");

        await stage.ExecuteAsync("update ai_model_breakers set open_until = now() - interval '1 second'");
        fake.Chooses = _ => null;
        (await AiStage.AskAsync(node, account, refused)).Value.ShouldNotBeNull();
        (await stage.QueryAsync<long>("select count(*) from ai_model_breakers")).ShouldBe(0);
    }

    [Test]
    public async Task Who_is_refused_by_a_cap_is_no_probe()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var (poor, rich) = (await stage.AccountAsync(), await stage.AccountAsync());
        stage.OpenAi.Answer(new Behaviour { Status = 401 });
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, poor));
        await stage.ExecuteAsync("update ai_breakers set open_until = now() - interval '1 second'");
        await stage.CapAsync(poor, "account", 0);

        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, poor))).Error.Code.ShouldBe(
            "ai.budget_exhausted"
        );
        (await AiStage.AskAsync(node, rich)).Value.ShouldNotBeNull();
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
        // What it says of the budget, and nothing of the call.
        (
            await stage.QueryAsync<string>(
                "select string_agg(name, ',' order by name) from ai_alerts, jsonb_object_keys(data) name"
            )
        ).ShouldBe("atLimit,budgetId,limitNanoUsd,period,periodStart,reservedNanoUsd,scope,spentNanoUsd,subjectId");
    }

    [Test]
    public async Task The_offline_writer_goes_on_where_a_cap_was_set_below_what_is_spent()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        var first = await AiStage.AskAsync(node, account);
        await stage.SettleAsync(account, first.Answer!.CallId);
        await stage.CapAsync(account, "account", 1, atLimit: "offline");

        // It writes sections; what it says to this prompt is a refusal, and costs nothing.
        (await AiStage.AskAsync(node, account)).Problem.ShouldNotBeNull();
        (await stage.QueryAsync<string>("select string_agg(model, ' ' order by created_at) from ai_calls")).ShouldBe(
            $"{AiStage.Gpt} offline-writer-1"
        );
        await stage.BooksShouldAgreeAsync();
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

    [Test]
    public async Task What_the_provider_counts_is_what_is_booked_class_by_class(
        [ValueSource(nameof(ApiNames))] string api,
        [Values] bool streamed
    )
    {
        var model = Apis.Single(one => one.Name == api).Model;
        model = model == AiStage.Gpt ? "gpt-6-luna" : model;
        await using var stage = await AiStage.SetAsync();
        var settings = await stage.AddLocalAsync();
        if (!streamed)
        {
            await stage.StopStreamingAsync(model);
        }
        var node = stage.Start(settings);
        var account = await stage.AccountAsync();
        FakeProvider fake = model == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        var (hour, reasoning) = model == AiStage.Claude ? (500, 0) : (0, 300);
        fake.Otherwise = Behaviour.Usual with { Usage = new TokenUsage(10_000, 6_000, 1_000, hour, 900, reasoning) };
        var answer = await AiStage.AskAsync(node, account, model, prompt: new string('x', 60_000));
        answer.Value.ShouldNotBeNull();
        fake.Calls.ShouldHaveSingleItem().Streamed.ShouldBe(streamed);
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
            model switch
            {
                // 3,000 at 0.10, 6,000 at 0.01, 1,000 at 0.125 and 900 at 0.50 USD a million.
                "gpt-6-luna" => "10000 6000 1000 0 900 300 935000 935000",
                // 4,000 at 0.25, as it has no price for what is written to a cache, 6,000 at 0.025, and 900 at 2 USD a million.
                AiStage.Local => "10000 6000 1000 0 900 300 2950000 2950000",
                // 2,500 at 1, 6,000 at 0.10, 1,000 at 1.25, 500 at 2 and 900 at 5 USD a million.
                _ => "10000 6000 1000 500 900 0 9850000 9850000",
            }
        );
        await stage.BooksShouldAgreeAsync();
    }

    private static IEnumerable<string> ApiNames() => Apis.Select(api => api.Name);

    [Test]
    public async Task What_was_seen_of_an_answer_that_broke_off_is_kept_with_its_call(
        [ValueSource(nameof(ApiNames))] string api
    )
    {
        var model = Apis.Single(one => one.Name == api).Model;
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(await stage.AddLocalAsync());
        FakeProvider fake = model == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        fake.Otherwise = Behaviour.Usual with
        {
            Usage = new TokenUsage(150, 20, Output: 50),
            End = StreamEnd.WithoutStop,
        };
        await stage.CapAsync(null, "platform", 1_000_000_000);

        var account = await stage.AccountAsync();
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, model));

        var written = fake.Calls.ShouldHaveSingleItem().Billed!.Output;
        (
            await stage.QueryAsync<bool>(
                $"""
                select output_tokens between 1 and {2 * written} and (usage ->> 'estimated')::boolean
                  and (model <> '{AiStage.Claude}' or (input_tokens, cached_input_tokens) = (150, 20))
                from ai_calls
                """
            )
        ).ShouldBeTrue();
        // The platform's cap bears all that it can have cost.
        (await stage.QueryAsync<long>("select spent_nano_usd from ai_budget_periods where user_id is null")).ShouldBe(
            await BookedAsync(stage, account)
        );
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task An_answer_that_costs_more_than_was_reserved_is_charged_what_was_reserved_and_somebody_hears_of_it()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        await stage.CapAsync(null, "platform", 1_000_000_000);
        await stage.CapAsync(account, "account", 1_000_000_000);
        // Asked for at most a thousand tokens, it counts fifty thousand.
        stage.OpenAi.Otherwise = Behaviour.Usual with
        {
            Usage = new TokenUsage(100, Output: 50_000),
        };

        var answer = await AiStage.AskAsync(node, account);
        var held = await stage.QueryAsync<long>("select reserved_nano_usd from ai_calls");
        (answer.Answer!.CostUsd * 1_000_000_000).ShouldBe(held);
        await stage.SettleAsync(account, answer.Answer.CallId);

        const long real = 100 * 250 + 50_000 * 2000;
        (
            await stage.QueryAsync<string>(
                "select concat_ws(' ', amount_nano_usd, provider_nano_usd, estimated) from ai_ledger where entry = 'settled'"
            )
        ).ShouldBe($"{held} {real} f");
        (
            await stage.QueryAsync<string>(
                "select string_agg(spent_nano_usd || ' ' || reserved_nano_usd, ', ') from ai_budget_periods"
            )
        ).ShouldBe($"{held} 0, {held} 0");
        (
            await stage.QueryAsync<string>(
                "select concat_ws(' ', kind, user_id, data ->> 'callId', data ->> 'reservedNanoUsd', data ->> 'providerNanoUsd') from ai_alerts"
            )
        ).ShouldBe($"estimate_exceeded {answer.Answer.CallId} {held} {real}");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task How_long_a_provider_wants_to_be_left_alone_is_heeded(
        [ValueSource(nameof(ApiNames))] string api,
        [Values("429 120", "429 date", "429 172800", "429 past", "503 120", "529 120")] string answer
    )
    {
        var (status, retryAfter) = (int.Parse(answer[..3], CultureInfo.InvariantCulture), answer[4..]);
        var model = Apis.Single(one => one.Name == api).Model;
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(await stage.AddLocalAsync());
        var account = await stage.AccountAsync();
        var now = TimeProvider.System.GetUtcNow();
        FakeProvider fake = model == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        fake.Answer(
            new Behaviour
            {
                Status = status,
                RetryAfter = retryAfter switch
                {
                    "date" => now.AddMinutes(20).ToString("R"),
                    "past" => now.AddMinutes(-20).ToString("R"),
                    var seconds => seconds,
                },
            }
        );
        await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, model));
        if (retryAfter == "past")
        {
            // It is over: the next call goes out.
            (await AiStage.AskAsync(node, account, model)).Value.ShouldNotBeNull();
            return;
        }
        var refused = await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, model));
        fake.Calls.Count.ShouldBe(1);
        var minutes = retryAfter switch
        {
            "120" => 2,
            "date" => 20,
            // An hour at most, whatever it says.
            _ => 60,
        };
        refused
            .RetryAfter.ShouldNotBeNull()
            .ShouldBeInRange(TimeSpan.FromMinutes(minutes - 1), TimeSpan.FromMinutes(minutes));
    }
}
