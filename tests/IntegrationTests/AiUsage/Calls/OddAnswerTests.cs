using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.AiUsage.Keys;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.AiUsage.Calls;

/// <summary>Whatever an endpoint answers, its call ends, its books close, and nobody else is kept waiting.</summary>
internal sealed class OddAnswerTests
{
    private static readonly string[] Models = [AiStage.Gpt, AiStage.Local, AiStage.Claude];

    /// <summary>What is said, and whether it can be believed.</summary>
    private static readonly (string Name, TokenUsage Usage, bool IsCount)[] Counts =
    [
        ("nothing", new(0, Output: 0), false),
        ("no output", new(1000, Output: 0), false),
        ("less than nothing", new(-5, Output: 200), false),
        ("an answer of less than nothing", new(1000, Output: -200), false),
        ("more than there is", new(2_000_000_000, Output: 2_000_000_000), false),
        ("more cached than sent", new(1000, 5000, Output: 200), true),
        ("more written to the cache than sent", new(1000, 100, 5000, Output: 200), true),
        ("less than nothing cached", new(1000, -100, -100, Output: 200), true),
        ("more thought than written", new(1000, Output: 200, Reasoning: 5000), true),
    ];

    [Test]
    public async Task Whatever_a_provider_counts_the_answer_is_settled_and_the_books_agree(
        [ValueSource(nameof(Models))] string model
    )
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(await stage.AddLocalAsync());
        FakeProvider fake = model == AiStage.Claude ? stage.Anthropic : stage.OpenAi;
        foreach (var (name, usage, isCount) in Counts)
        {
            // Anthropic counts the three parts of a prompt, and never their sum.
            if (model == AiStage.Claude && isCount)
            {
                continue;
            }
            var account = await stage.AccountAsync();
            fake.Otherwise = Behaviour.Usual with { Usage = usage };
            var answer = await AiStage.AskAsync(node, account, model);
            answer.Value.ShouldNotBeNull(name);
            await stage.SettleAsync(account, answer.Answer!.CallId);
            (
                await stage.QueryAsync<string>(
                    $"""
                    select concat_ws(' ', state, charged_nano_usd between 1 and reserved_nano_usd, estimated)
                    from ai_calls join ai_ledger l on l.call_id = ai_calls.id and entry = 'settled' where ai_calls.user_id = '{account}'
                    """
                )
            ).ShouldBe(isCount ? "settled t f" : "settled t t", name);
            (
                await stage.QueryAsync<bool>(
                    $"select ai_credits_used > 0 and ai_credits_reserved = 0 from user_usage where user_id = '{account}'"
                )
            ).ShouldBeTrue(name);
        }
        await stage.BooksShouldAgreeAsync();
    }

    [TestCase("""{"prompt_tokens":null,"completion_tokens":null,"total_tokens":null}""")]
    [TestCase("""{"prompt_tokens":"1000","completion_tokens":"200","total_tokens":"1200"}""")]
    [TestCase("""{"prompt_tokens":1e30,"completion_tokens":1e30,"total_tokens":1e30}""")]
    [TestCase("""{"prompt_tokens":99999999999999,"completion_tokens":0.5,"total_tokens":-1}""")]
    [TestCase("{}")]
    public async Task A_count_that_is_no_number_leaves_the_answer_whole(string usage)
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(await stage.AddLocalAsync());
        var account = await stage.AccountAsync();
        stage.OpenAi.Otherwise = Behaviour.Usual with { UsageAsItIs = usage };
        var answer = await AiStage.AskAsync(node, account, AiStage.Local);
        answer.Value.ShouldNotBeNull();
        await stage.SettleAsync(account, answer.Answer!.CallId);
        (
            await stage.QueryAsync<bool>(
                "select estimated and amount_nano_usd > 0 from ai_ledger where entry = 'settled'"
            )
        ).ShouldBeTrue();
    }

    [Test]
    public async Task No_credits_are_taken_beyond_those_that_were_held()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Usage = new TokenUsage(900_000, Output: 900_000) };
        var answer = await AiStage.AskAsync(node, account);
        await stage.SettleAsync(account, answer.Answer!.CallId);
        (
            await stage.QueryAsync<bool>(
                "select u.ai_credits_used = c.reserved_credits and c.credits = c.reserved_credits from user_usage u, ai_calls c"
            )
        ).ShouldBeTrue();
    }

    [Test]
    public async Task A_day_of_more_tokens_than_its_column_holds_goes_on()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Usage = new TokenUsage(900_000_000, Output: 900_000_000) };
        for (var call = 0; call < 2; call++)
        {
            var answer = await AiStage.AskAsync(node, account);
            await stage.SettleAsync(account, answer.Answer!.CallId);
        }
        (await stage.QueryAsync<int>("select tokens_used from ai_cost_tracking")).ShouldBe(int.MaxValue);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task An_endpoint_that_sends_a_word_now_and_then_is_heard_no_longer_than_a_call_may_take()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:CallTimeout", "00:00:02"), ("Ai:IdleTimeout", "00:00:01"));
        stage.OpenAi.Otherwise = Behaviour.Usual with { End = StreamEnd.Drip };
        (await FailureAsync(stage, node)).ShouldBe("timeout");
    }

    [Test]
    public async Task An_answer_without_an_end_is_read_no_further_than_an_answer_goes()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:CallTimeout", "00:00:30"), ("Ai:IdleTimeout", "00:00:30"));
        stage.OpenAi.Otherwise = Behaviour.Usual with { End = StreamEnd.Flood };
        (await FailureAsync(stage, node)).ShouldBe("stream_cut");
    }

    [Test]
    public async Task An_empty_answer_is_asked_for_again_without_an_empty_message()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        stage.Anthropic.Answer(Behaviour.Usual with { Text = "" });
        (await AiStage.AskAsync(node, await stage.AccountAsync(), AiStage.Claude)).Value.ShouldNotBeNull();
        stage.Anthropic.Calls.Count.ShouldBe(2);
        stage.Anthropic.Calls[1].Body["messages"]!
            .AsArray()
            .ShouldAllBe(message => message!["role"]!.GetValue<string>() == "user");
    }

    [Test]
    public async Task What_an_accounts_own_endpoint_counts_beyond_reason_is_told_to_the_account_once()
    {
        await using var stage = await AiStage.SetAsync();
        await using var own = new FakeOpenAi();
        await own.StartAsync();
        own.Otherwise = Behaviour.Usual with { Usage = new TokenUsage(100, Output: 500_000_000) };
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        await owner.AddModelAsync(own.BaseUrl.ToString());
        for (var call = 0; call < 3; call++)
        {
            var answer = await AiStage.AskAsync(node, owner.Id, "mine-1");
            await stage.SettleAsync(owner.Id, answer.Answer!.CallId);
        }
        (await stage.QueryAsync<string>("select string_agg(kind || ' ' || user_id, ', ') from ai_alerts")).ShouldBe(
            $"estimate_exceeded {owner.Id}"
        );
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_call_is_entered_at_the_price_by_which_it_is_charged()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        var account = await stage.AccountAsync();
        // It may have more than the hundred thousand tokens from which a dearer price holds, and has fewer.
        stage.Anthropic.Otherwise = Behaviour.Usual with
        {
            Usage = new TokenUsage(90_000, Output: 200),
        };
        var prompt = string.Join(' ', Enumerable.Repeat("word", 80_000));
        var answer = await AiStage.AskAsync(node, account, "claude-haiku-5-5", prompt: prompt);
        await stage.SettleAsync(account, answer.Answer!.CallId);
        (
            await stage.QueryAsync<string>(
                """
                select string_agg(entry || ' ' || tier_from_tokens, ', ' order by entry)
                from ai_ledger l join ai_model_prices p on p.id = l.price_id
                """
            )
        ).ShouldBe("reserved 100000, settled 0");
    }

    /// <returns>As what the call is recorded that no answer came of.</returns>
    private static async Task<string> FailureAsync(AiStage stage, WebApplicationFactory<Program> node)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await Should.ThrowAsync<DomainException>(
            AiStage.AskAsync(node, await stage.AccountAsync(), cancellationToken: patience.Token)
        );
        return await stage.QueryAsync<string>("select failure from ai_calls");
    }
}
