using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Facts;

/// <summary>What the product has read in a brief, and where its pages say it.</summary>
internal sealed class FactsTests
{
    [Test]
    public async Task Facts_are_there_before_any_section_and_say_afterwards_which_ones_say_them()
    {
        using var owner = await App.Current.SignedInAsync();
        var campaign = (
            await Answers.JsonAsync(
                await owner.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Pemberton Plumbing",
                        type = "landing_page",
                        description = "Leaks and boilers in Manchester. Call-out £60. Phone 0161 496 0187. Never say cheap.",
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");

        var before = await FactsAsync(owner, campaign);
        (before.Text("language"), before.Text("country")).ShouldBe(("en", "GB"));
        var phone = Single(before, "phone");
        phone["value"]!.Text("e164").ShouldBe("+441614960187");
        (phone.Text("quote"), phone.Text("field"), phone.Text("source")).ShouldBe(
            ("Phone 0161 496 0187", "description", "brief")
        );
        phone["placed"]!.AsArray().ShouldBeEmpty();
        (Single(before, "price")["value"]!.Text("amount"), Single(before, "price")["value"]!.Text("currency")).ShouldBe(
            ("60", "GBP")
        );
        FateOf(before, "Phone 0161 496 0187.").ShouldBe("left_out Nothing has been generated yet.");
        FateOf(before, "Never say cheap.").ShouldBe("instruction ");

        (await owner.GenerateAsync(campaign)).Text("status").ShouldBe("completed");
        var after = await FactsAsync(owner, campaign);
        Single(after, "phone").Text("id").ShouldBe(phone.Text("id"));
        var placed = Single(after, "phone")["placed"]!.AsArray().Select(id => id!.GetValue<string>()).ToArray();
        placed.ShouldNotBeEmpty();
        var components = await owner.ComponentsAsync(campaign);
        components
            .Where(one => placed.Contains(one.Text("id")))
            .ShouldAllBe(one => one!.Text("code").Contains("0161 496 0187"));
        FateOf(after, "Phone 0161 496 0187.").ShouldBe("placed ");

        // Whoever writes a section, be it a person: what it says no longer is said nowhere.
        foreach (var component in placed)
        {
            await owner.EditAsync(component, """{"code":"<section><h2>Nothing</h2></section>"}""");
        }
        FateOf(await FactsAsync(owner, campaign), "Phone 0161 496 0187.").ShouldBe("left_out No section says it.");
    }

    private static async Task<JsonNode> FactsAsync(HttpClient owner, string campaign) =>
        (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaign}/facts"))!;

    private static JsonNode Single(JsonNode facts, string kind) =>
        facts["data"]!.AsArray().Where(fact => fact.Text("kind") == kind).ShouldHaveSingleItem()!;

    private static string FateOf(JsonNode facts, string sentence) =>
        facts["sentences"]!
            .AsArray()
            .Where(one => one.Text("text") == sentence)
            .Select(one => $"{one.Text("fate")} {one!["reason"]}")
            .ShouldHaveSingleItem();
}
