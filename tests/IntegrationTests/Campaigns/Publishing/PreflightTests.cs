using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>What preflight finds before a visitor does.</summary>
public sealed class PreflightTests
{
    [TestCase("TODO: opening hours", true)]
    [TestCase("Lorem Ipsum dolor", true)]
    [TestCase("[Your name] says hello", true)]
    [TestCase("Pregúntalo todo.", false)]
    public async Task Words_left_to_be_filled_in_are_found_and_the_Spanish_for_everything_is_none(
        string words,
        bool found
    )
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(campaign, code: $"<section><h2>Words</h2><p>{words}</p></section>");

        var preflight = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight");

        preflight!["checks"]!
            .AsArray()
            .Any(check => check.Text("rule") == "words.placeholder")
            .ShouldBe(found, preflight.ToJsonString());
    }

    [Test]
    public async Task A_figure_that_nobody_gave_keeps_a_written_page_from_being_published_until_it_is_a_fact()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var component = (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        // As a writer would have left it that no rule has stopped.
        await App.Current.ExecuteAsync(
            $$"""
            update campaign_components set code = replace(code, '</h1>', ' since 1987</h1>'),
                props = jsonb_set(props::jsonb, '{eyebrow}', '"Since 1987"')
            where id = '{{component}}'
            """
        );

        var found = (await ChecksAsync(client, campaign))
            .Where(check => check.Text("rule") == "claims.unsourced-number")
            .ShouldHaveSingleItem();
        (found.Text("severity"), found.Text("componentId")).ShouldBe(("error", component));
        found.Text("message").ShouldContain("1987");
        (await CampaignSteps.CodeAsync(PublishAsync(), HttpStatusCode.Conflict)).ShouldBe("campaigns.preflight_failed");

        var facts = (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts"))!["data"]!.AsArray();
        var kept = new JsonArray([
            .. facts.Select(fact => new JsonObject
            {
                ["id"] = fact.Text("id"),
                ["kind"] = fact.Text("kind"),
                ["value"] = fact!["value"]!.DeepClone(),
            }),
        ]);
        kept.Add(JsonNode.Parse("""{"kind":"claim","value":"Since 1987"}"""));
        (await client.PutAsJsonAsync($"/v1/campaigns/{campaign}/facts", new { data = kept })).EnsureSuccessStatusCode();
        (await PublishAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);

        Task<HttpResponseMessage> PublishAsync() => client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
    }

    [Test]
    public async Task A_figure_that_a_person_writes_is_asked_about_and_stops_nobody()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(campaign, code: "<section><h2>Since 1987</h2></section>");

        (await ChecksAsync(client, campaign))
            .Where(check => check.Text("rule") == "claims.unsourced-number")
            .ShouldHaveSingleItem()
            .Text("severity")
            .ShouldBe("warning");
        (await client.PutAsync($"/v1/campaigns/{campaign}/publication", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_link_that_leads_nowhere_is_found_with_what_to_write_instead()
    {
        (string Href, string? Rule, string Hint)[] links =
        [
            ("/", "links.outside", "./ for the first page"),
            ("/angebot", "links.outside", "write angebot"),
            ("/prices.html", "links.outside", "https://"),
            ("\\\\example.org/x", "links.no-scheme", "https:"),
            ("//example.org", "links.no-scheme", "https://example.org"),
            ("", "links.empty", "nowhere"),
            (" ", "links.empty", "nowhere"),
            ("?x=1", "links.empty", "nowhere"),
            ("#", "links.dead-anchor", "#"),
            ("#missing", "links.dead-anchor", "#missing"),
            ("angebot#missing", "links.dead-anchor", "the page angebot"),
            ("mailto:", "links.bad-address", "mailto:"),
            ("mailto:nobody", "links.bad-address", "mailto:"),
            ("tel:CALL-US", "links.bad-address", "tel:"),
            ("tel:", "links.bad-address", "tel:"),
            ("https://", "links.bad-address", "no web address"),
            ("http://example.org/", "links.not-secure", "https"),
            ("www.example.org", "links.dead-page", "https://www.example.org"),
            ("ana@example.org", "links.dead-page", "mailto:ana@example.org"),
            ("../angebot", "links.dead-page", "does not have"),
            ("Angebot", "links.dead-page", "does not have"),
            ("./", null, ""),
            ("angebot", null, ""),
            ("./angebot/?a=b#there", null, ""),
            ("./#here", null, ""),
            ("#here", null, ""),
            ("#h%65re", null, ""),
            ("#TOP", null, ""),
            ("#:~:text=words", null, ""),
            ("mailto:ana@example.org?subject=Hi", null, ""),
            ("mailto:?subject=Look", null, ""),
            ("tel:+49 (30) 12-34;ext=5", null, ""),
            ("tel:*21%23", null, ""),
            ("https://example.org/a b", null, ""),
            ("whatsapp://send?text=x", null, ""),
            ("/p/another-page", null, ""),
        ];
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var code = string.Concat(links.Select((link, i) => $"<a href=\"{link.Href}\">link {i}.</a>"));
        await client.AddComponentAsync(campaign, code: $"<section id=\"here\"><h2>Words</h2>{code}</section>");
        await client.AddComponentAsync(campaign, code: "<section><h2>More</h2></section>");
        await client.AddComponentAsync(
            campaign,
            code: "<section id=\"there\"><h2>Words</h2></section>",
            page: "angebot"
        );

        var checks = await ChecksAsync(client, campaign);

        for (var i = 0; i < links.Length; i++)
        {
            var found = checks
                .Where(check => check.Text("message").StartsWith($"“link {i}.”", StringComparison.Ordinal))
                .ToArray();
            found.Select(check => check.Text("rule")).ShouldBe(links[i].Rule is { } rule ? [rule] : [], links[i].Href);
            found.ShouldAllBe(check => check.Text("message").Contains(links[i].Hint));
        }
    }

    [Test]
    public async Task A_request_to_another_host_is_found_however_it_is_written()
    {
        string[] outside =
        [
            "<p style=\"background:url(https://e.example/x)\">t</p>",
            "<p style=\"background:\\75\\72\\6c(//e.example/x)\">t</p>",
            "<svg><image href=\"https://e.example/x\"></image></svg>",
            "<svg><image xlink:href=\"//e.example/x\"></image></svg>",
            "<svg><rect fill=\"url(https://e.example/x#f)\"></rect></svg>",
            "<svg><use href=\"https://e.example/x#f\"></use></svg>",
            "<svg><filter><feImage href=\"https://e.example/x\"></feImage></filter></svg>",
            "<video poster=\"https://e.example/x\"></video>",
            "<video><source src=\"https://e.example/x\"></video>",
            "<img alt=\"\" srcset=\"a.png 1x, https://e.example/x 2x\">",
            "<img alt=\"\" src=\"/\\e.example/x\">",
            "<img alt=\"\" src=\"&#9;htt&#10;ps:e.example/x\">",
            "<form><input type=\"image\" src=\"https://e.example/x\" alt=\"Go\"></form>",
        ];
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        Dictionary<string, string> snippets = new(StringComparer.Ordinal);
        foreach (var snippet in outside)
        {
            var added = await client.AddComponentAsync(campaign, code: $"<section><h2>Words</h2>{snippet}</section>");
            snippets.Add(added.Text("id"), snippet);
        }
        var own = await client.AddComponentAsync(
            campaign,
            code: "<section><h2>Words</h2><img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><a href='https://e.example/'>out</a><svg><use href='#g'/><rect fill='url(#g)'/></svg></section>",
            cssStyles: "@namespace url(http://www.w3.org/1999/xhtml);p{background:url(data:image/png;base64,AA==);--x:'https://e.example'}"
        );

        var found = (await ChecksAsync(client, campaign))
            .Where(check => check.Text("rule") == "requests.external")
            .Select(check => check["componentId"]!.GetValue<string>())
            .ToHashSet(StringComparer.Ordinal);

        snippets.Where(snippet => !found.Contains(snippet.Key)).Select(snippet => snippet.Value).ShouldBeEmpty();
        found.ShouldNotContain(own.Text("id"));
    }

    [Test]
    public async Task A_form_that_does_not_do_what_its_markup_says_is_found_and_what_is_left_out_is_said()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var added = await client.AddComponentAsync(
            campaign,
            code: """
            <section><h2>Words</h2><script>x()</script><form action="https://forms.example/mine">
            <label>Size<select name="size" required><option>S</option></select></label><button onclick="x()">Send</button></form>
            <form><label>Colour<select name="colour" required><option value="">–</option><option>red</option></select></label><button>Send</button></form></section>
            """
        );

        var own = (await ChecksAsync(client, campaign))
            .Where(check => check["componentId"]?.GetValue<string>() == added.Text("id"))
            .ToArray();

        own.Select(check => check.Text("rule"))
            .ShouldBe(["forms.own-action", "forms.no-placeholder", "code.left-out"], ignoreOrder: true);
        own.ShouldAllBe(check => check.Text("severity") == "warning");
        own.Single(check => check.Text("rule") == "code.left-out")
            .Text("message")
            .ShouldContain("<script>, onclick of <button>");
    }

    [Test]
    public async Task A_drawing_with_a_title_and_styles_is_published_with_both()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(
            campaign,
            code: "<section><h2>Words</h2><svg role='img' viewBox='0 0 1 1'><title>Our logo</title><style>.cls-1{fill:#123456}</style><path class='cls-1' d='M0 0'/></svg></section>"
        );

        using var answer = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var url = (await Answers.JsonAsync(answer, HttpStatusCode.OK)).Text("url");

        using var visitor = App.Current.CreateClient();
        var page = await visitor.GetStringAsync(url);
        page.ShouldContain("<title>Our logo</title>");
        page.ShouldContain("<style>.cls-1{fill:#123456}</style>");
    }

    private static async Task<JsonNode[]> ChecksAsync(HttpClient client, string campaign) =>
        [
            .. (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight"))!["checks"]!
                .AsArray()
                .Select(check => check!),
        ];

    // The thank-you page has no hero, and no search engine reads an e-mail.
    [Test]
    public async Task Every_page_has_a_description_that_is_not_the_owners_order_and_an_email_needs_none()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("saas-invoicing"))["id"]!.GetValue<string>();
        await client.GenerateAsync(id);

        var preflight = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}/preflight");
        preflight!["checks"]!.AsArray().ShouldNotContain(check => check!.Text("rule") == "page.description-missing");

        using var answer = await client.PutAsync($"/v1/campaigns/{id}/publication", null);
        var url = (await Answers.JsonAsync(answer, HttpStatusCode.OK))["url"]!.GetValue<string>();
        using var visitor = App.Current.CreateClient();
        var page = await visitor.GetStringAsync($"{url}/thank-you");
        page.ShouldContain("name=\"description\"");
        page.ShouldNotContain("three e-mails");
    }
}
