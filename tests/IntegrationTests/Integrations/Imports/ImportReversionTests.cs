using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.IntegrationTests.Harness.WordPress;
using AiWebBuilder.IntegrationTests.Integrations.Exports;

namespace AiWebBuilder.IntegrationTests.Integrations.Imports;

/// <summary>An import is taken back as far as nobody has worked on it, and old addresses lead to the new ones.</summary>
internal sealed class ImportReversionTests
{
    private Host host = null!;
    private WordPressSite site = null!;
    private HttpClient owner = null!;
    private JsonNode integration = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
        site = (await WordPressServer.GetAsync()).Pretty;
        owner = await host.SignedInAsync();
        integration = await owner.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        owner.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task What_nobody_has_worked_on_is_gone_with_its_pictures_and_can_be_imported_again()
    {
        var (page, import) = await ImportedAsync();
        var campaign = await owner.CampaignOfAsync(import);
        campaign["components"]!.ToJsonString().ShouldContain("images/");
        (await StorageAsync()).ShouldBeGreaterThan(0);

        var reverted = await RevertedAsync(import);

        reverted.Text("status").ShouldBe("reverted");
        reverted["kept"]!.AsArray().ShouldBeEmpty();
        (await owner.GetAsync($"/v1/campaigns/{campaign["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await StorageAsync()).ShouldBe(0);
        (await owner.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!.AsArray().ShouldBeEmpty();
        // The ledger still says what had become of it.
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/imports/{import["id"]}/ledger"))!["data"]!
            .AsArray()
            .ShouldNotBeEmpty();
        (await RevertedAsync(import)).ToJsonString().ShouldBe(reverted.ToJsonString());

        var again = await owner.ImportedAsync(
            integration,
            await owner.ContentIdsAsync(integration, page["id"]!.ToString())
        );
        again["campaignIds"]!.AsArray().Single()!.GetValue<string>().ShouldNotBe(campaign.Text("id"));
        (await StorageAsync()).ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task What_the_owner_has_worked_on_stays_and_no_longer_stands_for_the_page_there()
    {
        var (page, import) = await ImportedAsync();
        var campaign = await owner.CampaignOfAsync(import);
        var faq = ImportUpdateTests.Component(campaign, "No, they are here.");
        await ImportUpdateTests.EditAsync(owner, faq, "My own words.");
        var added = await Answers.JsonAsync(
            await owner.PostAsJsonAsync(
                $"/v1/campaigns/{campaign["id"]}/components",
                new
                {
                    name = "Mine",
                    componentType = "custom",
                    code = "<section><p>Mine alone.</p></section>",
                }
            ),
            HttpStatusCode.Created
        );

        var reverted = await RevertedAsync(import);

        reverted["kept"]!
            .AsArray()
            .Select(one => (one!.Text("kind"), one.Text("id")))
            .ShouldBe(
                [("campaign", campaign.Text("id")), ("component", faq.Text("id")), ("component", added.Text("id"))],
                ignoreOrder: true
            );
        var left = (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign["id"]}"))!["components"]!;
        left.AsArray().Select(one => one!.Text("id")).ShouldBe([faq.Text("id"), added.Text("id")], ignoreOrder: true);
        left.ToJsonString().ShouldContain("My own words.");
        (await StorageAsync()).ShouldBe(0);
        // A rest of a page must not be put in the place of the whole one.
        var item = (await owner.ExportedAsync(campaign.Text("id"), integration)).Item();
        item.Text("status").ShouldBe("created", item.ToJsonString());
        item.Text("externalId").ShouldNotBe(page["id"]!.ToString());
    }

    [Test]
    public async Task What_cannot_be_taken_back_is_refused_and_nothing_changes()
    {
        var (page, import) = await ImportedAsync();
        var campaign = import["campaignIds"]![0]!.GetValue<string>();
        var rehearsal = await owner.ImportedAsync(
            integration,
            await owner.ContentIdsAsync(integration, page["id"]!.ToString()),
            rehearsal: true
        );
        (await RefusalAsync(rehearsal)).ShouldBe("integrations.import_not_revertible");
        using var stranger = await host.SignedInAsync();
        using var foreign = await stranger.PostAsync($"/v1/imports/{import["id"]}/reversion", null);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var published = await owner.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var url = (await Answers.JsonAsync(published, HttpStatusCode.OK)).Text("url");
        (await RefusalAsync(import)).ShouldBe("campaigns.still_published");
        var here = (await RedirectsAsync(import))["data"]!.AsArray().Single()!;
        here.Text("to").ShouldBe(new Uri(owner.BaseAddress!, url).AbsoluteUri);
        (await owner.DeleteAsync($"/v1/campaigns/{campaign}/publication")).EnsureSuccessStatusCode();

        var export = await owner.ExportedAsync(campaign, integration);
        (await RefusalAsync(import)).ShouldBe("integrations.import_not_revertible");
        (await owner.GetAsync($"/v1/campaigns/{campaign}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await owner.RevertedAsync(export)).Item().Text("status").ShouldBe("reverted");
        // It has been on the net: its figures and what visitors sent stand with it.
        (await RevertedAsync(import))["kept"]!
            .AsArray()
            .Single()!
            .Text("kind")
            .ShouldBe("campaign");
    }

    [Test]
    public async Task Old_addresses_lead_to_the_new_site_in_the_form_of_each_server()
    {
        var home = await site.MadeAsync("pages", "Kiln", "<p>Fired on Fridays.</p>", "publish");
        var draft = await site.MadeAsync("pages", "Glazes", "<p>Forty of them.</p>", "draft");
        await owner.SyncedAsync(integration);
        var import = await owner.ImportedAsync(
            integration,
            await owner.ContentIdsAsync(integration, home["id"]!.ToString(), draft["id"]!.ToString())
        );
        (
            await CampaignSteps.CodeAsync(
                owner.GetAsync($"/v1/imports/{import["id"]}/redirects"),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("integrations.import_has_no_redirects");
        (await owner.GetAsync($"/v1/imports/{import["id"]}/redirects?base=ftp://new.example")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );

        var map = await RedirectsAsync(import, "?base=https://new.example/shop/");

        var from = new Uri(home.Text("link")).PathAndQuery;
        var key = import["pages"]![1]!.Text("page");
        map["data"]!
            .AsArray()
            .Select(one => (one!.Text("from"), one.Text("to"), one.Text("page")))
            .ShouldBe([
                (from, "https://new.example/shop/", "index"),
                ($"/?page_id={draft["id"]}", $"https://new.example/shop/{key}", key),
            ]);
        var files = map["files"]!;
        files
            .Text("csv")
            .ShouldBe(
                $"from,to,status\r\n{from},https://new.example/shop/,301\r\n/?page_id={draft["id"]},https://new.example/shop/{key},301\r\n"
            );
        files.Text("wordPress").ShouldContain($"\r\n{from},https://new.example/shop/,0,301\r\n");
        files.Text("nginx").ShouldContain($"    \"/?page_id={draft["id"]}\" \"https://new.example/shop/{key}\";\n");
        files
            .Text("apache")
            .ShouldContain(
                $"RewriteCond %{{REQUEST_URI}} \"^/$\"\nRewriteCond %{{QUERY_STRING}} \"^page_id={draft["id"]}$\"\nRewriteRule ^ \"https://new.example/shop/{key}\" [R=301,L,NE,QSD]\n"
            );
        // Pages that stay where they are are sent nowhere.
        (await RedirectsAsync(import, $"?base={home["link"]}"))["data"]!
            .AsArray()
            .ShouldAllBe(one => one!.Text("page") != "index");
    }

    [Test]
    public async Task Two_members_who_import_the_same_page_do_not_overwrite_each_other_there()
    {
        using var ann = await Person.RegisterAsync(host);
        using var ben = await Person.RegisterAsync(host);
        await ben.JoinAsync(host, ann, "editor");
        var page = await site.MadeAsync("pages", "Shared", ImportUpdateTests.Content("No.", "Since 1999."), "draft");
        var own = await ann.Client.ConnectedAsync("wordpress", site.CredentialsOf("admin"));
        await ann.Client.SyncedAsync(own);
        var ids = await ann.Client.ContentIdsAsync(own, page["id"]!.ToString());
        var first = await ann.Client.ImportedAsync(own, ids);
        var second = await ben.Client.ImportedAsync(own, ids);
        second["campaignIds"]!.ToJsonString().ShouldNotBe(first["campaignIds"]!.ToJsonString());

        var written = await ann.Client.ExportedAsync(first["campaignIds"]![0]!.GetValue<string>(), own);
        written.Item().Text("status").ShouldBe("updated");
        var refused = await ben.Client.ExportedAsync(second["campaignIds"]![0]!.GetValue<string>(), own);

        refused.Item().Text("status").ShouldBe("conflict", refused.ToJsonString());
    }

    private async Task<(JsonNode Page, JsonNode Import)> ImportedAsync()
    {
        var page = await site.MadeAsync(
            "pages",
            "Pottery",
            ImportUpdateTests.Content("No, they are here.", "Since 2011.")
                + $"<!-- wp:image --><figure class=\"wp-block-image\"><img src=\"{site.Url}/wp-includes/images/w-logo-blue-white-bg.png\" alt=\"Our mark\"></figure><!-- /wp:image -->",
            "draft"
        );
        await owner.SyncedAsync(integration);
        var import = await owner.ImportedAsync(
            integration,
            await owner.ContentIdsAsync(integration, page["id"]!.ToString())
        );
        import.Text("status").ShouldBe("completed", import.ToJsonString());
        return (page, import);
    }

    private async Task<JsonNode> RevertedAsync(JsonNode import) =>
        await Answers.JsonAsync(
            await owner.PostAsync($"/v1/imports/{import["id"]}/reversion", null),
            HttpStatusCode.OK
        );

    private Task<string> RefusalAsync(JsonNode import) =>
        CampaignSteps.CodeAsync(
            owner.PostAsync($"/v1/imports/{import["id"]}/reversion", null),
            HttpStatusCode.Conflict
        );

    private async Task<JsonNode> RedirectsAsync(JsonNode import, string query = "") =>
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/imports/{import["id"]}/redirects{query}"))!;

    private async Task<long> StorageAsync() =>
        (await owner.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!["storageBytesUsed"]!.GetValue<long>();
}
