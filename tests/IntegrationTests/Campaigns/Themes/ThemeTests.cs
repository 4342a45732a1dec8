using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.IntegrationTests.Campaigns.Themes;

/// <summary>The look of a campaign's pages, chosen by a person.</summary>
internal sealed class ThemeTests
{
    [Test]
    public async Task Before_anything_is_made_the_theme_is_what_the_brief_asks_for()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("yoga-studio")).Text("id");
        var theme = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/theme");
        theme!["isChosen"]!.GetValue<bool>().ShouldBeFalse();
        theme.Text("language").ShouldBe("en");
        Colour.TryParse(theme.Text("primary"), out _).ShouldBeTrue();
    }

    [Test]
    public async Task Another_theme_restyles_every_page_and_changes_no_word_and_no_version()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        for (var page = 1; page <= 22; page++)
        {
            foreach (var kind in new[] { "hero", "callout" })
            {
                var props =
                    kind == "hero"
                        ? """{"heading":"Hello"}"""
                        : """{"heading":"Go","link":{"to":"url","ref":"https://example.com/","label":"Go"}}""";
                (
                    await client.PostAsJsonAsync(
                        $"/v1/campaigns/{campaign}/components",
                        new
                        {
                            name = kind,
                            kind,
                            page = page == 1 ? "index" : $"page-{page}",
                            props = JsonNode.Parse(props),
                        }
                    )
                ).StatusCode.ShouldBe(HttpStatusCode.Created);
            }
        }
        var before = await client.ComponentsAsync(campaign);
        await client.PutAsync($"/v1/components/{before[0].Text("id")}/lock", null);

        var answer = await SetAsync(client, campaign, """{"style":"soft","primary":"#0F5257"}""");

        answer.Text("style").ShouldBe("soft");
        answer["isChosen"]!.GetValue<bool>().ShouldBeTrue();
        answer["corrections"]!.AsArray().ShouldBeEmpty();
        var after = await client.ComponentsAsync(campaign);
        after
            .Select(one => one!["props"]!.ToJsonString())
            .ShouldBe(before.Select(one => one!["props"]!.ToJsonString()));
        after.Select(one => one.Number("version")).ShouldAllBe(version => version == 1);
        var heroes = after.Where(one => one.Text("kind") == "hero").ToArray();
        heroes.Length.ShouldBe(22);
        heroes.ShouldAllBe(hero => hero!["cssStyles"]!.GetValue<string>().Contains("border-start-start-radius"));
        answer.Number("restyled").ShouldBeGreaterThanOrEqualTo(22);

        // A generation afterwards keeps what a person chose.
        (await client.GenerateAsync(campaign))
            .Text("status")
            .ShouldBe("completed");
        var kept = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/theme");
        kept.Text("primary").ShouldBe("#0F5257");
    }

    [Test]
    public async Task Colours_that_could_not_be_read_are_corrected_and_the_answer_says_so()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var answer = await SetAsync(
            client,
            campaign,
            """
            {"style":"bold","primary":"#FFD400","onPrimary":"#FFFFFF","background":"#FFFFFF","surface":"#000000","text":"#EEEEEE","accent":"#FFD400","mutedText":"#CCC"}
            """
        );
        answer["corrections"]!
            .AsArray()
            .Select(one => one.Text("token"))
            .ShouldBe(["surface", "text", "mutedText", "onPrimary", "accent"], ignoreOrder: true);
        var colour = (string token) => Colour.Parse(answer.Text(token));
        foreach (var ground in new[] { "background", "surface" })
        {
            foreach (var ink in new[] { "text", "mutedText", "accent" })
            {
                colour(ink).ContrastWith(colour(ground)).ShouldBeGreaterThanOrEqualTo(4.5, $"{ink} on {ground}");
            }
        }
        colour("onPrimary").ContrastWith(colour("primary")).ShouldBeGreaterThanOrEqualTo(4.5);
        colour("onHighlight").ContrastWith(colour("highlight")).ShouldBeGreaterThanOrEqualTo(4.5);
        answer.Text("primary").ShouldBe("#FFD400");
    }

    [TestCase("""{"style":"brutal","primary":"#123456"}""", "style")]
    [TestCase("""{"style":"bold","primary":"red"}""", "primary")]
    [TestCase("""{"style":"bold","primary":"#123456","text":"url(x)"}""", "text")]
    [TestCase("""{"style":"bold","primary":"#123456","headingFont":"Arial; } body { display: none"}""", "headingFont")]
    [TestCase("""{"style":"bold","primary":"#123456","bodyFont":"url(https://x.example/f.woff2)"}""", "bodyFont")]
    // Two ways to read each space: an expression that tries both for each would not end.
    [TestCase(
        """{"style":"bold","primary":"#123456","headingFont":"a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, !"}""",
        "headingFont"
    )]
    [TestCase("""{"style":"bold","primary":"#123456","bodyFont":"Arial\n"}""", "bodyFont")]
    public async Task A_theme_that_is_none_is_refused(string body, string field)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var refused = await Answers.JsonAsync(
            await client.PutTextAsync($"/v1/campaigns/{campaign}/theme", body),
            HttpStatusCode.BadRequest
        );
        refused["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/theme"))!["isChosen"]!
            .GetValue<bool>()
            .ShouldBeFalse();
    }

    [Test]
    public async Task A_section_that_is_edited_while_the_theme_changes_ends_in_the_new_look()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var id = (
            await Answers.JsonAsync(
                await client.PostAsJsonAsync(
                    $"/v1/campaigns/{campaign}/components",
                    new
                    {
                        name = "Hero",
                        kind = "hero",
                        props = new { heading = "Hello" },
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");
        for (var round = 0; round < 6; round++)
        {
            var style = round % 2 == 0 ? "soft" : "bold";
            await Task.WhenAll(
                client.PatchTextAsync($"/v1/components/{id}", $$$"""{"props":{"heading":"Round {{{round}}}"}}""", "*"),
                client.PutTextAsync(
                    $"/v1/campaigns/{campaign}/theme",
                    $$"""{"style":"{{style}}","primary":"#0F5257"}"""
                )
            );
            var css = (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{id}")).Text("cssStyles");
            css.Contains("border-start-start-radius").ShouldBe(style == "soft", $"round {round}");
        }
    }

    private static async Task<JsonNode> SetAsync(HttpClient client, string campaign, string body) =>
        await Answers.JsonAsync(await client.PutTextAsync($"/v1/campaigns/{campaign}/theme", body), HttpStatusCode.OK);
}
