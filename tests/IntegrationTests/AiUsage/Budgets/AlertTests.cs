using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage.Budgets;

/// <summary>Who pays hears of it in time, and once.</summary>
internal sealed class AlertTests
{
    /// <summary>1,000 tokens in and 200 out at 0.25 and 2 USD a million.</summary>
    private const decimal CostOfOne = 0.00065m;

    [Test]
    public async Task Each_threshold_is_told_once_in_a_period_whatever_crosses_it_at_once()
    {
        await using var stage = await AiStage.SetAsync();
        await stage.Nodes.HoldRetriesAsync();
        // The first delivery of all fails, and is made again.
        await using var receiver = await WebhookReceiver.StartAsync(503);
        var nodes = new[]
        {
            stage.Start(("Outgoing:AllowLoopback", "true")),
            stage.Start(("Outgoing:AllowLoopback", "true")),
        };
        using var owner = await Person.RegisterAsync(nodes[0]);
        var asked = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(index => AiStage.AskAsync(nodes[index % 2], owner.Id))
        );
        var budget = await Answers.JsonAsync(
            await owner.Client.PutAsJsonAsync(
                "/v1/ai/budget",
                new
                {
                    limit = 64 * CostOfOne,
                    period = "month",
                    thresholds = new[] { 50, 80, 100 },
                    webhookUrl = receiver.Address,
                }
            ),
            HttpStatusCode.OK
        );
        budget["reserved"]!.GetValue<decimal>().ShouldBeGreaterThan(64 * CostOfOne);
        // Another window of the same account, which names no address of its own.
        (
            await owner.Client.PutAsJsonAsync("/v1/ai/budget", new { limit = 64 * CostOfOne, period = "total" })
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var data = NpgsqlDataSource.Create(stage.Database.Owner + ";Maximum Pool Size=24");
        await Task.WhenAll(
            asked.Select(async answer =>
            {
                await using var settle = data.CreateCommand(
                    $"begin; select set_config('app.user_id', '{owner.Id}', true), ai_end('{answer.Answer!.CallId}', true, null, null, now()); commit"
                );
                await settle.ExecuteNonQueryAsync();
            })
        );

        var alerts = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/alerts"))!["data"]!.AsArray();
        foreach (var period in new[] { "month", "total" })
        {
            alerts
                .Where(alert => alert!["data"]!["period"]!.GetValue<string>() == period)
                .Select(alert => alert!["threshold"]!.GetValue<int>())
                .Order()
                .ShouldBe([50, 80, 100]);
        }
        alerts.Count.ShouldBe(6);
        alerts.ShouldAllBe(alert => alert!["kind"]!.GetValue<string>() == "budget_threshold");
        budget = (await owner.Client.GetFromJsonAsync<JsonNode>("/v1/ai/budget?period=month"))!;
        budget["spent"]!.GetValue<decimal>().ShouldBe(64 * CostOfOne);
        budget["reserved"]!.GetValue<decimal>().ShouldBe(0);
        budget["forecast"]!["exhaustedOn"].ShouldNotBeNull();
        await stage.BooksShouldAgreeAsync();

        await stage.Nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'ai_usage.call_webhook' and status = 'retrying'"
        );
        await stage.Nodes.RetryNowAsync();
        await stage.Nodes.WaitUntilAsync(
            "select where 12 = (select count(*) from job_queue where job_type like 'ai_usage.%' and status = 'completed')"
        );
        receiver.Received.Count.ShouldBe(7);
        receiver.Received.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(6);
        var secret = budget["webhookSecret"]!.GetValue<string>();
        receiver.Received.ShouldAllBe(one => one.IsSignedWith(secret));
        JsonNode.Parse(receiver.Received[0].Body)!["type"]!.GetValue<string>().ShouldBe("ai.budget_threshold");
        var mails = await Task.WhenAll(
            Directory.EnumerateFiles(stage.Database.MailFolder).Select(file => File.ReadAllTextAsync(file))
        );
        foreach (
            var title in new[] { "of the monthly AI budget of the account", "of the total AI budget of the account" }
        )
        {
            mails
                .Where(mail => mail.Contains($"To: {owner.Email}", StringComparison.Ordinal))
                .Count(mail => mail.Contains($"Subject: AI: {50} % {title}", StringComparison.Ordinal))
                .ShouldBe(1, title);
            receiver.Received.Count(one => one.Body.Contains(title, StringComparison.Ordinal)).ShouldBeInRange(3, 4);
        }
    }

    [Test]
    public async Task A_cap_that_is_set_below_what_is_spent_is_told_of_at_that_moment_and_once()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        using var admin = await stage.AdminAsync(node);
        var first = await AiStage.AskAsync(node, owner.Id);
        await stage.SettleAsync(owner.Id, first.Answer!.CallId);

        foreach (
            var (part, told) in new (decimal, int[])[]
            {
                (0.1m, []),
                (0.6m, [50]),
                (0.6m, [50]),
                (0.9m, [50, 80]),
                // Whoever takes it back has been told all the same.
                (0.1m, [50, 80]),
                (0.6m, [50, 80]),
                (2m, [50, 80, 100]),
            }
        )
        {
            var limit = Math.Round(CostOfOne / part, 9);
            (await owner.Client.PutAsJsonAsync("/v1/ai/budget", new { limit, period = "month" })).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
            var thresholds = (await AlertsAsync(owner, "/v1/ai/alerts"))
                .Select(alert => alert!["threshold"]!.GetValue<int>())
                .Order();
            thresholds.ToArray().ShouldBe(told, $"{part}");
        }
        // The platform's as well; and a cap of nothing that nothing has passed is no news.
        (
            await admin.Client.PutAsJsonAsync(
                "/v1/admin/ai/budget",
                new
                {
                    limit = CostOfOne,
                    period = "day",
                    reason = "A test.",
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AlertsAsync(admin, "/v1/admin/ai/alerts")).ShouldHaveSingleItem()!["threshold"]!
            .GetValue<int>()
            .ShouldBe(100);
        (await admin.Client.PutAsJsonAsync("/v1/ai/budget", new { limit = 0, period = "month" })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await AlertsAsync(admin, "/v1/ai/alerts")).ShouldBeEmpty();
    }

    [Test]
    public async Task An_alert_says_whose_budget_it_is_and_how_it_stands()
    {
        await using var stage = await AiStage.SetAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var node = stage.Start(("Outgoing:AllowLoopback", "true"));
        using var owner = await Person.RegisterAsync(node);
        using var editor = await Person.RegisterAsync(node);
        await editor.JoinAsync(stage.Database, owner, "editor");
        var member = await stage.QueryAsync<Guid>("select id from account_members");
        var name = await stage.QueryAsync<string>($"select name from users where id = '{editor.Id}'");
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await stage.ExecuteAsync("update campaigns set name = E'Spring\nsale'");
        foreach (var path in new[] { $"members/{member}", $"campaigns/{campaign}" })
        {
            (
                await owner.Client.PutAsJsonAsync(
                    $"/v1/ai/budgets/{path}",
                    new
                    {
                        limit = 2 * CostOfOne,
                        period = "day",
                        thresholds = new[] { 50 },
                        webhookUrl = receiver.Address,
                    }
                )
            ).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        // As much as one call costs, and less than it may cost.
        await stage.ExecuteAsync("update ai_budgets set limit_nano_usd = 1000000000");
        var asked = await AiStage.AskAsync(node, owner.Id, member: editor.Id, campaign: Guid.Parse(campaign));
        await stage.ExecuteAsync($"update ai_budgets set limit_nano_usd = {(long)(2 * CostOfOne * 1_000_000_000)}");
        await stage.SettleAsync(owner.Id, asked.Answer!.CallId);

        var alerts = await AlertsAsync(owner, "/v1/ai/alerts");
        alerts.Count.ShouldBe(2);
        foreach (
            var (scope, called, id) in new[]
            {
                ("member", name, member.ToString()),
                ("campaign", "Spring sale", campaign),
            }
        )
        {
            var alert = alerts.Single(one => one!["budget"]!["scope"]!.GetValue<string>() == scope)!;
            alert["message"]!
                .GetValue<string>()
                .ShouldBe($"50 % of the daily AI budget of the {scope} “{called}” is used.");
            var budget = alert["budget"]!;
            (
                budget["name"]!.GetValue<string>(),
                budget[$"{scope}Id"]!.GetValue<string>(),
                budget["period"]!.GetValue<string>(),
                budget["limit"]!.GetValue<decimal>(),
                budget["spent"]!.GetValue<decimal>()
            ).ShouldBe((called, id, "day", 2 * CostOfOne, CostOfOne));
            budget["periodStart"].ShouldNotBeNull();
            budget["id"].ShouldNotBeNull();
        }

        await stage.Nodes.WaitUntilAsync(
            "select where 4 = (select count(*) from job_queue where job_type like 'ai_usage.%' and status = 'completed')"
        );
        receiver.Received.Count.ShouldBe(2);
        var told = receiver
            .Received.Select(one => JsonNode.Parse(one.Body)!["data"]!)
            .Single(data => data["budget"]!["scope"]!.GetValue<string>() == "campaign");
        told["budget"]!["name"]!.GetValue<string>().ShouldBe("Spring sale");
        told["budget"]!["spent"]!.GetValue<decimal>().ShouldBe(CostOfOne);
        told["message"]!.GetValue<string>().ShouldContain("“Spring sale”");
        var mails = await Task.WhenAll(
            Directory.EnumerateFiles(stage.Database.MailFolder).Select(file => File.ReadAllTextAsync(file))
        );
        mails
            .Count(mail => mail.Contains("0.0007 of 0.0013 USD are spent since", StringComparison.Ordinal))
            .ShouldBe(2);

        // The name is kept in no second place: who is gone is not named any more.
        (
            await stage.QueryAsync<bool>($"select bool_and(strpos(a::text, '{name}') = 0) from ai_alerts a")
        ).ShouldBeTrue();
        await stage.ExecuteAsync("delete from account_members; delete from ai_budgets");
        var left = (await AlertsAsync(owner, "/v1/ai/alerts")).Single(one =>
            one!["budget"]!["scope"]!.GetValue<string>() == "member"
        )!;
        left["budget"]!["name"].ShouldBeNull();
        left["budget"]!["id"].ShouldBeNull();
        left["message"]!.GetValue<string>().ShouldBe("50 % of the daily AI budget of a member is used.");
    }

    private static async Task<JsonArray> AlertsAsync(Person person, string path) =>
        (await person.Client.GetFromJsonAsync<JsonNode>(path))!["data"]!.AsArray();

    [Test]
    public async Task A_webhook_that_leads_inside_is_neither_accepted_nor_called()
    {
        await using var stage = await AiStage.SetAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        foreach (var inside in new[] { receiver.Address, "https://localhost/hook", "https://169.254.169.254/", "x" })
        {
            using var refused = await owner.Client.PutAsJsonAsync(
                "/v1/ai/budget",
                new
                {
                    limit = 1,
                    period = "day",
                    webhookUrl = inside,
                }
            );
            (await Answers.JsonAsync(refused, HttpStatusCode.BadRequest))["code"]!
                .GetValue<string>()
                .ShouldBe("ai.address_refused", inside);
        }

        // One that was harmless when it was named.
        (await owner.Client.PutAsJsonAsync("/v1/ai/budget", new { limit = 1, period = "day" })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        await stage.ExecuteAsync($"update ai_budgets set webhook_url = '{receiver.Address}'");
        (
            await owner.Client.PutAsJsonAsync("/v1/ai/shutoff", new { reason = "A test.", hard = false })
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stage.Nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'ai_usage.call_webhook' and status = 'failed' and attempts = 1"
        );
        receiver.Received.ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_the_operators_is_mailed_to_the_operator()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:AlertMail", "operator@example.com"));
        using var admin = await stage.AdminAsync(node);
        (
            await admin.Client.PutAsJsonAsync("/v1/admin/ai/shutoff", new { reason = "A test.", hard = false })
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stage.Nodes.WaitUntilAsync(
            "select from job_queue where job_type = 'ai_usage.mail_alert' and status = 'completed'"
        );
        var mails = await Task.WhenAll(
            Directory.EnumerateFiles(stage.Database.MailFolder).Select(file => File.ReadAllTextAsync(file))
        );
        mails.ShouldContain(mail => mail.Contains("To: operator@example.com", StringComparison.Ordinal));
        (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/admin/ai/alerts"))!["data"]![0]!["kind"]!
            .GetValue<string>()
            .ShouldBe("shutoff");
        (await admin.Client.GetFromJsonAsync<JsonNode>("/v1/ai/alerts"))!["data"]!.AsArray().ShouldBeEmpty();
    }
}
