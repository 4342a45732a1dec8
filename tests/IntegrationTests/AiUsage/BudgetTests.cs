using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>What an account, its members and campaigns, and the platform may spend, set over HTTP.</summary>
internal sealed class BudgetTests
{
    private const decimal CostOfOne = 0.00065m;

    [Test]
    public async Task A_budget_counts_what_the_period_has_cost_already_and_refuses_what_is_more()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        var first = await AiStage.AskAsync(node, owner.Id);
        await stage.SettleAsync(owner.Id, first.Answer!.CallId);
        await AiStage.AskAsync(node, owner.Id);
        var held = await stage.QueryAsync<long>("select reserved_nano_usd from ai_calls where ended_at is null") / 1e9m;

        var none = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budget"))!;
        none["limit"].ShouldBeNull();
        none["period"]!.GetValue<string>().ShouldBe("month");
        none["spent"]!.GetValue<decimal>().ShouldBe(CostOfOne);
        none["reserved"]!.GetValue<decimal>().ShouldBe(held);
        none["forecast"]!["perDay"]!.GetValue<decimal>().ShouldBe(Math.Round(CostOfOne / 7, 9));

        foreach (var period in new[] { "day", "month", "total", "month" })
        {
            var set = await Answers.JsonAsync(
                await owner.Client.PutAsJsonAsync(
                    "/v1/ai/budget",
                    new
                    {
                        limit = CostOfOne + held,
                        period,
                        thresholds = new[] { 90 },
                        atLimit = "stop",
                    }
                ),
                HttpStatusCode.OK
            );
            set["period"]!.GetValue<string>().ShouldBe(period);
            set["spent"]!.GetValue<decimal>().ShouldBe(CostOfOne);
            set["reserved"]!.GetValue<decimal>().ShouldBe(held);
            set["thresholds"]!.AsArray().Single()!.GetValue<int>().ShouldBe(90);
        }
        (await stage.QueryAsync<long>("select count(*) from ai_budgets")).ShouldBe(1);
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
            "ai.budget_exhausted"
        );
        (await owner.Client.DeleteAsync("/v1/ai/budget")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.Client.DeleteAsync("/v1/ai/budget")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await AiStage.AskAsync(node, owner.Id)).Value.ShouldNotBeNull();
        await stage.BooksShouldAgreeAsync();
        (
            await stage.QueryAsync<long>(
                $"select count(*) from audit_log where table_name = 'ai_budgets' and actor_id = '{owner.Id}'"
            )
        ).ShouldBeGreaterThanOrEqualTo(5);
    }

    [Test]
    public async Task Members_and_campaigns_have_caps_of_their_own_and_the_platform_too()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        using var editor = await Person.RegisterAsync(node);
        var member = await editor.JoinAsync(stage.Database, owner, "editor");
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<Guid>();
        foreach (var path in new[] { $"members/{member}", $"members/{owner.Id}", $"campaigns/{campaign}" })
        {
            (
                await Answers.JsonAsync(
                    await owner.Client.PutAsJsonAsync($"/v1/ai/budgets/{path}", new { limit = 0, period = "day" }),
                    HttpStatusCode.OK
                )
            )[path[..^1].StartsWith('m') ? "memberId" : "campaignId"]!
                .GetValue<string>()
                .ShouldBe(path.Split('/')[1]);
        }
        var caps = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budgets"))!["data"]!.AsArray();
        caps.Select(cap => cap!["scope"]!.GetValue<string>()).Order().ShouldBe(["campaign", "member", "member"]);
        (
            await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id, member: editor.Id))
        ).Error.Code.ShouldBe("ai.budget_exhausted");
        (
            await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id, campaign: campaign))
        ).Error.Code.ShouldBe("ai.budget_exhausted");
        (await AiStage.AskAsync(node, owner.Id)).Value.ShouldNotBeNull();
        foreach (var path in new[] { $"members/{Guid.CreateVersion7()}", $"campaigns/{Guid.CreateVersion7()}" })
        {
            (
                await owner.Client.PutAsJsonAsync($"/v1/ai/budgets/{path}", new { limit = 0, period = "day" })
            ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        // An editor spends, and does not say how much.
        (await editor.Client.PutAsJsonAsync("/v1/ai/budget", new { limit = 1, period = "day" })).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await editor.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budget"))!["webhookSecret"].ShouldBeNull();

        using var admin = await stage.AdminAsync(node);
        (await admin.Client.GetAsync("/v1/admin/ai/budget")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var platform = await Answers.JsonAsync(
            await admin.Client.PutAsJsonAsync(
                "/v1/admin/ai/budget",
                new
                {
                    limit = 0,
                    period = "month",
                    reason = "A test.",
                }
            ),
            HttpStatusCode.OK
        );
        platform["reserved"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
            "ai.budget_exhausted"
        );
        (await admin.Client.DeleteAsync("/v1/admin/ai/budget?reason=Over")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await AiStage.AskAsync(node, owner.Id)).Value.ShouldNotBeNull();
    }

    [TestCase("""{"limit":-1,"period":"month"}""")]
    [TestCase("""{"limit":0.0000000001,"period":"month"}""")]
    [TestCase("""{"limit":1e30,"period":"month"}""")]
    [TestCase("""{"limit":"5","period":"month"}""")]
    [TestCase("""{"limit":5,"period":"week"}""")]
    [TestCase("""{"limit":5,"period":"month","thresholds":[0]}""")]
    [TestCase("""{"limit":5,"period":"month","thresholds":[101]}""")]
    [TestCase("""{"limit":5,"period":"month","atLimit":"never"}""")]
    [TestCase("""{"limit":5}""")]
    public async Task A_budget_that_cannot_be_is_refused(string body)
    {
        using var client = await App.Current.SignedInAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await client.PutAsync("/v1/ai/budget", content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
