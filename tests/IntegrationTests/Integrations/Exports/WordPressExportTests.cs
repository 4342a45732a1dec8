using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.UnitTests.AiUsage;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Integrations.Exports;

/// <summary>A campaign's pages stand on a real site, each once, and what others change there is not lost.</summary>
internal sealed partial class WordPressExportTests
{
    private Host host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [TestCase(true, "webinar-funnel")]
    [TestCase(false, "webinar-funnel")]
    [TestCase(true, "clinic-arabic")]
    [TestCase(true, "restaurant-menu")]
    public async Task What_was_written_is_read_back_equal_and_most_of_it_is_blocks_of_the_editors_own(
        bool isPretty,
        string brief
    )
    {
        var server = await WordPressServer.GetAsync();
        var site = isPretty ? server.Pretty : server.Plain;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        var campaign = await client.GeneratedAsync(brief);

        var export = await client.ExportedAsync(campaign, integration, "publish");

        export.Text("status").ShouldBe("completed", export.ToJsonString());
        var pages = export.Items().Where(item => item.Text("status") == "created").ToArray();
        pages.ShouldNotBeEmpty();
        export.Items().Except(pages).ShouldAllBe(item => item.Text("status") == "skipped");
        using var visitor = new HttpClient();
        foreach (var page in pages)
        {
            page["losses"]!.AsArray().ShouldBeEmpty(page.ToJsonString());
            var there = await PageAsync(site, page);
            there["status"]!.GetValue<string>().ShouldBe("publish");
            there["link"]!.GetValue<string>().ShouldBe(page.Text("url"));
            there["title"]!["raw"]!.GetValue<string>().ShouldBe(page.Text("title"));
            there["excerpt"]!["raw"]!.GetValue<string>().ShouldNotBeEmpty();
            NativeShareOf(there["content"]!["raw"]!.GetValue<string>()).ShouldBeGreaterThanOrEqualTo(0.8);
            var shown = new HtmlParser().ParseDocument(await visitor.GetStringAsync(page.Text("url")));
            // Links between pages lead to where the others stand.
            foreach (var link in shown.QuerySelectorAll(".aiwebbuilder a[href^=http]"))
            {
                var href = link.GetAttribute("href")!.Split('#')[0];
                if (href.StartsWith(site.Url, StringComparison.Ordinal))
                {
                    pages.Select(one => one.Text("url")).ShouldContain(href);
                }
            }
        }
        var again = await client.ExportedAsync(campaign, integration, "publish");
        again.Items().Count(item => item.Text("status") == "unchanged").ShouldBe(pages.Length, again.ToJsonString());
    }

    [Test]
    public async Task What_others_change_there_is_a_conflict_until_it_is_to_be_overwritten_and_comes_back_when_that_is_reverted()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        var campaign = await client.GeneratedAsync("minimal");

        var draft = (await client.ExportedAsync(campaign, integration)).Item();
        draft.Text("status").ShouldBe("created", draft.ToJsonString());
        var there = await PageAsync(site, draft);
        there["status"]!.GetValue<string>().ShouldBe("draft");

        await ChangeAsync(site, draft, "By hand", "publish");
        var refused = (await client.ExportedAsync(campaign, integration, "draft")).Item();
        refused.Text("status").ShouldBe("conflict", refused.ToJsonString());
        refused["differences"]!
            .AsArray()
            .Select(one => $"{one!["field"]}: {one["written"]} > {one["found"]}")
            .ShouldBe(["content:  > By hand"]);
        (await PageAsync(site, draft))["status"]!.GetValue<string>().ShouldBe("publish");

        var written = await client.ExportedAsync(campaign, integration, overwrite: true);
        written.Item().Text("status").ShouldBe("updated", written.ToJsonString());
        written.Item().Text("externalId").ShouldBe(draft.Text("externalId"));
        var overwritten = await PageAsync(site, draft);
        overwritten["content"]!["raw"]!.GetValue<string>().ShouldNotContain("By hand");
        overwritten["status"]!.GetValue<string>().ShouldBe("publish", "nobody asked for a draft");

