using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>A brief that nobody means well: refused by the field's name, or published with its words as words.</summary>
internal sealed class HostileBriefTests
{
    private static readonly string[] Payloads =
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }} {{{html}}} ${7*7} <%= 7*7 %> {% raw %}",
        "\"><img src=x onerror=alert(1)>",
        "'-alert(1)-' onmouseover=alert(1) x=",
        "</style><script>alert(1)</script>",
        "red;}*{display:none}/*",
        "javascript:alert(1)//",
        "</title></head><body onload=alert(1)>",
        "<!-- <svg/onload=alert(1)> -->",
        "&lt;b&gt; &amp;amp; &#60;script&#62;",
        "]]><svg><animate onbegin=alert(1)>",
        "Colours #GGGGGG, #12, url(javascript:alert(1)), expression(alert(1))",
        "\u202eright to left\u202c \u200b zero width \ufeff mark",
        "https://example.com/\"onclick=alert(1) mailto:a@b.c?x=<script>",
    ];

    [TestCaseSource(nameof(Payloads))]
    public async Task Words_that_look_like_code_stay_words(string payload)
    {
        using var client = await App.Current.SignedInAsync();
        var type = payload.Length % 2 == 0 ? "landing_page" : "complete_campaign";
        await ShouldStandAsTextAsync(
            client,
            new
            {
                name = $"Name {payload}",
                type,
                description = $"First line {payload}. Second line {payload}!",
                targetAudience = payload,
                businessType = payload[..Math.Min(payload.Length, 100)],
                goals = new[] { payload, $"Book {payload}" },
                brandGuidelines = $"Tone: {payload}; colours {payload}; font: {payload}; phone {payload}",
                performanceRequirements = new { language = "en", note = payload },
            },
            payload
        );
    }

    [Test]
    public async Task The_longest_brief_that_is_taken_becomes_a_page()
    {
        using var client = await App.Current.SignedInAsync();
        await ShouldStandAsTextAsync(
            client,
            new
            {
                name = new string('N', 255),
                type = "landing_page",
                description = string.Concat(Enumerable.Repeat("Twenty characters.. ", 1000)),
                targetAudience = new string('a', 5_000),
                businessType = new string('b', 100),
                goals = Enumerable.Range(1, 50).Select(number => $"{number} {new string('g', 490)}").ToArray(),
                brandGuidelines = string.Concat(Enumerable.Repeat("#GGGGGG blue warm 12 ", 900)),
            },
            new string('N', 255)
        );
    }

    [Test]
    public async Task The_shortest_brief_that_is_taken_becomes_a_page()
    {
        using var client = await App.Current.SignedInAsync();
        await ShouldStandAsTextAsync(
            client,
            new
            {
                name = "x",
                type = "landing_page",
                description = "",
                targetAudience = " ",
                businessType = "",
                goals = Array.Empty<string>(),
                brandGuidelines = "",
            },
            "x"
        );
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        (string Field, object Brief)[] cases =
        [
            ("name", new { name = "", type = "landing_page" }),
            ("name", new { name = " \t\u00a0", type = "landing_page" }),
            ("name", new { name = new string('n', 256), type = "landing_page" }),
            ("type", new { name = "x", type = "" }),
            ("type", new { name = "x", type = "billboard" }),
            ("type", new { name = "x", type = "LANDING_PAGE" }),
            (
                "description",
                new
                {
                    name = "x",
                    type = "landing_page",
                    description = new string('d', 20_001),
                }
            ),
            (
                "goals",
                new
                {
                    name = "x",
                    type = "landing_page",
                    goals = Enumerable.Repeat("more", 500).ToArray(),
                }
            ),
            (
                "goals[1]",
                new
                {
                    name = "x",
                    type = "landing_page",
                    goals = new[] { "one", "" },
                }
            ),
            (
                "businessType",
                new
                {
                    name = "x",
                    type = "landing_page",
                    businessType = new string('b', 101),
                }
            ),
            (
                "performanceRequirements",
                new
                {
                    name = "x",
                    type = "landing_page",
                    performanceRequirements = new { language = "not a tag" },
                }
            ),
            (
                "performanceRequirements",
                new
                {
                    name = "x",
                    type = "landing_page",
                    performanceRequirements = new { maxPageWeightKb = -1 },
                }
            ),
        ];
        return cases.Select(each =>
            new TestCaseData(each.Field, each.Brief).SetArgDisplayNames(
                each.Field,
                JsonSerializer.Serialize(each.Brief)[..^1][
                    ..Math.Min(60, JsonSerializer.Serialize(each.Brief).Length - 1)
                ]
            )
        );
    }

    [TestCaseSource(nameof(Refused))]
    public async Task What_is_not_taken_is_refused_by_the_fields_name(string field, object brief)
    {
        using var client = await App.Current.SignedInAsync();
        var problem = await Answers.JsonAsync(
            await client.PostAsJsonAsync("/v1/campaigns", brief),
            HttpStatusCode.BadRequest
        );
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldContain(field, problem.ToJsonString());
    }

    private static async Task ShouldStandAsTextAsync(HttpClient client, object brief, string words)
    {
        var campaign = await Answers.JsonAsync(
            await client.PostAsJsonAsync("/v1/campaigns", brief),
            HttpStatusCode.Created
        );
        var id = campaign["id"]!.GetValue<string>();
        var generation = await client.GenerateAsync(id);
        generation["steps"]!
            .AsArray()
            .ShouldAllBe(step => step!["status"]!.GetValue<string>() == "completed", generation.ToJsonString());
        var publication = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        var url = publication["url"]!.GetValue<string>();
        var keys = await App.Current.ListAsync<string>(
            $"select page from published_pages where campaign_id = '{id}' and page not like '%.%' order by page = 'index' desc"
        );
        keys.ShouldContain("index");
        foreach (var key in keys)
        {
            // The page for addresses that lead nowhere is among them.
            using var answer = await client.GetAsync(key == "index" ? url : $"{url}/{key}");
            var page = Parse(await answer.Content.ReadAsStringAsync());
            ShouldBeHarmless(page, scripts: ["/t.js"]);
            if (key == "index")
            {
                // A heading and a title have no room for all of them, and what turns a line around is left out.
                var kept = Flat(BriefText.Clean(words));
                Flat(page.Body!.TextContent + page.Title).ShouldContain(kept[..Math.Min(kept.Length, 30)]);
            }
        }
        var view = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}");
        foreach (var component in view!["components"]!.AsArray())
        {
            ShouldBeHarmless(Parse(component!["code"]!.GetValue<string>()), scripts: []);
            component["cssStyles"]?.GetValue<string>().ShouldNotContain("</", Case.Insensitive);
        }
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static void ShouldBeHarmless(IDocument page, string[] scripts)
    {
        page.QuerySelectorAll("script:not([type='application/ld+json'])")
            .Select(script => script.GetAttribute("src"))
            .ShouldBe(scripts);
        var attributes = page.All.SelectMany(element => element.Attributes).ToArray();
        attributes.ShouldAllBe(attribute => !attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        attributes.ShouldAllBe(attribute =>
            !(attribute.Name == "href" || attribute.Name == "src" || attribute.Name == "action")
            || !attribute.Value.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
        );
        page.QuerySelectorAll("iframe, object, embed, base, meta[http-equiv]").ShouldBeEmpty();
        page.All.Count(element => element.LocalName == "body").ShouldBe(1);
    }

    /// <summary>White space is the typesetter's.</summary>
    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
