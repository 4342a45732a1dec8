using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>Published pages stand in a sandbox, out of which browsers let nothing be saved unless it is allowed.</summary>
internal sealed class DownloadTests
{
    [Test]
    public async Task A_visitor_who_follows_the_link_has_the_file_under_its_name()
    {
        using var client = await Browser.Host.SignedInAsync();
        using var content = new ByteArrayContent(SampleFiles.Pdf);
        using var uploaded = await client.PostAsync("/v1/files?name=Preise%20f%C3%BCr%20Stra%C3%9Fen.pdf", content);
        var file = (await Answers.JsonAsync(uploaded, HttpStatusCode.Created))["id"]!.GetValue<string>();
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        foreach (
            var (kind, props) in new[]
            {
                ("hero", """{"heading":"What it costs"}"""),
                ("downloads", $$$"""{"heading":"To print","items":[{"file":{"id":"{{{file}}}"},"title":"Prices"}]}"""),
            }
        )
        {
            using var added = await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/components",
                new
                {
                    name = kind,
                    kind,
                    props = JsonNode.Parse(props),
                }
            );
            added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        }
        using var published = await client.PutAsync($"/v1/campaigns/{campaign}/publication", null);
        var url = (await Answers.JsonAsync(published, HttpStatusCode.OK))["url"]!.GetValue<string>();
        await using var window = await Browser.WindowAsync(390);
        var page = await window.NewPageAsync();
        await page.GotoAsync(Browser.Address + url);

        var saved = await page.RunAndWaitForDownloadAsync(() => page.Locator(".downloads a").ClickAsync());

        saved.SuggestedFilename.ShouldBe("Preise für Straßen.pdf");
        (await File.ReadAllBytesAsync(await saved.PathAsync())).ShouldBe(SampleFiles.Pdf);
    }
}
