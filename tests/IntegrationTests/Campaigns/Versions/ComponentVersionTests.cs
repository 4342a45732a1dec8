using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Versions;

/// <summary>The history of a component.</summary>
public sealed class ComponentVersionTests
{
    [Test]
    public async Task Every_change_is_a_version_that_stays_as_it_was()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await EditedAsync(client, versions: 5);
        List<int> seen = [];
        for (string? next = ""; next is not null; )
        {
            var page = await client.GetFromJsonAsync<JsonNode>(
                $"/v1/components/{id}/versions?limit=2" + (next.Length == 0 ? "" : $"&cursor={next}")
            );
            seen.AddRange(page!["data"]!.AsArray().Select(one => one.Number("version")));
            next = page["next"]?.GetValue<string>();
        }
        seen.ShouldBe([5, 4, 3, 2, 1]);
        for (var version = 1; version <= 5; version++)
        {
            var was = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/{version}");
            was.Text("code").ShouldBe(CodeOf(version));
            was.Text("origin").ShouldBe("edited");
            was!["isCurrent"]!.GetValue<bool>().ShouldBe(version == 5);
        }
        foreach (var none in new[] { "0", "6", "-1", "2147483647" })
        {
            (
                await CampaignSteps.CodeAsync(
                    client.GetAsync($"/v1/components/{id}/versions/{none}"),
                    HttpStatusCode.NotFound
                )
            ).ShouldBe("campaigns.version_not_found");
        }
    }

    [Test]
    public async Task Restoring_adds_a_version_and_keeps_the_others()
    {
        using var client = await App.Current.SignedInAsync();
        var id = await EditedAsync(client, versions: 3);
        using var answer = await client.PostAsync($"/v1/components/{id}/versions/1/restoration", null);
        var restored = await Answers.JsonAsync(answer, HttpStatusCode.Created);
        restored.Number("version").ShouldBe(4);
        restored.Text("code").ShouldBe(CodeOf(1));
        answer.Headers.Location!.ToString().ShouldBe($"/v1/components/{id}/versions/4");
        answer.Headers.ETag!.ToString().ShouldBe(await client.TagAsync($"/v1/components/{id}"));
        var versions = (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions"))!["data"]!.AsArray();
        versions.Select(one => one.Text("origin")).ShouldBe(["restored", "edited", "edited", "edited"]);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/3")).Text("code").ShouldBe(CodeOf(3));
    }

    [Test]
    public async Task A_diff_shows_the_lines_that_a_version_changed()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (
            await client.AddComponentAsync(
                campaign,
                code: "<section>\n<h2>Old</h2>\n<p>Same</p>\n</section>",
                cssStyles: ".a{}",
                props: new JsonObject { ["heading"] = "Old" }
            )
        ).Text("id");
        await client.EditAsync(
            id,
            """{"code":"<section>\n<h2>New</h2>\n<p>Same</p>\n<p>More</p>\n</section>","props":{"heading":"New"}}"""
        );
        await client.EditAsync(id, """{"cssStyles":null}""");

        var diff = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/2/diff");
        diff.Number("against").ShouldBe(1);
        Lines(diff, "code")
            .ShouldBe([" <section>", "-<h2>Old</h2>", "+<h2>New</h2>", " <p>Same</p>", "+<p>More</p>", " </section>"]);
        Lines(diff, "props").ShouldBe([" {", "-  \"heading\": \"Old\"", "+  \"heading\": \"New\"", " }"]);
        Changed(diff).ShouldBe(["code", "props"]);

        var back = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/1/diff?against=3");
        Lines(back, "cssStyles").ShouldBe(["+.a{}"]);
        Lines(back, "code").ShouldContain("-<p>More</p>");

        var first = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/1/diff");
        Lines(first, "code").ShouldAllBe(line => line.StartsWith('+'));

        Changed(await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/2/diff?against=2"))
            .ShouldBeEmpty();
        (await client.GetAsync($"/v1/components/{id}/versions/2/diff?against=9")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await client.GetAsync($"/v1/components/{id}/versions/2/diff?against=x")).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Test]
    public async Task A_diff_of_the_largest_unlike_texts_is_answered()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var old = string.Join('\n', Enumerable.Range(0, 60_000).Select(line => line % 7));
        var id = (await client.AddComponentAsync(campaign, code: old)).Text("id");
        var changed = string.Join("\\n", Enumerable.Range(0, 60_000).Select(line => line % 5));
        await client.EditAsync(id, $$"""{"code":"{{changed}}"}""");
        var diff = await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}/versions/2/diff");
        Rebuild(diff, "code", '-').ShouldBe(old);
        Rebuild(diff, "code", '+').ShouldBe(changed.Replace("\\n", "\n"));
    }

    private static async Task<string> EditedAsync(HttpClient client, int versions)
    {
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (await client.AddComponentAsync(campaign, code: CodeOf(1))).Text("id");
        for (var version = 2; version <= versions; version++)
        {
            (await client.EditAsync(id, $$"""{"code":"{{CodeOf(version)}}"}""")).Number("version").ShouldBe(version);
        }
        return id;
    }

    private static string CodeOf(int version) => $"<section><h2>Number {version}</h2></section>";

    private static JsonNode Field(JsonNode? diff, string field) =>
        diff!["fields"]!.AsArray().Single(one => one.Text("field") == field)!;

    private static IEnumerable<string> Changed(JsonNode? diff) =>
        diff!["fields"]!.AsArray().Where(one => one!["changed"]!.GetValue<bool>()).Select(one => one.Text("field"));

    private static string[] Lines(JsonNode? diff, string field) =>
        [
            .. Field(diff, field)["lines"]!
                .AsArray()
                .Select(line =>
                    line.Text("type") switch
                    {
                        "deleted" => "-",
                        "inserted" => "+",
                        _ => " ",
                    } + line.Text("text")
                ),
        ];

    private static string Rebuild(JsonNode? diff, string field, char side) =>
        string.Join(
            '\n',
            Lines(diff, field).Where(line => line[0] == ' ' || line[0] == side).Select(line => line[1..])
        );
}
