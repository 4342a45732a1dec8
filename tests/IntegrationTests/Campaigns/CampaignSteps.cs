using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Campaigns;

/// <summary>Further steps for tests of a campaign's parts.</summary>
internal static class CampaignSteps
{
    /// <summary>A generated campaign of one of the sample briefs: its id.</summary>
    public static async Task<string> GeneratedAsync(this HttpClient client, string brief = "minimal")
    {
        var id = (await client.CreateCampaignAsync(brief))["id"]!.GetValue<string>();
        (await client.GenerateAsync(id))["status"]!.GetValue<string>().ShouldBe("completed");
        return id;
    }

    /// <summary>A generated and published campaign: its id and the path of its first page.</summary>
    public static async Task<(string Id, string Url)> PublishedAsync(
        this HttpClient client,
        string brief = "yoga-studio"
    )
    {
        var id = await client.GeneratedAsync(brief);
        var publication = await Answers.JsonAsync(
            await client.PutAsync($"/v1/campaigns/{id}/publication", null),
            HttpStatusCode.OK
        );
        return (id, publication["url"]!.GetValue<string>());
    }

    /// <summary>The campaign's components in their order.</summary>
    public static async Task<JsonArray> ComponentsAsync(this HttpClient client, string campaignId) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaignId}"))!["components"]!.AsArray();

    /// <summary>Adds a component; what is not named is plain.</summary>
    public static async Task<JsonNode> AddComponentAsync(
        this HttpClient client,
        string campaignId,
        string name = "A section",
        string code = "<section><h2>Words</h2></section>",
        string componentType = "custom",
        string? cssStyles = null,
        string? page = null,
        JsonObject? props = null,
        string? kind = null
    ) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaignId}/components",
                new
                {
                    name,
                    componentType,
                    code,
                    cssStyles,
                    page,
                    props,
                    kind,
                }
            ),
            HttpStatusCode.Created
        );

    /// <summary>Adds a block; left out, the page is the one that the product chooses.</summary>
    public static async Task<JsonNode> AddBlockAsync(
        this HttpClient client,
        string campaignId,
        string kind,
        string props,
        string? page = null
    ) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaignId}/components",
                new
                {
                    name = kind,
                    kind,
                    page,
                    props = JsonNode.Parse(props),
                }
            ),
            HttpStatusCode.Created
        );

    /// <summary>Patches a component with the ETag that it has now.</summary>
    public static async Task<JsonNode> EditAsync(this HttpClient client, string componentId, string body) =>
        await Answers.JsonAsync(
            await client.PatchTextAsync(
                $"/v1/components/{componentId}",
                body,
                await client.TagAsync($"/v1/components/{componentId}")
            ),
            HttpStatusCode.OK
        );

    /// <summary>The present ETag of a resource.</summary>
    public static async Task<string> TagAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.EnsureSuccessStatusCode().Headers.ETag!.ToString();
    }

    /// <summary>Deletes with If-Match.</summary>
    public static async Task<HttpResponseMessage> DeleteAsync(this HttpClient client, string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }

    /// <summary>The code of a problem document with this status.</summary>
    public static async Task<string> CodeAsync(Task<HttpResponseMessage> answer, HttpStatusCode expected) =>
        (await Answers.JsonAsync(await answer, expected))["code"]!.GetValue<string>();

    public static string Text(this JsonNode? node, string member) => node![member]!.GetValue<string>();

    public static int Number(this JsonNode? node, string member) => node![member]!.GetValue<int>();
}
