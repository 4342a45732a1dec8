using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Analytics;
using AiWebBuilder.IntegrationTests.Campaigns;
using Microsoft.AspNetCore.Mvc.Testing;

namespace AiWebBuilder.IntegrationTests.Integrations.Leads;

/// <summary>A published campaign with a form, its owner, and those who send it.</summary>
internal sealed class LeadSite(
    WebApplicationFactory<Program> node,
    HttpClient owner,
    string id,
    string url,
    string form
)
{
    public const string Campaign = "Mill Wheels";

    public string Id => id;

    /// <param name="fields">Of the contact block.</param>
    public static async Task<LeadSite> PublishAsync(
        WebApplicationFactory<Program> node,
        HttpClient owner,
        string fields = """[{"kind":"name"},{"kind":"email"},{"kind":"phone"},{"kind":"message"}]"""
    )
    {
        var campaign = await Answers.JsonAsync(
            await owner.PostAsJsonAsync("/v1/campaigns", new { name = Campaign, type = "landing_page" }),
            HttpStatusCode.Created
        );
        var id = campaign.Text("id");
        var form = await owner.AddBlockAsync(
            id,
            "contact",
            $$"""{"v":1,"heading":"Write to us","fields":{{fields}},"goals":[{"ref":"ask","label":"Ask"}]}"""
        );
        var publication = await Answers.JsonAsync(
            await owner.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        return new LeadSite(node, owner, id, publication.Text("url"), form.Text("id"));
    }

    /// <summary>A visitor sends the form.</summary>
    public async Task SendAsync(params (string Name, string Value)[] fields)
    {
        using var visitor = node.CreateClient();
        visitor.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Site.Browser);
        using var content = new FormUrlEncodedContent(
            fields
                .Select(field => KeyValuePair.Create(field.Name, field.Value))
                .Concat([KeyValuePair.Create("_component", form), KeyValuePair.Create("_website", "")])
        );
        using var answer = await visitor.PostAsync($"{url}/submissions", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The newest first.</summary>
    public async Task<List<JsonNode>> SubmissionsAsync() =>
        [
            .. (await owner.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{id}/submissions"))!["data"]!
                .AsArray()
                .Select(one => one!),
        ];

    /// <summary>What has become of the newest submission, once the predicate holds of it.</summary>
    public async Task<JsonNode> LeadAsync(Func<JsonNode, bool> isAwaited)
    {
        JsonNode? lead = null;
        await Eventually.TrueAsync(
            async () =>
            {
                lead = (await SubmissionsAsync())[0]["sentTo"]!.AsArray().SingleOrDefault();
                return lead is not null && isAwaited(lead);
            },
            "the lead's state"
        );
        return lead!;
    }

    public Task<JsonNode> LeadAsync(string status) => LeadAsync(lead => lead.Text("status") == status);

    public async Task EraseAsync(JsonNode submission)
    {
        using var erased = await owner.DeleteAsync($"/v1/campaigns/{id}/submissions/{submission["id"]}");
        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
