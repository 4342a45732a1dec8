using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Images;
using AiWebBuilder.IntegrationTests.Campaigns;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>An item of a list carries the ETag that it has alone, so that a page which shows the list can change an item without reading it again.</summary>
internal sealed class ListETagTests
{
    private const string Prefix = "#/components/schemas/";

    [Test]
    public async Task Every_item_that_has_an_ETag_of_its_own_carries_it_in_lists_and_it_is_the_same()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.UploadAsync(Uploads.Picture(1, 200));
        await client.UploadFileAsync(SampleFiles.Pdf);
        using var set = await client.PutAsJsonAsync("/v1/ai/budget", new { limit = 5, period = "month" });
        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        var document = await Answers.JsonAsync(await client.GetAsync("/openapi/v1.json"), HttpStatusCode.OK);
        var operations = (await ApiDocument.ReadAsync(client)).Operations;
        // Blocks are nobody's to change: their tags are for caches.
        var tagged = operations
            .Where(one => HasETag(one) && !one.Path.StartsWith("/v1/blocks", StringComparison.Ordinal))
            .Select(AnswerOf)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

        var lists = operations
            .Where(one => one.Method == "GET")
            .Select(one => (Operation: one, Item: ItemOf(AnswerOf(one))))
            .Where(one => one.Item is not null && tagged.Contains(one.Item))
            .ToArray();
        lists.Length.ShouldBeGreaterThanOrEqualTo(6);
        lists.Where(one => !IsTagged(one.Item!)).Select(one => one.Operation.Id).ShouldBeEmpty();

        var compared = new List<string>();
        foreach (var (list, item) in lists)
        {
            var single = operations.FirstOrDefault(one =>
                one.Method == "GET" && HasETag(one) && AnswerOf(one) == item && one.Path.EndsWith('}')
            );
            if (single is null || list.Path.StartsWith("/v1/admin/", StringComparison.Ordinal))
            {
                continue;
            }
            var page = await Answers.JsonAsync(
                await client.GetAsync(list.Path.Replace("{campaignId}", campaign, StringComparison.Ordinal)),
                HttpStatusCode.OK
            );
            foreach (var shown in page["data"]!.AsArray())
            {
                using var alone = await client.GetAsync(
                    $"{single.Path[..single.Path.IndexOf('{', StringComparison.Ordinal)]}{shown!["id"]}"
                );
                shown["etag"]!.GetValue<string>().ShouldBe(alone.Headers.ETag!.Tag, $"{list} {shown["id"]}");
                compared.Add(list.Id);
            }
        }
        compared
            .Distinct()
            .ShouldBe(
                ["listCampaigns", "listComponents", "listFiles", "listGenerations", "listImages"],
                ignoreOrder: true
            );

        // A list without them would be found.
        IsTagged("MemberView").ShouldBeFalse();

        bool IsTagged(string schema)
        {
            var json = document["components"]!["schemas"]![schema]!;
            return json["properties"]!["etag"] is not null
                && json["required"]!.AsArray().Any(name => name!.GetValue<string>() == "etag");
        }

        string? ItemOf(string? page) =>
            page is null ? null : NameIn(document["components"]!["schemas"]![page]?["properties"]?["data"]?["items"]);
    }

    [Test]
    public async Task It_is_taken_as_If_Match()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        foreach (
            var (list, item, change) in new[]
            {
                ("/v1/campaigns", "/v1/campaigns", """{"name":"Renamed"}"""),
                ($"/v1/campaigns/{campaign}/components", "/v1/components", """{"name":"Renamed"}"""),
            }
        )
        {
            var shown = (await Answers.JsonAsync(await client.GetAsync(list), HttpStatusCode.OK))["data"]![0]!;
            var tag = shown["etag"]!.GetValue<string>();
            using var changed = await client.PatchTextAsync($"{item}/{shown["id"]}", change, tag);
            (await Answers.JsonAsync(changed, HttpStatusCode.OK))["etag"]!
                .GetValue<string>()
                .ShouldBe(changed.Headers.ETag!.Tag);
            using var stale = await client.PatchTextAsync($"{item}/{shown["id"]}", change, tag);
            stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        }
    }

    private static bool HasETag(ApiOperation operation) =>
        operation.Json["responses"]!
            .AsObject()
            .Any(one => one.Key[0] == '2' && one.Value!["headers"]?["ETag"] is not null);

    private static string? AnswerOf(ApiOperation operation) =>
        operation.Json["responses"]!
            .AsObject()
            .Where(one => one.Key[0] == '2')
            .Select(one => NameIn(one.Value!["content"]?["application/json"]?["schema"]))
            .FirstOrDefault();

    private static string? NameIn(JsonNode? schema) =>
        schema?["$ref"]?.GetValue<string>() is { } reference ? reference[Prefix.Length..] : null;
}
