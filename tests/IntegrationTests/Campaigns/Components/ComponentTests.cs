using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns.Components;

/// <summary>Components that people write, change, lock and remove.</summary>
public sealed class ComponentTests
{
    [Test]
    public async Task A_component_is_added_read_changed_and_removed()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        using var added = await client.PostAsJsonAsync(
            $"/v1/campaigns/{campaign}/components",
            new
            {
                name = "Opening hours",
                componentType = "custom",
                code = "<section><h2>Hours</h2></section>",
                cssStyles = ".hours{color:red}",
                props = new { heading = "Hours" },
            }
        );
        var component = await Answers.JsonAsync(added, HttpStatusCode.Created);
        var path = $"/v1/components/{component.Text("id")}";
        added.Headers.Location!.ToString().ShouldBe(path);
        component.Text("page").ShouldBe("index");
        component.Number("version").ShouldBe(1);
        component["isLocked"]!.GetValue<bool>().ShouldBeFalse();
        added.Headers.ETag!.ToString().ShouldBe(await client.TagAsync(path));

        using var changed = await client.PatchTextAsync(
            path,
            """{"code":"<section><h2>Open daily</h2></section>","props":{"heading":"Open daily"}}""",
            added.Headers.ETag.ToString()
        );
        var edited = await Answers.JsonAsync(changed, HttpStatusCode.OK);
        edited.Number("version").ShouldBe(2);
        edited.Text("name").ShouldBe("Opening hours");
        edited.Text("cssStyles").ShouldBe(".hours{color:red}");
        edited["props"]!.Text("heading").ShouldBe("Open daily");
        changed.Headers.ETag!.ToString().ShouldBe(await client.TagAsync(path));
        changed.Headers.ETag.ShouldNotBe(added.Headers.ETag);

        (await client.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await client.DeleteAsync(path, added.Headers.ETag.ToString())).StatusCode.ShouldBe(
            HttpStatusCode.PreconditionFailed
        );
        (await client.DeleteAsync(path, changed.Headers.ETag.ToString())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.ComponentsAsync(campaign)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_same_content_again_makes_no_version()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var component = await client.AddComponentAsync(campaign, props: new JsonObject { ["b"] = 1, ["a"] = "x" });
        var again = await client.EditAsync(
            component.Text("id"),
            """{"name":"A section","props":{"a":"x","b":1},"page":"index"}"""
        );
        again.Number("version").ShouldBe(1);
        again["updatedAt"]!.ToString().ShouldBe(component["updatedAt"]!.ToString());
    }

