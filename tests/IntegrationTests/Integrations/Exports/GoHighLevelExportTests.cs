using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.IntegrationTests.Integrations.Fakes;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.Integrations.Exports;

/// <summary>What a GoHighLevel location keeps of a campaign: custom values, e-mail templates and media; pages go there by hand.</summary>
internal sealed class GoHighLevelExportTests
{
    private Host host = null!;
    private FakeGoHighLevel fake = null!;

    private FakeGoHighLevel.Location There => fake.Locations["loc1"];

    [SetUp]
    public async Task StartAsync()
    {
        fake = await FakeGoHighLevel.StartAsync();
        host = await Host.StartAsync(App.Current.Owner);
        host.Settings["Outgoing:AllowLoopback"] = "true";
        host.Settings["Platforms:GoHighLevelAddress"] = fake.Url;
    }

    [TearDown]
    public async Task StopAsync()
    {
        await host.DisposeAsync();
        await fake.DisposeAsync();
    }

    [Test]
    public async Task Titles_descriptions_and_emails_stand_there_and_pages_say_how_they_come_there()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var (campaign, url) = await client.PublishedAsync("bookshop-hebrew");

        var export = await client.ExportedAsync(campaign, integration);

        export.Text("status").ShouldBe("completed", export.ToJsonString());
        var pages = Of(export, "skipped");
        pages.ShouldNotBeEmpty();
        pages.ShouldAllBe(page => page.Text("reason").Contains("exports/paste", StringComparison.Ordinal));
        var written = Of(export, "created");
        written.Length.ShouldBe(export.Items().Count - pages.Length, export.ToJsonString());
        var values = written.Count(item => item.Text("page").Contains('/', StringComparison.Ordinal));
        There.Values.All.Count.ShouldBe(values);
        values.ShouldBeGreaterThanOrEqualTo(2 * pages.Length, "a title and an address of each page");
        var title = written.Single(item => item.Text("page") == "index/title");
        var value = There.Values.All.Single(one => one.Text("id") == title.Text("externalId"));
        value.Text("value").ShouldBe(pages.Single(page => page.Text("page") == "index").Text("title"));
        title.Text("mergeField").ShouldBe(value.Text("fieldKey"));
        There
            .Values.All.Select(one => one.Text("value"))
            .ShouldContain(one => one.EndsWith(url, StringComparison.Ordinal));

