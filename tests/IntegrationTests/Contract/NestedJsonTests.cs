using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;

namespace AiWebBuilder.IntegrationTests.Contract;

/// <summary>A body nests sixteen levels at most. Answers wrap what was sent in further levels, and must be able to.</summary>
internal sealed class NestedJsonTests
{
    /// <summary>Levels of a body, with the body's own object.</summary>
    private const int Allowed = 16;

    [Test]
    public async Task What_nests_as_deep_as_a_body_may_is_shown_wherever_it_stands()
    {
        using var client = await App.Current.SignedInAsync();
        var deepest = Nested(Allowed - 1);
        var campaign = await Answers.JsonAsync(
            await client.PostTextAsync("/v1/campaigns", Brief(deepest)),
            HttpStatusCode.Created
        );
        var id = campaign.Text("id");
        var component = await client.AddComponentAsync(id, props: JsonNode.Parse(deepest)!.AsObject());
        await client.EditAsync(component.Text("id"), """{"name": "Another version"}""");
        await Answers.JsonAsync(
            await client.PatchTextAsync("/v1/me", $$"""{"settings": {{deepest}}}""", await client.TagAsync("/v1/me")),
            HttpStatusCode.OK
        );

        foreach (
            var address in new[]
            {
                "/v1/campaigns",
                $"/v1/campaigns/{id}",
                $"/v1/campaigns/{id}/components",
                $"/v1/components/{component.Text("id")}/versions",
                $"/v1/components/{component.Text("id")}/versions/1",
                $"/v1/components/{component.Text("id")}/versions/1/diff",
                $"/v1/campaigns/{id}/exports/json",
                "/v1/me",
                "/v1/me/export?format=json",
                "/v1/audit-log",
            }
        )
        {
            using var answer = await client.GetAsync(address);
            var body = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{address}: {body}");
            if (!address.EndsWith("/versions", StringComparison.Ordinal))
            {
                body.ShouldContain(Innermost, Case.Sensitive, address);
            }
        }
    }

    [Test]
    public async Task One_level_more_is_refused_and_nothing_is_stored()
    {
        using var client = await App.Current.SignedInAsync();
        var id = (await client.CreateCampaignAsync("minimal")).Text("id");
        var tooDeep = Nested(Allowed);

        foreach (
            var answer in new[]
            {
                client.PostTextAsync("/v1/campaigns", Brief(tooDeep)),
                client.PostTextAsync(
                    $"/v1/campaigns/{id}/components",
                    $$"""{"name": "A", "componentType": "custom", "code": "<p>b</p>", "props": {{tooDeep}}}"""
                ),
                client.PatchTextAsync("/v1/me", $$"""{"settings": {{tooDeep}}}""", await client.TagAsync("/v1/me")),
            }
        )
        {
            (await CampaignSteps.CodeAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("request.invalid");
        }

        var list = await client.GetFromJsonAsync<JsonNode>("/v1/campaigns");
        list!["data"]!.AsArray().Count.ShouldBe(1);
        (await client.ComponentsAsync(id)).ShouldBeEmpty();
    }

    private const string Innermost = "the innermost";

    private static string Nested(int levels) =>
        string.Concat(Enumerable.Repeat("""{"a":""", levels)) + $"\"{Innermost}\"" + new string('}', levels);

    private static string Brief(string requirements) =>
        $$"""{"name": "Deep", "type": "landing_page", "description": "A pool.", "performanceRequirements": {{requirements}}}""";
}
