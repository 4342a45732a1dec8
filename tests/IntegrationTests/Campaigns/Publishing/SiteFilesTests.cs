using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>What is served beside the sections of a published page: pictures, files, pages of the product's own.</summary>
internal sealed class SiteFilesTests
{
    [Test]
    public async Task A_page_names_itself_and_its_pictures_are_served()
    {
        using var owner = await App.Current.SignedInAsync();
        var (_, url) = await owner.PublishedAsync("boulangerie-nantes");
        using var visitor = App.Current.CreateClient();
        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync(url));
        var server = visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);

        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe(server + url);
        var card = page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!;
        card.ShouldStartWith($"{server}{url}/images/");
        (string Address, string Type)[] pictures =
        [
            (card, "image/png"),
            (Address("link[rel=icon][sizes='32x32']"), "image/x-icon"),
            (Address("link[rel=icon][sizes=any]"), "image/svg+xml"),
            (Address("link[rel=icon][sizes='96x96']"), "image/png"),
            (Address("link[rel=apple-touch-icon]"), "image/png"),
        ];
        foreach (var (address, type) in pictures)
        {
            using var answer = await visitor.GetAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeInRange(50, 300_000);
        }
        using var manifest = await visitor.GetAsync(Address("link[rel=manifest]"));
        manifest.Content.Headers.ContentType!.MediaType.ShouldBe("application/manifest+json");
        manifest.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        foreach (var icon in JsonNode.Parse(await manifest.Content.ReadAsStringAsync())!["icons"]!.AsArray())
        {
            (await visitor.GetAsync((string?)icon!["src"])).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        string Address(string selector) => page.QuerySelector(selector)!.GetAttribute("href")!;
    }

    [Test]
    public async Task Search_engines_are_led_to_every_page_that_wants_to_be_found()
    {
        using var owner = await App.Current.SignedInAsync();
        var (_, url) = await owner.PublishedAsync("bookshop-hebrew");
        using var visitor = App.Current.CreateClient();
        var server = visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);

        (await visitor.GetStringAsync("/robots.txt")).ShouldBe(
            $"User-agent: *\nDisallow:\n\nSitemap: {server}/sitemap.xml\n"
        );
        using var index = await visitor.GetAsync("/sitemap.xml");
        index.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        XDocument.Parse(await index.Content.ReadAsStringAsync()).Root!.Name.LocalName.ShouldBe("sitemapindex");
        // A list of its own: the served one may be a minute old.
        var live = await ActivatorUtilities
            .CreateInstance<PublishedSitemaps>(App.Current.Services)
            .ListAsync(CancellationToken.None);
        live.Select(one => $"/p/{one.Slug}").ShouldContain(url);

        var sitemap = XDocument.Parse(await visitor.GetStringAsync($"{url}/sitemap.xml"));
        var pages = sitemap.Descendants().Where(one => one.Name.LocalName == "loc").Select(one => one.Value).ToArray();
        pages.ShouldBe([server + url, $"{server}{url}/privacy"], "nobody is thanked who was not sent there");
        foreach (var page in pages)
        {
            var document = new HtmlParser().ParseDocument(await visitor.GetStringAsync(page));
            document.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe(page);
        }
        new HtmlParser()
            .ParseDocument(await visitor.GetStringAsync($"{url}/thank-you"))
            .QuerySelector("meta[name=robots]")!
            .GetAttribute("content")!
            .ShouldContain("noindex");
    }

    [TestCase("a..b")]
    [TestCase("x.example:99999")]
    public async Task Who_asks_at_no_host_gets_no_addresses_of_it(string host)
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        (HttpMethod, string)[] requests =
        [
            (HttpMethod.Get, "/robots.txt"),
            (HttpMethod.Get, "/sitemap.xml"),
            (HttpMethod.Put, $"/v1/campaigns/{campaign}/publication"),
        ];
        foreach (var (method, path) in requests)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.TryAddWithoutValidation("Host", host);
            (await owner.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    // No client of .NET can ask there.
    [Test]
    public void A_name_that_stands_for_nothing_is_no_host()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Host = "xn--a";
        Should.Throw<BadHttpRequestException>(() => ServerAddress.Of(context.Request)).StatusCode.ShouldBe(400);
    }

    [Test]
    public async Task A_page_of_ones_own_for_unknown_addresses_is_not_to_be_found()
    {
        using var owner = await App.Current.SignedInAsync();
        var (id, url) = await owner.PublishedAsync("dentista-valencia");
        using var added = await owner.PostAsJsonAsync(
            $"/v1/campaigns/{id}/components",
            new
            {
                name = "Nada",
                kind = "hero",
                page = "404",
                props = new { heading = "Aquí no hay nada" },
            }
        );
        added.EnsureSuccessStatusCode();
        (await owner.PutAsync($"/v1/campaigns/{id}/publication", null)).EnsureSuccessStatusCode();
        using var visitor = App.Current.CreateClient();

        using var answer = await visitor.GetAsync($"{url}/nada");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("h1")!.TextContent.ShouldBe("Aquí no hay nada");
        page.QuerySelector("link[rel=canonical]").ShouldBeNull();
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content")!.ShouldContain("noindex");
        (await visitor.GetStringAsync($"{url}/sitemap.xml")).ShouldNotContain("404");
    }

    [Test]
    public async Task An_address_that_leads_nowhere_looks_like_the_campaign_and_says_so()
    {
        using var owner = await App.Current.SignedInAsync();
        var (id, url) = await owner.PublishedAsync("dentista-valencia");
        using var visitor = App.Current.CreateClient();

        foreach (var nowhere in new[] { $"{url}/nada", $"{url}/404" })
        {
            using var answer = await visitor.GetAsync(nowhere);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            page.DocumentElement.GetAttribute("lang").ShouldBe("es");
            page.QuerySelector("h1")!.TextContent.ShouldBe("Página no disponible");
            page.QuerySelector("main a.button")!.GetAttribute("href").ShouldBe(url);
            page.QuerySelector("link[rel=canonical]").ShouldBeNull();
        }

        (await owner.DeleteAsync($"/v1/campaigns/{id}/publication")).EnsureSuccessStatusCode();
        (await (await visitor.GetAsync($"{url}/nada")).Content.ReadAsStringAsync()).ShouldNotContain("Ruzafa");
        (await visitor.GetAsync($"{url}/sitemap.xml")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Published_again_a_page_that_stayed_the_same_was_not_changed()
    {
        using var owner = await App.Current.SignedInAsync();
        var (id, url) = await owner.PublishedAsync("yoga-studio");
        var before = await ChangedAsync(id);

        (await owner.PutAsync($"/v1/campaigns/{id}/publication", null)).EnsureSuccessStatusCode();
        (await ChangedAsync(id)).ShouldBe(before);

        var hero = (await owner.ComponentsAsync(id)).First(one => one.Text("kind") == "hero").Text("id");
        await owner.EditAsync(hero, """{"code":"<section><h1>Quite another heading</h1></section>"}""");
        (await owner.PutAsync($"/v1/campaigns/{id}/publication", null)).EnsureSuccessStatusCode();
        var after = await ChangedAsync(id);
        after["index"].ShouldBeGreaterThan(before["index"]);
        using var visitor = App.Current.CreateClient();
        (await visitor.GetStringAsync(url)).ShouldContain("Quite another heading");
    }

    [Test]
    public async Task An_owner_learns_what_the_imprint_lacks()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await Answers.JsonAsync(
            await owner.PostAsJsonAsync(
                "/v1/campaigns",
                new
                {
                    name = "Tischlerei Brandt GmbH",
                    type = "landing_page",
                    businessType = "Tischlerei",
                    description = "Tischlerei in Köln für Küchen nach Maß. Geschäftsführer: Jens Brandt. Telefon 0221 1234567.",
                    goals = new[] { "Angebot anfordern" },
                }
            ),
            HttpStatusCode.Created
        );
        var id = campaign.Text("id");
        await owner.GenerateAsync(id);

        var checks = (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}/preflight"))!["checks"]!.AsArray();

        var imprint = checks.Single(check => check.Text("rule") == "imprint.incomplete");
        imprint.Text("severity").ShouldBe("warning");
        imprint.Text("message").ShouldContain("Anschrift, E-Mail, Register und Nummer");
        checks.Select(check => check.Text("rule")).ShouldContain("privacy.contact-missing");
    }

    private static async Task<Dictionary<string, DateTimeOffset>> ChangedAsync(string id) =>
        (
            await App.Current.ListAsync<string>(
                $"select page || ' ' || changed_at::text from published_pages where campaign_id = '{id}'"
            )
        ).ToDictionary(
            row => row.Split(' ', 2)[0],
            row => DateTimeOffset.Parse(row.Split(' ', 2)[1], System.Globalization.CultureInfo.InvariantCulture),
            StringComparer.Ordinal
        );
}