        There.Templates.All.ShouldNotBeEmpty();
        foreach (var template in There.Templates.All)
        {
            var html = There.Templates.ContentOf(template.Text("id"));
            html.ShouldContain("{{email.unsubscribe_link}}");
            html.ShouldNotContain("%UNSUBSCRIBE_URL%");
        }
        var requests = fake.Requests.Count;
        var again = await client.ExportedAsync(campaign, integration);
        Of(again, "unchanged").Length.ShouldBe(written.Length, again.ToJsonString());
        fake.Requests.Count.ShouldBeGreaterThan(requests);
        There.Values.All.Count.ShouldBe(values);
        There.Templates.All.Count.ShouldBe(written.Length - values);
    }

    [Test]
    public async Task What_others_change_there_is_a_conflict_until_it_is_to_be_overwritten_and_a_reversion_puts_it_back()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var campaign = await client.GeneratedAsync("minimal");
        var first = await client.ExportedAsync(campaign, integration);
        var value = There.Values.All[0];
        There.Values[value.Text("name")] = "By hand";

        var refused = await client.ExportedAsync(campaign, integration);
        var conflict = Of(refused, "conflict").ShouldHaveSingleItem();
        conflict["differences"]!.AsArray().Select(one => (string?)one!["found"]).ShouldContain("By hand");
        There.Values.All[0].Text("value").ShouldBe("By hand");

        var written = await client.ExportedAsync(campaign, integration, overwrite: true);
        Of(written, "updated").ShouldHaveSingleItem();
        There.Values.All[0].Text("value").ShouldBe(value.Text("value"));

        var reverted = await client.RevertedAsync(written);
        Of(reverted, "reverted").ShouldHaveSingleItem(reverted.ToJsonString());
        There.Values.All[0].Text("value").ShouldBe("By hand");
        first.Text("status").ShouldBe("completed");
    }

    [Test]
    public async Task A_template_that_somebody_has_saved_there_is_left_alone_though_nobody_can_read_it()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var campaign = await EmailAsync(client, "<p>Hello %FIRST_NAME|friend%, we have opened.</p>");
        var made = Of(await client.ExportedAsync(campaign, integration), "created").Single(item => IsEmail(item));
        made["losses"]![0]!.Text("reason").ShouldContain("contact.first_name");
        There.Templates.ContentOf(made.Text("externalId")).ShouldContain("Hello {{contact.first_name}}, we");

        There.Templates.Save(made.Text("externalId"), "By hand");
        var conflict = Of(await client.ExportedAsync(campaign, integration), "conflict").ShouldHaveSingleItem();
        conflict["differences"]!.AsArray().ShouldBeEmpty();
        There.Templates.ContentOf(made.Text("externalId")).ShouldBe("By hand");

        var written = await client.ExportedAsync(campaign, integration, overwrite: true);
        Of(written, "updated").ShouldHaveSingleItem();
        There.Templates.ContentOf(made.Text("externalId")).ShouldContain("we have opened");
        // What was there before is not known: nothing is put in its place.
        var reverted = Of(await client.RevertedAsync(written), "skipped").ShouldHaveSingleItem();
        reverted.Text("reason").ShouldContain("does not say");
        There.Templates.ContentOf(made.Text("externalId")).ShouldContain("we have opened");
    }

    [Test]
    public async Task A_template_that_an_export_made_is_deleted_when_that_is_reverted()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var campaign = await EmailAsync(client, "<p>We have opened.</p>");
        var export = await client.ExportedAsync(campaign, integration);
        There.Templates.All.ShouldHaveSingleItem();

        var reverted = await client.RevertedAsync(export);

        Of(reverted, "reverted").Length.ShouldBe(Of(export, "created").Length, reverted.ToJsonString());
        There.Templates.All.ShouldBeEmpty();
        There.Values.All.ShouldBeEmpty();
    }

    [Test]
    public async Task What_nobody_could_note_is_found_by_its_name_and_not_made_twice()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var campaign = await EmailAsync(client, "<p>We have opened.</p>");
        await client.ExportedAsync(campaign, integration);
        var (values, templates) = (There.Values.All.Count, There.Templates.All.Count);
        // As if the worker had ended between the request that makes it and the note of it.
        await host.ExecuteAsync(
            "update written_pages set external_id = null, url = null, written = null, sent = null, before = null, export_id = null"
        );

        (await client.ExportedAsync(campaign, integration)).Text("status").ShouldBe("completed");

        There.Values.All.Count.ShouldBe(values);
        There.Templates.All.Count.ShouldBe(templates);
    }

    [Test]
    public async Task A_picture_of_an_email_goes_into_the_media_library_once()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var image = await client.UploadAsync(SamplePictures.Png);
        var campaign = await EmailAsync(client, $"<p>Look: <img src=\"images/{image["id"]}\" alt=\"The door\"></p>");

        await client.ExportedAsync(campaign, integration);
        await host.ExecuteAsync("delete from written_media");
        await client.ExportedAsync(campaign, integration);

        var file = There.Media.Files.ShouldHaveSingleItem();
        There.Templates.ContentOf(There.Templates.All.Single().Text("id")).ShouldContain($"src=\"{file.Text("url")}\"");
    }

    [Test]
    public async Task What_the_token_may_not_write_fails_by_itself_and_says_which_scope_is_missing()
    {
        using var client = await host.SignedInAsync();
        var integration = await ConnectedAsync(client);
        var campaign = await EmailAsync(client, "<p>We have opened.</p>");
        fake.Withheld.Add("emails/builder.write");

        var export = await client.ExportedAsync(campaign, integration);

        export.Text("status").ShouldBe("completed");
        Of(export, "failed").ShouldHaveSingleItem().Text("reason").ShouldContain("emails/builder.write");
        There.Templates.All.ShouldBeEmpty();
    }

    [Test]
    public async Task A_page_to_be_pasted_is_one_piece_of_code_whose_styles_stay_in_it_and_the_steps_name_its_path()
    {
        using var client = await host.SignedInAsync();
        var campaign = await client.GeneratedAsync("webinar-funnel");
        using var answer = await client.GetAsync($"/v1/campaigns/{campaign}/exports/paste");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var files = zip.Entries.ToDictionary(entry => entry.FullName, TextOf, StringComparer.Ordinal);
        var steps = files["STEPS.txt"];
        var pages = files.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)).ToArray();
        pages.Length.ShouldBeGreaterThan(1);
        foreach (var (name, code) in pages)
        {
            steps.ShouldContain(name);
            code.ShouldNotContain("<html");
            code.ShouldNotContain("<script");
            code.ShouldStartWith("<style>.aiwebbuilder{");
            code.ShouldContain("<div class=\"aiwebbuilder style-");
        }
        steps.ShouldContain("which it is not: publish it");
    }

    private static string TextOf(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static bool IsEmail(JsonNode item) => item.Text("page") == "welcome";

    /// <summary>A campaign with an e-mail of one's own.</summary>
    private static async Task<string> EmailAsync(HttpClient client, string code)
    {
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        await client.AddBlockAsync(
            campaign,
            "e-head",
            """{"name":"Mill Wheels","subject":"We have opened"}""",
            page: "welcome"
        );
        await client.AddComponentAsync(
            campaign,
            name: "Words",
            code: $"{code}<p><a href=\"%UNSUBSCRIBE_URL%\">Leave the list</a></p>",
            componentType: "email_template",
            page: "welcome"
        );
        return campaign;
    }

    private static JsonNode[] Of(JsonNode export, string status) =>
        [.. export.Items().Where(item => item.Text("status") == status)];

    private static Task<JsonNode> ConnectedAsync(HttpClient client) =>
        client.ConnectedAsync(
            "gohighlevel",
            new { privateIntegrationToken = FakeGoHighLevel.LocationToken, locationId = "loc1" }
        );
}
