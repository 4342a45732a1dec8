using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.IntegrationTests.AiUsage.Fakes;
using AiWebBuilder.IntegrationTests.Campaigns.Generation;
using AiWebBuilder.IntegrationTests.Harness;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage.Images;

/// <summary>Reference images on their way to models.</summary>
internal sealed class ImageGenerationTests
{
    private const string Place = "48.8584N 2.2945E";
    private const string Elsewhere = "https://images.example/of-the-shop.png";

    [Test]
    public async Task Uploads_reach_models_that_see_as_bytes_without_the_place_in_both_formats_and_addresses_as_they_are()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        var photograph = await owner.Client.UploadAsync(SamplePictures.Photograph(Place, 6));
        // Longer than what an address may be.
        var large = await owner.Client.UploadAsync(Uploads.Picture(1, 1_000_000));
        string[] images = [$"{photograph["url"]}", Elsewhere, $"{large["url"]}"];
        List<string> expected = [];
        foreach (var url in new[] { images[0], images[2] })
        {
            var content = await owner.Client.GetByteArrayAsync($"{url}/content");
            Encoding.Latin1.GetString(content).ShouldNotContain(Place);
            expected.Add(Convert.ToBase64String(content));
        }

        foreach (var model in new[] { AiStage.Gpt, AiStage.Claude })
        {
            var ended = await GenerateAsync(owner.Client, model, images);
            ended["status"]!.GetValue<string>().ShouldBe("completed", ended.ToJsonString());
            ended["referenceImages"]!.AsArray().Select(one => $"{one}").ShouldBe(images);
        }

