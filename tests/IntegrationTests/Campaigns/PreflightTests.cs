using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>What preflight finds before a visitor does.</summary>
public sealed class PreflightTests
{
    [TestCase("TODO: opening hours", true)]
    [TestCase("Lorem Ipsum dolor", true)]
    [TestCase("[Your name] says hello", true)]
    [TestCase("Pregúntalo todo.", false)]
    public async Task Words_left_to_be_filled_in_are_found_and_the_Spanish_for_everything_is_none(
        string words,
        bool found
    )
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        await client.AddComponentAsync(campaign, code: $"<section><h2>Words</h2><p>{words}</p></section>");

        var preflight = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/preflight");

        preflight!["checks"]!
            .AsArray()
            .Any(check => check.Text("rule") == "words.placeholder")
            .ShouldBe(found, preflight.ToJsonString());
    }

    // The thank-you page has no hero, and no search engine reads an e-mail.
    [Test]
    public async Task Every_page_has_a_description_that_is_not_the_owners_order_and_an_email_needs_none()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("saas-invoicing"))["id"]!.GetValue<string>();
        await client.GenerateAsync(id);

        var preflight = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}/preflight");
        preflight!["checks"]!.AsArray().ShouldNotContain(check => check!.Text("rule") == "page.description-missing");

        using var answer = await client.PutAsync($"/v1/campaigns/{id}/publication", null);
        var url = (await Answers.JsonAsync(answer, HttpStatusCode.OK))["url"]!.GetValue<string>();
        using var visitor = App.Current.CreateClient();
        var page = await visitor.GetStringAsync($"{url}/thank-you");
        page.ShouldContain("name=\"description\"");
        page.ShouldNotContain("three e-mails");
    }
}
