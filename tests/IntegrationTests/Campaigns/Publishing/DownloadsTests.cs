using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.UnitTests.AiUsage;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>Uploaded files on pages: offered, generated, exported, and refused where they are not there.</summary>
internal sealed class DownloadsTests
{
    private static readonly byte[] Prices = SampleFiles.PdfWith(new byte[1_234_000]);

    [Test]
    public async Task A_file_is_offered_by_the_preview_and_by_the_published_page_where_it_outlives_the_upload()
    {
        using var owner = await App.Current.SignedInAsync();
        var (campaign, component, file) = await OfferedAsync(owner);
        var link = await Answers.JsonAsync(
            await owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/preview-links", new { }),
            HttpStatusCode.Created
        );
        var url = await PublishAsync(owner, campaign);

        using var visitor = App.Current.CreateClient();
        foreach (var page in new[] { link.Text("url"), url })
        {
            using var answer = await visitor.GetAsync(page);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("allow-downloads");
            var offer = Parsed(await answer.Content.ReadAsStringAsync()).QuerySelector("section.downloads a")!;
            offer.TextContent.ShouldBe("What it costs (PDF, 1.2 MB)");
            offer.GetAttribute("download").ShouldBe("Preise für 2027.pdf");
            offer.GetAttribute("href").ShouldBe($"{page}/files/{file}");
            using var served = await visitor.GetAsync(offer.GetAttribute("href"));
            served.Content.Headers.ContentType!.ToString().ShouldBe("application/pdf");
            served
                .Content.Headers.GetValues("Content-Disposition")
                .Single()
                .ShouldContain("filename*=UTF-8''Preise%20f%C3%BCr%202027.pdf");
            served.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            (await served.Content.ReadAsByteArrayAsync()).ShouldBe(Prices);
            (await visitor.GetAsync($"{page}/images/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        // It cannot be deleted from under a component, and from under a published page it can.
        (await CampaignSteps.CodeAsync(owner.DeleteAsync($"/v1/files/{file}"), HttpStatusCode.Conflict)).ShouldBe(
            "ai.file_shown"
        );
        (await owner.DeleteAsync($"/v1/components/{component}", "*")).EnsureSuccessStatusCode();
        (await owner.DeleteAsync($"/v1/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await visitor.GetByteArrayAsync($"{url}/files/{file}")).ShouldBe(Prices);
        (await visitor.GetAsync($"{link.Text("url")}/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Published again without it, it is gone.
        await PublishAsync(owner, campaign);
        (await visitor.GetAsync($"{url}/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_file_that_is_somebody_elses_or_an_image_is_refused_by_its_path()
    {
        using var owner = await App.Current.SignedInAsync();
        using var neighbour = await App.Current.SignedInAsync();
        var (_, component, _) = await OfferedAsync(owner);
        var foreign = (await neighbour.UploadFileAsync(SampleFiles.Pdf)).Text("id");
        var image = (await owner.UploadAsync(SamplePictures.Png)).Text("id");
        foreach (var id in new[] { foreign, image, "0199aaaa-0000-7000-8000-000000000000" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/components/{component}");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            request.Content = JsonContent.Create(new { props = JsonNode.Parse(Props(id)) });
            var refused = await Answers.JsonAsync(await owner.SendAsync(request), HttpStatusCode.BadRequest);
            refused["errors"]!["props/items/0/file/id"]!
                .AsArray()
                .Single()!
                .GetValue<string>()
                .ShouldBe("is not the id of an uploaded file.");
        }
    }

    [Test]
    public async Task A_page_that_offers_a_file_which_is_gone_is_not_published()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await owner.GeneratedAsync();
        var image = (await owner.UploadAsync(SamplePictures.Png)).Text("id");
        foreach (var id in new[] { "0199aaaa-0000-7000-8000-000000000000", image })
        {
            await owner.AddComponentAsync(
                campaign,
                code: $"""<section><h2>Prices</h2><a href="files/{id}">Our prices</a></section>"""
            );
        }
        var report = await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight");
        report!["checks"]!
            .AsArray()
            .Where(check => check.Text("severity") == "error")
            .Select(check => check.Text("rule"))
            .ShouldBe(["files.missing", "files.missing"]);
    }

    [Test]
    public async Task A_link_leads_to_a_file_and_the_goal_to_download_to_the_section_that_offers_them()
    {
        using var owner = await App.Current.SignedInAsync();
        var (campaign, _, file) = await OfferedAsync(owner);
        await owner.AddBlockAsync(
            campaign,
            "callout",
            $$$"""
            {"heading":"Before you come","link":{"to":"file","ref":"{{{file}}}","label":"Our prices"},
             "link2":{"to":"goal","ref":"download","label":"All documents"}}
            """
        );
        var url = await PublishAsync(owner, campaign);
        using var visitor = App.Current.CreateClient();
        Parsed(await visitor.GetStringAsync(url))
            .QuerySelectorAll("section.callout a")
            .Select(link => link.GetAttribute("href"))
            .ShouldBe([$"{url}/files/{file}", "#downloads"]);
    }

    [Test]
    public async Task Exports_have_the_files_beside_the_pages_or_name_them_where_they_are_on_the_net()
    {
        using var owner = await App.Current.SignedInAsync();
        var (campaign, _, file) = await OfferedAsync(owner);
        var url = await PublishAsync(owner, campaign);

        using var html = await ZipAsync(owner, campaign, "html");
        Entry(html, $"files/{file}.pdf").ShouldBe(Prices);
        var offer = Parsed(Text(html, "index.html")).QuerySelector("section.downloads a")!;
        (offer.GetAttribute("href"), offer.GetAttribute("download")).ShouldBe(
            ($"files/{file}.pdf", "Preise für 2027.pdf")
        );
        using var react = await ZipAsync(owner, campaign, "react");
        Entry(react, $"public/files/{file}.pdf").ShouldBe(Prices);
        Text(react, "pages/IndexPage.tsx").ShouldContain($"/files/{file}.pdf");
        var wordpress = await owner.GetStringAsync($"/v1/campaigns/{campaign}/exports/wordpress");
        wordpress.ShouldContain($"href=\"http://localhost{url}/files/{file}\"");
        wordpress.ShouldContain($"<wp:attachment_url>http://localhost{url}/files/{file}</wp:attachment_url>");

        // What JSON says of it makes the same again.
        var json = await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/exports/json");
        var component = json!["components"]!.AsArray().Single(one => one!["component"].Text("kind") == "downloads");
        using var added = await owner.PostAsJsonAsync(
            $"/v1/campaigns/{await owner.GeneratedAsync()}/components",
            component!["component"]
        );
        var copy = await Answers.JsonAsync(added, HttpStatusCode.Created);
        copy["props"]!["items"]![0]!["file"].Text("id").ShouldBe(file);
    }

    [Test]
    public async Task A_generation_offers_the_files_that_it_refers_to_in_their_order()
    {
        using var owner = await App.Current.SignedInAsync();
        var prices = await owner.UploadFileAsync(Prices, "prices.pdf", "Price list 2027");
        var form = await owner.UploadFileAsync(SampleFiles.Docx, "registration form.docx");
        await owner.UploadFileAsync(SampleFiles.Xlsx, "of another campaign.xlsx");
        var campaign = (await owner.CreateCampaignAsync("yoga-studio")).Text("id");
        var files = new[] { form.Text("url"), prices.Text("url") };

        var plan = await Answers.JsonAsync(
            await owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/plan", new { referenceFiles = files }),
            HttpStatusCode.OK
        );
        plan["sections"]!.AsArray().Single(section => section.Text("kind") == "downloads")!["files"]!
            .AsArray()
            .Select(id => $"/v1/files/{id}")
            .ShouldBe(files);
        await owner.GenerateAsync(campaign, new { referenceFiles = files });

        await ShouldOfferBothAsync();
        await PublishAsync(owner, campaign);
        // Made anew without a word of them, the pages keep them.
        await owner.GenerateAsync(campaign);
        await ShouldOfferBothAsync();

        async Task ShouldOfferBothAsync()
        {
            var section = (await owner.ComponentsAsync(campaign)).Single(one => one.Text("kind") == "downloads");
            var html = Parsed(section.Text("code"));
            html.QuerySelectorAll("a")
                .Select(offer => offer.TextContent)
                .ShouldBe(["registration form (DOCX, 1 kB)", "Price list 2027 (PDF, 1.2 MB)"]);
        }
    }

    [Test]
    public async Task A_generation_cannot_refer_to_a_file_that_the_account_does_not_have()
    {
        using var owner = await App.Current.SignedInAsync();
        using var neighbour = await App.Current.SignedInAsync();
        var foreign = (await neighbour.UploadFileAsync(SampleFiles.Pdf)).Text("url");
        var image = (await owner.UploadAsync(SamplePictures.Png)).Text("id");
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        foreach (var operation in new[] { "plan", "generations" })
        {
            foreach (var url in new[] { foreign, $"/v1/files/{image}" })
            {
                (
                    await CampaignSteps.CodeAsync(
                        owner.PostAsJsonAsync(
                            $"/v1/campaigns/{campaign}/{operation}",
                            new { referenceFiles = new[] { url } }
                        ),
                        HttpStatusCode.NotFound
                    )
                ).ShouldBe("ai.file_not_found");
            }
            (
                await owner.PostAsJsonAsync(
                    $"/v1/campaigns/{campaign}/{operation}",
                    new { referenceFiles = new[] { "https://example.com/prices.pdf" } }
                )
            ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    /// <summary>A campaign of which a section offers an upload.</summary>
    private static async Task<(string Campaign, string Component, string File)> OfferedAsync(HttpClient owner)
    {
        var campaign = await owner.GeneratedAsync();
        var file = (await owner.UploadFileAsync(Prices, "Preise für 2027.pdf")).Text("id");
        var component = (await owner.AddBlockAsync(campaign, "downloads", Props(file))).Text("id");
        return (campaign, component, file);
    }

    private static string Props(string file) =>
        $$$"""{"heading":"To take along","items":[{"file":{"id":"{{{file}}}"},"title":"What it costs"}]}""";

    private static async Task<string> PublishAsync(HttpClient owner, string campaign) =>
        (
            await Answers.JsonAsync(
                await owner.PutAsync($"/v1/campaigns/{campaign}/publication", null),
                HttpStatusCode.OK
            )
        ).Text("url");

    private static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);

    private static async Task<ZipArchive> ZipAsync(HttpClient owner, string campaign, string format) =>
        new(new MemoryStream(await owner.GetByteArrayAsync($"/v1/campaigns/{campaign}/exports/{format}")));

    private static byte[] Entry(ZipArchive zip, string path)
    {
        using var content = zip.GetEntry(path)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Text(ZipArchive zip, string path) => System.Text.Encoding.UTF8.GetString(Entry(zip, path));
}
