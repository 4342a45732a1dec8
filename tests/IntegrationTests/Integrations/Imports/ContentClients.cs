using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Integrations.Imports;

/// <summary>The steps of a platform's contents on their way into a campaign.</summary>
internal static class ContentClients
{
    /// <summary>What the last sync has found as these things of the platform, in this order.</summary>
    public static async Task<Guid[]> ContentIdsAsync(
        this HttpClient client,
        JsonNode integration,
        params string[] externalIds
    )
    {
        var contents = await client.ContentsAsync(integration, "");
        return
        [
            .. externalIds.Select(id =>
                contents.Single(one => one["externalId"]!.GetValue<string>() == id)["id"]!.GetValue<Guid>()
            ),
        ];
    }

    public static Task<HttpResponseMessage> TryImportAsync(
        this HttpClient client,
        JsonNode integration,
        IEnumerable<Guid> contentIds,
        bool rehearsal = false
    ) => client.PostAsJsonAsync($"/v1/integrations/{integration["id"]}/imports", new { contentIds, rehearsal });

    /// <summary>Starts an import and waits for its end.</summary>
    public static async Task<JsonNode> ImportedAsync(
        this HttpClient client,
        JsonNode integration,
        IEnumerable<Guid> contentIds,
        bool rehearsal = false
    )
    {
        using var answer = await client.TryImportAsync(integration, contentIds, rehearsal);
        return await client.ImportEndedAsync(await Answers.JsonAsync(answer, HttpStatusCode.Accepted));
    }

    public static async Task<JsonNode> ImportEndedAsync(this HttpClient client, JsonNode import)
    {
        await Eventually.TrueAsync(
            async () =>
                (import = (await client.GetFromJsonAsync<JsonNode>($"/v1/imports/{import["id"]}"))!)[
                    "status"
                ]!.GetValue<string>() != "pending",
            "the import's end"
        );
        return import;
    }

    public static async Task<JsonNode> CampaignOfAsync(this HttpClient client, JsonNode import) =>
        (
            await client.GetFromJsonAsync<JsonNode>(
                $"/v1/campaigns/{import["campaignIds"]!.AsArray().Single()!.GetValue<string>()}"
            )
        )!;
}
