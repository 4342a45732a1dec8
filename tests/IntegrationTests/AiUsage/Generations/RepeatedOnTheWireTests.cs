using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.AiUsage.Generations;

/// <summary>What stands on every page is written for the first one, and taken over by the others.</summary>
internal sealed class RepeatedOnTheWireTests : PagesOnTheWire
{
    private const string Header =
        """{"name":"Header","props":{"name":"Mill Wheels","links":[{"to":"section","ref":"story","label":"How it began"},{"to":"page","ref":"page-2","label":"Repairs"}]}}""";
    private const string Other = """{"name":"Header","props":{"name":"Mill Wheels, repairs"}}""";
    private const string BadHeader = """{"name":"Header","props":{"name":"Open 24 hours"}}""";

    [Test]
    public async Task Further_pages_have_it_with_links_of_their_own_and_nobody_pays_for_it()
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");

        var (generation, calls) = await GenerateAsync(person, campaign, Plan("index"), Header);

        generation.Text("status").ShouldBe("completed", generation.ToJsonString());
        calls.Select(call => string.Join(' ', SchemaOf(call))).ShouldBe(["header hero story", "hero"]);
        var prompt = PromptOf(calls[1]);
        prompt["sections"]!.AsArray().Select(section => section.Text("key")).ShouldBe(["hero"]);
        prompt["plan"]!["sections"]!
            .AsArray()
            .Select(section => $"{section!["page"]} {section["kind"]} {section["sameAs"]}".Trim())
            .ShouldBe(["index header", "index hero", "index story", "page-2 header index", "page-2 hero"]);

        var steps = generation["steps"]!.AsArray();
        steps.Select(step => step.Text("status")).ShouldAllBe(status => status == "completed");
        (steps[3]!["calls"]!.GetValue<int>(), Nano(steps[3]!["cost"]!), steps[3]!["model"]).ShouldBe((0, 0, null));
        Nano(generation["cost"]!).ShouldBe(2 * (Prompt + Output));
        var headers = await HeadersAsync(person, campaign);
        JsonNode.DeepEquals(headers[0]["props"], headers[1]["props"]).ShouldBeTrue();
        headers[0].Text("code").ShouldContain("href=\"#story\"");
        headers[0].Text("code").ShouldContain("href=\"page-2\"");
        headers[1].Text("code").ShouldContain("href=\"./#story\"");
        headers[1].Text("code").ShouldContain("href=\"#top\"");
        await Stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_plan_that_does_not_say_so_has_it_written_for_each_page()
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");

        var (_, calls) = await GenerateAsync(person, campaign, Plan(sameAs: null), Header, Other);

