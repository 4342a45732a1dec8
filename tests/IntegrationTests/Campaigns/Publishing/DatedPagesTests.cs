using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>What a page says of days, before and after they are over, where the business is.</summary>
internal sealed class DatedPagesTests
{
    private const string Auckland = "Pacific/Auckland";

    [Test]
    public async Task What_was_published_is_left_out_when_its_day_is_over_where_the_business_is_on_every_node()
    {
        await using var node = await SignInNode.StartAsync();
        var (owner, campaign) = await CampaignAsync(node);
        // The day in Auckland ends up to thirteen hours before it does in UTC.
        var today = Today(node);
        await StateAsync(owner, campaign, ("d1", today), ("d2", today.AddDays(40)));
        await AddDatedAsync(owner, campaign);
        var published = await owner.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var url = (await Answers.JsonAsync(published, HttpStatusCode.OK)).Text("url");
        using var one = node.StartNode().CreateClient();
        using var two = node.StartNode().CreateClient();
        using var before = await one.GetAsync(url);
        var page = await before.Content.ReadAsStringAsync();
        foreach (
            var said in new[] { "Last course", "Next course", "Book by today", "Shop is moved", "href=\"#deadline\"" }
        )
        {
            page.ShouldContain(said);
        }
        page.Split("\"Event\"").Length.ShouldBe(3);
        _ = await two.GetStringAsync(url);

        var ends = TimeZoneInfo.ConvertTimeToUtc(
            today.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified),
            TimeZoneInfo.FindSystemTimeZoneById(Auckland)
        );
        node.Clock.Advance(new DateTimeOffset(ends) - node.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        (await one.GetStringAsync(url)).ShouldBe(page);
        node.Clock.Advance(TimeSpan.FromSeconds(1));

        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        request.Headers.IfModifiedSince = before.Content.Headers.LastModified;
        using var after = await one.SendAsync(request);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        var left = await after.Content.ReadAsStringAsync();
        foreach (var over in new[] { "Last course", "Book by today", "Shop is moved", "#deadline" })
        {
            left.ShouldNotContain(over);
        }
        left.ShouldContain("Next course");
        left.ShouldContain("A beginning");
        left.Split("\"Event\"").Length.ShouldBe(2);
        (await two.GetStringAsync(url)).ShouldBe(left);

        // The last date takes its section along, and the links that led there.
        node.Clock.Advance(TimeSpan.FromDays(41));
        var last = await one.GetStringAsync(url);
        last.ShouldNotContain("id=\"dates\"");
        last.ShouldNotContain("#dates");
        last.ShouldContain("A beginning");
        using var restarted = node.StartNode().CreateClient();
        (await restarted.GetStringAsync(url)).ShouldBe(last);
    }

