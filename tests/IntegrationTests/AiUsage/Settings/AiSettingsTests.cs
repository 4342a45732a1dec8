using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Settings;

/// <summary>Which models stand in: the account's own choice, or the operator's list.</summary>
internal sealed class AiSettingsTests
{
    private const string Address = "/v1/ai/settings";

    [Test]
    public async Task When_a_provider_fails_the_accounts_order_is_followed_and_another_accounts_is_not()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:Fallbacks:0", "claude-sonnet-4-6"));
        using var owner = await Person.RegisterAsync(node);
        using var other = await Person.RegisterAsync(node);
        var before = (await owner.Client.GetFromJsonAsync<JsonNode>(Address))!;
        before["isDefault"]!.GetValue<bool>().ShouldBeTrue();
        before["fallbacks"]!.AsArray().Single()!.GetValue<string>().ShouldBe("claude-sonnet-4-6");
        var set = await SetAsync(owner.Client, "gpt-6-luna", AiStage.Claude, "claude-sonnet-4-6");
        set["isDefault"]!.GetValue<bool>().ShouldBeFalse();
        stage.OpenAi.Otherwise = new Behaviour { Status = 529 };

        (await AiStage.AskAsync(node, owner.Id)).Answer!.Model.Model.ShouldBe(AiStage.Claude);
        (await ModelsAsync(stage, owner.Id)).ShouldBe($"{AiStage.Gpt} gpt-6-luna {AiStage.Claude}");
        (await AiStage.AskAsync(node, other.Id)).Answer!.Model.Model.ShouldBe("claude-sonnet-4-6");
        (await other.Client.GetFromJsonAsync<JsonNode>(Address))!["isDefault"]!.GetValue<bool>().ShouldBeTrue();