        await ChangeAsync(site, draft, "Once more", "publish");
        (await client.RevertedAsync(written)).Item().Text("status").ShouldBe("conflict");
        var reverted = await client.RevertedAsync(written, overwrite: true);
        reverted.Item().Text("status").ShouldBe("reverted", reverted.ToJsonString());
        reverted.Text("revertsExportId").ShouldBe(written.Text("id"));
        var back = (await PageAsync(site, draft))["content"]!["raw"]!.GetValue<string>();
        back.ShouldContain("By hand");
        back.ShouldNotContain("Once more");
        (await client.RevertedAsync(written)).Item().Text("status").ShouldBe("skipped");
        // It is again as it was before that export, and the next one is no surprise to it.
        (await client.ExportedAsync(campaign, integration))
            .Item()
            .Text("status")
            .ShouldBe("updated");
    }

    [Test]
    public async Task A_page_that_an_export_made_goes_to_the_trash_when_it_is_reverted_and_the_next_export_makes_another()
    {
        var site = (await WordPressServer.GetAsync()).Plain;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        var campaign = await client.GeneratedAsync("minimal");
        var export = await client.ExportedAsync(campaign, integration, "publish");

        var reverted = await client.RevertedAsync(export);

        reverted.Item().Text("status").ShouldBe("reverted", reverted.ToJsonString());
        (await PageAsync(site, export.Item()))["status"]!.GetValue<string>().ShouldBe("trash");
        var again = (await client.ExportedAsync(campaign, integration)).Item();
        again.Text("status").ShouldBe("created");
        again.Text("externalId").ShouldNotBe(export.Item().Text("externalId"));
    }

    [Test]
    public async Task A_page_that_nobody_could_note_is_found_by_its_mark_and_not_made_twice()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        var campaign = await client.GeneratedAsync("minimal");
        var first = (await client.ExportedAsync(campaign, integration)).Item();
        // As if the worker had ended between the request that makes the page and the note of it.
        await App.Current.QueryAsync<long>(
            $"""
            with lost as (
                update written_pages set external_id = null, url = null, written = null, sent = null, before = null, export_id = null
                where campaign_id = '{campaign}' returning 1)
            select count(*) from lost
            """
        );

        var second = (await client.ExportedAsync(campaign, integration)).Item();

        second.Text("externalId").ShouldBe(first.Text("externalId"));
        var found = (
            await site.SendAsync(
                HttpMethod.Get,
                $"wp/v2/pages?status=any&search={MarkIn(await PageAsync(site, first))}"
            )
        )!;
        found.AsArray().Count.ShouldBe(1);
    }

    [Test]
    public async Task A_picture_is_uploaded_once_with_what_it_shows()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        var image = await client.UploadAsync(SamplePictures.Png);
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddComponentAsync(
            campaign,
            code: $"<section><h2>Here</h2><img src=\"images/{image["id"]}\" alt=\"The door\"></section>"
        );
        var export = (await client.ExportedAsync(campaign, integration, "publish")).Item();
        export["losses"]!.AsArray().ShouldBeEmpty(export.ToJsonString());
        var before = await CountAsync();

        await client.AddComponentAsync(campaign, code: "<section><h2>There</h2></section>");
        (await client.ExportedAsync(campaign, integration)).Item().Text("status").ShouldBe("updated");
        (await CountAsync()).ShouldBe(before);
        await App.Current.QueryAsync<long>(
            "with lost as (delete from written_media returning 1) select count(*) from lost"
        );
        await client.AddComponentAsync(campaign, code: "<section><h2>Everywhere</h2></section>");
        (await client.ExportedAsync(campaign, integration)).Item().Text("status").ShouldBe("updated");
        (await CountAsync()).ShouldBe(before, "it is found by its name");

        using var visitor = new HttpClient();
        var shown = new HtmlParser().ParseDocument(await visitor.GetStringAsync(export.Text("url")));
        var picture = shown.QuerySelector(".aiwebbuilder img")!.GetAttribute("src")!;
        picture.ShouldStartWith(site.Url);
        (await visitor.GetByteArrayAsync(picture)).ShouldNotBeEmpty();

        async Task<int> CountAsync() =>
            (await site.SendAsync(HttpMethod.Get, "wp/v2/media?per_page=100"))!.AsArray().Count;
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_the_site_takes_out_of_what_this_user_writes_is_told_by_element_and_component(bool isPretty)
    {
        var server = await WordPressServer.GetAsync();
        var site = isPretty ? server.Pretty : server.Plain;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("writer"));
        var campaign = await client.GeneratedAsync("yoga-studio");
        var contact = (await client.ComponentsAsync(campaign)).First(one =>
            one!.Text("code").Contains("<form", StringComparison.Ordinal)
        )!;

        var export = (await client.ExportedAsync(campaign, integration, "publish")).Item();

        export.Text("status").ShouldBe("created", export.ToJsonString());
        var losses = export["losses"]!.AsArray();
        losses
            .Where(loss => loss!["element"]!.GetValue<string>() == "form")
            .Select(loss => loss!["componentId"]!.GetValue<string>())
            .ShouldContain(contact.Text("id"));
        losses.ShouldContain(loss => loss!["element"]!.GetValue<string>() == "style" && loss["componentId"] == null);
        losses.ShouldContain(loss => loss!["element"]!.GetValue<string>() == "svg");
        // What a style element loses around it would be read as words.
        var content = (await PageAsync(site, export))["content"]!["raw"]!.GetValue<string>();
        content.ShouldNotContain("display:");
        (await client.ExportedAsync(campaign, integration)).Item().Text("status").ShouldBe("unchanged");
    }

    [Test]
    public async Task A_user_who_may_not_write_pages_is_told_so_and_nothing_is_made()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var integration = await client.ConnectedAsync("wordpress", site.CredentialsOf("author"));
        var campaign = await client.GeneratedAsync("minimal");

        var export = await client.ExportedAsync(campaign, integration);

        export.Text("status").ShouldBe("completed", export.ToJsonString());
        export.Item().Text("status").ShouldBe("failed");
        export.Item().Text("reason").ShouldContain("may not");
    }

    [Test]
    public async Task A_connection_that_is_lost_ends_the_export_and_says_so()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var client = await host.SignedInAsync();
        var made = await site.SendAsync(HttpMethod.Post, "wp/v2/users/me/application-passwords", new { name = "Lost" });
        var integration = await client.ConnectedAsync(
            "wordpress",
            new
            {
                siteUrl = site.Url,
                username = "admin",
                applicationPassword = made!["password"]!.GetValue<string>(),
            }
        );
        var campaign = await client.GeneratedAsync("minimal");
        await site.SendAsync(HttpMethod.Delete, $"wp/v2/users/me/application-passwords/{made["uuid"]}");

        var export = await client.ExportedAsync(campaign, integration);

        export.Text("status").ShouldBe("failed", export.ToJsonString());
        var after = (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}"))!;
        after.Text("connectionProblem").ShouldBe("wrong_credentials");
        export.Text("errorMessage").ShouldBe(after.Text("nextStep"));
        using var again = await client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/exports/to-platform",
            new { integrationId = integration.Text("id") }
        );
        (await Answers.JsonAsync(again, HttpStatusCode.Conflict)).Text("code").ShouldBe("integrations.not_connected");
    }

    [Test]
    public async Task Another_accounts_campaign_connection_or_export_is_none_and_a_platform_without_pages_is_refused()
    {
        var site = (await WordPressServer.GetAsync()).Pretty;
        using var owner = await host.SignedInAsync();
        using var stranger = await host.SignedInAsync();
        var integration = await owner.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        var campaign = await owner.GeneratedAsync("minimal");
        var foreign = await stranger.GeneratedAsync("minimal");
        var export = await owner.ExportedAsync(campaign, integration);

        (await StatusAsync(stranger, foreign, integration)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(owner, foreign, integration)).ShouldBe(HttpStatusCode.NotFound);
        using var seen = await stranger.GetAsync($"/v1/campaigns/{campaign}/exports/to-platform/{export["id"]}");
        seen.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var mixed = await stranger.GetAsync($"/v1/campaigns/{foreign}/exports/to-platform/{export["id"]}");
        mixed.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var simvoly = await owner.ConnectAsync("simvoly", new { partnerDomain = "mine.example", clientKey = "mine" });
        (await StatusAsync(owner, campaign, simvoly)).ShouldBe(HttpStatusCode.Conflict);
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/exports/to-platform"))!["data"]!
            .AsArray()
            .Count.ShouldBe(1);
        using var gone = await owner.DeleteAsync(integration, "*");
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/exports/to-platform"))!["data"]!
            .AsArray()
            .ShouldBeEmpty();

        static async Task<HttpStatusCode> StatusAsync(HttpClient client, string campaign, JsonNode integration)
        {
            using var answer = await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/exports/to-platform",
                new { integrationId = integration.Text("id") }
            );
            return answer.StatusCode;
        }
    }

    private static async Task<JsonNode> PageAsync(WordPressSite site, JsonNode item) =>
        (await site.SendAsync(HttpMethod.Get, $"wp/v2/pages/{item["externalId"]}?context=edit"))!;

    /// <summary>Somebody adds a paragraph in the editor.</summary>
    private static async Task ChangeAsync(WordPressSite site, JsonNode item, string words, string status)
    {
        var content = (await PageAsync(site, item))["content"]!["raw"]!.GetValue<string>();
        await site.SendAsync(
            HttpMethod.Post,
            $"wp/v2/pages/{item["externalId"]}",
            new { content = $"{content}\n\n<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->", status }
        );
    }

    private static string MarkIn(JsonNode page) => Mark().Match(page["content"]!["raw"]!.GetValue<string>()).Value;

    /// <summary>Of a page's words, those that the editor edits as text. WordPress has no forms: what stands in them is left out of the account.</summary>
    private static double NativeShareOf(string blocks)
    {
        var all = LengthOf(blocks);
        return (double)LengthOf(CustomHtml().Replace(blocks, "")) / all;

        static int LengthOf(string html)
        {
            var document = new HtmlParser().ParseDocument(html);
            foreach (var other in document.QuerySelectorAll("style, form"))
            {
                other.Remove();
            }
            return document.Body!.TextContent.Count(letter => !char.IsWhiteSpace(letter));
        }
    }

    [GeneratedRegex("<!-- wp:html -->.*?<!-- /wp:html -->", RegexOptions.Singleline, 10_000)]
    private static partial Regex CustomHtml();

    [GeneratedRegex("aiwebbuilder-[0-9a-f]{32}", RegexOptions.None, 10_000)]
    private static partial Regex Mark();
}
