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
}