    [Test]
    public async Task Preflight_names_what_is_over_and_previews_and_publications_do_without_it()
    {
        await using var node = await SignInNode.StartAsync();
        var (owner, campaign) = await CampaignAsync(node);
        var today = Today(node);
        await StateAsync(owner, campaign, ("d1", today.AddDays(-1)), ("d2", today.AddDays(1)));
        await AddDatedAsync(owner, campaign);

        var checks = (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight"))!;

        checks["passed"]!.GetValue<bool>().ShouldBeTrue(checks.ToJsonString());
        var over = checks["checks"]!.AsArray().Where(check => check.Text("rule") == "dates.over").ToArray();
        over.Length.ShouldBe(3, checks.ToJsonString());
        over.ShouldAllBe(check => check.Text("severity") == "warning");
        over.ShouldContain(check => check.Text("message").Contains("Last course"));
        var preview = await Answers.JsonAsync(
            await owner.PostAsync($"/v1/campaigns/{campaign}/preview-links", null),
            HttpStatusCode.Created
        );
        var published = await owner.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        foreach (
            var address in new[]
            {
                preview.Text("url") + "/index",
                (await Answers.JsonAsync(published, HttpStatusCode.OK)).Text("url"),
            }
        )
        {
            var page = await owner.GetStringAsync(address);
            page.ShouldNotContain("Last course");
            page.ShouldNotContain("Book by today");
            page.ShouldNotContain("Shop is moved");
            page.ShouldContain("Next course");
        }
    }

    [Test]
    public async Task An_exception_of_the_opening_hours_is_left_out_when_it_is_over_and_the_week_stays()
    {
        await using var node = await SignInNode.StartAsync();
        var (owner, campaign) = await CampaignAsync(node);
        var today = Today(node);
        var hours = $$"""
            {"data":[{"kind":"hours","value":{"regular":[{"days":["mo","tu"],"open":"09:00","close":"17:00"}],
            "exceptions":[{"when":"{{Iso(today)}}","closed":true},{"when":"--12-24","closed":true}] } }]}
            """;
        var facts = await Answers.JsonAsync(
            await owner.PutTextAsync($"/v1/campaigns/{campaign}/facts", hours),
            HttpStatusCode.OK
        );
        var id = facts["data"]![0]!.Text("id");
        await owner.AddBlockAsync(campaign, "hours", $$"""{"heading":"Open","hours":["{{id}}"]}""");
        var published = await owner.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var url = (await Answers.JsonAsync(published, HttpStatusCode.OK)).Text("url");
        using var visitor = node.StartNode().CreateClient();
        Rows(await visitor.GetStringAsync(url)).ShouldBe(3);

        node.Clock.Advance(TimeSpan.FromDays(2));

        Rows(await visitor.GetStringAsync(url)).ShouldBe(2);

        static int Rows(string page) => page.Split("<th scope=\"row\"").Length - 1;
    }

    private static async Task<(HttpClient Owner, string Campaign)> CampaignAsync(SignInNode node)
    {
        var person = await node.RegisterAsync(SignInNode.NewEmail());
        await node.Nodes.ExecuteAsync("update users set comped_tier = 'agency'");
        var owner = node.As(person);
        (
            await owner.PatchTextAsync(
                "/v1/me",
                $$"""{"settings":{"timeZone":"{{Auckland}}"} }""",
                await owner.TagAsync("/v1/me")
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        var campaign = await Answers.JsonAsync(
            await owner.PostAsJsonAsync(
                "/v1/campaigns",
                new
                {
                    name = "Pottery Tamar",
                    type = "landing_page",
                    description = "Pottery courses.",
                }
            ),
            HttpStatusCode.Created
        );
        return (owner, campaign.Text("id"));
    }

    private static async Task AddDatedAsync(HttpClient owner, string campaign)
    {
        var facts = (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts"))!["data"]!
            .AsArray()
            .Where(fact => fact.Text("kind") == "date")
            .Select(fact => fact.Text("id"))
            .ToArray();
        var (first, second) = (facts[0], facts[1]);
        await owner.AddBlockAsync(
            campaign,
            "dates",
            $$"""{"heading":"Our dates","items":[{"title":"Last course","when":"{{first}}"},{"title":"Next course","when":"{{second}}"}]}"""
        );
        await owner.AddBlockAsync(campaign, "deadline", $$"""{"heading":"Book by today","date":"{{first}}"}""");
        await owner.AddBlockAsync(campaign, "notice", $$"""{"heading":"Shop is moved","until":"{{first}}"}""");
        await owner.AddComponentAsync(
            campaign,
            code: "<section><h2>A beginning</h2><p><a href=\"#deadline\">Deadline</a> <a href=\"#dates\">Dates</a></p></section>"
        );
    }

    private static async Task StateAsync(
        HttpClient owner,
        string campaign,
        params (string Name, DateOnly Day)[] dates
    ) =>
        (
            await owner.PutAsJsonAsync(
                $"/v1/campaigns/{campaign}/facts",
                new
                {
                    data = dates.Select(one => new
                    {
                        kind = "date",
                        value = new { date = Iso(one.Day), what = one.Name },
                    }),
                }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);

    private static DateOnly Today(SignInNode node) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(node.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Auckland)).DateTime
        );

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
