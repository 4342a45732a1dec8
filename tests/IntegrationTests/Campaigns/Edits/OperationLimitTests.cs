using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Edits;

/// <summary>Operations make nothing that could not be made otherwise.</summary>
internal sealed class OperationLimitTests
{
    [TestCase("""{"kind":"story","page":"../x","props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","page":"sitemap.xml","props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","page":"","props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","page":"LONG","props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","place":0,"props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","position":"0","props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","name":" ","props":{"heading":"A","body":"B"}}""")]
    [TestCase("""{"kind":"story","name":"LONG","props":{"heading":"A","body":"B"}}""")]
    public async Task A_component_that_could_not_be_created_is_not_added_either(string after)
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        (
            await CampaignSteps.CodeAsync(
                ApplyAsync(
                    owner,
                    campaign,
                    Operation("/components/-", after.Replace("LONG", new string('n', 300), StringComparison.Ordinal))
                ),
                HttpStatusCode.BadRequest
            )
        ).ShouldBe("request.invalid");
        (await owner.ComponentsAsync(campaign)).ShouldBeEmpty();
    }

    [Test]
    public async Task Two_sections_of_a_kind_that_are_added_at_once_have_anchors_of_their_own()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        var story = """{"kind":"story","props":{"heading":"About Gaz","body":"Twenty years of leaks."}}""";
        await Answers.JsonAsync(
            await ApplyAsync(owner, campaign, Operation("/components/-", story), Operation("/components/-", story)),
            HttpStatusCode.Created
        );
        var page = string.Concat((await owner.ComponentsAsync(campaign)).Select(one => one.Text("code")));
        page.Split("id=\"story\"").Length.ShouldBe(2);
        page.ShouldContain("id=\"story-2\"");
    }

    [Test]
    public async Task A_fact_that_the_same_edit_has_added_is_changed_to_what_its_kind_allows()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        var address = Operation(
            "/facts/-",
            """{"kind":"address","value":{"street":"12 Dock Street","locality":"Leeds"}}"""
        );
        await Answers.JsonAsync(await ApplyAsync(owner, campaign, address), HttpStatusCode.Created);
        var facts = await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts");
        var path = "/facts/" + facts!["data"]!.AsArray().First(one => one.Text("kind") == "address").Text("id");
        await Answers.JsonAsync(await ApplyAsync(owner, campaign, Operation(path, "null")), HttpStatusCode.Created);

        (
            await CampaignSteps.CodeAsync(
                ApplyAsync(owner, campaign, address, Operation(path, "\"somewhere\"")),
                HttpStatusCode.BadRequest
            )
        ).ShouldBe("request.invalid");
    }

    [Test]
    public async Task Operations_keep_to_the_limits_of_facts_and_components()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        (
            await CampaignSteps.CodeAsync(
                ApplyAsync(
                    owner,
                    campaign,
                    Operation(
                        "/facts/-",
                        $$"""{"kind":"service","value":"Leaks","quote":"{{new string('q', 2001)}}"}"""
                    )
                ),
                HttpStatusCode.BadRequest
            )
        ).ShouldBe("request.invalid");
        await FillAsync("/facts/-", number => $$"""{"kind":"service","value":"Service {{number}}"}""");
        await FillAsync("/components/-", _ => """{"kind":"story","props":{"heading":"A","body":"B"}}""");

        // By the hundred, as many as one edit takes.
        async Task FillAsync(string path, Func<int, string> after)
        {
            var answers = new List<HttpStatusCode>();
            for (var hundred = 0; hundred < 6; hundred++)
            {
                using var answer = await ApplyAsync(
                    owner,
                    campaign,
                    [.. Enumerable.Range(hundred * 100, 100).Select(number => Operation(path, after(number)))]
                );
                answers.Add(answer.StatusCode);
            }
            answers[..4].ShouldAllBe(status => status == HttpStatusCode.Created);
            answers[5].ShouldBe(path == "/facts/-" ? HttpStatusCode.BadRequest : HttpStatusCode.Conflict);
        }
    }

    private static object Operation(string path, string after) => new { path, after = JsonNode.Parse(after) };

    private static Task<HttpResponseMessage> ApplyAsync(
        HttpClient owner,
        string campaign,
        params object[] operations
    ) => owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/edits", new { operations });
}
