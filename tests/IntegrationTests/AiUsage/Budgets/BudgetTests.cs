using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.IntegrationTests.AiUsage.Keys;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Budgets;

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

        foreach (var (period, windows) in new[] { ("day", 1), ("month", 2), ("total", 3), ("month", 3) })
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
            set["windows"]!.AsArray().Count.ShouldBe(windows);
        }
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
            "ai.budget_exhausted"
        );
        (await owner.Client.DeleteAsync("/v1/ai/budget?period=day")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PeriodsAsync(owner)).ShouldBe(["month", "total"]);
        (await owner.Client.DeleteAsync("/v1/ai/budget")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PeriodsAsync(owner)).ShouldBeEmpty();
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

    [Test]
    public async Task Of_several_windows_each_holds_and_to_stop_is_stronger_than_to_go_on_with_less()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        foreach (var tight in new[] { "day", "month", "total" })
        {
            foreach (var period in new[] { "day", "month", "total" })
            {
                // Those with room go on with less, and are not asked.
                await SetAsync(owner, period, period == tight ? 0 : 1000, period == tight ? "stop" : "offline");
            }
            var refused = await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id));
            refused.Error.Code.ShouldBe("ai.budget_exhausted");
            refused.Error.Details!["period"].ShouldBe(tight);
            (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budget"))!["period"]!
                .GetValue<string>()
                .ShouldBe(tight, "it is the one that has least left");
        }
        // All of them refuse, one of them stops; whichever is asked first.
        foreach (var stops in new[] { "day", "month", "total" })
        {
            foreach (var period in new[] { "day", "month", "total" })
            {
                await SetAsync(owner, period, 0, period == stops ? "stop" : "offline");
            }
            (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
                "ai.budget_exhausted"
            );
        }
        (await stage.QueryAsync<long>("select count(*) from ai_calls")).ShouldBe(0);
        await stage.BooksShouldAgreeAsync();
    }

    [TestCase("stop", AiStage.Gpt, HttpStatusCode.PaymentRequired)]
    [TestCase("offline", AiStage.Gpt, HttpStatusCode.Accepted)]
    [TestCase("offline", "offline-writer-1", HttpStatusCode.Accepted)]
    [TestCase("stop", "mine-1", HttpStatusCode.Accepted)]
    public async Task When_the_plans_credits_end_it_goes_on_as_the_account_chose(
        string atLimit,
        string model,
        HttpStatusCode expected
    )
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        await owner.AddModelAsync(stage.OpenAi.BaseUrl.ToString());
        await SetAsync(owner, "month", 1000, atLimit);
        await stage.ExecuteAsync(
            $$"""
            insert into app_settings (key, value) values ('limits.agency', '{"aiCreditsUsed": 5}');
            insert into user_usage (user_id, month, ai_credits_used)
            values ('{{owner.Id}}', date_trunc('month', now() at time zone 'utc')::date, 5)
            on conflict (user_id, month) do update set ai_credits_used = 5
            """
        );
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        if (expected == HttpStatusCode.PaymentRequired)
        {
            (
                await Answers.JsonAsync(
                    await owner.Client.PostAsJsonAsync($"/v1/campaigns/{campaign}/generations", new { model }),
                    expected
                )
            )["code"]!
                .GetValue<string>()
                .ShouldBe("plan.limit_reached");
            return;
        }

        var generation = await owner.Client.GenerateAsync(campaign, new { model });

        generation["status"]!.GetValue<string>().ShouldBe("completed", generation.ToJsonString());
        generation["steps"]!
            .AsArray()
            .ShouldAllBe(step =>
                step!["model"]!.GetValue<string>() == (model == "mine-1" ? "mine-1" : "offline-writer-1")
                && step["cost"]!.GetValue<decimal>() > 0 == (model == "mine-1")
            );
        (await stage.QueryAsync<int>("select ai_credits_used + ai_credits_reserved from user_usage")).ShouldBe(5);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Of_two_tabs_both_windows_stand_and_neither_overwrites_the_other_unseen()
    {
        await using var stage = await AiStage.SetAsync();
        var nodes = new[] { stage.Start(), stage.Start() };
        using var owner = await Person.RegisterAsync(nodes[0]);
        using var other = nodes[1].CreateClient();
        other.DefaultRequestHeaders.Authorization = owner.Client.DefaultRequestHeaders.Authorization;
        var both = await Task.WhenAll(
            owner.Client.PutAsJsonAsync("/v1/ai/budget", new { limit = 1, period = "day" }),
            other.PutAsJsonAsync("/v1/ai/budget", new { limit = 2, period = "month" })
        );
        both.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await PeriodsAsync(owner)).ShouldBe(["day", "month"]);

        using var seen = await owner.Client.GetAsync("/v1/ai/budget?period=day");
        var tag = seen.Headers.ETag!.ToString();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(index => PutAsync(index % 2 == 0 ? owner.Client : other, 3 + index, "day", tag))
        );
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(7);
        var won = await Answers.JsonAsync(
            answers.Single(answer => answer.StatusCode == HttpStatusCode.OK),
            HttpStatusCode.OK
        );
        var day = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budget?period=day"))!;
        day["limit"]!.GetValue<decimal>().ShouldBe(won["limit"]!.GetValue<decimal>());
        // The tag is the window's: that of the day says nothing of a total that is not there.
        (await PutAsync(owner.Client, 1, "total", tag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PeriodsAsync(owner)).ShouldBe(["day", "month"]);
        var listed = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budgets"))!["data"]!
            .AsArray()
            .Single(cap => cap!["period"]!.GetValue<string>() == "day")!;
        (await PutAsync(other, 1, "day", listed["etag"]!.GetValue<string>())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Every_cap_says_what_is_to_be_expected_of_it_and_no_amount_ends_in_zeros()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<Guid>();
        var first = await AiStage.AskAsync(node, owner.Id, campaign: campaign, member: owner.Id);
        await stage.SettleAsync(owner.Id, first.Answer!.CallId);
        var perDay = Math.Round(CostOfOne / 7, 9);
        foreach (var path in new[] { "budget", $"budgets/campaigns/{campaign}", $"budgets/members/{owner.Id}" })
        {
            foreach (var period in new[] { "day", "month", "total" })
            {
                (await owner.Client.PutAsJsonAsync($"/v1/ai/{path}", new { limit = 0.1m, period })).StatusCode.ShouldBe(
                    HttpStatusCode.OK
                );
            }
        }
        using var admin = await stage.AdminAsync(node);
        (
            await admin.Client.PutAsJsonAsync(
                "/v1/admin/ai/budget",
                new
                {
                    limit = 0.1m,
                    period = "total",
                    reason = "A test.",
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        var caps = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budgets"))!["data"]!.AsArray();
        caps.Count.ShouldBe(9);
        var platform = (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/admin/ai/budgets"))!["data"]!.AsArray();
        foreach (var cap in caps.Concat(platform))
        {
            var forecast = cap!["forecast"]!;
            forecast["perDay"]!.GetValue<decimal>().ShouldBe(perDay);
            switch (cap["period"]!.GetValue<string>())
            {
                case "day":
                    forecast["projected"]!.GetValue<decimal>().ShouldBe(CostOfOne);
                    forecast["exhaustedOn"].ShouldBeNull();
                    break;
                case "month":
                    var start = DateOnly.Parse(cap["periodStart"]!.GetValue<string>(), CultureInfo.InvariantCulture);
                    var left = start.AddMonths(1).AddDays(-1).DayNumber - Today.DayNumber;
                    forecast["projected"]!.GetValue<decimal>().ShouldBe(CostOfOne + left * perDay);
                    forecast["exhaustedOn"].ShouldBeNull();
                    break;
                default:
                    forecast["projected"].ShouldBeNull();
                    forecast["exhaustedOn"]!
                        .GetValue<string>()
                        .ShouldBe(
                            Today
                                .AddDays((int)Math.Ceiling((0.1m - CostOfOne) / perDay))
                                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        );
                    break;
            }
        }

        foreach (
            var path in new[]
            {
                "budget",
                "budgets",
                "ledger",
                "costs",
                "costs/daily",
                "costs/export?format=json",
                "models",
            }
        )
        {
            var text = await owner.Client.GetStringAsync($"/v1/ai/{path}");
            text.ShouldNotMatch(@":-?\d+\.\d*0[,}\]]", path);
        }
        (await owner.Client.GetStringAsync("/v1/ai/budget")).ShouldContain("\"spent\":0.00065,");
    }

    [Test]
    public async Task A_plan_without_budgets_sets_none_and_those_that_are_there_go_on_to_hold()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<Guid>();
        await SetAsync(owner, "day", 0);
        await stage.ExecuteAsync($"update users set comped_tier = null where id = '{owner.Id}'");

        foreach (var path in new[] { "budget", $"budgets/campaigns/{campaign}", $"budgets/members/{owner.Id}" })
        {
            var problem = await Answers.JsonAsync(
                await owner.Client.PutAsJsonAsync($"/v1/ai/{path}", new { limit = 1, period = "day" }),
                HttpStatusCode.PaymentRequired
            );
            problem["code"]!.GetValue<string>().ShouldBe("plan.limit_reached");
            problem["resource"]!.GetValue<string>().ShouldBe("customBudget");
            problem["limit"]!.GetValue<long>().ShouldBe(0);
            problem["used"]!.GetValue<long>().ShouldBe(1);
            problem["tier"]!.GetValue<string>().ShouldBe("freemium");
            problem["upgradeTo"]!.GetValue<string>().ShouldBe("creator");
        }
        (await Should.ThrowAsync<DomainException>(AiStage.AskAsync(node, owner.Id))).Error.Code.ShouldBe(
            "ai.budget_exhausted"
        );
        (
            await owner.Client.PutAsJsonAsync("/v1/ai/shutoff", new { reason = "A test.", hard = false })
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await owner.Client.DeleteAsync("/v1/ai/budget?period=day")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PeriodsAsync(owner)).ShouldBeEmpty();
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

    [Test]
    public async Task A_period_that_there_is_not_is_refused()
    {
        using var client = await App.Current.SignedInAsync();
        (await client.GetAsync("/v1/ai/budget?period=week")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.DeleteAsync("/v1/ai/budget?period=week")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var path in new[] { "members", "campaigns" })
        {
            (
                await client.DeleteAsync($"/v1/ai/budgets/{path}/{Guid.CreateVersion7()}?period=week")
            ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static async Task SetAsync(Person owner, string period, decimal limit, string atLimit = "stop") =>
        (
            await owner.Client.PutAsJsonAsync(
                "/v1/ai/budget",
                new
                {
                    limit,
                    period,
                    atLimit,
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, int limit, string period, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/v1/ai/budget")
        {
            Content = JsonContent.Create(new { limit, period }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return client.SendAsync(request);
    }

    private static async Task<string[]> PeriodsAsync(Person owner) =>
        [
            .. (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budget"))!["windows"]!
                .AsArray()
                .Select(window => window!["period"]!.GetValue<string>())
                .Order(StringComparer.Ordinal),
        ];
}
