using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Harness;
using Npgsql;

namespace AiWebBuilder.IntegrationTests.AiUsage;

/// <summary>Who pays hears of it in time, and once.</summary>
[Parallelizable]
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