        calls.Select(call => string.Join(' ', SchemaOf(call))).ShouldBe(["header hero story", "header hero"]);
        (await HeadersAsync(person, campaign))
            .Select(header => header["props"].Text("name"))
            .ShouldBe(["Mill Wheels", "Mill Wheels, repairs"]);
    }

    [Test]
    public async Task Where_the_first_page_has_none_the_next_is_written_one_of_its_own()
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");

        var (generation, calls) = await GenerateAsync(person, campaign, Plan("index"), BadHeader, BadHeader, Other);

        calls.Select(call => string.Join(' ', SchemaOf(call))).ShouldBe(["header hero story", "header", "header hero"]);
        generation["steps"]!
            .AsArray()
            .Select(step => step.Text("status"))
            .ShouldBe(["failed", "completed", "completed", "completed", "completed"]);
        (await HeadersAsync(person, campaign)).ShouldHaveSingleItem().Text("page").ShouldBe("page-2");
        await Stage.BooksShouldAgreeAsync();
    }

    [TestCase(true, "hero story|header hero")]
    [TestCase(false, "hero story|hero")]
    public async Task What_is_locked_is_taken_over_as_it_stands_and_code_is_not(bool isCode, string asked)
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        await GenerateAsync(person, campaign, Plan("index"), Header);
        var header = (await HeadersAsync(person, campaign))[0].Text("id");
        await person.Client.EditAsync(
            header,
            isCode ? """{"code":"<header><p>Our own</p></header>"}""" : """{"props":{"name":"The mill"}}"""
        );
        (await person.Client.PutAsync($"/v1/components/{header}/lock", null)).EnsureSuccessStatusCode();

        var (generation, calls) = await GenerateAsync(person, campaign, Plan("index"), Other);

        generation.Text("status").ShouldBe("completed", generation.ToJsonString());
        string.Join('|', calls.Select(call => string.Join(' ', SchemaOf(call)))).ShouldBe(asked);
        (await HeadersAsync(person, campaign))[1]
            ["props"]
            .Text("name")
            .ShouldBe(isCode ? "Mill Wheels, repairs" : "The mill");
    }

    [Test]
    public async Task The_products_own_plans_repeat_header_and_footer_and_estimate_without_them()
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = (await person.Client.CreateCampaignAsync("webinar-funnel")).Text("id");
        using var planned = await person.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/plan",
            new { model = AiStage.Gpt }
        );
        var plan = await Answers.JsonAsync(planned, HttpStatusCode.OK);

        plan["sections"]!
            .AsArray()
            .Where(section => section.Text("kind") is "header" or "footer")
            .ShouldAllBe(section => (string?)section!["sameAs"] == (section.Text("page") == "index" ? null : "index"));
        var same = plan["sections"]!.AsArray().Count(section => section!["sameAs"] is not null);
        same.ShouldBeGreaterThan(4);
        var own = plan.DeepClone();
        foreach (var section in own["sections"]!.AsArray())
        {
            section!["sameAs"] = null;
        }
        var cost = await EstimateAsync(plan);
        cost.ShouldBe(plan["estimate"]!["maxCost"]!.GetValue<decimal>());
        (await EstimateAsync(own)).ShouldBeGreaterThan(cost);

        async Task<decimal> EstimateAsync(JsonNode said)
        {
            var other = (await person.Client.CreateCampaignAsync("webinar-funnel")).Text("id");
            Stage.OpenAi.Answer(new Behaviour { Status = 400 });
            using var started = await person.Client.PostAsJsonAsync(
                $"/v1/campaigns/{other}/generations",
                new { model = AiStage.Gpt, plan = new { pages = said["pages"], sections = said["sections"] } }
            );
            var answer = await Answers.JsonAsync(started, HttpStatusCode.Accepted);
            await person.Client.DeleteAsync($"/v1/generations/{answer.Text("id")}");
            return answer["estimate"]!["maxCost"]!.GetValue<decimal>();
        }
    }

    [TestCase("Not A Key")]
    [TestCase("page-2")]
    public async Task A_page_repeats_another_one(string sameAs)
    {
        using var person = await Person.RegisterAsync(Node);
        var campaign = (await person.Client.CreateCampaignAsync("minimal")).Text("id");
        using var started = await person.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new { model = AiStage.Gpt, plan = Plan(sameAs) }
        );
        (await Answers.JsonAsync(started, HttpStatusCode.BadRequest))
            .ToJsonString()
            .ShouldContain("sameAs must be the key of another page.");
    }

    private static object Plan(string? sameAs) =>
        new
        {
            pages = new[]
            {
                new
                {
                    key = "index",
                    kind = "landing",
                    title = "Start",
                },
                new
                {
                    key = "page-2",
                    kind = "landing",
                    title = "Repairs",
                },
            },
            sections = new[]
            {
                Section("index", "header", "header"),
                Section("index", "hero", "hero_section"),
                Section("index", "story", "landing_page"),
                Section("page-2", "header", "header", sameAs),
                Section("page-2", "hero", "hero_section"),
            },
        };

    private static object Section(string page, string kind, string componentType, string? sameAs = null) =>
        new
        {
            page,
            kind,
            componentType,
            name = kind,
            purpose = "Say it.",
            sameAs,
        };

    /// <param name="headers">What is answered where a header is asked for, one after the other.</param>
    private async Task<(JsonNode Generation, Served[] Calls)> GenerateAsync(
        Person person,
        string campaign,
        object plan,
        params string[] headers
    )
    {
        var left = new Queue<string>(headers);
        var before = Stage.OpenAi.Calls.Count;
        Stage.OpenAi.Chooses = request => new Behaviour
        {
            Text =
                $"{{{string.Join(',', KeysOf(request).Select(key => $"\"{key}\":{(key == "header" ? left.Dequeue() : key == "hero" ? Hero : Story)}"))}}}",
        };
        using var started = await person.Client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/generations",
            new { model = AiStage.Gpt, plan }
        );
        var id = (await Answers.JsonAsync(started, HttpStatusCode.Accepted)).Text("id");
        await person.Client.WaitForGenerationAsync(id, campaign);
        Stage.OpenAi.Chooses = _ => null;
        return (await GetAsync(person, id), [.. Stage.OpenAi.Calls.Skip(before)]);
    }

    private static async Task<List<JsonNode>> HeadersAsync(Person person, string campaign) =>
        [
            .. (await person.Client.ComponentsAsync(campaign))
                .Where(one => one.Text("kind") == "header")
                .Select(one => one!)
                .OrderBy(one => one.Text("page"), StringComparer.Ordinal),
        ];
}
