using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Campaigns.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>What visitors and their browsers get at /p/{slug}.</summary>
internal sealed class PublishedPageTests
{
    [TestCase("br")]
    [TestCase("gzip")]
    public async Task A_page_comes_compressed_when_the_browser_can_read_it(string coding)
    {
        var url = await PublishAsync();
        using var visitor = App.Current.CreateClient();
        var plain = await visitor.GetByteArrayAsync(url);

        using var answer = await GetAsync(
            visitor,
            url,
            request => request.Headers.AcceptEncoding.ParseAdd($"zstd, {coding}")
        );
        answer.Content.Headers.ContentEncoding.ShouldBe([coding]);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using Stream unpacked =
            coding == "br"
                ? new BrotliStream(body, CompressionMode.Decompress)
                : new GZipStream(body, CompressionMode.Decompress);
        using var read = new MemoryStream();
        await unpacked.CopyToAsync(read);
        read.ToArray().ShouldBe(plain);
        answer.Content.Headers.ContentLength!.Value.ShouldBeLessThan(plain.Length / 2);
    }

    [Test]
    public async Task A_coding_that_the_browser_rules_out_is_not_used()
    {
        var url = await PublishAsync();
        using var visitor = App.Current.CreateClient();
        using var answer = await GetAsync(
            visitor,
            url,
            request => request.Headers.AcceptEncoding.ParseAdd("br;q=0, gzip;q=0")
        );
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Test]
    public async Task A_browser_that_has_the_page_is_told_so_by_its_tag_or_its_time()
    {
        var url = await PublishAsync();
        using var visitor = App.Current.CreateClient();
        using var first = await visitor.GetAsync(url);
        first.Content.Headers.LastModified.ShouldNotBeNull();

        using var byTag = await GetAsync(visitor, url, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        byTag.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var byTime = await GetAsync(
            visitor,
            url,
            request => request.Headers.IfModifiedSince = first.Content.Headers.LastModified
        );
        byTime.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var other = await GetAsync(
            visitor,
            url,
            request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"another\""))
        );
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Two_representations_of_a_page_have_two_tags()
    {
        var url = await PublishAsync();
        using var visitor = App.Current.CreateClient();
        using var plain = await visitor.GetAsync(url);
        using var packed = await GetAsync(visitor, url, request => request.Headers.AcceptEncoding.ParseAdd("br"));
        packed.Headers.ETag.ShouldNotBe(plain.Headers.ETag);
    }

    [Test]
    public async Task Head_is_answered_as_get_is()
    {
        using var owner = await App.Current.SignedInAsync();
        var (id, url) = await PublishAsync(owner);
        var preview = (await owner.PostAsync($"/v1/campaigns/{id}/preview-links", null)).EnsureSuccessStatusCode();
        foreach (
            var address in new[]
            {
                url,
                $"{url}/nothing-here",
                (await preview.Content.ReadFromJsonAsync<JsonNode>())!["url"]!.GetValue<string>(),
                "/preview/x",
                "/t.js",
                "/health/live",
                "/openapi/v1.json",
                $"/v1/campaigns/{id}",
                $"/v1/campaigns/{id}/exports/html",
            }
        )
        {
            using var get = await owner.GetAsync(address);
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var head = await owner.SendAsync(request);
            head.StatusCode.ShouldBe(get.StatusCode, address);
            head.Headers.ETag.ShouldBe(get.Headers.ETag, address);
            head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType, address);
        }
    }

    [Test]
    public async Task A_name_of_any_alphabet_that_is_spelled_makes_an_address_that_can_be_read()
    {
        (string Name, string Slug)[] names =
        [
            ("Ağaç Kapı İşığı", "agac-kapi-isigi"),
            ("Łódź śnieg", "lodz-snieg"),
            ("Smørrebrød på Ærø", "smorrebrod-pa-aero"),
            ("Straße & Größe", "strasse-grosse"),
            ("Đặng œuvre þórr", "dang-oeuvre-thorr"),
            ("Щука подъём", "shchuka-podem"),
            ("Anna’s café – 2×", "annas-cafe-2"),
            ("東京パン屋", ""),
        ];
        using var owner = await App.Current.SignedInAsync();
        foreach (var (name, slug) in names)
        {
            using var created = await owner.PostAsJsonAsync(
                "/v1/campaigns",
                new
                {
                    name,
                    type = "landing_page",
                    description = "A page.",
                }
            );
            var id = (await Answers.JsonAsync(created, HttpStatusCode.Created)).Text("id");
            using var answer = await owner.GetAsync($"/v1/campaigns/{id}/exports/json");
            var file = answer.Content.Headers.ContentDisposition!.FileNameStar!;
            file.ShouldBe($"{(slug.Length == 0 ? "" : $"{slug}-")}{id.Replace("-", "")[^8..]}.json");
        }
    }

    [Test]
    public async Task A_page_that_is_taken_down_is_gone_at_once()
    {
        using var owner = await App.Current.SignedInAsync();
        var (id, url) = await PublishAsync(owner);
        using var visitor = App.Current.CreateClient();
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await owner.DeleteAsync($"/v1/campaigns/{id}/publication")).EnsureSuccessStatusCode();
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>What another node does is seen when the copy is asked about; the clock decides when, so the test does not wait.</summary>
    [Test]
    public async Task A_page_that_another_node_changed_is_read_again_once_its_copy_is_doubted()
    {
        var url = await PublishAsync();
        var slug = url.Split('/')[^1];
        using var visitor = App.Current.CreateClient();
        (await visitor.GetStringAsync(url)).ShouldNotContain("changed elsewhere");

        await App.Current.QueryAsync<string>(
            $"""
            update published_pages set html = 'changed elsewhere', etag = '"elsewhere"'
            where campaign_id = (select campaign_id from publications where slug = '{slug}') returning etag
            """
        );
        App.Current.Services.GetRequiredService<PublishedPages>().Invalidate();
        (await visitor.GetStringAsync(url)).ShouldBe("changed elsewhere");

        await App.Current.QueryAsync<string>(
            $"update publications set is_live = false where slug = '{slug}' returning slug"
        );
        App.Current.Services.GetRequiredService<PublishedPages>().Invalidate();
        (await visitor.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PublishAsync()
    {
        using var owner = await App.Current.SignedInAsync();
        return (await PublishAsync(owner)).Url;
    }

    private static async Task<(string Id, string Url)> PublishAsync(HttpClient owner)
    {
        var id = (await owner.CreateCampaignAsync("yoga-studio"))["id"]!.GetValue<string>();
        await owner.GenerateAsync(id);
        using var answer = await owner.PutAsync($"/v1/campaigns/{id}/publication", null);
        answer.EnsureSuccessStatusCode();
        return (id, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["url"]!.GetValue<string>());
    }

    private static async Task<HttpResponseMessage> GetAsync(
        HttpClient client,
        string url,
        Action<HttpRequestMessage> prepare
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        prepare(request);
        return await client.SendAsync(request);
    }
}
