using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage.Files;

/// <summary>Files that people upload for visitors to download: what is taken, and what is served.</summary>
internal sealed class FileTests
{
    [Test]
    public async Task A_file_is_answered_listed_served_to_its_account_and_deleted()
    {
        using var owner = await App.Current.SignedInAsync();
        using var stranger = await App.Current.SignedInAsync();
        var first = await owner.UploadFileAsync(SampleFiles.Pdf, "料金表.pdf", "Preise & Leistungen");
        var second = await owner.UploadFileAsync(SampleFiles.Docx, "form.docx");
        await owner.UploadAsync(SamplePictures.Png);

        (
            first.Text("url"),
            first.Text("contentType"),
            first.Text("name"),
            first.Text("title"),
            first.Number("bytes")
        ).ShouldBe(
            ($"/v1/files/{first["id"]}", "application/pdf", "料金表.pdf", "Preise & Leistungen", SampleFiles.Pdf.Length)
        );
        var list = (await owner.GetFromJsonAsync<JsonNode>("/v1/files?limit=1"))!;
        list["data"]![0].Text("id").ShouldBe(second.Text("id"));
        list = (await owner.GetFromJsonAsync<JsonNode>($"/v1/files?limit=1&cursor={list["next"]}"))!;
        list["data"]![0].Text("id").ShouldBe(first.Text("id"));
        list["hasMore"]!.GetValue<bool>().ShouldBeFalse();
        (await owner.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!.AsArray().Count.ShouldBe(1);
        var url = first.Text("url");
        (await owner.GetFromJsonAsync<JsonNode>(url)).Text("name").ShouldBe("料金表.pdf");

        using var content = await owner.GetAsync($"{url}/content");
        content.Content.Headers.ContentType!.ToString().ShouldBe("application/pdf");
        var disposition = content.Content.Headers.GetValues("Content-Disposition").Single();
        disposition.ShouldStartWith("attachment;");
        disposition.ShouldContain("filename*=UTF-8''%E6%96%99%E9%87%91%E8%A1%A8.pdf");
        content.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await content.Content.ReadAsByteArrayAsync()).ShouldBe(SampleFiles.Pdf);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{url}/content");
        again.Headers.IfNoneMatch.Add(content.Headers.ETag!);
        (await owner.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var rest = new HttpRequestMessage(HttpMethod.Get, $"{url}/content");
        rest.Headers.Range = new RangeHeaderValue(5, 7);
        rest.Headers.IfRange = new RangeConditionHeaderValue(content.Headers.ETag!);
        using var part = await owner.SendAsync(rest);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(SampleFiles.Pdf[5..8]);

        using var nobody = App.Current.CreateClient();
        (await nobody.GetAsync($"{url}/content")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.GetByteArrayAsync(first.Text("downloadUrl"))).ShouldBe(SampleFiles.Pdf);
        foreach (var address in new[] { url, $"{url}/content" })
        {
            (await CampaignSteps.CodeAsync(stranger.GetAsync(address), HttpStatusCode.NotFound)).ShouldBe(
                "ai.file_not_found"
            );
        }
        (await CampaignSteps.CodeAsync(stranger.DeleteAsync(url), HttpStatusCode.NotFound)).ShouldBe(
            "ai.file_not_found"
        );

        (await owner.DeleteAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.DeleteAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_file_is_no_image_and_an_image_is_no_file()
    {
        using var owner = await App.Current.SignedInAsync();
        var file = (await owner.UploadFileAsync(SampleFiles.Pdf)).Text("id");
        var image = (await owner.UploadAsync(SamplePictures.Png)).Text("id");
        foreach (var address in new[] { $"/v1/images/{file}", $"/v1/images/{file}/content", $"/v1/files/{image}" })
        {
            (await owner.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await owner.DeleteAsync($"/v1/images/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.DeleteAsync($"/v1/files/{image}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (
            await CampaignSteps.CodeAsync(owner.PostFileAsync(SamplePictures.Png, "a.pdf"), HttpStatusCode.BadRequest)
        ).ShouldBe("ai.file_type_unknown");
    }

    [Test]
    public async Task The_same_file_again_is_the_same_one_with_the_new_name_and_counts_once()
    {
        using var owner = await App.Current.SignedInAsync();
        var file = SampleFiles.PdfWith("% counted once\n");
        var first = await owner.UploadFileAsync(file, "old.pdf", "Prices");
        var again = await owner.UploadFileAsync(file, "new.pdf");

        again.Text("id").ShouldBe(first.Text("id"));
        (again.Text("name"), again.Text("title")).ShouldBe(("new.pdf", "Prices"));
        var usage = await owner.GetFromJsonAsync<JsonNode>("/v1/me/usage");
        usage!["storageBytesUsed"]!.GetValue<long>().ShouldBe(file.Length);
        (await owner.DeleteAsync(first.Text("url"))).EnsureSuccessStatusCode();
        usage = await owner.GetFromJsonAsync<JsonNode>("/v1/me/usage");
        usage!["storageBytesUsed"]!.GetValue<long>().ShouldBe(0);
    }

    [Test]
    public async Task What_an_image_shows_can_be_said_anew()
    {
        using var owner = await App.Current.SignedInAsync();
        foreach (var alt in new[] { "A bakery", "The bakery at dawn" })
        {
            using var content = new ByteArrayContent(SamplePictures.Png);
            var image = await Answers.JsonAsync(
                await owner.PostAsync($"/v1/images?alt={Uri.EscapeDataString(alt)}", content),
                HttpStatusCode.Created
            );
            image.Text("alt").ShouldBe(alt);
        }
    }

    [TestCase("?name=", "name")]
    [TestCase("?name=%2F..", "name")]
    [TestCase("?name=%E2%80%AE", "name")]
    [TestCase("?name=a.pdf&title=%20", "title")]
    public async Task A_name_or_a_title_that_says_nothing_is_refused(string query, string member)
    {
        using var owner = await App.Current.SignedInAsync();
        using var content = new ByteArrayContent(SampleFiles.Pdf);
        var refused = await Answers.JsonAsync(
            await owner.PostAsync($"/v1/files{query}", content),
            HttpStatusCode.BadRequest
        );
        refused["errors"]!.AsObject().ShouldContainKey(member);
    }

    [Test]
    public async Task A_file_of_more_than_20_MiB_is_refused_before_it_is_read()
    {
        using var owner = await App.Current.SignedInAsync();
        (
            await CampaignSteps.CodeAsync(
                owner.PostFileAsync(new byte[FileType.MaxBytes + 1], "a.pdf"),
                HttpStatusCode.RequestEntityTooLarge
            )
        ).ShouldBe("request.too_large");
        (await CampaignSteps.CodeAsync(owner.PostFileAsync([], "a.pdf"), HttpStatusCode.BadRequest)).ShouldBe(
            "ai.file_type_unknown"
        );
    }

    [Test]
    public async Task The_largest_file_that_is_taken_comes_back_as_it_was()
    {
        using var owner = await App.Current.SignedInAsync();
        var file = SampleFiles.PdfWith(new byte[FileType.MaxBytes - SampleFiles.Pdf.Length]);
        var uploaded = await owner.UploadFileAsync(file);
        uploaded.Number("bytes").ShouldBe(FileType.MaxBytes);
        (await owner.GetByteArrayAsync($"{uploaded.Text("url")}/content")).ShouldBe(file);
    }
}
