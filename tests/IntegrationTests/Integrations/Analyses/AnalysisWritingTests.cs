using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Integrations.Analyses;

/// <summary>A model over the wire writes analyses: what rests on no fact is refused, and asked for once more; what it costs is the account's.</summary>
internal sealed class AnalysisWritingTests
{
    private const string Good =
        """{"analysis":{"summary":"The page lacks a description.","recommendations":[{"title":"Write a description","text":"Without one (1 of 1) search engines choose.","effort":"low","facts":["seo.description_missing"]}],"migrationPlan":[]}}""";

    /// <summary>1,000 tokens in and 200 out at 0.25 and 2 USD a million.</summary>
    private const decimal Price = 0.00065m;

    private AiStage stage = null!;
    private WebApplicationFactory<Program> node = null!;
    private AnalysedSite site = null!;

    [OneTimeSetUp]
    public async Task SetAsync()
    {
        stage = await AiStage.SetAsync();
        node = stage.Start(("Outgoing:AllowLoopback", "true"), ("Ai:DefaultModel", AiStage.Gpt));
        site = (await AnalysedSite.StartAsync()).Page(
            "/",
            "Home",
            "<!doctype html><html lang=en><title>One oven</title><body><h1>One oven</h1><p>Bread.</p></body></html>"
        );
    }