        foreach (var call in stage.OpenAi.Calls)
        {
            PartsOf(call, "input_image")
                .Select(part => $"{part["detail"]} {part["image_url"]}")
                .ShouldBe([
                    $"low data:image/jpeg;base64,{expected[0]}",
                    $"low {Elsewhere}",
                    $"low data:image/png;base64,{expected[1]}",
                ]);
        }
        foreach (var call in stage.Anthropic.Calls)
        {
            PartsOf(call, "image")
                .Select(part => part["source"]!)
                .Select(source => $"{source["type"]} {source["media_type"]} {source["url"] ?? source["data"]}")
                .ShouldBe([$"base64 image/jpeg {expected[0]}", $"url  {Elsewhere}", $"base64 image/png {expected[1]}"]);
        }
        (stage.OpenAi.Calls.Count, stage.Anthropic.Calls.Count).ShouldBe((FourSections.Count, FourSections.Count));
        await stage.BooksShouldAgreeAsync();
    }

    [Test]
    public async Task A_model_that_does_not_see_gets_none_and_they_are_neither_held_nor_estimated_for()
    {
        await using var stage = await AiStage.SetAsync();
        await stage.ExecuteAsync($"update ai_models set images = false where model = '{AiStage.Claude}'");
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        foreach (var model in new[] { AiStage.Claude, AiStage.Gpt })
        {
            await GenerateAsync(owner.Client, model);
            // An upload would be shown as well, and the plan would say so.
            await GenerateAsync(owner.Client, model, Elsewhere);
        }

        stage.Anthropic.Calls.ShouldAllBe(call => PartsOf(call, "image").Length == 0);
        stage.OpenAi.Calls.Count(call => PartsOf(call, "input_image").Length == 1).ShouldBe(FourSections.Count);
        // Of the second generation of each model: what one image may cost at most is held and estimated where it is seen.
        var more = await stage.Database.ListAsync<string>(
            """
            with costs as (
                select g.provider, cardinality(g.reference_images) as images, max(c.reserved_nano_usd) as held,
                    max((g.estimate -> 'section' ->> 'maxCost')::numeric) as estimated
                from ai_generations g join ai_calls c on c.generation_id = g.id group by g.id)
            select format('%s %s %s', seen.provider, seen.held - blind.held, trim_scale((seen.estimated - blind.estimated) * 1e9))
            from costs seen join costs blind on blind.provider = seen.provider and seen.images = 1 and blind.images = 0
            order by 1
            """
        );
        // 5,000 tokens at 0.25 USD a million.
        more.ShouldBe(["anthropic 0 0", "openai 1250000 1250000"]);
    }

    [Test]
    public async Task Only_an_upload_of_the_account_that_is_there_can_be_referred_to()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Jobs:Enabled", "false"));
        using var owner = await Person.RegisterAsync(node);
        using var stranger = await Person.RegisterAsync(node);
        var theirs = await stranger.Client.UploadAsync(SamplePictures.Png);
        var gone = await owner.Client.UploadAsync(SamplePictures.Png);
        (await owner.Client.DeleteAsync($"{gone["url"]}")).EnsureSuccessStatusCode();
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        foreach (var url in new[] { $"{theirs["url"]}", $"{gone["url"]}", $"/v1/images/{Guid.CreateVersion7()}" })
        {
            using var refused = await StartAsync(owner.Client, campaign, AiStage.Gpt, url);
            (await CodeAsync(refused, HttpStatusCode.NotFound)).ShouldBe("ai.image_not_found");
        }
        foreach (
            var url in new[]
            {
                $"{theirs["id"]}",
                "/v1/images/",
                "/v1/images/x",
                $"{theirs["url"]}/content",
                $"/v1/images/{theirs["id"]!.GetValue<string>().ToUpperInvariant()}",
                "http://images.example/1.png",
                "data:image/png;base64,AAAA",
            }
        )
        {
            using var refused = await StartAsync(owner.Client, campaign, AiStage.Gpt, url);
            (await CodeAsync(refused, HttpStatusCode.BadRequest)).ShouldBe("request.invalid", url);
        }
        // Each may be sent alone, and all of them together are more than a provider takes.
        var large = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            large.Add($"{(await owner.Client.UploadAsync(Uploads.Picture(number, ImageFile.MaxBytes)))["url"]}");
        }
        using var much = await StartAsync(owner.Client, campaign, AiStage.Gpt, [.. large]);
        (await CodeAsync(much, HttpStatusCode.BadRequest)).ShouldBe("ai.images_too_large");
        (await stage.QueryAsync<long>("select count(*) from ai_generations")).ShouldBe(0);
        (
            await stage.QueryAsync<long>(
                $"select coalesce(sum(campaigns_generated), 0) from user_usage where user_id = '{owner.Id}'"
            )
        ).ShouldBe(0);
        using var some = await StartAsync(owner.Client, campaign, AiStage.Gpt, [.. large[1..]]);
        some.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task An_image_that_a_generation_waits_with_stays_until_that_has_ended()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Jobs:Enabled", "false"));
        using var owner = await Person.RegisterAsync(node);
        var image = $"{(await owner.Client.UploadAsync(SamplePictures.Png))["url"]}";
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        using var started = await StartAsync(owner.Client, campaign, AiStage.Gpt, image);
        var generation = (await Answers.JsonAsync(started, HttpStatusCode.Accepted))["id"]!.GetValue<string>();

        (await CodeAsync(await owner.Client.DeleteAsync(image), HttpStatusCode.Conflict)).ShouldBe("ai.image_in_use");
        (await owner.Client.DeleteAsync($"/v1/generations/{generation}")).EnsureSuccessStatusCode();
        (await owner.Client.DeleteAsync(image)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.Client.GetFromJsonAsync<JsonNode>($"/v1/generations/{generation}"))!["referenceImages"]![0]!
            .GetValue<string>()
            .ShouldBe(image);
    }

    [Test]
    public async Task Of_a_deletion_and_a_generation_at_once_one_is_refused()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start(("Jobs:Enabled", "false"));
        using var owner = await Person.RegisterAsync(node);
        for (var round = 0; round < 10; round++)
        {
            var image = $"{(await owner.Client.UploadAsync(Uploads.Picture(round, 1000)))["url"]}";
            var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
            var starting = StartAsync(owner.Client, campaign, AiStage.Gpt, image);
            var deleting = owner.Client.DeleteAsync(image);
            var outcome = ((await starting).StatusCode, (await deleting).StatusCode);

            outcome.ShouldBeOneOf(
                (HttpStatusCode.Accepted, HttpStatusCode.Conflict),
                (HttpStatusCode.NotFound, HttpStatusCode.NoContent)
            );
        }
    }

    [Test]
    public async Task A_generation_whose_image_is_gone_all_the_same_ends_with_the_reason_and_costs_nothing()
    {
        await using var stage = await AiStage.SetAsync();
        var node = stage.Start();
        using var owner = await Person.RegisterAsync(node);
        var image = $"{(await owner.Client.UploadAsync(SamplePictures.Png))["url"]}";
        var campaign = (await owner.Client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        await stage.ExecuteAsync(
            """
            create function vanish() returns trigger language plpgsql security definer as $$
            begin delete from uploads; return new; end $$;
            create trigger vanish after insert on ai_generations for each row execute function vanish()
            """
        );

        using var started = await StartAsync(owner.Client, campaign, AiStage.Gpt, image);
        var generation = (await Answers.JsonAsync(started, HttpStatusCode.Accepted))["id"]!.GetValue<string>();
        var ended = await owner.Client.WaitForGenerationAsync(generation, campaign);

        ended["status"]!.GetValue<string>().ShouldBe("failed");
        ended["steps"]![0]!.ToJsonString().ShouldContain("Image not found");
        stage.OpenAi.Calls.ShouldBeEmpty();
        (await stage.QueryAsync<long>("select count(*) from ai_calls")).ShouldBe(0);
    }

    private static async Task<JsonNode> GenerateAsync(HttpClient client, string model, params string[] images)
    {
        var campaign = (await client.CreateCampaignAsync("minimal"))["id"]!.GetValue<string>();
        using var started = await StartAsync(client, campaign, model, images);
        var id = (await Answers.JsonAsync(started, HttpStatusCode.Accepted))["id"]!.GetValue<string>();
        return await client.WaitForGenerationAsync(id, campaign);
    }

    private static Task<HttpResponseMessage> StartAsync(
        HttpClient client,
        string campaign,
        string model,
        params string[] images
    )
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(FourSections.Plan)!.AsObject();
        body["model"] = model;
        body["referenceImages"] = new JsonArray([.. images.Select(one => JsonValue.Create(one))]);
        return client.PostAsJsonAsync($"/v1/campaigns/{campaign}/generations", body);
    }

    /// <summary>The parts of this type in what the model was sent.</summary>
    private static JsonNode[] PartsOf(Served call, string type) =>
        [
            .. (call.Body["messages"] ?? call.Body["input"])!
                .AsArray()
                .Select(message => message!["content"])
                .OfType<JsonArray>()
                .SelectMany(parts => parts)
                .OfType<JsonNode>()
                .Where(part => part["type"]!.GetValue<string>() == type),
        ];

    private static async Task<string> CodeAsync(HttpResponseMessage answer, HttpStatusCode expected) =>
        (await Answers.JsonAsync(answer, expected))["code"]!.GetValue<string>();
}