    [Test]
    public async Task Of_two_tabs_that_save_at_once_one_wins_and_the_other_is_told()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        var path = $"/v1/components/{(await client.AddComponentAsync(campaign)).Text("id")}";
        for (var round = 0; round < 5; round++)
        {
            var tag = await client.TagAsync(path);
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 2)
                    .Select(tab => client.PatchTextAsync(path, $$"""{"name":"Round {{round}} tab {{tab}}"}""", tag))
            );
            answers
                .Select(answer => answer.StatusCode)
                .Order()
                .ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed]);
            var winner = await answers
                .Single(answer => answer.IsSuccessStatusCode)
                .Content.ReadFromJsonAsync<JsonNode>();
            (await client.GetFromJsonAsync<JsonNode>(path)).Text("name").ShouldBe(winner.Text("name"));
        }
        (await client.GetFromJsonAsync<JsonNode>(path)).Number("version").ShouldBe(6);
    }

    [Test]
    public async Task A_locked_component_is_neither_changed_nor_removed_nor_generated()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = await client.GeneratedAsync();
        var id = (await client.ComponentsAsync(campaign))[0].Text("id");
        var path = $"/v1/components/{id}";
        for (var i = 0; i < 2; i++)
        {
            (await Answers.JsonAsync(await client.PutAsync($"{path}/lock", null), HttpStatusCode.OK))["isLocked"]!
                .GetValue<bool>()
                .ShouldBeTrue();
        }
        var before = await client.GetFromJsonAsync<JsonNode>(path);
        var tag = await client.TagAsync(path);
        (
            await CampaignSteps.CodeAsync(
                client.PatchTextAsync(path, """{"name":"Other"}""", tag),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.component_locked");
        (await CampaignSteps.CodeAsync(client.DeleteAsync(path, tag), HttpStatusCode.Conflict)).ShouldBe(
            "campaigns.component_locked"
        );
        (
            await CampaignSteps.CodeAsync(
                client.PostAsync($"{path}/versions/1/restoration", null),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.component_locked");
        (
            await CampaignSteps.CodeAsync(
                client.PostAsJsonAsync($"{path}/generations", new { instruction = "Shorter." }),
                HttpStatusCode.Conflict
            )
        ).ShouldBe("campaigns.component_locked");
        await client.GenerateAsync(campaign);
        (await client.GetFromJsonAsync<JsonNode>(path))!.ToJsonString().ShouldBe(before!.ToJsonString());

        for (var i = 0; i < 2; i++)
        {
            (await Answers.JsonAsync(await client.DeleteAsync($"{path}/lock"), HttpStatusCode.OK))["isLocked"]!
                .GetValue<bool>()
                .ShouldBeFalse();
        }
        (await client.EditAsync(id, """{"name":"Other"}""")).Text("name").ShouldBe("Other");
    }

    private static IEnumerable<TestCaseData> BadBodies()
    {
        yield return Case("no name", """{"componentType":"custom","code":""}""");
        yield return Case("empty name", """{"name":" ","componentType":"custom","code":""}""");
        yield return Case("unknown type", """{"name":"x","componentType":"widget","code":""}""");
        yield return Case("unknown member", """{"name":"x","componentType":"custom","code":"","views":5}""");
        yield return Case("code of a number", """{"name":"x","componentType":"custom","code":7}""");
        yield return Case("NUL in code", """{"name":"x","componentType":"custom","code":"a\u0000b"}""");
        yield return Case(
            "NUL in props",
            """{"name":"x","componentType":"custom","code":"","props":{"a":["\u0000"]}}"""
        );
        yield return Case(
            "NUL in a name of props",
            """{"name":"x","componentType":"custom","code":"","props":{"\u0000":1}}"""
        );
        yield return Case("half a pair", """{"name":"x","componentType":"custom","code":"","props":{"a":"\ud800"}}""");
        yield return Case(
            "half a pair as a name",
            """{"name":"x","componentType":"custom","code":"","props":{"\udfff":1}}"""
        );
        yield return Case(
            "endless number",
            """{"name":"x","componentType":"custom","code":"","props":{"a":1e999999}}"""
        );
        yield return Case(
            "endless fraction",
            """{"name":"x","componentType":"custom","code":"","props":{"a":1e-999999}}"""
        );
        yield return Case("props of a list", """{"name":"x","componentType":"custom","code":"","props":[]}""");
        yield return Case("a page outside", """{"name":"x","componentType":"custom","code":"","page":"../etc"}""");
        yield return Case("a kind with markup", """{"name":"x","componentType":"custom","code":"","kind":"<b>"}""");
        yield return Case(
            "long code",
            $$"""{"name":"x","componentType":"custom","code":"{{new string('x', 200_001)}}"}"""
        );
        yield return Case(
            "long code in few letters",
            $$"""{"name":"x","componentType":"custom","code":"{{new string('語', 70_000)}}"}"""
        );
        yield return Case(
            "long css",
            $$"""{"name":"x","componentType":"custom","code":"","cssStyles":"{{new string('x', 100_001)}}"}"""
        );
        yield return Case(
            "large props",
            "{\"name\":\"x\",\"componentType\":\"custom\",\"code\":\"\",\"props\":{\"a\":\""
                + new string('x', 64_000)
                + "\"}}"
        );

        static TestCaseData Case(string name, string body) => new TestCaseData(body).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(BadBodies))]
    public async Task A_component_that_cannot_be_kept_is_refused(string body)
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        using var answer = await client.PostTextAsync($"/v1/campaigns/{campaign}/components", body);
        (await Answers.JsonAsync(answer, HttpStatusCode.BadRequest)).Text("code").ShouldStartWith("request.");
        (await client.ComponentsAsync(campaign)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_largest_component_that_is_allowed_is_kept()
    {
        using var client = await App.Current.SignedInAsync();
        var campaign = (await client.CreateCampaignAsync("minimal")).Text("id");
        // Every letter escaped: three times its size on the way here.
        var code = new string('"', 200_000);
        var added = await client.AddComponentAsync(campaign, code: code, cssStyles: new string('x', 100_000));
        (await client.GetFromJsonAsync<JsonNode>($"/v1/components/{added.Text("id")}")).Text("code").ShouldBe(code);
    }

    [Test]
    public async Task Another_accounts_components_look_like_none_in_every_place()
    {
        using var owner = await App.Current.SignedInAsync();
        var theirCampaign = await owner.GeneratedAsync();
        var theirs = (await owner.ComponentsAsync(theirCampaign))[0].Text("id");
        var before = (await owner.ComponentsAsync(theirCampaign)).ToJsonString();
        using var client = await App.Current.SignedInAsync();
        var mine = (await client.CreateCampaignAsync("minimal")).Text("id");
        var path = $"/v1/components/{theirs}";

        (HttpMethod Method, string Path, object? Body)[] calls =
        [
            (HttpMethod.Get, path, null),
            (HttpMethod.Patch, path, new { name = "Mine now" }),
            (HttpMethod.Delete, path, null),
            (HttpMethod.Put, $"{path}/lock", null),
            (HttpMethod.Delete, $"{path}/lock", null),
            (HttpMethod.Get, $"{path}/versions", null),
            (HttpMethod.Get, $"{path}/versions/1", null),
            (HttpMethod.Get, $"{path}/versions/1/diff", null),
            (HttpMethod.Post, $"{path}/versions/1/restoration", null),
            (HttpMethod.Post, $"{path}/generations", new { instruction = "Shorter" }),
            (HttpMethod.Get, $"/v1/campaigns/{theirCampaign}/components", null),
            (HttpMethod.Post, $"/v1/campaigns/{theirCampaign}/components", Fields(null)),
            (HttpMethod.Post, $"/v1/campaigns/{mine}/components", Fields(theirs)),
            (HttpMethod.Put, $"/v1/campaigns/{theirCampaign}/component-order", new { componentIds = new[] { theirs } }),
            (HttpMethod.Post, $"/v1/campaigns/{theirCampaign}/preview-links", null),
            (HttpMethod.Put, $"/v1/campaigns/{theirCampaign}/pause", null),
            (HttpMethod.Delete, $"/v1/campaigns/{theirCampaign}/pause", null),
            (HttpMethod.Put, $"/v1/campaigns/{theirCampaign}/archive", null),
            (HttpMethod.Delete, $"/v1/campaigns/{theirCampaign}/archive", null),
            (HttpMethod.Get, $"/v1/campaigns/{theirCampaign}/exports/html", null),
            (HttpMethod.Get, $"/v1/campaigns/{theirCampaign}/exports/json", null),
        ];
        foreach (var (method, address, body) in calls)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            request.Content = body is null ? null : JsonContent.Create(body);
            using var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{method} {address}");
        }
        (await owner.ComponentsAsync(theirCampaign)).ToJsonString().ShouldBe(before);

        static object Fields(string? parent) =>
            new
            {
                name = "x",
                componentType = "custom",
                code = "",
                parentComponentId = parent,
            };
    }
}
