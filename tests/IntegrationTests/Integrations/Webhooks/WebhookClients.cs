using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Integrations.Webhooks;

/// <summary>What platforms send, and what the owner sees of it.</summary>
internal static class WebhookClients
{
    public static async Task<HttpResponseMessage> DeliverAsync(
        this HttpClient client,
        string address,
        byte[] body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await client.SendAsync(request);
    }

    /// <summary>As Standard Webhooks says.</summary>
    public static (string Name, string Value)[] Signed(
        byte[] body,
        string id,
        DateTimeOffset at,
        params string[] secrets
    )
    {
        var seconds = at.ToUnixTimeSeconds();
        return
        [
            ("webhook-id", id),
            ("webhook-timestamp", $"{seconds}"),
            (
                "webhook-signature",
                string.Join(
                    ' ',
                    secrets.Select(secret =>
                        "v1,"
                        + Convert.ToBase64String(
                            HMACSHA256.HashData(
                                Convert.FromBase64String(secret["whsec_".Length..]),
                                (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body]
                            )
                        )
                    )
                )
            ),
        ];
    }

    public static async Task<List<JsonNode>> WebhooksAsync(this HttpClient client, JsonNode integration) =>
        [
            .. (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}/webhooks"))!["data"]!
                .AsArray()
                .Select(one => one!),
        ];

    /// <summary>The only message, once something has been done about it.</summary>
    public static async Task<JsonNode> DoneWebhookAsync(this HttpClient client, JsonNode integration)
    {
        JsonNode? webhook = null;
        await Eventually.TrueAsync(
            async () =>
            {
                webhook = (await client.WebhooksAsync(integration)).ShouldHaveSingleItem();
                return webhook["status"]!.GetValue<string>() != "received";
            },
            "the message's end"
        );
        return webhook!;
    }

    public static async Task<string> WebhookAddressAsync(this HttpClient client, JsonNode integration) =>
        (await client.GetFromJsonAsync<JsonNode>($"/v1/integrations/{integration["id"]}/webhooks/address"))![
            "address"
        ]!.GetValue<string>();
}
