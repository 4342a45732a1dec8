using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.UnitTests.AiUsage;
using AngleSharp.Html.Parser;
using SkiaSharp;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>Pictures that the owner uploads, on pages and wherever pages are taken.</summary>
internal sealed class ImagesOnPagesTests
{
    [Test]
    public async Task An_uploaded_image_is_shown_by_the_preview_and_by_the_published_page_where_it_outlives_the_upload()
    {
        using var owner = await App.Current.SignedInAsync();
        var (campaign, component, image) = await ShownAsync(owner);
        var link = await Answers.JsonAsync(
            await owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/preview-links", new { }),
            HttpStatusCode.Created
        );
        var url = await PublishAsync(owner, campaign);
        var bytes = await owner.GetByteArrayAsync($"/v1/images/{image}/content");

        using var visitor = App.Current.CreateClient();
        foreach (var page in new[] { link.Text("url"), url })
        {
            using var answer = await visitor.GetAsync(page);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("img-src 'self'");
            var picture = Parsed(await answer.Content.ReadAsStringAsync()).QuerySelector("section.story img")!;
            picture.GetAttribute("alt").ShouldBe("The bakery at dawn");
            picture.GetAttribute("style").ShouldBe("object-position:25% 50%");
            var address = picture.GetAttribute("src")!;
            address.ShouldBe($"{page}/images/{image}");
            using var shown = await visitor.GetAsync(address);
            shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            shown.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
            (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
        }

        // It cannot be deleted from under a component, and from under a published page it can.
        (await CampaignSteps.CodeAsync(owner.DeleteAsync($"/v1/images/{image}"), HttpStatusCode.Conflict)).ShouldBe(
            "ai.image_shown"
        );
        await owner.EditAsync(component, """{"props":{"heading":"How it began","body":"With one oven."}}""");
        (await owner.DeleteAsync($"/v1/images/{image}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await visitor.GetByteArrayAsync($"{url}/images/{image}")).ShouldBe(bytes);
        (await visitor.GetAsync($"{link.Text("url")}/images/{image}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Published again without it, it is gone.
        await PublishAsync(owner, campaign);
        (await visitor.GetAsync($"{url}/images/{image}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_image_goes_with_its_publication_and_is_found_under_no_other()
    {
        using var owner = await App.Current.SignedInAsync();
        var (campaign, _, image) = await ShownAsync(owner);
        var url = await PublishAsync(owner, campaign);
        var (_, other) = await owner.PublishedAsync("minimal");
        using var visitor = App.Current.CreateClient();
        var address = $"{url}/images/{image}";
        using var first = await visitor.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await visitor.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await visitor.GetAsync($"{other}/images/{image}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await owner.PutAsync($"/v1/campaigns/{campaign}/pause", null)).EnsureSuccessStatusCode();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.DeleteAsync($"/v1/campaigns/{campaign}/pause")).EnsureSuccessStatusCode();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await owner.DeleteAsync($"/v1/campaigns/{campaign}/publication")).EnsureSuccessStatusCode();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_image_that_the_account_does_not_have_is_refused_by_its_path_also_when_it_is_somebody_elses()
    {
        using var owner = await App.Current.SignedInAsync();
        using var neighbour = await App.Current.SignedInAsync();
        var foreign = (await neighbour.UploadAsync(SamplePictures.Png)).Text("id");
        var campaign = await owner.GeneratedAsync();
        foreach (var id in new[] { foreign, "0199aaaa-0000-7000-8000-000000000000" })
        {
            var refused = await Answers.JsonAsync(
                await owner.PostAsJsonAsync(
                    $"/v1/campaigns/{campaign}/components",
                    new
                    {
                        name = "Story",
                        kind = "story",
                        props = Story(id),
                    }
                ),
                HttpStatusCode.BadRequest
            );
            refused["errors"]!["props/image/id"]!
                .AsArray()
                .Single()!
                .GetValue<string>()
                .ShouldBe("is not the id of an uploaded image.");
        }
    }

    [Test]
    public async Task Code_shows_an_upload_by_its_address_and_a_page_with_one_that_is_not_there_is_not_published()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await owner.GeneratedAsync();
        var image = (await owner.UploadAsync(SamplePictures.Png)).Text("id");
        await owner.AddComponentAsync(
            campaign,
            code: $"""<section><h2>Look</h2><a href="images/{image}"><img src="images/{image}" alt="The shop"></a></section>"""
        );
        var url = await PublishAsync(owner, campaign);
        using var visitor = App.Current.CreateClient();
        Parsed(await visitor.GetStringAsync(url))
            .QuerySelector("a:has(img)")!
            .OuterHtml.ShouldBe(
                $"""<a href="{url}/images/{image}"><img src="{url}/images/{image}" alt="The shop"></a>"""
            );
        (await CampaignSteps.CodeAsync(owner.DeleteAsync($"/v1/images/{image}"), HttpStatusCode.Conflict)).ShouldBe(
            "ai.image_shown"
        );

        var missing = "0199aaaa-0000-7000-8000-000000000000";
        var broken = (
            await owner.AddComponentAsync(
                campaign,
                code: $"""<section><h2>Gone</h2><img src="images/{missing}" alt="Nothing"></section>"""
            )
        ).Text("id");
        var report = await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight");
        report!["checks"]!
            .AsArray()
            .Where(check => check.Text("severity") == "error")
            .Select(check => $"{check.Text("rule")} {check.Text("componentId")}")
            .ShouldBe([$"images.missing {broken}"]);
        (
            await CampaignSteps.CodeAsync(
                owner.PutAsync($"/v1/campaigns/{campaign}/publication", null),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.preflight_failed");
    }

    [Test]
    public async Task Exports_have_the_images_as_files_or_name_them_where_they_are_on_the_net()
    {
        using var owner = await App.Current.SignedInAsync();
        var (campaign, _, image) = await ShownAsync(owner);
        await owner.AddBlockAsync(campaign, "e-head", """{"name":"Dawn","subject":"Good morning"}""", page: "welcome");
        await owner.AddBlockAsync(
            campaign,
            "e-image",
            $$$"""{"image":{"id":"{{{image}}}","alt":"The bakery at dawn"}}""",
            page: "welcome"
        );
        var bytes = await owner.GetByteArrayAsync($"/v1/images/{image}/content");
        var url = await PublishAsync(owner, campaign, "dawn-bakery");
        var onTheNet = $"http://localhost{url}/images/{image}";

        using var html = await ZipAsync(owner, campaign, "html");
        Entry(html, $"images/{image}.png").ShouldBe(bytes);
        Text(html, "index.html").ShouldContain($"src=\"images/{image}.png\"");
        Text(html, "emails/welcome.html").ShouldContain($"src=\"{onTheNet}\"");
        using var react = await ZipAsync(owner, campaign, "react");
        Entry(react, $"public/images/{image}.png").ShouldBe(bytes);
        Text(react, "pages/IndexPage.tsx").ShouldContain($"/images/{image}.png");
        using var email = await ZipAsync(owner, campaign, "email");
        Text(email, "welcome.html").ShouldContain($"src=\"{onTheNet}\"");
        var wordpress = await owner.GetStringAsync($"/v1/campaigns/{campaign}/exports/wordpress");
        wordpress.ShouldContain($"src=\"{onTheNet}\"");
        wordpress.ShouldContain($"<wp:attachment_url>{onTheNet}</wp:attachment_url>");
    }

    [Test]
    public async Task An_image_that_is_put_on_a_page_while_it_is_deleted_is_either_there_or_refused()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await owner.GeneratedAsync();
        for (var round = 0; round < 6; round++)
        {
            var image = (await owner.UploadAsync(Uploads.Picture(round, 200))).Text("id");
            var adding = owner.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/components",
                new
                {
                    name = "Story",
                    kind = "story",
                    props = Story(image),
                }
            );
            var deleting = owner.DeleteAsync($"/v1/images/{image}");
            var (added, deleted) = ((await adding).StatusCode, (await deleting).StatusCode);
            (added, deleted).ShouldBeOneOf(
                (HttpStatusCode.Created, HttpStatusCode.Conflict),
                (HttpStatusCode.BadRequest, HttpStatusCode.NoContent)
            );
        }
    }

    /// <summary>A campaign of which a section shows an upload.</summary>
    [Test]
    public async Task A_photograph_is_published_in_smaller_sizes_turned_as_the_camera_was_held()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = await owner.GeneratedAsync();
        var uploaded = await owner.UploadAsync(Photograph(), "image/jpeg");
        // 2,000 by 1,500 as it is stored, on its side.
        (uploaded.Number("width"), uploaded.Number("height")).ShouldBe((1500, 2000));
        await owner.AddBlockAsync(campaign, "story", Story(uploaded.Text("id")).ToJsonString());

        var url = await PublishAsync(owner, campaign);

        using var visitor = App.Current.CreateClient();
        var picture = Parsed(await visitor.GetStringAsync(url)).QuerySelector("section.story img")!;
        (picture.GetAttribute("width"), picture.GetAttribute("height")).ShouldBe(("1500", "2000"));
        picture.GetAttribute("sizes").ShouldNotBeNullOrEmpty();
        var sizes = picture
            .GetAttribute("srcset")!
            .Split(", ")
            .Select(size => size.Split(' '))
            .ToDictionary(size => size[1], size => size[0], StringComparer.Ordinal);
        sizes.Keys.ShouldBe(["480w", "960w", "1500w"]);
        sizes["1500w"].ShouldBe(picture.GetAttribute("src"));
        var weight = 0;
        foreach (var (width, address) in sizes)
        {
            using var answer = await visitor.GetAsync(address);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
            var file = await answer.Content.ReadAsByteArrayAsync();
            file.Length.ShouldBeGreaterThan(weight);
            weight = file.Length;
            if (width != "1500w")
            {
                using var shown = SKBitmap.Decode(file);
                $"{shown.Width}w".ShouldBe(width);
                shown.Height.ShouldBe(shown.Width * 4 / 3);
                // What was on the left when it was stored is above when it is shown.
                shown.GetPixel(shown.Width / 2, 10).Red.ShouldBeGreaterThan((byte)180);
                shown.GetPixel(shown.Width / 2, shown.Height - 10).Blue.ShouldBeGreaterThan((byte)180);
            }
        }

        var stored = await StoredAsync();
        await PublishAsync(owner, campaign);
        (await StoredAsync()).ShouldBe(stored);
        Parsed(await visitor.GetStringAsync(url))
            .QuerySelector("section.story img")!
            .GetAttribute("srcset")
            .ShouldBe(picture.GetAttribute("srcset"));

        Task<string> StoredAsync() =>
            App.Current.QueryAsync<string>(
                $"select string_agg(file_id || md5(content), ',' order by file_id) from published_files where campaign_id = '{campaign}' and content_type = 'image/jpeg'"
            );
    }

    /// <summary>Red on the left, blue on the right, with Exif's orientation 6: the camera was held upright.</summary>
    private static byte[] Photograph()
    {
        using var surface = SKSurface.Create(new SKImageInfo(2000, 1500));
        surface.Canvas.Clear(SKColors.Red);
        using var blue = new SKPaint { Color = SKColors.Blue };
        surface.Canvas.DrawRect(1000, 0, 1000, 1500, blue);
        using var image = surface.Snapshot();
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        var file = encoded.ToArray();
        byte[] upright =
        [
            0xFF,
            0xE1,
            0,
            34,
            .. "Exif\0\0MM\0*"u8,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        return [.. file[..2], .. upright, .. file[2..]];
    }

    private static async Task<(string Campaign, string Component, string Image)> ShownAsync(HttpClient owner)
    {
        var campaign = await owner.GeneratedAsync();
        var image = (await owner.UploadAsync(SamplePictures.Png)).Text("id");
        var component = (await owner.AddBlockAsync(campaign, "story", Story(image).ToJsonString())).Text("id");
        return (campaign, component, image);
    }

    private static JsonObject Story(string image) =>
        JsonNode
            .Parse(
                $$$"""
                {"variant":"image","heading":"How it began","body":"With one oven.",
                 "image":{"id":"{{{image}}}","alt":"The bakery at dawn","focalX":0.25}}
                """
            )!
            .AsObject();

    private static async Task<string> PublishAsync(HttpClient owner, string campaign, string? slug = null) =>
        (
            await Answers.JsonAsync(
                await owner.PutAsJsonAsync($"/v1/campaigns/{campaign}/publication", new { slug }),
                HttpStatusCode.OK
            )
        ).Text("url");

    private static AngleSharp.Html.Dom.IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);

    private static async Task<ZipArchive> ZipAsync(HttpClient owner, string campaign, string format) =>
        new(await owner.GetStreamAsync($"/v1/campaigns/{campaign}/exports/{format}"));

    private static byte[] Entry(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name).ShouldNotBeNull(name).Open();
        using var read = new MemoryStream();
        content.CopyTo(read);
        return read.ToArray();
    }

    private static string Text(ZipArchive zip, string name) => System.Text.Encoding.UTF8.GetString(Entry(zip, name));
}
