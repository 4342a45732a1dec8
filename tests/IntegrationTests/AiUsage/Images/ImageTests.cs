using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage.Images;

/// <summary>Reference images that people upload: what is taken, and what is served.</summary>
internal sealed class ImageTests
{
    private const string Place = "48.8584N 2.2945E";

    [Test]
    public async Task An_upload_is_answered_listed_served_to_its_account_and_deleted()
    {
        using var owner = await App.Current.SignedInAsync();
        using var stranger = await App.Current.SignedInAsync();
        var first = await owner.UploadAsync(SamplePictures.Photograph(Place, 6), "image/jpeg");
        var second = await owner.UploadAsync(SamplePictures.DescribedWebp(Place));

        (
            first["url"]!.GetValue<string>(),
            first["contentType"]!.GetValue<string>(),
            first["width"]!.GetValue<int>(),
            first["height"]!.GetValue<int>()
        ).ShouldBe(($"/v1/images/{first["id"]}", "image/jpeg", 3, 4));
        var list = (await owner.GetFromJsonAsync<JsonNode>("/v1/images?limit=1"))!;
        Lasting(list["data"]![0]!).ShouldBe(Lasting(second));
        list = (await owner.GetFromJsonAsync<JsonNode>($"/v1/images?limit=1&cursor={list["next"]}"))!;
        Lasting(list["data"]![0]!).ShouldBe(Lasting(first));
        list["hasMore"]!.GetValue<bool>().ShouldBeFalse();
        var url = first["url"]!.GetValue<string>();
        Lasting((await owner.GetFromJsonAsync<JsonNode>(url))!).ShouldBe(Lasting(first));

        using var content = await owner.GetAsync($"{url}/content");
        content.StatusCode.ShouldBe(HttpStatusCode.OK);
        content.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        content.Content.Headers.ContentDisposition!.ToString().ShouldBe($"inline; filename=\"{first["id"]}.jpeg\"");
        content.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        content.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        content.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        var bytes = await content.Content.ReadAsByteArrayAsync();
        bytes.Length.ShouldBe(first["bytes"]!.GetValue<int>());
        Encoding.Latin1.GetString(bytes).ShouldNotContain(Place);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{url}/content");
        again.Headers.IfNoneMatch.Add(content.Headers.ETag!);
        (await owner.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        foreach (var address in new[] { url, $"{url}/content" })
        {
            (await CodeAsync(await stranger.GetAsync(address), HttpStatusCode.NotFound)).ShouldBe("ai.image_not_found");
        }
        (await CodeAsync(await stranger.DeleteAsync(url), HttpStatusCode.NotFound)).ShouldBe("ai.image_not_found");
        (await stranger.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!.AsArray().ShouldBeEmpty();
        using var nobody = App.Current.CreateClient();
        (await nobody.GetAsync($"{url}/content")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await owner.DeleteAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.DeleteAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.GetAsync($"{url}/content")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_audit_log_says_which_image_came_and_went_and_holds_no_byte_of_it()
    {
        using var owner = await App.Current.SignedInAsync();
        var image = await owner.UploadAsync(SamplePictures.Png);
        (await owner.DeleteAsync($"{image["url"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var told = (await owner.GetFromJsonAsync<JsonNode>("/v1/audit-log"))!["data"]!
            .AsArray()
            .Where(entry => entry!["table"]!.GetValue<string>() == "uploads")
            .ToArray();

        told.Select(entry => entry!["action"]!.GetValue<string>()).ShouldBe(["delete", "insert"]);
        told.ShouldAllBe(entry => entry!["rowId"]!.GetValue<string>() == $"{image["id"]}" && entry["actorId"] != null);
        foreach (var row in new[] { told[0]!["before"]!, told[1]!["after"]! })
        {
            (row["content_type"]!.GetValue<string>(), row["bytes"]!.GetValue<int>()).ShouldBe(
                ("image/png", SamplePictures.Png.Length)
            );
        }
        told.ShouldAllBe(entry =>
            !entry!.ToJsonString().Contains(Convert.ToHexStringLower(SamplePictures.Png), StringComparison.Ordinal)
        );
    }

    [Test]
    public async Task The_content_decides_and_a_Content_Type_that_says_otherwise_is_refused()
    {
        using var owner = await App.Current.SignedInAsync();
        var taken = 0;
        foreach (
            var (file, type) in new (byte[], string?)[]
            {
                (SamplePictures.Png, "image/png"),
                (SamplePictures.Jpeg, "image/jpg"),
                (SamplePictures.Gif, "Image/GIF"),
                (SamplePictures.Webp, "application/octet-stream"),
                (SamplePictures.LosslessWebp, null),
            }
        )
        {
            await owner.UploadAsync(file, type);
            taken++;
        }
        foreach (
            var (file, type, code) in new (byte[], string?, string)[]
            {
                (SamplePictures.Jpeg, "image/png", "ai.image_type_mismatch"),
                (SamplePictures.Jpeg, "image/svg+xml", "ai.image_type_mismatch"),
                (SamplePictures.Jpeg, "text/html", "ai.image_type_mismatch"),
                ("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "image/svg+xml", "ai.image_type_unknown"),
                ("<!doctype html><script>1</script>"u8.ToArray(), "image/png", "ai.image_type_unknown"),
                ("%PDF-1.7"u8.ToArray(), "image/jpeg", "ai.image_type_unknown"),
                ([], "image/png", "ai.image_type_unknown"),
                ([], null, "ai.image_type_unknown"),
                (SamplePictures.Png[..40], "image/png", "ai.image_damaged"),
                ([.. SamplePictures.Png, .. "<script>1</script>"u8], "image/png", "ai.image_damaged"),
                ([.. SamplePictures.Gif, .. "PK\u0003\u0004"u8], "image/gif", "ai.image_damaged"),
                (SamplePictures.PngOf(8001, 1, [1]), "image/png", "ai.image_too_large"),
            }
        )
        {
            using var answer = await owner.SendFileAsync(file, type);
            (await CodeAsync(answer, HttpStatusCode.BadRequest)).ShouldBe(code, type);
        }
        (await owner.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!.AsArray().Count.ShouldBe(taken);
    }

    [Test]
    public async Task Of_a_file_at_the_limit_all_is_taken_and_of_one_byte_more_nothing()
    {
        using var owner = await App.Current.SignedInAsync();
        var most = await owner.UploadAsync(Uploads.Picture(1, ImageFile.MaxBytes));
        most["bytes"]!.GetValue<int>().ShouldBe(ImageFile.MaxBytes);
        (await owner.GetByteArrayAsync($"{most["url"]}/content")).Length.ShouldBe(ImageFile.MaxBytes);
        // What providers count is the Base64 of it.
        Convert.ToBase64String(new byte[ImageFile.MaxBytes]).Length.ShouldBe(5 * 1024 * 1024);

        using var more = await owner.SendFileAsync(Uploads.Picture(2, ImageFile.MaxBytes + 1));

        (await CodeAsync(more, HttpStatusCode.RequestEntityTooLarge)).ShouldBe("request.too_large");
        (await owner.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Test]
    public async Task On_a_real_socket_this_address_alone_takes_files_and_one_that_is_broken_off_leaves_nothing()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var node = nodes.Database.WithWebHostBuilder(builder =>
            builder.UseSetting("Jobs:Enabled", "false")
        );
        node.UseKestrel(0);
        node.StartServer();
        using var owner = await node.SignedInAsync();
        (await owner.UploadAsync(Uploads.Picture(1, 2_000_000)))["bytes"]!.GetValue<int>().ShouldBe(2_000_000);
        using var key = await owner.SendFileAsync(Uploads.Picture(2, 2_000_000), "image/png", "an-upload");
        var kept = await Answers.JsonAsync(key, HttpStatusCode.Created);
        using var repeated = await owner.SendFileAsync(Uploads.Picture(2, 2_000_000), "image/png", "an-upload");
        (await Answers.JsonAsync(repeated, HttpStatusCode.Created)).ToJsonString().ShouldBe(kept.ToJsonString());
        using var elsewhere = await owner.PostTextAsync("/v1/api-keys", $"\"{new string('x', 300_000)}\"");
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        var address = node.ClientOptions.BaseAddress;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port);
            var stream = client.GetStream();
            var picture = Uploads.Picture(3, 1_000_000);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/images HTTP/1.1\r\nHost: localhost\r\nAuthorization: {owner.DefaultRequestHeaders.Authorization}\r\nContent-Type: image/png\r\nContent-Length: {picture.Length}\r\n\r\n"
                )
            );
            await stream.WriteAsync(picture.AsMemory(0, 500_000));
        }
        using (var declared = new TcpClient())
        {
            await declared.ConnectAsync(IPAddress.Loopback, address.Port);
            var stream = declared.GetStream();
            // Told by its length alone: the body itself is never sent.
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/images HTTP/1.1\r\nHost: localhost\r\nAuthorization: {owner.DefaultRequestHeaders.Authorization}\r\nContent-Length: {ImageFile.MaxBytes + 1}\r\n\r\n"
                )
            );
            using var reader = new StreamReader(stream);
            (await reader.ReadLineAsync())!.ShouldContain("413");
        }
        // Requests that came later have been answered.
        (await owner.GetFromJsonAsync<JsonNode>("/v1/images"))!["data"]!
            .AsArray()
            .Count.ShouldBe(2);
    }

    [Test]
    public async Task The_same_image_from_many_tabs_at_once_is_one_row_and_one_answer()
    {
        await using var nodes = await Nodes.CreateAsync();
        await using var first = nodes.StartWithoutJobs();
        await using var second = nodes.StartWithoutJobs();
        using var owner = await Person.RegisterAsync(first);
        using var other = second.SignedInLike(owner.Client);
        using var neighbour = await Person.RegisterAsync(first);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(tab =>
                    (tab % 2 == 0 ? owner.Client : other).UploadAsync(
                        // The place is dropped: without it they are the same picture.
                        SamplePictures.Photograph($"{Place} {tab}", 6)
                    )
                )
        );

        answers.Select(Lasting).Distinct().Count().ShouldBe(1);
        var theirs = await neighbour.Client.UploadAsync(SamplePictures.Photograph(Place, 6));
        theirs["id"]!.GetValue<string>().ShouldNotBe(answers[0]["id"]!.GetValue<string>());
        (await nodes.Database.QueryAsync<long>("select count(*) from uploads")).ShouldBe(2);
        (await StoredAsync(owner.Client)).ShouldBe(answers[0]["bytes"]!.GetValue<long>());
    }

    [Test]
    public async Task Who_may_not_spend_may_look_and_not_upload()
    {
        using var owner = await Person.RegisterAsync(App.Current);
        using var viewer = await Person.RegisterAsync(App.Current);
        await viewer.JoinAsync(App.Current, owner, "viewer");
        var image = await owner.Client.UploadAsync(SamplePictures.Png);

        (await viewer.Client.GetAsync($"{image["url"]}/content")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await viewer.Client.SendFileAsync(SamplePictures.Gif)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await viewer.Client.DeleteAsync($"{image["url"]}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<long> StoredAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/v1/me/usage"))!["storageBytesUsed"]!.GetValue<long>();

    private static async Task<string> CodeAsync(HttpResponseMessage answer, HttpStatusCode expected) =>
        (await Answers.JsonAsync(answer, expected))["code"]!.GetValue<string>();

    /// <summary>Without the signed address, which ends five minutes after its own answer.</summary>
    private static string Lasting(JsonNode image)
    {
        var copy = image.DeepClone().AsObject();
        copy.Remove("imageUrl").ShouldBeTrue();
        return copy.ToJsonString();
    }
}
