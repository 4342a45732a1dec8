using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.AiUsage.Images;

namespace AiWebBuilder.IntegrationTests.Campaigns.Publishing;

/// <summary>The owner's pictures on generated pages.</summary>
internal sealed class PhotographsTests
{
    private const string Description =
        "Quarry Lane is a four-room guest house in Hathersage. Rooms from £95 a night. Head baker Ellen Marsh bakes our bread every morning "
        + "in the old kitchen. The garden runs down to the river, and walkers leave their boots in the barn. Call 01433 650112.";

    [Test]
    public async Task A_generation_shows_the_pictures_that_it_refers_to_each_in_one_place()
    {
        using var owner = await App.Current.SignedInAsync();
        var house = await owner.UploadAsync(Uploads.Picture(1, 900), alt: "The house from the lane");
        var ellen = await owner.UploadAsync(Uploads.Picture(2, 900), alt: "Ellen Marsh in the kitchen");
        var loaf = await owner.UploadAsync(Uploads.Picture(3, 900));
        await owner.UploadAsync(Uploads.Picture(4, 900), alt: "Of another campaign");
        var campaign = (
            await Answers.JsonAsync(
                await owner.PostAsJsonAsync(
                    "/v1/campaigns",
                    new
                    {
                        name = "Quarry Lane B&B",
                        type = "landing_page",
                        description = Description,
                        goals = new[] { "Book a room" },
                    }
                ),
                HttpStatusCode.Created
            )
        ).Text("id");
        string[] images = [house.Text("url"), ellen.Text("url"), loaf.Text("url"), "https://example.com/like-this.png"];

        var plan = await Answers.JsonAsync(
            await owner.PostAsJsonAsync($"/v1/campaigns/{campaign}/plan", new { referenceImages = images }),
            HttpStatusCode.OK
        );
        plan["sections"]!
            .AsArray()
            .SelectMany(section =>
                section!["images"]!.AsArray().Select(id => (Kind: section.Text("kind"), Url: $"/v1/images/{id}"))
            )
            .ShouldBe([("hero", images[0]), ("gallery", images[2]), ("story", images[1])]);
        await owner.GenerateAsync(campaign, new { referenceImages = images });
        await ShouldShowThemAsync();
        // Made anew without a word of them, the pages keep them; the planned order is what a request with a plan says.
        await owner.GenerateAsync(campaign);
        await ShouldShowThemAsync();
        await owner.GenerateAsync(campaign, new { plan = new { pages = plan["pages"], sections = plan["sections"] } });
        await ShouldShowThemAsync();

        await owner.GenerateAsync(campaign, new { referenceImages = Array.Empty<string>() });
        (await owner.ComponentsAsync(campaign))
            .Where(one => one.Text("kind") is "hero" or "story")
            .ShouldAllBe(one => one!["props"]!["image"] == null);

        async Task ShouldShowThemAsync()
        {
            var components = await owner.ComponentsAsync(campaign);
            var opening = PropsOf("hero")["image"]!;
            (opening.Text("id"), opening.Text("alt")).ShouldBe((house.Text("id"), "The house from the lane"));
            var story = PropsOf("story");
            (story.Text("variant"), story["image"]!.Text("id")).ShouldBe(("image", ellen.Text("id")));
            // Nobody has said what the loaf shows, so that nothing is said of it.
            var shown = PropsOf("gallery")["images"]!.AsArray().Single()!["image"]!.AsObject();
            (shown.Text("id"), shown.ContainsKey("alt")).ShouldBe((loaf.Text("id"), false));

            JsonNode PropsOf(string kind) => components.Single(one => one.Text("kind") == kind)!["props"]!;
        }
    }

    [Test]
    public async Task A_plan_cannot_refer_to_a_picture_that_the_account_does_not_have()
    {
        using var owner = await App.Current.SignedInAsync();
        using var neighbour = await App.Current.SignedInAsync();
        var foreign = (await neighbour.UploadAsync(Uploads.Picture(5, 900))).Text("url");
        var file = (await owner.UploadFileAsync(UnitTests.AiUsage.SampleFiles.Pdf)).Text("id");
        var campaign = (await owner.CreateCampaignAsync("minimal")).Text("id");
        foreach (var operation in new[] { "plan", "generations" })
        {
            foreach (var url in new[] { foreign, $"/v1/images/{file}" })
            {
                (
                    await CampaignSteps.CodeAsync(
                        owner.PostAsJsonAsync(
                            $"/v1/campaigns/{campaign}/{operation}",
                            new { referenceImages = new[] { url } }
                        ),
                        HttpStatusCode.NotFound
                    )
                ).ShouldBe("ai.image_not_found");
            }
        }
    }
}
