using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Api.Http.Bodies;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>The questions that a dashboard asks.</summary>
internal sealed class AnalyticsReadTests
{
    private Site site = null!;

    [OneTimeSetUp]
    public async Task VisitAsync()
    {
        site = await Site.PublishAsync();
        using var linux = Site.Visitor();
        using var phone = Site.Visitor(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1"
        );
        await site.SendAsync(
            linux,
            Site.View(url: $"https://host.example{site.Url}", referrer: "https://www.search.example/?q=secret"),
            Site.View(site.Components[0]),
            Site.Click(site.Components[0]),
            Site.View(url: $"https://host.example{site.Url}/thank-you"),
            Site.Conversion(20)
        );
        await site.SendAsync(phone, Site.View(url: $"https://host.example{site.Url}?utm_source=%3D1%2B1"));
    }

    [OneTimeTearDown]
    public void Leave() => site.Dispose();

    [TestCase("eventType", "day", "view 4", "click 1", "conversion 1")]
    [TestCase("eventType", "hour", "view 4", "click 1", "conversion 1")]
    [TestCase("source", "day", " 4", "=1+1 1", "search.example 1")]
    [TestCase("source", "hour", " 4", "=1+1 1", "search.example 1")]
    [TestCase("medium", "week", " 5", "referral 1")]
    [TestCase("device", "day", "desktop 4", "mobile 1")]
    [TestCase("device", "hour", "desktop 4", "mobile 1")]
    [TestCase("country", "day", " 5")]
    public async Task Figures_are_grouped(string groupBy, string interval, params string[] expected)
    {
        var analytics = await site.AnalyticsAsync($"?groupBy={groupBy}&interval={interval}");
        analytics["groups"]!.AsArray().Select(one => $"{one!["key"]} {one["events"]}").ShouldBe(expected);
        analytics["totals"]!["views"]!.GetValue<long>().ShouldBe(3);
        analytics["totals"]!["visitors"]!.GetValue<long>().ShouldBe(2);
    }

    [TestCase("day")]
    [TestCase("hour")]
    public async Task A_component_has_views_of_its_own(string interval)
    {
        var groups = (await site.AnalyticsAsync($"?groupBy=componentId&interval={interval}"))["groups"]!.AsArray();
        var group = groups.ShouldHaveSingleItem()!;
        group["key"]!.GetValue<string>().ShouldBe(site.Components[0]);
        group["views"]!.GetValue<long>().ShouldBe(1);
        group["clicks"]!.GetValue<long>().ShouldBe(1);
    }

    [TestCase("?interval=day", 30)]
    [TestCase("?interval=hour", 24)]
    [TestCase("?from=2026-01-01&to=2026-01-31", 31)]
    [TestCase("?from=2026-01-01T10:30:00Z&to=2026-01-01T12:10:00Z&interval=hour", 3)]
    [TestCase("?from=2026-01-01&to=2026-01-14&interval=week", 3)]
    public async Task A_series_has_no_holes(string query, int points)
    {
        var series = (await site.AnalyticsAsync(query))["series"]!.AsArray();
        series.Count.ShouldBe(points);
        var times = series.Select(one => one!["at"]!.GetValue<DateTimeOffset>()).ToArray();
        times.Zip(times.Skip(1), (left, right) => right - left).Distinct().Count().ShouldBe(1);
    }

    [TestCase("?interval=month", "analytics.interval_unknown")]
    [TestCase("?groupBy=version", "analytics.group_unknown")]
    [TestCase("?from=monday", "analytics.range_invalid")]
    [TestCase("?from=2026-02-01&to=2026-01-01", "analytics.range_invalid")]
    [TestCase("?from=2026-01-01&to=2026-03-01&interval=hour", "analytics.range_invalid")]
    [TestCase("?from=0001-01-01&to=9999-12-31", "analytics.range_invalid")]
    [TestCase("/funnel", "analytics.steps_invalid")]
    [TestCase("/funnel?steps=index", "analytics.steps_invalid")]
    [TestCase("/funnel?steps=index,", "analytics.steps_invalid")]
    [TestCase("/events?type=purchase", "analytics.event_type_unknown")]
    [TestCase("/events?cursor=x", "paging.cursor_invalid")]
    public async Task A_wrong_question_says_what_is_wrong(string query, string code)
    {
        using var answer = await site.Owner.GetAsync($"/v1/campaigns/{site.Id}/analytics{query}");
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Test]
    public async Task A_funnel_counts_the_sessions_that_did_each_step_after_the_one_before()
    {
        var funnel = await site.Owner.GetFromJsonAsync<JsonNode>(
            $"/v1/campaigns/{site.Id}/analytics/funnel?steps=index,click,thank-you,conversion"
        );
        funnel!["steps"]!.AsArray().Select(step => step!["sessions"]!.GetValue<long>()).ShouldBe([2, 1, 1, 1]);
        var backwards = await site.Owner.GetFromJsonAsync<JsonNode>(
            $"/v1/campaigns/{site.Id}/analytics/funnel?steps=conversion,index"
        );
        backwards!["steps"]!.AsArray().Select(step => step!["sessions"]!.GetValue<long>()).ShouldBe([1, 0]);
    }

    [Test]
    public async Task The_event_list_is_paged_without_gaps_and_keeps_no_query_of_addresses()
    {
        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = await site.Owner.GetFromJsonAsync<JsonNode>(
                $"/v1/campaigns/{site.Id}/events?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"
            );
            seen.AddRange(page!["data"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>();
            page.ToJsonString().ShouldNotContain("secret");
        } while (cursor is not null);
        seen.Distinct().Count().ShouldBe(6);
    }

    [Test]
    public async Task The_export_is_UTF8_to_Excel_and_guards_against_formulas()
    {
        var bytes = await site.Owner.GetByteArrayAsync($"/v1/campaigns/{site.Id}/analytics/export.csv");
        bytes.AsSpan(0, 3).ToArray().ShouldBe([0xEF, 0xBB, 0xBF]);
        var csv = System.Text.Encoding.UTF8.GetString(bytes.AsSpan(3));
        csv.ShouldStartWith("day,eventType,componentId,source,medium,events,revenue\r\n");
        csv.ShouldContain(",'=1+1,");
        csv.ShouldContain(",search.example,referral,1,0.00\r\n");
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\t=1", "'\t=1")]
    [TestCase("\r=1", "\"'\r=1\"")]
    [TestCase("\n=1", "\"'\n=1\"")]
    [TestCase("＝1+1", "'＝1+1")]
    [TestCase("＋1", "'＋1")]
    [TestCase("－1", "'－1")]
    [TestCase("＠A1", "'＠A1")]
    [TestCase("﹦1", "'﹦1")]
    [TestCase(" =1", "' =1")]
    [TestCase("\ufeff\u200b＝1", "'\ufeff\u200b＝1")]
    [TestCase("a=1", "a=1")]
    [TestCase("say \"hi\", you", "\"say \"\"hi\"\", you\"")]
    [TestCase(" ", " ")]
    [TestCase("", "")]
    public void A_cell_is_never_a_formula(string text, string cell) => Csv.Cell(text).ShouldBe(cell);
}
