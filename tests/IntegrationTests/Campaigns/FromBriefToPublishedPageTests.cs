using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>The main job, as the frontend does it.</summary>
public sealed class FromBriefToPublishedPageTests
{
    private static IEnumerable<string> Briefs() =>
        Directory
            .EnumerateFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "briefs"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file));

    [TestCaseSource(nameof(Briefs))]
    public async Task A_brief_becomes_a_published_campaign_with_its_cost_on_the_books(string brief)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.CreateCampaignAsync(brief);
        var id = campaign["id"]!.GetValue<string>();

        var plan = await Answers.JsonAsync(await client.PostAsync($"/v1/campaigns/{id}/plan", null), HttpStatusCode.OK);
        plan["sections"]!.AsArray().Count.ShouldBeGreaterThan(0);
        plan["estimate"]!["maxCost"]!.GetValue<decimal>().ShouldBeGreaterThan(0);

        var generation = await client.GenerateAsync(id);
        generation["status"]!.GetValue<string>().ShouldBe("completed", generation["errorMessage"]?.ToString());
        generation["steps"]!.AsArray().ShouldAllBe(step => step!["status"]!.GetValue<string>() == "completed");

        var after = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}");
        after!["status"]!.GetValue<string>().ShouldBe("ready");
        after["components"]!.AsArray().Count.ShouldBe(generation["steps"]!.AsArray().Count);

        var ledger = await App.Current.QueryAsync<decimal>(
            $"select sum(amount_nano_usd) from ai_ledger where entry = 'settled' and generation_id = '{generation["id"]}'"
        );
        ledger.ShouldBeGreaterThan(0);
        generation["cost"]!.GetValue<decimal>().ShouldBe(ledger / 1e9m);
        (
            await App.Current.QueryAsync<decimal>(
                $"select total_cost from ai_cost_tracking where user_id = '{campaign["userId"]}'"
            )
        ).ShouldBe(Math.Round(ledger / 1e9m, 4, MidpointRounding.AwayFromZero));

        var preflight = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}/preflight");
        preflight!["passed"]!.GetValue<bool>().ShouldBeTrue(preflight.ToJsonString());

        var publication = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        var pages = after["components"]!
            .AsArray()
            .Any(one => one!["componentType"]!.GetValue<string>() != "email_template");
        if (pages)
        {
            using var visitor = App.Current.CreateClient();
            using var page = await visitor.GetAsync(publication["url"]!.GetValue<string>());
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            var html = await page.Content.ReadAsStringAsync();
            html.ShouldContain($"data-campaign-id=\"{id}\"");
            Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(60_000);
        }
    }

    [Test]
    public async Task Two_sections_of_one_kind_stay_two_and_a_second_generation_makes_their_next_versions()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        var section = new
        {
            page = "index",
            kind = "hero",
            componentType = "hero_section",
            purpose = "Ask once more.",
        };
        var plan = new
        {
            plan = new
            {
                pages = new[]
                {
                    new
                    {
                        key = "index",
                        kind = "landing",
                        title = "Start",
                    },
                },
                sections = new[]
                {
                    new
                    {
                        section.page,
                        section.kind,
                        section.componentType,
                        name = "First",
                        section.purpose,
                    },
                    new
                    {
                        section.page,
                        section.kind,
                        section.componentType,
                        name = "Second",
                        section.purpose,
                    },
                },
            },
        };

        await client.GenerateAsync(id, plan);
        var first = (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}"))!["components"]!.AsArray();
        first.Count.ShouldBe(2);

        var again = await client.GenerateAsync(id, plan);
        var second = (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}"))!["components"]!.AsArray();
        second
            .Select(one => one!["id"]!.GetValue<string>())
            .ShouldBe(first.Select(one => one!["id"]!.GetValue<string>()), ignoreOrder: true);
        second.ShouldAllBe(one =>
            one!["aiGenerationMetadata"]!["generationId"]!.GetValue<string>() == again["id"]!.GetValue<string>()
        );
    }

    [Test]
    public async Task Another_accounts_campaign_looks_like_none()
    {
        using var owner = await App.Current.SignedInAsync();
        var id = (await owner.CreateCampaignAsync("minimal"))["id"];
        using var stranger = await App.Current.SignedInAsync();

        (await stranger.GetAsync($"/v1/campaigns/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"/v1/campaigns/{id}/generations", null)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await stranger.PutAsync($"/v1/campaigns/{id}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetFromJsonAsync<JsonNode>("/v1/campaigns"))!["data"]!.AsArray().ShouldBeEmpty();
    }

    [TestCase("""{"name":"x","type":"billboard"}""", "type")]
    [TestCase("""{"name":"","type":"landing_page"}""", "name")]
    public async Task A_wrong_field_is_refused_by_its_name(string body, string field)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync("/v1/campaigns", body);
        var problem = await Answers.JsonAsync(answer, HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem["code"]!.GetValue<string>().ShouldBe("request.invalid");
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldContain(key => key.EndsWith(field));
    }

    [TestCase("""{"name":"x","type":"landing_page","colour":"red"}""")]
    [TestCase("""{"name":"x","name":"y","type":"landing_page"}""")]
    [TestCase("""{"name":"a\u0000b","type":"landing_page"}""")]
    [TestCase("""{"name":"\ud800","type":"landing_page"}""")]
    [TestCase("""{"name":7,"type":"landing_page"}""")]
    [TestCase("""{"type":"landing_page"}""")]
    [TestCase("""{"name":"x","type":"landing_page""")]
    [TestCase("""[]""")]
    public async Task A_malformed_body_is_refused_and_nothing_is_kept(string body)
    {
        using var client = await App.Current.SignedInAsync();
        using var answer = await client.PostTextAsync("/v1/campaigns", body);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!
            .GetValue<string>()
            .ShouldBe("request.malformed");
        (await client.GetFromJsonAsync<JsonNode>("/v1/campaigns"))!["data"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task A_stale_copy_cannot_overwrite_a_newer_one()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal"))["id"];
        using var read = await client.GetAsync($"/v1/campaigns/{id}");
        var tag = read.Headers.ETag!.ToString();

        (await client.PatchTextAsync($"/v1/campaigns/{id}", """{"name":"First"}""", null)).StatusCode.ShouldBe(
            (HttpStatusCode)428
        );
        (await client.PatchTextAsync($"/v1/campaigns/{id}", """{"name":"First"}""", tag)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await client.PatchTextAsync($"/v1/campaigns/{id}", """{"name":"Second"}""", tag)).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionFailed
        );
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}"))!["name"]!.GetValue<string>().ShouldBe("First");
    }
}
