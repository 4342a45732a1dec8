using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Campaigns;

namespace AiWebBuilder.IntegrationTests.Integrations.Exports;

/// <summary>The steps of a campaign's way to a platform.</summary>
internal static class ExportClients
{
    /// <summary>Starts an export and waits for its end.</summary>
    public static async Task<JsonNode> ExportedAsync(
        this HttpClient client,
        string campaign,
        JsonNode integration,
        string? status = null,
        bool overwrite = false
    ) =>
        await client.EndedAsync(
            await client.PostAsJsonAsync(
                $"/v1/campaigns/{campaign}/exports/to-platform",
                new
                {
                    integrationId = integration["id"]!.GetValue<string>(),
                    status,
                    overwrite,
                }
            )
        );

    /// <summary>Starts the reversion of an export and waits for its end.</summary>
    public static async Task<JsonNode> RevertedAsync(this HttpClient client, JsonNode export, bool overwrite = false) =>
        await client.EndedAsync(
            await client.PostAsJsonAsync(
                $"/v1/campaigns/{export["campaignId"]}/exports/to-platform/{export["id"]}/reversion",
                new { overwrite }
            )
        );

    public static IReadOnlyList<JsonNode> Items(this JsonNode export) =>
        [.. export["items"]!.AsArray().Select(item => item!)];

    /// <summary>The only item.</summary>
    public static JsonNode Item(this JsonNode export) => export.Items().Single();

    private static async Task<JsonNode> EndedAsync(this HttpClient client, HttpResponseMessage answer)
    {
        var export = await Answers.JsonAsync(answer, HttpStatusCode.Accepted);
        await Eventually.TrueAsync(
            async () =>
            {
                export = (
                    await client.GetFromJsonAsync<JsonNode>(
                        $"/v1/campaigns/{export["campaignId"]}/exports/to-platform/{export["id"]}"
                    )
                )!;
                return export.Text("status") != "running";
            },
            "the export's end"
        );
        return export;
    }
}
