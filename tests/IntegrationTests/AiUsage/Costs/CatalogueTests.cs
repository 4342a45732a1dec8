using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Costs;

/// <summary>Prices and models, as the platform's administrators keep them.</summary>
internal sealed class CatalogueTests
{
    [Test]
    public async Task A_call_keeps_its_price_after_a_new_one_and_one_that_was_mistyped_is_corrected_on_its_day()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var admin = await stage.AdminAsync(node);
        var account = await stage.AccountAsync();
        var before = await AiStage.AskAsync(node, account);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        var added = await Answers.JsonAsync(await AddAsync(admin, AiStage.Gpt, today, 0.5m), HttpStatusCode.Created);
        using var nothing = await admin.Client.PostTextAsync(
            "/v1/admin/ai/prices",
            $$"""{"provider":"openai","model":"x","validFrom":"{{today:yyyy-MM-dd}}","tiers":[null],"contextTokens":1,"maxOutputTokens":1,"reason":"x"}"""
        );
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AddAsync(admin, AiStage.Gpt, today.AddDays(-2), 9)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AddAsync(admin, AiStage.Gpt, today.AddDays(30), 9)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var after = await AiStage.AskAsync(node, account);
        var corrected = await Answers.JsonAsync(
            await AddAsync(admin, AiStage.Gpt, today, 0.75m),
            HttpStatusCode.Created
        );
        (await AddAsync(admin, AiStage.Gpt, today.AddDays(30), 8)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var third = await AiStage.AskAsync(node, account);
        await stage.SettleAsync(account, before.Answer!.CallId);
        await stage.SettleAsync(account, after.Answer!.CallId);
        await stage.SettleAsync(account, third.Answer!.CallId);
        // 1,000 tokens at 0.25, then at 0.5, then at 0.75, and 200 at 2 USD a million.
        (
            await stage.QueryAsync<string>(
                "select string_agg(amount_nano_usd::text, ' ' order by created_at) from ai_ledger where entry = 'settled'"
            )
        ).ShouldBe("650000 900000 1150000");
        foreach (var (call, price) in new[] { (after, added), (third, corrected) })
        {
            (
                await stage.QueryAsync<string>(
                    $"select string_agg(distinct price_id::text, ' ') from ai_ledger where call_id = '{call.Answer!.CallId}'"
                )
            ).ShouldBe(price[0]!["id"]!.GetValue<string>());
        }
        var listed = (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/ai/models"))!["data"]!
            .AsArray()
            .Single(one => one!["model"]!.GetValue<string>() == AiStage.Gpt)!;
        listed["prices"]!.AsArray().ShouldHaveSingleItem()!["input"]!.GetValue<decimal>().ShouldBe(0.75m);
        await stage.BooksShouldAgreeAsync();
        var book = (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/admin/ai/prices?limit=1"))!;
        book["hasMore"]!.GetValue<bool>().ShouldBeTrue();
        book["data"]![0]!["validFrom"]!.GetValue<string>().ShouldBe($"{today.AddDays(30):yyyy-MM-dd}");
        (
            await stage.QueryAsync<long>(
                "select count(*) from audit_log where table_name = 'ai_model_prices' and reason = 'A test.'"
            )
        ).ShouldBe(4);
    }

    [Test]
    public async Task A_correction_holds_also_where_the_clock_of_its_node_is_behind()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var admin = await stage.AdminAsync(node);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await stage.ExecuteAsync(
            $"""
            insert into ai_model_prices (provider, model, valid_from, input_usd_per_mtok, output_usd_per_mtok, context_tokens,
                max_output_tokens, created_at)
            values ('openai', '{AiStage.Gpt}', '{today:yyyy-MM-dd}', 9, 9, 1000, 1000, now() + interval '5 minutes')
            """
        );
        (await AddAsync(admin, AiStage.Gpt, today, 0.5m)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (
            await stage.QueryAsync<decimal>(
                $"select input_usd_per_mtok from ai_prices_on('{today:yyyy-MM-dd}') where model = '{AiStage.Gpt}'"
            )
        ).ShouldBe(0.5m);
    }

    [Test]
    public async Task A_model_without_a_price_is_refused_and_one_with_a_price_is_used_as_it_can()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var admin = await stage.AdminAsync(node);
        var account = await stage.AccountAsync();
        const string address = "/v1/admin/ai/models/openai/gpt-9";
        (await admin.Client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var model = await Answers.JsonAsync(
            await admin.Client.PutAsJsonAsync(
                address,
                new
                {
                    images = true,
                    structuredOutput = "schema",
                    temperature = false,
                    reasoning = true,
                    tokenFactor = 1.2,
                    reason = "A test.",
                }
            ),
            HttpStatusCode.OK
        );
        model["isPriced"]!.GetValue<bool>().ShouldBeFalse();
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, account, "gpt-9"))).Error.Code.ShouldBe(
            "ai.model_not_usable"
        );

        (
            await AddAsync(admin, "gpt-9", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), 0)
        ).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await AiStage.AskAsync(node, account, "gpt-9")).Value.ShouldNotBeNull();
        var listed = (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/ai/models"))!["data"]!
            .AsArray()
            .Single(one => one!["model"]!.GetValue<string>() == "gpt-9")!;
        listed["capabilities"]!
            .ToJsonString()
            .ShouldBe(
                """{"images":true,"structuredOutput":"schema","temperature":false,"reasoning":true,"streaming":true}"""
            );
    }

    private static Task<HttpResponseMessage> AddAsync(Person admin, string model, DateOnly from, decimal input) =>
        admin.Client.PostAsJsonAsync(
            "/v1/admin/ai/prices",
            new
            {
                provider = "openai",
                model,
                validFrom = from,
                tiers = new[]
                {
                    new
                    {
                        fromInputTokens = 0,
                        input,
                        output = 2,
                    },
                },
                contextTokens = 400_000,
                maxOutputTokens = 128_000,
                reason = "A test.",
            }
        );
}