        // None at all, and the operator's again.
        await SetAsync(owner.Client);
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
            "ai.provider_unavailable"
        );
        (
            await Answers.JsonAsync(
                await owner.Client.PutAsJsonAsync(Address, new { fallbacks = (string[]?)null }),
                HttpStatusCode.OK
            )
        )["isDefault"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await AiStage.AskAsync(node, owner.Id)).Answer!.Model.Model.ShouldBe("claude-sonnet-4-6");
    }

    [TestCase("cheaper", "gpt-5.6-luna", AiStage.Claude, "gpt-5.6-luna", "gpt-6-luna")]
    [TestCase("cheaper", "offline-writer-1", AiStage.Claude, "offline", "gpt-6-luna")]
    [TestCase("offline", "offline-writer-1", "gpt-6-luna")]
    [TestCase("stop", null, "gpt-6-luna", "offline")]
    [TestCase("cheaper", null, AiStage.Claude)]
    public async Task At_the_limit_the_choice_is_followed_in_the_accounts_order(
        string atLimit,
        string? standIn,
        params string[] order
    )
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:Fallbacks:0", "gpt-6-luna"));
        using var owner = await Person.RegisterAsync(node);
        await SetAsync(owner.Client, order);
        // Enough for a cheaper model, not for the one that is asked for.
        var first = await AiStage.AskAsync(node, await stage.AccountAsync());
        var price = await stage.QueryAsync<long>(
            $"select reserved_nano_usd from ai_calls where id = '{first.Answer!.CallId}'"
        );
        await stage.CapAsync(owner.Id, "account", price - 1, atLimit: atLimit);
        try
        {
            await AiStage.AskAsync(node, owner.Id);
            standIn.ShouldNotBeNull();
        }
        catch (DomainException refused)
        {
            standIn.ShouldBeNull();
            refused.Error.Code.ShouldBe("ai.budget_exhausted");
        }
        (await ModelsAsync(stage, owner.Id)).ShouldBe(standIn ?? "");
    }

    [Test]
    public async Task A_model_of_the_accounts_own_stands_in_for_it_alone()
    {
        await using var stage = await AiStage.SetAsync();
        await using var own = new FakeOpenAi();
        await own.StartAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        using var other = await Person.RegisterAsync(node);
        (
            await owner.Client.PostAsJsonAsync(
                "/v1/ai/keys",
                new
                {
                    provider = "compatible",
                    name = "Mine",
                    apiKey = own.Key,
                    baseUrl = own.BaseUrl.ToString(),
                    models = new[]
                    {
                        new
                        {
                            model = "mine-1",
                            inputUsdPerMtok = 0,
                            outputUsdPerMtok = 0,
                            contextTokens = 100_000,
                            maxOutputTokens = 10_000,
                        },
                    },
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Created);
        await SetAsync(owner.Client, "mine-1");
        await RefusedAsync(other.Client, "ai.model_not_usable", "mine-1");
        stage.OpenAi.Otherwise = new Behaviour { Status = 529 };
        (await AiStage.AskAsync(node, owner.Id)).Answer!.Model.Model.ShouldBe("mine-1");
        own.Calls.Count.ShouldBe(1);
    }

    [Test]
    public async Task What_cannot_be_had_is_refused_and_what_was_there_stays()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:Providers:anthropic:ApiKey", ""));
        using var owner = await Person.RegisterAsync(node);
        await stage.ExecuteAsync("insert into ai_models (provider, model) values ('openai', 'unpriced-1')");
        await SetAsync(owner.Client, "gpt-6-luna");
        await RefusedAsync(owner.Client, "ai.model_not_usable", "gpt-6-luna", "nobody-knows-it");
        await RefusedAsync(owner.Client, "ai.model_not_usable", "unpriced-1");
        // Its provider has no key here.
        await RefusedAsync(owner.Client, "ai.model_not_usable", AiStage.Claude);
        await RefusedAsync(owner.Client, "request.invalid", "gpt-6-luna", "gpt-6-luna");
        await RefusedAsync(owner.Client, "request.invalid", "");
        await RefusedAsync(
            owner.Client,
            "request.invalid",
            [.. Enumerable.Range(0, 11).Select(index => $"gpt-{index}")]
        );
        (await owner.Client.GetFromJsonAsync<JsonNode>(Address))!["fallbacks"]!
            .AsArray()
            .Single()!
            .GetValue<string>()
            .ShouldBe("gpt-6-luna");
    }

    [Test]
    public async Task Of_two_tabs_that_have_seen_the_same_list_one_is_told_of_the_other()
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        using var owner = await Person.RegisterAsync(nodes[0]);
        using var other = nodes[1].CreateClient();
        other.DefaultRequestHeaders.Authorization = owner.Client.DefaultRequestHeaders.Authorization;
        await SetAsync(owner.Client, "offline");
        using var seen = await owner.Client.GetAsync(Address);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(index =>
                {
                    var request = new HttpRequestMessage(HttpMethod.Put, Address)
                    {
                        Content = JsonContent.Create(new { fallbacks = new[] { "gpt-6-luna" } }),
                    };
                    request.Headers.TryAddWithoutValidation("If-Match", seen.Headers.ETag!.ToString());
                    return (index % 2 == 0 ? owner.Client : other).SendAsync(request);
                })
        );
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    private static async Task<JsonNode> SetAsync(HttpClient client, params string[] fallbacks) =>
        await Answers.JsonAsync(await client.PutAsJsonAsync(Address, new { fallbacks }), HttpStatusCode.OK);

    private static async Task RefusedAsync(HttpClient client, string code, params string[] fallbacks) =>
        (await Answers.JsonAsync(await client.PutAsJsonAsync(Address, new { fallbacks }), HttpStatusCode.BadRequest))[
            "code"
        ]!
            .GetValue<string>()
            .ShouldBe(code);

    private static Task<string> ModelsAsync(AiStage stage, Guid account) =>
        stage.QueryAsync<string>(
            $"select coalesce(string_agg(model, ' ' order by created_at), '') from ai_calls where user_id = '{account}'"
        );
}
