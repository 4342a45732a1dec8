using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Integrations;

/// <summary>The steps that tests of integrations begin with.</summary>
internal static class IntegrationClients
{
    /// <returns>The integration as it was answered.</returns>
    public static async Task<JsonNode> ConnectAsync(this HttpClient client, string platform, object credentials) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync("/v1/integrations", new { platformType = platform, credentials }),
            HttpStatusCode.Created
        );

    /// <returns>The integration as the verification left it.</returns>
    public static async Task<JsonNode> VerifyAsync(this HttpClient client, JsonNode integration) =>
        await Answers.JsonAsync(
            await client.PostAsync($"/v1/integrations/{integration["id"]}/verification", null),
            HttpStatusCode.OK
        );

    /// <summary>Connected, verified and found good.</summary>
    public static async Task<JsonNode> ConnectedAsync(this HttpClient client, string platform, object credentials)
    {
        var integration = await client.VerifyAsync(await client.ConnectAsync(platform, credentials));
        integration["connectionStatus"]!.GetValue<string>().ShouldBe("connected", integration.ToJsonString());
        return integration;
    }

    /// <summary>Changes it as it is now.</summary>
    public static Task<HttpResponseMessage> ChangeAsync(this HttpClient client, JsonNode integration, string body) =>
        client.PatchTextAsync($"/v1/integrations/{integration["id"]}", body, "*");

    public static async Task<HttpResponseMessage> DeleteAsync(this HttpClient client, JsonNode integration, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/v1/integrations/{integration["id"]}");
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }
        return await client.SendAsync(request);
    }

    /// <summary>Starts a sync and waits for its end.</summary>
    /// <returns>The sync as it ended.</returns>
    public static async Task<JsonNode> SyncedAsync(this HttpClient client, JsonNode integration)
    {
        var started = await client.StartSyncAsync(integration);
        JsonNode sync = started;
        await Eventually.TrueAsync(
            async () =>
            {
                sync = (
                    await client.GetFromJsonAsync<JsonNode>(
                        $"/v1/integrations/{integration["id"]}/syncs/{started["id"]}"
                    )
                )!;
                return sync["status"]!.GetValue<string>() != "running";
            },
            "the sync's end"
        );
        return sync;
    }

    public static async Task<JsonNode> StartSyncAsync(this HttpClient client, JsonNode integration) =>
        await Answers.JsonAsync(
            await client.PostAsync($"/v1/integrations/{integration["id"]}/syncs", null),
            HttpStatusCode.Accepted
        );

    /// <summary>All that was found, over all pages of the list.</summary>
    public static async Task<List<JsonNode>> ContentsAsync(this HttpClient client, JsonNode integration, string query)
    {
        List<JsonNode> all = [];
        string? cursor = null;
        do
        {
            var page = (
                await client.GetFromJsonAsync<JsonNode>(
                    $"/v1/integrations/{integration["id"]}/contents?limit=10&{query}{cursor}"
                )
            )!;
            all.AddRange(page["data"]!.AsArray().Select(one => one!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return all;
    }
}
