using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Previews;
using AiWebBuilder.IntegrationTests.Harness;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Campaigns.Previews;

/// <summary>Signed preview links, and what is shown behind them.</summary>
public sealed class PreviewTests
{
    [Test]
    public async Task A_preview_shows_the_campaign_as_it_stands_in_an_origin_where_nothing_runs()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("yoga-studio");
        var link = await LinkAsync(client, campaign);
        using var visitor = App.Current.CreateClient();
        using var page = await visitor.GetAsync(link.Text("url"));
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        foreach (
            var rule in new[]
            {
                "sandbox allow-downloads;",
                "default-src 'none'",
                "script-src 'none'",
                "connect-src 'none'",
                "form-action 'none'",
                "base-uri 'none'",
                "object-src 'none'",
            }
        )
        {
            policy.ShouldContain(rule);
        }
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
        page.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        var html = await page.Content.ReadAsStringAsync();
        new HtmlParser()
            .ParseDocument(html)
            .QuerySelectorAll("script:not([type='application/ld+json'])")
            .ShouldBeEmpty();
        html.ShouldNotContain("/t.js");

        // As it stands now, not as it stood when the link was made.
        var hero = (await client.ComponentsAsync(campaign)).First(one => one.Text("kind") == "hero").Text("id");
        await client.EditAsync(hero, """{"code":"<section><h1>Quite another heading</h1></section>"}""");
        (await visitor.GetStringAsync(link.Text("url"))).ShouldContain("Quite another heading");
    }

    [Test]
    public async Task Links_between_pages_and_from_emails_work_inside_the_preview()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync("webinar-funnel");
        var link = await LinkAsync(client, campaign);
        var pages = link["pages"]!.AsArray();
        pages.Count(one => one.Text("type") == "page").ShouldBeGreaterThan(1);
        using var visitor = App.Current.CreateClient();
        var (followed, parser) = (0, new HtmlParser());
        foreach (var page in pages)
        {
            var html = await visitor.GetStringAsync(page.Text("url"));
            foreach (var anchor in parser.ParseDocument(html).QuerySelectorAll("a[href]"))
            {
                var href = anchor.GetAttribute("href")!;
                if (href[0] == '#' || href.Contains(':', StringComparison.Ordinal) || href[0] == '%')
                {
                    continue;
                }
                href.ShouldStartWith(link.Text("url") + "/", Case.Sensitive, $"on {page.Text("key")}");
                (await visitor.GetAsync(href)).StatusCode.ShouldBe(HttpStatusCode.OK, href);
                followed++;
            }
        }
        followed.ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task An_email_is_shown_in_both_its_parts()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddComponentAsync(
            campaign,
            componentType: "email_template",
            code: "<style>p{color:red}</style><p>Hello <script>alert(1)</script>there</p>",
            cssStyles: ".more{color:blue}",
            props: new JsonObject { ["subject"] = "A subject" },
            kind: "e-head"
        );
        var link = await LinkAsync(client, campaign);
        var email = link["pages"]!.AsArray().Single();
        email.Text("type").ShouldBe("email");
        email.Text("title").ShouldBe("A subject");
        using var visitor = App.Current.CreateClient();
        var html = await visitor.GetStringAsync(email.Text("url"));
        html.ShouldContain(">Hello there</p>");
        html.ShouldContain("<style>p{color:red}</style>");
        html.ShouldContain("<style>.more{color:blue}</style>");
        html.ShouldContain("<title>A subject</title>");
        using var text = await visitor.GetAsync(email.Text("url") + ".txt");
        text.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await text.Content.ReadAsStringAsync()).ShouldBe("Hello there\n");
        // Without pages the preview begins with the first e-mail.
        (await visitor.GetStringAsync(link.Text("url"))).ShouldBe(html);
    }

    [Test]
    public async Task A_forged_link_leads_nowhere_and_an_expired_one_says_so()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var token = (await LinkAsync(client, campaign)).Text("url")["/preview/".Length..];
        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync($"/preview/{token}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var i = 0; i < token.Length; i += 7)
        {
            var forged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            using var answer = await visitor.GetAsync($"/preview/{forged}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, forged);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        }
        foreach (var nonsense in new[] { token[1..], token + "A", "x", new string('A', 5000), "..%2f..%2fetc" })
        {
            (await visitor.GetAsync($"/preview/{nonsense}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, nonsense);
        }
        foreach (var page in new[] { "no-such-page", "index.txt", "..%2findex" })
        {
            (await visitor.GetAsync($"/preview/{token}/{page}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
        }

        using var scope = App.Current.Services.CreateScope();
        var links = scope.ServiceProvider.GetRequiredService<IPreviewLinks>();
        var expired = links.Issue(links.Read(token)! with { ExpiresAt = DateTimeOffset.UnixEpoch.AddYears(50) });
        using var gone = await visitor.GetAsync($"/preview/{expired}");
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);
        gone.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Test]
    public async Task A_link_reaches_no_more_than_the_account_that_made_it()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await owner.GeneratedAsync();
        var url = (await LinkAsync(owner, campaign)).Text("url");
        using var stranger = await App.Current.SignedInAsync();
        var theirs = await stranger.GeneratedAsync();
        using var scope = App.Current.Services.CreateScope();
        var links = scope.ServiceProvider.GetRequiredService<IPreviewLinks>();
        var mixed = links.Issue(links.Read(url["/preview/".Length..])! with { CampaignId = Guid.Parse(theirs) });
        (await owner.GetAsync($"/preview/{mixed}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // Somebody signed in to another account sees what the link shows, as everybody does.
        (await stranger.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await owner.DeleteAsync($"/v1/campaigns/{campaign}", "*");
        (await stranger.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_link_ends_with_the_account()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        await owner.AddComponentAsync(campaign);
        var url = (await LinkAsync(owner, campaign)).Text("url");
        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await owner.DeleteAsync("/v1/me", "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_link_ends_when_whoever_made_it_is_no_member_any_more()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var member = await Person.RegisterAsync(App.Current);
        var campaign = (await owner.Client.CreateCampaignAsync("minimal")).Text("id");
        await owner.Client.AddComponentAsync(campaign);
        var membership = await member.JoinAsync(App.Current, owner, "editor");
        var theirs = (await LinkAsync(member.Client, campaign)).Text("url");
        var own = (await LinkAsync(owner.Client, campaign)).Text("url");
        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync(theirs)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await owner.Client.DeleteAsync($"/v1/members/{membership}")).EnsureSuccessStatusCode();

        (await visitor.GetAsync(theirs)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(own)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [TestCase(299)]
    [TestCase(3601)]
    [TestCase(-1)]
    public async Task A_link_is_good_for_five_minutes_to_an_hour(int seconds)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        (
            await client.PostAsJsonAsync($"/v1/campaigns/{campaign}/preview-links", new { expiresIn = seconds })
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<JsonNode> LinkAsync(HttpClient client, string campaign) =>
        await Answers.JsonAsync(
            await client.PostAsync($"/v1/campaigns/{campaign}/preview-links", null),
            HttpStatusCode.Created
        );
}