    [SetUp]
    public void Begin() => (site.BeforePage, stage.OpenAi.Chooses) = (_ => Task.CompletedTask, _ => null);

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await node.DisposeAsync();
        await stage.DisposeAsync();
        await site.DisposeAsync();
    }

    [Test]
    public async Task A_good_answer_is_kept_and_its_cost_is_the_analysis_and_the_accounts()
    {
        using var person = await Person.RegisterAsync(node);
        var (analysis, calls) = await WrittenAsync(person, Good);

        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        calls.Length.ShouldBe(1);
        analysis["summary"]!.Text("text").ShouldBe("The page lacks a description.");
        analysis["recommendations"]!.AsArray().Single()!.Text("title").ShouldBe("Write a description");
        analysis.Text("aiModelUsed").ShouldBe(AiStage.Gpt);
        // Rounded to four places, as the column is; the ledger is exact.
        analysis["aiCost"]!.GetValue<decimal>().ShouldBe(0.0007m);
        var costs = (await person.Client.GetFromJsonAsync<JsonNode>("/v1/ai/costs?groupBy=generationType"))!;
        costs["groups"]!.AsArray().Single()!["cost"]!.GetValue<decimal>().ShouldBe(Price);
        analysis["estimate"].ShouldBeNull();
        await stage.BooksShouldAgreeAsync();

        // What it was sent: facts, the schema that names them, and no secret.
        var sent = calls[0].Body;
        var prompt = JsonNode.Parse(sent["input"]![1]!["content"]![0]!.Text("text"))!;
        prompt["analysis"]!.ToJsonString().ShouldBe("""{"type":"full_audit","language":"en","host":"127.0.0.1"}""");
        prompt["facts"]!.AsArray().Count.ShouldBeGreaterThan(40);
        sent.ToJsonString().ShouldNotContain("EFGH");
        sent["tools"].ShouldBeNull();
        sent["text"]!["format"]!["schema"]!.ToJsonString().ShouldContain("seo.description_missing");
    }

    [TestCase(
        "an invented fact",
        """{"title":"Sell more","text":"It pays.","effort":"low","facts":["sales.lost"]}""",
        "sales.lost"
    )]
    [TestCase(
        "no fact",
        """{"title":"Sell more","text":"It pays.","effort":"low","facts":[]}""",
        "must name the facts"
    )]
    [TestCase(
        "a number of no fact",
        """{"title":"Write it","text":"It brings 37 more visitors.","effort":"low","facts":["seo.description_missing"]}""",
        "37"
    )]
    [TestCase(
        "a spelled number of no fact",
        """{"title":"Write it","text":"It brings hundreds of visitors.","effort":"low","facts":["seo.description_missing"]}""",
        "hundreds"
    )]
    [TestCase(
        "a number of another fact",
        """{"title":"Write it","text":"There are 160 of them.","effort":"low","facts":["seo.description_missing"]}""",
        "160"
    )]
    [TestCase(
        "a foreign link",
        """{"title":"Write it","text":"See https://evil.example/x for how.","effort":"low","facts":["seo.description_missing"]}""",
        "evil.example"
    )]
    [TestCase(
        "a foreign host",
        """{"title":"Write it","text":"Ask evil.example for help.","effort":"low","facts":["seo.description_missing"]}""",
        "evil.example"
    )]
    [TestCase(
        "a mail address",
        """{"title":"Write it","text":"Write to me@127.0.0.1 today.","effort":"low","facts":["seo.description_missing"]}""",
        "me@"
    )]
    [TestCase(
        "markup",
        """{"title":"Write it","text":"Do it <img src=x> now.","effort":"low","facts":["seo.description_missing"]}""",
        "plain text"
    )]
    [TestCase(
        "a letter that nobody sees",
        """{"title":"Write it","text":"Do it\u200b now.","effort":"low","facts":["seo.description_missing"]}""",
        "nobody sees"
    )]
    [TestCase(
        "an unknown member",
        """{"title":"Write it","text":"Do it.","effort":"low","facts":["seo.description_missing"],"webhook":"x"}""",
        "webhook"
    )]
    public async Task What_rests_on_no_fact_is_refused_and_asked_for_once_more(
        string what,
        string recommendation,
        string told
    )
    {
        using var person = await Person.RegisterAsync(node);
        var bad =
            $$$"""{"analysis":{"summary":"Short.","recommendations":[{{{recommendation}}}],"migrationPlan":[]}}""";
        var (analysis, calls) = await WrittenAsync(person, bad, Good);

        analysis.Text("status").ShouldBe("completed", what);
        analysis["recommendations"]!.AsArray().Single()!.Text("title").ShouldBe("Write a description");
        calls.Length.ShouldBe(2);
        var last = calls[1].Body["input"]!.AsArray()[^1]!["content"]![0]!.Text("text");
        last.ShouldStartWith("That cannot be used");
        last.ShouldContain(told);
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task What_is_refused_twice_fails_the_analysis_costs_nothing_and_keeps_the_facts()
    {
        using var person = await Person.RegisterAsync(node);
        var bad = Good.Replace("1 of 1", "9 of 11", StringComparison.Ordinal);
        var (analysis, calls) = await WrittenAsync(person, bad, bad);

        (analysis.Text("status"), calls.Length).ShouldBe(("failed", 2));
        analysis.Text("errorMessage").ShouldContain("9");
        analysis["aiCost"]!.GetValue<decimal>().ShouldBe(0);
        analysis["facts"]!.AsArray().Count.ShouldBeGreaterThan(40);
        analysis["recommendations"]!.AsArray().ShouldBeEmpty();
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Prose_and_a_fence_around_the_object_are_read_past()
    {
        using var person = await Person.RegisterAsync(node);
        var (analysis, calls) = await WrittenAsync(
            person,
            $"Here is the analysis:\n```json\n{Good}\n```\nI hope it helps!"
        );

        (analysis.Text("status"), calls.Length).ShouldBe(("completed", 1));
        analysis["recommendations"]!.AsArray().Count.ShouldBe(1);
    }

    [Test]
    public async Task A_cap_that_is_used_up_refuses_before_anything_is_read_or_asked()
    {
        using var person = await Person.RegisterAsync(node);
        var integration = await person.Client.SyncedSiteAsync(site);
        await stage.CapAsync(person.Id, "account", 0);
        var (visits, calls) = (site.Visits.Count, stage.OpenAi.Calls.Count);

        using var refused = await person.Client.AskForAnalysisAsync(integration, "full_audit");
        (await Answers.JsonAsync(refused, HttpStatusCode.PaymentRequired)).Text("code").ShouldBe("ai.budget_exhausted");

        (site.Visits.Count, stage.OpenAi.Calls.Count).ShouldBe((visits, calls));
        var listed = await person.Client.GetFromJsonAsync<JsonNode>(
            $"/v1/integrations/{integration.Text("id")}/analyses"
        );
        listed!["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task A_cap_that_is_used_up_while_pages_are_read_fails_the_analysis_and_keeps_the_facts()
    {
        using var person = await Person.RegisterAsync(node);
        var integration = await person.Client.SyncedSiteAsync(site);
        var hold = new TaskCompletionSource();
        site.BeforePage = path => path == "/" ? hold.Task : Task.CompletedTask;
        var calls = stage.OpenAi.Calls.Count;
        var started = await person.Client.StartAnalysisAsync(integration);
        await stage.CapAsync(person.Id, "account", 0);
        hold.SetResult();

        var analysis = await person.Client.EndedAsync(started);
        analysis.Text("status").ShouldBe("failed");
        analysis.Text("errorMessage").ShouldContain("budget", Case.Insensitive);
        analysis["facts"]!.AsArray().ShouldNotBeEmpty();
        stage.OpenAi.Calls.Count.ShouldBe(calls);
    }

    [Test]
    public async Task A_cancelled_analysis_stops_reading_and_asks_nobody()
    {
        using var person = await Person.RegisterAsync(node);
        var integration = await person.Client.SyncedSiteAsync(site);
        var hold = new TaskCompletionSource();
        site.BeforePage = path => path == "/" ? hold.Task : Task.CompletedTask;
        var calls = stage.OpenAi.Calls.Count;
        var started = await person.Client.StartAnalysisAsync(integration);
        using var cancelled = await person.Client.DeleteAsync($"/v1/generations/{started.Text("generationId")}");
        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var analysis = await person.Client.EndedAsync(started);
        hold.SetResult();

        analysis.Text("status").ShouldBe("cancelled");
        analysis["processingTimeSeconds"].ShouldNotBeNull();
        await stage.Nodes.WaitUntilAsync(
            $"select from job_queue where id = '{started.Text("jobId")}' and status = 'completed'"
        );
        stage.OpenAi.Calls.Count.ShouldBe(calls);
        (await person.Client.GetAnalysisAsync(started)).Text("status").ShouldBe("cancelled");
    }

    [Test]
    public async Task An_analysis_that_is_cancelled_while_the_model_writes_is_charged_for_what_had_left()
    {
        using var person = await Person.RegisterAsync(node);
        var integration = await person.Client.SyncedSiteAsync(site);
        var hold = new TaskCompletionSource();
        var calls = stage.OpenAi.Calls.Count;
        stage.OpenAi.Answer(Behaviour.Usual with { Text = Good, Hold = hold.Task });
        var started = await person.Client.StartAnalysisAsync(integration);
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count > calls, "the call");
        (await person.Client.DeleteAsync($"/v1/generations/{started.Text("generationId")}")).EnsureSuccessStatusCode();
        hold.SetResult();

        await Eventually.TrueAsync(
            async () => (await person.Client.GetAnalysisAsync(started))["aiCost"]!.GetValue<decimal>() > 0,
            "the cost"
        );
        var analysis = await person.Client.GetAnalysisAsync(started);
        analysis.Text("status").ShouldBe("cancelled");
        analysis["recommendations"]!.AsArray().ShouldBeEmpty();
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task Whoever_takes_over_from_a_lost_worker_neither_counts_nor_asks_again()
    {
        using var person = await Person.RegisterAsync(node);
        var integration = await person.Client.SyncedSiteAsync(site);
        var hold = new TaskCompletionSource();
        var calls = stage.OpenAi.Calls.Count;
        stage.OpenAi.Answer(Behaviour.Usual with { Text = Good, Hold = hold.Task });
        await using var other = stage.Start(("Outgoing:AllowLoopback", "true"), ("Ai:DefaultModel", AiStage.Gpt));
        var started = await person.Client.StartAnalysisAsync(integration);
        await Eventually.TrueAsync(() => stage.OpenAi.Calls.Count > calls, "the call");
        var facts = (await person.Client.GetAnalysisAsync(started))["facts"]!.ToJsonString();
        var visits = site.Visits.Count;
        // Its lease is gone, as that of a killed worker: another takes the job over while the first still waits for the answer.
        await stage.ExecuteAsync(
            $"update job_queue set lease_owner = 'somebody who died', lease_expires_at = now() - interval '1 minute' where id = '{started.Text("jobId")}'"
        );
        stage.OpenAi.Answer(Behaviour.Usual with { Text = Good });
        await stage.Nodes.WaitUntilAsync(
            $"select from job_queue where id = '{started.Text("jobId")}' and attempts > 1"
        );
        hold.SetResult();

        var analysis = await person.Client.EndedAsync(started);
        analysis.Text("status").ShouldBe("completed", analysis.ToJsonString());
        analysis["facts"]!.ToJsonString().ShouldBe(facts);
        site.Visits.Count.ShouldBe(visits);
        (
            await stage.QueryAsync<long>(
                $"select count(*) from ai_calls where generation_id = '{started.Text("generationId")}' and state = 'settled'"
            )
        ).ShouldBe(1);
        await stage.BooksShouldAgreeAsync();
    }

    private async Task<(JsonNode Analysis, Served[] Calls)> WrittenAsync(Person person, params string[] answers)
    {
        var integration = await person.Client.SyncedSiteAsync(site);
        var before = stage.OpenAi.Calls.Count;
        stage.OpenAi.Answer([.. answers.Select(text => Behaviour.Usual with { Text = text })]);
        var analysis = await person.Client.EndedAsync(await person.Client.StartAnalysisAsync(integration));
        return (analysis, [.. stage.OpenAi.Calls.Skip(before)]);
    }
}
