using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Analytics;

/// <summary>What visitors do, from <c>/e</c> to the figures.</summary>
internal sealed class IngestionTests
{
    [Test]
    public async Task A_view_a_click_and_a_conversion_appear_in_figures_counters_and_list()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        var section = site.Components[0];

        var answer = await site.SendAsync(
            visitor,
            Site.View(url: $"https://example.com{site.Url}?utm_source=Newsletter&utm_medium=email"),
            Site.View(section),
            Site.Click(section),
            Site.Conversion(49.9m)
        );
        answer["accepted"]!.GetValue<int>().ShouldBe(4, answer.ToJsonString());
        answer["duplicates"]!.GetValue<int>().ShouldBe(0);
        answer["rejected"]!.AsArray().ShouldBeEmpty();

        foreach (var interval in new[] { "day", "hour", "week" })
        {
            var totals = (await site.AnalyticsAsync($"?interval={interval}"))["totals"]!;
            totals["views"]!.GetValue<long>().ShouldBe(1, interval);
            totals["visitors"]!.GetValue<long>().ShouldBe(1, interval);
            totals["clicks"]!.GetValue<long>().ShouldBe(1, interval);
            totals["conversions"]!.GetValue<long>().ShouldBe(1, interval);
            totals["revenue"]!.GetValue<decimal>().ShouldBe(49.9m, interval);
            totals["currency"]!.GetValue<string>().ShouldBe("EUR", interval);
        }

        var campaign = await site.CampaignAsync();
        campaign["views"]!.GetValue<int>().ShouldBe(1);
        campaign["conversions"]!.GetValue<int>().ShouldBe(1);
        campaign["revenueGenerated"]!.GetValue<decimal>().ShouldBe(49.9m);
        var component = campaign["components"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == section)!;
        component["views"]!.GetValue<int>().ShouldBe(1);
        component["clicks"]!.GetValue<int>().ShouldBe(1);

