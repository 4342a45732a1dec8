using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Identity.Admin;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Costs;

/// <summary>What people see of costs: by the day they live in, by section, and to take away.</summary>
internal sealed class CostTests
{
    [TestCase("Pacific/Kiritimati")]
    [TestCase("Pacific/Pago_Pago")]
    public async Task Days_are_the_accounts_own(string zone)
    {
        using var client = await App.Current.SignedInAsync();
        (await ChangeSettingsAsync(client, $$"""{"timeZone":"{{zone}}"}""")).ShouldBe(HttpStatusCode.OK);
        await client.GeneratedAsync();
        var days = await App.Current.ListAsync<string>(
            $"""
            select distinct to_char(created_at at time zone '{zone}', 'YYYY-MM-DD') from ai_ledger
            where user_id = '{await AccountAsync(client)}' and entry = 'settled' order by 1
            """
        );

        var costs = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs"))!;
        costs["groups"]!.AsArray().Select(group => group.Text("key")).ShouldBe(days);
        // Without a range: up to the account's today.
        string.CompareOrdinal(costs.Text("to"), days[^1]).ShouldBeGreaterThanOrEqualTo(0);
        costs["total"]!["cost"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
        (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs/daily"))!["data"]!
            .AsArray()
            .Select(day => day.Text("date"))
            .Order(StringComparer.Ordinal)
            .ShouldBe(days);
    }

    [TestCase("\"Europe/Berlin\"", HttpStatusCode.OK)]
    [TestCase("\"America/Argentina/Buenos_Aires\"", HttpStatusCode.OK)]
    [TestCase("\"UTC\"", HttpStatusCode.OK)]
    [TestCase("null", HttpStatusCode.OK)]
    [TestCase("\"Mars/Phobos\"", HttpStatusCode.BadRequest)]
    [TestCase("\"Pacific Standard Time\"", HttpStatusCode.BadRequest)]
    [TestCase("\"Europe\"", HttpStatusCode.BadRequest)]
    [TestCase("\"../../etc/passwd\"", HttpStatusCode.BadRequest)]
    [TestCase("\"\"", HttpStatusCode.BadRequest)]
    [TestCase("7", HttpStatusCode.BadRequest)]
    [TestCase("{}", HttpStatusCode.BadRequest)]
    public async Task A_time_zone_has_a_name_that_is_known(string zone, HttpStatusCode expected)
    {
        using var client = await App.Current.SignedInAsync();
        (await ChangeSettingsAsync(client, $$"""{"timeZone":{{zone}}}""")).ShouldBe(expected);
    }

    [Test]
    public async Task Costs_are_those_of_the_members_who_asked()
    {
        using var client = await App.Current.SignedInAsync();
        await client.GeneratedAsync();
        var costs = (await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs?groupBy=member"))!;
        costs["groups"]!.AsArray().Single().Text("key").ShouldBe(await AccountAsync(client));
    }

    [Test]
    public async Task A_section_shows_what_it_was_to_cost_what_it_has_cost_and_what_came_to_nothing()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var person = await Person.RegisterAsync(node);
        var client = person.Client;
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        // The page is answered in a way that cannot be used, and mended when it is asked for again.
        stage.OpenAi.Answer(new Behaviour { Text = """{"css":""}""" });
        var plan = await Answers.JsonAsync(
            await client.PostAsJsonAsync($"/v1/campaigns/{campaign}/plan", new { model = AiStage.Gpt }),
            HttpStatusCode.OK
        );

        var generation = await client.GenerateAsync(campaign, new { model = AiStage.Gpt });

        generation.Text("status").ShouldBe("completed");
        var steps = generation["steps"]!.AsArray();
        foreach (var step in steps)
        {
            step.Number("calls").ShouldBe(2);
            var failure = step!["failures"]!.AsArray().ShouldHaveSingleItem()!;
            failure.Text("failure").ShouldBe("invalid_output");
            failure.Text("reason").ShouldContain("no props");
            failure["charged"]!.GetValue<decimal>().ShouldBe(0);
            step.Text("model").ShouldBe(AiStage.Gpt);
            var (min, max) = (Amount(step!["estimate"]!["minCost"]), Amount(step["estimate"]!["maxCost"]));
            Amount(step["cost"]).ShouldBeInRange(0.000000001m, max);
            min.ShouldBeLessThan(max);
            (steps.Count * max).ShouldBe(Amount(generation["estimate"]!["maxCost"]), steps.Count * 0.000000001m);
            max.ShouldBe(Amount(plan["estimate"]!["section"]!["maxCost"]));
        }
        steps
            .Sum(step => Amount(step!["cost"]))
            .ShouldBe(Amount((await client.GetFromJsonAsync<JsonNode>("/v1/ai/costs"))!["total"]!["cost"]));
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_was_answered_before_costs_nothing_and_counts_as_saved()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Ai:ReplayWindow", "01:00:00"));
        using var person = await Person.RegisterAsync(node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        var first = await person.Client.GenerateAsync(campaign, new { model = AiStage.Gpt });
        var calls = stage.OpenAi.Calls.Count;
        var again = await person.Client.GenerateAsync(campaign, new { model = AiStage.Gpt });

        stage.OpenAi.Calls.Count.ShouldBe(calls);
        again["steps"]!.AsArray().ShouldAllBe(step => step.Number("calls") == 0 && Amount(step!["cost"]) == 0);
        var total = (await person.Client.GetFromJsonAsync<JsonNode>("/v1/ai/costs"))!["total"]!;
        (total.Number("calls"), total.Number("replays")).ShouldBe((calls, calls));
        Amount(total["saved"]).ShouldBe(Amount(total["cost"]));
        Amount(total["cost"]).ShouldBe(first["steps"]!.AsArray().Sum(step => Amount(step!["cost"])));
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task The_platforms_administrators_see_what_providers_charge_for_released_calls_as_well()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var person = await Person.RegisterAsync(node);
        (await person.Client.GetAsync("/v1/admin/ai/costs")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        stage.OpenAi.Answer(new Behaviour { Text = """{"css":""}""" });
        await person.Client.GenerateAsync(campaign, new { model = AiStage.Gpt });
        using var admin = await Person.RegisterAsync(node);
        await new PlatformAdmins(stage.Database.Owner).SetAsync(admin.Email, isAdmin: true, CancellationToken.None);
        await admin.LogInAsync();

        foreach (var group in new[] { "day", "model", "provider", "account" })
        {
            var costs = (await admin.Client.GetFromJsonAsync<JsonNode>($"/v1/admin/ai/costs?groupBy={group}"))!;
            var only = costs["groups"]!.AsArray().ShouldHaveSingleItem()!;
            var calls = stage.OpenAi.Calls.Count;
            only.Number("calls").ShouldBe(calls);
            Amount(only["charged"])
                .ShouldBe(Amount((await person.Client.GetFromJsonAsync<JsonNode>("/v1/ai/costs"))!["total"]!["cost"]));
            // All of the fake's answers cost the same, and one of them was no use.
            Amount(only["released"]).ShouldBe(Amount(only["charged"]) / (calls - 1));
            Amount(only["cost"]).ShouldBe(Amount(only["charged"]) + Amount(only["released"]));
            if (group == "account")
            {
                only.Text("key").ShouldBe(person.Id.ToString());
            }
        }
        (await admin.Client.GetAsync("/v1/admin/ai/costs?groupBy=member")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task The_ledger_can_be_narrowed_and_says_who_paid_for_what()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var generation = (await client.GenerateAsync(campaign)).Text("id");

        var all = await EntriesAsync("limit=100");
        var settled = await EntriesAsync("limit=100&entry=settled");
        settled.Count.ShouldBe(all.Count / 2);
        settled.ShouldAllBe(entry => entry.Text("paidBy") == "platform" && entry.Text("callId") != "");
        settled.Select(entry => entry.Text("callId")).Distinct().Count().ShouldBe(settled.Count);
        // Of several sections the entry names none; a section that is written alone has a call of its own.
        settled.ShouldAllBe(entry => entry!["stepId"] == null);
        (await EntriesAsync($"limit=100&generationId={generation}")).Count.ShouldBe(all.Count / 2);
        (await EntriesAsync($"limit=100&campaignId={campaign}")).Count.ShouldBe(all.Count);
        (await EntriesAsync($"campaignId={Guid.CreateVersion7()}")).ShouldBeEmpty();
        (await EntriesAsync($"limit=100&from={all[^1].Text("day")}&to={all[0].Text("day")}")).Count.ShouldBe(all.Count);
        (await EntriesAsync("to=2020-01-01")).ShouldBeEmpty();

        async Task<List<JsonNode?>> EntriesAsync(string query) =>
            [.. (await client.GetFromJsonAsync<JsonNode>($"/v1/ai/ledger?{query}"))!["data"]!.AsArray()];
    }

    [Test]
    public async Task Costs_and_a_long_ledger_can_be_taken_away_and_hold_no_formula()
    {
        using var client = await App.Current.SignedInAsync();
        var account = await AccountAsync(client);
        await App.Current.ListAsync<int>(
            $"""
            insert into ai_ledger (user_id, call_id, entry, provider, model, price_id, input_tokens, output_tokens, amount_nano_usd,
                paid_by, reason, day)
            select '{account}', gen_random_uuid(), 'settled', 'compatible', '=cmd|x', gen_random_uuid(), n, 1, n,
                'account', 'a "word", and more', '2026-03-04'
            from generate_series(1, 2300) n returning 1
            """
        );

        var lines = (await client.GetStringAsync("/v1/ai/ledger/export?format=csv")).Split("\r\n");
        lines[0].ShouldStartWith("id,createdAt,day,entry,callId,");
        lines.Length.ShouldBe(2302); // the names before, and nothing after the last line's end
        lines[^1].ShouldBeEmpty();
        lines
            .Skip(1)
            .Take(2300)
            .ShouldAllBe(line =>
                line.Contains(",'=cmd|x,") && line.EndsWith(",account,false,\"a \"\"word\"\", and more\"")
            );
        lines.Select(line => line.Split(',')[0]).Distinct().Count().ShouldBe(2302);

        var json = JsonNode.Parse(await client.GetStringAsync("/v1/ai/ledger/export?format=json"))!.AsArray();
        json.Sum(entry => Amount(entry!["amount"])).ShouldBe(2300 * 2301 / 2 / 1_000_000_000m);
        (await client.GetStringAsync("/v1/ai/ledger/export?entry=reserved")).Split("\r\n").Length.ShouldBe(2);

        var costs = (await client.GetStringAsync("/v1/ai/costs/export?from=2026-03-01&to=2026-03-31")).Split("\r\n");
        costs[1].ShouldStartWith("2026-03-04,0.00264615,0.00264615,0,2300,0,0,2646150,");
        (await client.GetStringAsync("/v1/ai/costs/export?from=2026-03-01&to=2026-03-31&groupBy=model")).ShouldContain(
            "\r\n'=cmd|x,"
        );
        using var file = await client.GetAsync("/v1/ai/costs/export?format=json&from=2026-03-01&to=2026-03-31");
        file.Content.Headers.ContentDisposition!.FileName.ShouldBe("ai-costs-2026-03-01-2026-03-31.json");
        Amount((await file.Content.ReadFromJsonAsync<JsonNode>())!["total"]!["ownKeyCost"]).ShouldBe(0.00264615m);
    }

    [TestCase("/v1/ai/ledger?entry=paid")]
    [TestCase("/v1/ai/ledger?from=2026-02-02&to=2026-02-01")]
    [TestCase("/v1/ai/ledger?generationId=1")]
    [TestCase("/v1/ai/ledger/export?format=xml")]
    [TestCase("/v1/ai/ledger/export?from=now")]
    [TestCase("/v1/ai/costs/export?format=xml")]
    [TestCase("/v1/ai/costs/export?groupBy=hour")]
    [TestCase("/v1/ai/quality?groupBy=day")]
    [TestCase("/v1/ai/quality?from=2026-02-30")]
    public async Task What_cannot_be_asked_is_refused(string address)
    {
        using var client = await App.Current.SignedInAsync();
        (await client.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static decimal Amount(JsonNode? node) =>
        decimal.Parse(node!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static async Task<string> AccountAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/me")).Text("id");

    private static async Task<HttpStatusCode> ChangeSettingsAsync(HttpClient client, string settings)
    {
        using var me = await client.GetAsync("/v1/me");
        using var answer = await client.PatchTextAsync(
            "/v1/me",
            $$"""{"settings":{{settings}}}""",
            me.Headers.ETag!.ToString()
        );
        return answer.StatusCode;
    }
}
