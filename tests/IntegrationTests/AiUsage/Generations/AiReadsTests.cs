using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>What AI costs, to read.</summary>
public sealed class AiReadsTests
{
    [Test]
    public async Task Costs_are_exact_to_the_ledger_however_they_are_grouped()
    {
        using var client = await App.Current.SignedInAsync();
        var first = await GeneratedAsync(client, "minimal");
        await GeneratedAsync(client, "yoga-studio");
        var account = (await client.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"];
        var exact =
            await App.Current.QueryAsync<decimal>(
                $"select sum(amount_nano_usd) from ai_ledger where entry = 'settled' and user_id = '{account}'"
            ) / 1_000_000_000m;

        foreach (var group in new[] { "day", "model", "provider", "campaign", "generationType" })
        {
            var costs = (await client.GetFromJsonAsync<JsonNode>($"/v1/ai/costs?groupBy={group}"))!;
            costs["total"]!["cost"]!.GetValue<decimal>().ShouldBe(exact);
            costs["total"]!["generations"]!.GetValue<int>().ShouldBe(2);
            costs["groups"]!.AsArray().Sum(one => one!["cost"]!.GetValue<decimal>()).ShouldBe(exact);
            costs["groups"]!.AsArray().Count.ShouldBe(group == "campaign" ? 2 : 1);
            costs["currency"]!.GetValue<string>().ShouldBe("USD");
        }
        var campaign = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs?groupBy=campaign"))!["groups"]!
            .AsArray()
            .Single(one => one!["key"]!.GetValue<string>() == first);
        campaign!["cost"]!
            .GetValue<decimal>()
            .ShouldBe(
                (await client.GetFromJsonAsync<JsonNode>($"/v1/ai/generations?campaignId={first}"))!["data"]![0]![
                    "cost"
                ]!.GetValue<decimal>()
            );
        var before = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs?from=2020-01-01&to=2020-01-31"))!;
        before["total"]!["cost"]!.GetValue<decimal>().ShouldBe(0);
        before["groups"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task Generations_and_ledger_are_paged_without_gap_or_repeat_and_hold_no_other_accounts_rows()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await GeneratedAsync(client, "minimal");
        await client.GenerateAsync(campaign);
        using var stranger = await App.Current.SignedInAsync();
        await GeneratedAsync(stranger, "minimal");

        foreach (var list in new[] { "/v1/ai/ledger", "/v1/ai/generations" })
        {
            var whole = (await client.GetFromJsonAsync<JsonNode>($"{list}?limit=100"))!["data"]!.AsArray();
            List<string> ids = [];
            string? address = $"{list}?limit=1";
            while (address is not null)
            {
                var page = (await client.GetFromJsonAsync<JsonNode>(address))!;
                ids.AddRange(page["data"]!.AsArray().Select(row => row!["id"]!.GetValue<string>()));
                address = page["next"] is { } next ? $"{list}?limit=1&cursor={next}" : null;
            }
            ids.ShouldBe(whole.Select(row => row!["id"]!.GetValue<string>()));
            ids.Count.ShouldBeGreaterThanOrEqualTo(2);
        }
        (await client.GetFromJsonAsync<JsonNode>("/v1/ai/generations?status=failed"))!["data"]!
            .AsArray()
            .ShouldBeEmpty();
        (await client.GetFromJsonAsync<JsonNode>("/v1/ai/generations?type=campaign"))!["data"]!
            .AsArray()
            .Count.ShouldBe(2);
        var theirs = (await stranger.GetFromJsonAsync<JsonNode>($"/v1/ai/generations?campaignId={campaign}"))!;
        theirs["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task A_days_row_shows_the_exact_cost_that_its_columns_round()
    {
        using var client = await App.Current.SignedInAsync();
        await GeneratedAsync(client, "minimal");
        var exact = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs"))!["total"]!["cost"]!.GetValue<decimal>();

        var days = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs/daily"))!["data"]!.AsArray();

        days.Sum(day => day!["totalCost"]!.GetValue<decimal>()).ShouldBe(exact);
        days.Sum(day => day!["generationsCount"]!.GetValue<int>()).ShouldBe(1);
    }

    [Test]
    public async Task Models_show_their_prices_by_tier_and_which_are_usable()
    {
        using var client = await App.Current.SignedInAsync();
        var models = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/models"))!["data"]!.AsArray();

        var offline = models.Single(model => model!["model"]!.GetValue<string>() == "offline-writer-1")!;
        offline["usable"]!.GetValue<bool>().ShouldBeTrue();
        offline["prices"]![0]!["output"]!.GetValue<decimal>().ShouldBe(0.4m);
        var haiku = models.Single(model => model!["model"]!.GetValue<string>() == "claude-haiku-5-5")!;
        haiku["prices"]!.AsArray().Select(tier => tier!["fromInputTokens"]!.GetValue<int>()).ShouldBe([0, 100_000]);
        haiku["maxOutputTokens"]!.GetValue<int>().ShouldBe(128_000);
        // Two rows with different days: the newest that holds is shown, once.
        models.Count(model => model!["model"]!.GetValue<string>() == "claude-sonnet-5-5").ShouldBe(1);
    }

    [TestCase("/v1/ai/costs?groupBy=hour")]
    [TestCase("/v1/ai/costs?from=yesterday")]
    [TestCase("/v1/ai/costs?from=2026-02-02&to=2026-02-01")]
    [TestCase("/v1/ai/costs/daily?from=2020-01-01&to=2026-01-01")]
    [TestCase("/v1/ai/costs?from=2024-12-31&to=2026-01-01")]
    [TestCase("/v1/ai/generations?status=done")]
    [TestCase("/v1/ai/generations?type=poem")]
    [TestCase("/v1/ai/ledger?cursor=abc")]
    [TestCase("/v1/ai/ledger?limit=101")]
    public async Task What_cannot_be_asked_is_refused(string address)
    {
        using var client = await App.Current.SignedInAsync();
        (await client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> GeneratedAsync(HttpClient client, string brief)
    {
        var campaign = (await client.CreateCampaignAsync(brief))["id"]!.GetValue<string>();
        await client.GenerateAsync(campaign);
        return campaign;
    }
}
