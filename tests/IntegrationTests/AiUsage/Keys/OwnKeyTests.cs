using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;

namespace AiWebBuilder.IntegrationTests.AiUsage.Keys;

/// <summary>An account brings its own models: it pays for them itself, and nobody else sees or uses its key.</summary>
internal sealed class OwnKeyTests
{
    private const string Canary = "sk-canary-7f3e5a1b9c2d";

    [Test]
    public async Task A_generation_with_the_accounts_own_model_is_paid_by_the_account_and_its_key_is_nowhere()
    {
        await using var stage = await AiStage.SetAsync();
        await using var own = new FakeOpenAi { Key = Canary };
        await own.StartAsync();
        // As models at home answer: aloud, and in a fence.
        own.Otherwise = Behaviour.Usual with
        {
            Text = $"<think>A {{hero}}, then.</think>\nHere it is:\n```json\n{Behaviour.Usual.Text}\n```",
        };
        var log = new NodeLog();
        var node = stage.Start(
            services => services.AddSingleton<ILogEventSink>(log),
            ("Serilog:MinimumLevel:Default", "Verbose"),
            ("Outgoing:AllowLoopback", "true")
        );
        await stage.CapAsync(null, "platform", 1_000_000_000);
        using var owner = await Person.RegisterAsync(node);
        using var stranger = await Person.RegisterAsync(node);
        ConcurrentBag<string> answers = [];

        var added = await AnswerAsync(
            await owner.Client.PostAsJsonAsync("/v1/ai/keys", Compatible(own.BaseUrl.ToString())),
            HttpStatusCode.Created
        );
        added["hint"]!.GetValue<string>().ShouldBe("…9c2d");
        await AnswerAsync(await owner.Client.GetAsync("/v1/ai/keys"), HttpStatusCode.OK);
        var models = await AnswerAsync(await owner.Client.GetAsync("/v1/ai/models"), HttpStatusCode.OK);
        var mine = models["data"]!.AsArray().Single(model => model!["own"]!.GetValue<bool>())!;
        (mine["model"]!.GetValue<string>(), mine["usable"]!.GetValue<bool>()).ShouldBe(("mine-1", true));
        mine["capabilities"]!["structuredOutput"]!.GetValue<string>().ShouldBe("object");

        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        var generation = await owner.Client.GenerateAsync(campaign, new { model = "mine-1" });
        answers.Add(generation.ToJsonString());
        own.Calls.Count.ShouldBe(1, generation.ToJsonString());
        own.Calls.ShouldAllBe(call => call.Key == Canary && call.Model == "mine-1");
        stage.OpenAi.Calls.ShouldBeEmpty();

        var ledger = await AnswerAsync(await owner.Client.GetAsync("/v1/ai/ledger?limit=100"), HttpStatusCode.OK);
        var settled = ledger["data"]!.AsArray().Where(one => one!["entry"]!.GetValue<string>() == "settled").ToArray();
        settled.ShouldNotBeEmpty();
        ledger["data"]!.AsArray().ShouldAllBe(one => one!["paidBy"]!.GetValue<string>() == "account");
        // 1,000 tokens at 1 and 200 at 2 USD a million.
        settled.ShouldAllBe(one => one!["amount"]!.GetValue<decimal>() == 0.0014m);
        (await AnswerAsync(await owner.Client.GetAsync("/v1/me/usage"), HttpStatusCode.OK))["aiCreditsUsed"]!
            .GetValue<int>()
            .ShouldBe(0);
        (
            await stage.QueryAsync<long>(
                "select coalesce(sum(spent_nano_usd + reserved_nano_usd), 0)::bigint from ai_budget_periods where user_id is null"
            )
        ).ShouldBe(0);
        await stage.BooksShouldAgreeAsync();

        var theirs = (await stranger.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        (
            await AnswerAsync(
                await stranger.Client.PostAsJsonAsync($"/v1/campaigns/{theirs}/generations", new { model = "mine-1" }),
                HttpStatusCode.BadRequest
            )
        )["code"]!
            .GetValue<string>()
            .ShouldBe("ai.model_not_usable");
        (await stranger.Client.DeleteAsync($"/v1/ai/keys/{added["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        answers.ShouldAllBe(text => !text.Contains(Canary, StringComparison.Ordinal));
        log.Lines.ShouldNotBeEmpty();
        log.Lines.Where(line => line.Contains(Canary, StringComparison.Ordinal)).ShouldBeEmpty();
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary));
        var tables = await stage.Database.ListAsync<string>(
            "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        );
        var everywhere = string.Join(
            " union all ",
            tables.Select(table =>
                $"select '{table}' from \"{table}\" t where t::text like '%{Canary}%' or t::text like '%{hex}%'"
            )
        );
        (await stage.Database.ListAsync<string>(everywhere)).ShouldBeEmpty();

        (await owner.Client.DeleteAsync($"/v1/ai/keys/{added["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (
            await AnswerAsync(
                await owner.Client.PostAsJsonAsync($"/v1/campaigns/{campaign}/generations", new { model = "mine-1" }),
                HttpStatusCode.BadRequest
            )
        )["code"]!
            .GetValue<string>()
            .ShouldBe("ai.model_not_usable");
        // A mistyped price is mended by another key, on the same day.
        await AnswerAsync(
            await owner.Client.PostAsJsonAsync("/v1/ai/keys", Compatible(own.BaseUrl.ToString(), input: 3)),
            HttpStatusCode.Created
        );
        (
            await AnswerAsync(
                await owner.Client.PostAsJsonAsync("/v1/ai/keys", Compatible(own.BaseUrl.ToString())),
                HttpStatusCode.Conflict
            )
        )["code"]!
            .GetValue<string>()
            .ShouldBe("ai.model_taken");

        async Task<JsonNode> AnswerAsync(HttpResponseMessage answer, HttpStatusCode expected)
        {
            answers.Add(await answer.Content.ReadAsStringAsync());
            return await Answers.JsonAsync(answer, expected);
        }
    }

    [Test]
    public async Task A_model_that_costs_nothing_is_refused_by_no_cap_of_money()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        await owner.AddModelAsync(stage.OpenAi.BaseUrl.ToString(), inputUsd: 0, outputUsd: 0);
        await stage.CapAsync(owner.Id, "account", 0);
        await stage.CapAsync(owner.Id, "member", 0, owner.Id, "day");
        await stage.CapAsync(null, "platform", 0);
        // Nor by the guard, when others have spent what it allows.
        await stage.ExecuteAsync(
            $$"""
            insert into app_settings (key, value) values ('ai.guards', '{"minutes": 10, "usd": 0.01, "failures": 30}');
            insert into ai_calls (id, user_id, purpose, provider, model, price_id, state, reserved_nano_usd, expires_at)
            values (gen_random_uuid(), '{{owner.Id}}', 'campaign', 'openai', 'gpt-5-mini', gen_random_uuid(), 'sent', 20000000, now() + interval '1 hour')
            """
        );
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();

        var generation = await owner.Client.GenerateAsync(campaign, new { model = "mine-1" });

        generation["status"]!.GetValue<string>().ShouldBe("completed", generation.ToJsonString());
        stage.OpenAi.Calls.ShouldNotBeEmpty();
        using var paid = await owner.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new { model = AiStage.Gpt }
        );
        (await Answers.JsonAsync(paid, HttpStatusCode.PaymentRequired))["code"]!
            .GetValue<string>()
            .ShouldBe("ai.budget_exhausted");
    }

    [Test]
    public async Task A_key_that_is_deleted_in_the_middle_ends_the_generation_at_the_next_section()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        await owner.AddModelAsync(stage.OpenAi.BaseUrl.ToString());
        var hold = new TaskCompletionSource();
        stage.OpenAi.Otherwise = Behaviour.Usual with { Hold = hold.Task };
        var (_, started) = await FourSections.StartAsync(owner.Client, "mine-1");
        await stage.Nodes.WaitUntilAsync("select from ai_calls where state = 'sent'");
        var key = await stage.QueryAsync<Guid>("select id from ai_keys");
        (await owner.Client.DeleteAsync($"/v1/ai/keys/{key}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        hold.SetResult();

        await stage.Nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'campaigns.generate' and status = 'completed'"
        );
        var generation = (await owner.Client.GetFromJsonAsync<JsonNode>($"/v1/generations/{started}"))!;
        generation["status"]!.GetValue<string>().ShouldBe("completed");
        generation["errorMessage"]!.GetValue<string>().ShouldContain("mine-1");
        // What had been answered by then is landed and paid.
        generation["steps"]!
            .AsArray()
            .Select(step => step!["status"]!.GetValue<string>())
            .CountBy(status => status)
            .ToDictionary()["completed"]
            .ShouldBe(1);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task The_owner_of_a_key_hears_that_its_quota_is_used_up_and_the_generation_ends_after_one_call()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        await owner.AddModelAsync(stage.OpenAi.BaseUrl.ToString());
        stage.OpenAi.Otherwise = new Behaviour
        {
            Status = 429,
            Raw = """{"error":{"message":"Pay.","type":"insufficient_quota","code":"insufficient_quota"}}""",
        };
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();

        var generation = await owner.Client.GenerateAsync(campaign, new { model = "mine-1" });

        generation["status"]!.GetValue<string>().ShouldBe("failed");
        generation["errorMessage"]!
            .GetValue<string>()
            .ShouldContain("The provider says that the quota of the key is used up.");
        stage.OpenAi.Calls.Count.ShouldBe(1);
        var alert = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/alerts"))!["data"]!.AsArray().Single()!;
        alert["message"]!
            .GetValue<string>()
            .ShouldBe("Calls of compatible are suspended: the provider says that the quota of the key is used up.");
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task The_accounts_key_of_a_provider_takes_the_place_of_the_platforms()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        (
            await owner.Client.PostAsJsonAsync(
                "/v1/ai/keys",
                new
                {
                    provider = "openai",
                    name = "Ours",
                    apiKey = Canary,
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/models"))!["data"]!
            .AsArray()
            .Where(model => model!["provider"]!.GetValue<string>() == "openai")
            .ShouldAllBe(model => model!["usable"]!.GetValue<bool>());
        await using var scope = node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Application.Common.Security.ActorContext>().ActAs(owner.Id, owner.Id);
        (
            await scope
                .ServiceProvider.GetRequiredService<Application.Common.IUnitOfWork>()
                .ReadAsync(
                    () =>
                        scope
                            .ServiceProvider.GetRequiredService<Application.AiUsage.Contracts.IAiModels>()
                            .ChooseAsync(AiStage.Gpt, CancellationToken.None),
                    CancellationToken.None
                )
        ).KeyId.ShouldBe(await stage.QueryAsync<Guid>("select id from ai_keys"));
    }

    [TestCase("""{"provider":"openai","name":"x"}""")]
    [TestCase("""{"provider":"offline","name":"x","apiKey":"x"}""")]
    [TestCase("""{"provider":"openai","name":"x","apiKey":"x\ny"}""")]
    [TestCase("""{"provider":"openai","name":"x","apiKey":"x","baseUrl":"https://8.8.8.8/v1"}""")]
    [TestCase("""{"provider":"compatible","name":"x","baseUrl":"https://8.8.8.8/v1"}""")]
    [TestCase("""{"provider":"compatible","name":"x","baseUrl":"https://8.8.8.8/v1","models":[null]}""")]
    [TestCase(
        """{"provider":"compatible","name":"x","baseUrl":"https://8.8.8.8/v1","models":[{"model":"m","contextTokens":1,"maxOutputTokens":1}]}"""
    )]
    [TestCase(
        """{"provider":"compatible","name":"x","baseUrl":"https://8.8.8.8/v1","models":[{"model":"m","inputUsdPerMtok":null,"outputUsdPerMtok":0,"contextTokens":1,"maxOutputTokens":1}]}"""
    )]
    [TestCase(
        """{"provider":"compatible","name":"x","baseUrl":"https://8.8.8.8/v1","models":[{"model":"m","inputUsdPerMtok":-1,"outputUsdPerMtok":0,"contextTokens":1,"maxOutputTokens":1}]}"""
    )]
    [TestCase(
        """{"provider":"compatible","name":"x","baseUrl":"https://127.0.0.1/v1","models":[{"model":"m","inputUsdPerMtok":0,"outputUsdPerMtok":0,"contextTokens":1,"maxOutputTokens":1}]}"""
    )]
    [TestCase(
        """{"provider":"compatible","name":"x","baseUrl":"https://10.0.0.1/v1","models":[{"model":"m","inputUsdPerMtok":0,"outputUsdPerMtok":0,"contextTokens":1,"maxOutputTokens":1}]}"""
    )]
    public async Task A_key_that_cannot_be_is_refused(string body)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync("/v1/ai/keys", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
    }

    private static object Compatible(string baseUrl, decimal input = 1) =>
        new
        {
            provider = "compatible",
            name = "Ours",
            apiKey = Canary,
            baseUrl,
            models = new[]
            {
                new
                {
                    model = "mine-1",
                    inputUsdPerMtok = input,
                    outputUsdPerMtok = 2,
                    contextTokens = 100_000,
                    maxOutputTokens = 16_000,
                    structuredOutput = "object",
                },
            },
        };

    private sealed class NodeLog : ILogEventSink
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Emit(LogEvent logEvent) =>
            Lines.Enqueue(
                $"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties)} {logEvent.Exception}"
            );
    }
}