        var events = await site.EventsAsync();
        events
            .Select(one => one!["type"]!.GetValue<string>())
            .ShouldBe(["view", "view", "click", "conversion"], ignoreOrder: true);
        var view = events.Single(one => one!["source"] is not null)!;
        view["source"]!.GetValue<string>().ShouldBe("newsletter");
        view["medium"]!.GetValue<string>().ShouldBe("email");
        view["page"]!.GetValue<string>().ShouldBe("index");
        view["userAgent"]!.GetValue<string>().ShouldBe("Firefox on Linux");
        (await site.EventsAsync("?type=click")).Count.ShouldBe(1);
    }

    [Test]
    public async Task The_same_batch_counts_once_also_when_it_comes_sixteen_times_at_once()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        var body = site.Body(Site.View(), Site.Click(site.Components[0]), Site.Conversion(10));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async _ =>
                    await Answers.JsonAsync(await visitor.PostTextAsync("/e", body), HttpStatusCode.Accepted)
                )
        );
        answers.Sum(answer => answer["accepted"]!.GetValue<int>()).ShouldBe(3);
        answers.Sum(answer => answer["duplicates"]!.GetValue<int>()).ShouldBe(45);

        var again = await Answers.JsonAsync(await visitor.PostTextAsync("/e", body), HttpStatusCode.Accepted);
        again["duplicates"]!.GetValue<int>().ShouldBe(3);
        var totals = (await site.AnalyticsAsync())["totals"]!;
        totals["views"]!.GetValue<long>().ShouldBe(1);
        totals["clicks"]!.GetValue<long>().ShouldBe(1);
        totals["revenue"]!.GetValue<decimal>().ShouldBe(10);
        (await site.CampaignAsync())["conversions"]!.GetValue<int>().ShouldBe(1);
    }

    [Test]
    public async Task Rejected_events_name_index_and_code_while_the_others_land()
    {
        using var site = await Site.PublishAsync();
        using var other = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        static object With(string name, JsonNode? value)
        {
            var one = Site.Event(new { type = "view" });
            one[name] = value;
            return one;
        }

        var answer = await site.SendAsync(
            visitor,
            Site.View(),
            With("id", "1"),
            With("type", "purchase"),
            With("componentId", "x"),
            With("componentId", other.Components[0]),
            With("occurredAt", "yesterday"),
            With("occurredAt", "2020-01-01T00:00:00Z"),
            With("data", JsonNode.Parse("[1]")),
            With("data", JsonNode.Parse("""{"a":{"b":{"c":{"d":{}}}}}""")),
            With("data", JsonNode.Parse("""{"n":1e9999}""")),
            With("data", new JsonObject { ["text"] = "a\0b" }),
            With("sessionId", "a\0b"),
            With("url", new string('x', 3000)),
            Site.Conversion(-1),
            Site.Conversion(10_000_000_000m),
            Site.Conversion(1, "euro"),
            Site.Conversion(1, orderId: ""),
            With("conversion", new JsonObject { ["type"] = "purchase" }),
            Site.Click(site.Components[0])
        );
        answer["accepted"]!.GetValue<int>().ShouldBe(2, answer.ToJsonString());
        answer["rejected"]!
            .AsArray()
            .Select(one => $"{one!["index"]} {one["code"]}")
            .ShouldBe([
                "1 id_invalid",
                "2 type_unknown",
                "3 component_invalid",
                "4 component_unknown",
                "5 occurred_at_invalid",
                "6 occurred_at_out_of_range",
                "7 data_invalid",
                "8 data_invalid",
                "9 data_invalid",
                "10 data_invalid",
                "11 session_invalid",
                "12 url_invalid",
                "13 value_invalid",
                "14 value_invalid",
                "15 currency_invalid",
                "16 order_id_invalid",
                "17 conversion_not_expected",
            ]);
    }

    [Test]
    public async Task An_event_with_a_member_of_another_type_is_refused_alone()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        static string View(string members) => $$"""{"id":"{{Guid.CreateVersion7()}}","type":"view"{{members}}}""";
        static string Order(string conversion) =>
            $$"""{"id":"{{Guid.CreateVersion7()}}","type":"conversion","conversion":{{conversion}}}""";
        (string Json, string? Code)[] events =
        [
            (View(""), null),
            ("null", "event_invalid"),
            ("5", "event_invalid"),
            ("\"view\"", "event_invalid"),
            ("[]", "event_invalid"),
            ("{}", "id_invalid"),
            ("""{"id":5,"type":"view"}""", "id_invalid"),
            ("""{"id":null,"type":"view"}""", "id_invalid"),
            ("""{"id":"\ud800","type":"view"}""", "id_invalid"),
            ($$"""{"id":"{{Guid.CreateVersion7()}}"}""", "type_unknown"),
            ($$"""{"id":"{{Guid.CreateVersion7()}}","type":["view"]}""", "type_unknown"),
            (View(""","type":"click" """), "member_repeated"),
            (View(""","views":9"""), "member_unknown"),
            (View(""","\udc00":9"""), "member_unknown"),
            (View(""","componentId":{}"""), "component_invalid"),
            (View(""","sessionId":true"""), "session_invalid"),
            (View(""","occurredAt":1764417600000"""), "occurred_at_invalid"),
            (View(""","url":{"href":"/"}"""), "url_invalid"),
            (View(""","referrer":[]"""), "referrer_invalid"),
            (View(""","data":"text" """), "data_invalid"),
            (View(""","data":{"a":1,"a":2}"""), "data_invalid"),
            (View(""","data":{"\udc00":2}"""), "data_invalid"),
            (View($$""","data":{{new string('[', 800)}}{{new string(']', 800)}}"""), "data_invalid"),
            (View($$""","url":{{new string('[', 800)}}{{new string(']', 800)}}"""), "url_invalid"),
            (Order("7"), "conversion_invalid"),
            (Order("[]"), "conversion_invalid"),
            (Order("{}"), "conversion_type_invalid"),
            (Order("""{"value":5}"""), "conversion_type_invalid"),
            (Order("""{"type":7}"""), "conversion_type_invalid"),
            (Order("""{"type":"purchase","total":7}"""), "member_unknown"),
            (Order("""{"type":"purchase","value":true}"""), "value_invalid"),
            (Order("""{"type":"purchase","value":{}}"""), "value_invalid"),
            (Order("""{"type":"purchase","value":1e30}"""), "value_invalid"),
            (Order("""{"type":"purchase","currency":978}"""), "currency_invalid"),
            (Order("""{"type":"purchase","orderId":{}}"""), "order_id_invalid"),
            (Order("""{"type":"purchase","orderId":1001}"""), null),
            (View(""","sessionId":42,"data":null,"url":null,"conversion":null"""), null),
        ];

        using var answer = await visitor.PostTextAsync(
            "/e",
            $$"""{"campaignId":"{{site.Id}}","events":[{{string.Join(',', events.Select(one => one.Json))}}]}"""
        );

        var result = await Answers.JsonAsync(answer, HttpStatusCode.Accepted);
        result["rejected"]!
            .AsArray()
            .Select(one => $"{one!["index"]} {one["code"]}")
            .ShouldBe(
                events
                    .Select((one, index) => (one.Code, index))
                    .Where(one => one.Code is not null)
                    .Select(one => $"{one.index} {one.Code}")
            );
        result["accepted"]!.GetValue<int>().ShouldBe(3);
        // The same order, once as a number and once as a text.
        (await site.SendAsync(visitor, Site.Conversion(1, orderId: "1001")))["duplicates"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await site.EventsAsync()).ShouldContain(one => (string?)one!["sessionId"] == "42");
    }

    [Test]
    public async Task Amounts_as_texts_and_currencies_in_small_letters_are_revenue_like_any_other()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        static JsonObject Order(JsonNode? value, string currency) =>
            Site.Event(
                new
                {
                    type = "conversion",
                    conversion = new
                    {
                        type = "purchase",
                        value,
                        currency,
                    },
                }
            );
        var answer = await site.SendAsync(
            visitor,
            Order(10, "usd"),
            Order("49.90", "Usd"),
            Order(" 7 ", " USD "),
            Order("1,234.50", "USD"),
            Order("1.234,50", "USD"),
            Order("49,90", "USD"),
            Order("1 000", "USD"),
            Order("1e3", "USD"),
            Order("$5", "USD"),
            Order("5 USD", "USD"),
            Order("-5", "USD"),
            Order("0x10", "USD"),
            Order("٤٩", "USD"),
            Order("NaN", "USD"),
            Order("", "USD"),
            Order("9999999999999", "USD"),
            Order(5, "dollar"),
            Order(5, "U$D"),
            Order(5, "ıus")
        );
        answer["rejected"]!
            .AsArray()
            .Select(one => $"{one!["index"]} {one["code"]}")
            .ShouldBe(
                Enumerable
                    .Range(3, 13)
                    .Select(index => $"{index} value_invalid")
                    .Concat(["16 currency_invalid", "17 currency_invalid", "18 currency_invalid"])
            );
        var analytics = await site.AnalyticsAsync();
        analytics["totals"]!["revenue"]!.GetValue<decimal>().ShouldBe(66.9m);
        analytics["revenueByCurrency"]!
            .AsArray()
            .Select(one => $"{one!["currency"]} {one["revenue"]!.GetValue<decimal>():0.00}")
            .ShouldBe(["USD 66.90"]);
    }

    [Test]
    public async Task However_its_address_is_written_a_page_is_one_page_in_the_figures()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        foreach (
            var (page, addresses) in new[]
            {
                (
                    "shop",
                    new[]
                    {
                        "https://example.com/shop",
                        "https://example.com/shop/",
                        "https://EXAMPLE.com:443/shop/index.html",
                        "https://example.com/shop/Index.HTM#top",
                        "http://example.com:80//shop/index.php?a=1",
                        "/a/../shop/./",
                    }
                ),
                ("index", ["https://example.com", "https://example.com/index.html", $"{site.Url}/", "/index.php#x"]),
                ("offer", [$"{site.Url}/offer/", "/shop/offer.html", "/offer.htm", "/offer/index.html?q"]),
            }
        )
        {
            await site.SendAsync(visitor, [.. addresses.Select(address => Site.View(url: address))]);
            (await site.EventsAsync())
                .Take(addresses.Length)
                .Select(one => one!["page"]!.GetValue<string>())
                .ShouldAllBe(key => key == page);
        }
    }

    [Test]
    public async Task A_referring_host_is_one_source_however_it_is_written()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        await site.SendAsync(
            visitor,
            Site.View(referrer: "https://www.bücher.example/a"),
            Site.View(referrer: "https://BÜCHER.example.:443/b"),
            Site.View(referrer: "http://xn--bcher-kva.example:80/"),
            // A letter that no domain may have is no fault of the server's.
            Site.View(referrer: "https://\u0600\u200f.example/"),
            Site.View(url: "https://www.own.example/", referrer: "https://own.example/")
        );
        (await site.AnalyticsAsync("?groupBy=source"))["groups"]!
            .AsArray()
            .Select(one => $"{one!["key"]} {one["events"]}")
            .ShouldContain("xn--bcher-kva.example 3");
    }

    [TestCase("", "request.malformed")]
    [TestCase("null", "request.malformed")]
    [TestCase("{", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN"}""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":[]}""", "analytics.event_count")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":null}""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","userId":"CAMPAIGN","events":[]}""", "request.malformed")]
    [TestCase("""{"campaignId":"x","events":[]}""", "request.malformed")]
    [TestCase("""{"campaignId":7,"events":[]}""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":{}}""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":"[]"}""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":[],"events":[]}""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":[],"\ud800":1}""", "request.malformed")]
    [TestCase("""[{"campaignId":"CAMPAIGN","events":[]}]""", "request.malformed")]
    [TestCase("""{"campaignId":"CAMPAIGN","events":[{"id":NaN}]}""", "request.malformed")]
    public async Task A_body_of_another_shape_is_refused_whole(string body, string code)
    {
        using var visitor = Site.Visitor();
        using var answer = await visitor.PostTextAsync(
            "/e",
            body.Replace("CAMPAIGN", Guid.CreateVersion7().ToString(), StringComparison.Ordinal)
        );
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest))["code"]!.GetValue<string>().ShouldBe(code);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Test]
    public async Task A_body_is_at_most_16_KB_and_50_events_of_text()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        using var large = await visitor.PostTextAsync("/e", site.Body(Site.View()) + new string(' ', 16 * 1024));
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var many = await visitor.PostTextAsync(
            "/e",
            site.Body([.. Enumerable.Range(0, 51).Select(_ => Site.View())])
        );
        many.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var xml = new StringContent("<e/>", Encoding.UTF8, "application/xml");
        (await visitor.PostAsync("/e", xml)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        // What a sandboxed page sends.
        using var text = new StringContent(site.Body(Site.View()), Encoding.UTF8, "text/plain");
        using var accepted = await visitor.PostAsync("/e", text);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        accepted.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Test]
    public async Task A_campaign_that_is_not_on_the_net_takes_no_events()
    {
        using var owner = await App.Current.SignedInAsync();
        var draft = (await owner.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        using var visitor = Site.Visitor();
        foreach (var id in new[] { draft, Guid.CreateVersion7().ToString() })
        {
            using var answer = await visitor.PostTextAsync(
                "/e",
                $$"""{"campaignId":"{{id}}","events":[{"id":"{{Guid.CreateVersion7()}}","type":"view"}]}"""
            );
            (await Answers.JsonAsync(answer, HttpStatusCode.NotFound))["code"]!
                .GetValue<string>()
                .ShouldBe("analytics.not_published");
        }
    }

    [Test]
    public async Task A_campaign_that_has_just_left_the_net_takes_no_events_and_keeps_its_figures()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        await site.SendAsync(visitor, Site.View());
        (await site.Owner.DeleteAsync($"/v1/campaigns/{site.Id}/publication")).EnsureSuccessStatusCode();
        // The writer looks under lock: an answer remembered from before stores nothing.
        using var late = await visitor.PostTextAsync("/e", site.Body(Site.View()));
        late.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.AnalyticsAsync())["totals"]!["views"]!.GetValue<long>().ShouldBe(1);
    }

    [Test]
    public async Task Who_asks_for_privacy_is_counted_and_not_told_apart()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        visitor.DefaultRequestHeaders.Add("Sec-GPC", "1");
        await site.SendAsync(visitor, Site.Event(new { type = "view", sessionId = "tab-1" }));
        var totals = (await site.AnalyticsAsync())["totals"]!;
        totals["views"]!.GetValue<long>().ShouldBe(1);
        totals["visitors"]!.GetValue<long>().ShouldBe(0);
        (await site.EventsAsync())[0]!["sessionId"].ShouldBeNull();
        (
            await App.Current.QueryAsync<long>(
                $"select count(*) from campaign_events where campaign_id = '{site.Id}' and visitor is not null"
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task Bots_are_listed_and_counted_nowhere()
    {
        using var site = await Site.PublishAsync();
        using var bot = Site.Visitor("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        await site.SendAsync(bot, Site.View(), Site.Click(site.Components[0]), Site.Conversion(99));
        (await site.EventsAsync()).ShouldAllBe(one => one!["isBot"]!.GetValue<bool>());
        var totals = (await site.AnalyticsAsync())["totals"]!;
        totals["views"]!.GetValue<long>().ShouldBe(0);
        totals["conversions"]!.GetValue<long>().ShouldBe(0);
        (await site.CampaignAsync())["views"]!.GetValue<int>().ShouldBe(0);
    }

    [Test]
    public async Task An_order_counts_once_and_currencies_are_not_added_up()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        await site.SendAsync(visitor, Site.Conversion(100, "EUR", "A-1"), Site.Conversion(100, "EUR", "A-1"));
        var repeated = await site.SendAsync(visitor, Site.Conversion(100, "EUR", "A-1"));
        repeated["duplicates"]!.GetValue<int>().ShouldBe(1);
        await site.SendAsync(visitor, Site.Conversion(70, "USD", "A-2"), Site.Conversion(5, null, "A-3"));

        var analytics = await site.AnalyticsAsync();
        analytics["totals"]!["conversions"]!.GetValue<long>().ShouldBe(3);
        analytics["totals"]!["revenue"]!.GetValue<decimal>().ShouldBe(105);
        analytics["revenueByCurrency"]!
            .AsArray()
            .Select(one => $"{one!["currency"]} {one["revenue"]!.GetValue<decimal>():0}")
            .ShouldBe(["EUR 100", "USD 70", " 5"]);
        (await site.AnalyticsAsync("?interval=hour"))["totals"]!["revenue"]!.GetValue<decimal>().ShouldBe(105);
        (await site.CampaignAsync())["revenueGenerated"]!.GetValue<decimal>().ShouldBe(105);
    }

    [Test]
    public async Task Another_account_sees_nothing()
    {
        using var site = await Site.PublishAsync();
        using var visitor = Site.Visitor();
        await site.SendAsync(visitor, Site.View());
        using var stranger = await App.Current.SignedInAsync();
        foreach (
            var path in new[]
            {
                "analytics",
                "analytics?interval=hour",
                "analytics/funnel?steps=view,click",
                "analytics/export.csv",
                "events",
                "submissions",
            }
        )
        {
            (await stranger.GetAsync($"/v1/campaigns/{site.Id}/{path}")).StatusCode.ShouldBe(
                HttpStatusCode.NotFound,
                path
            );
        }
        (
            await stranger.DeleteAsync($"/v1/campaigns/{site.Id}/submissions/{Guid.CreateVersion7()}")
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_tracking_script_is_small_and_cached_by_its_tag()
    {
        using var visitor = Site.Visitor();
        using var answer = await visitor.GetAsync("/t.js");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        var script = await answer.Content.ReadAsStringAsync();
        script.Length.ShouldBeLessThan(3000);
        script.ShouldNotContain("cookie");
        script.ShouldNotContain("localStorage");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/t.js");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await visitor.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }
}
