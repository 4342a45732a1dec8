using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.IntegrationTests.Harness;

namespace AiWebBuilder.IntegrationTests.Identity.ApiKeys;

/// <summary>Programs with keys.</summary>
internal static class Programs
{
    /// <summary>A client that sends a new key of the account.</summary>
    public static async Task<HttpClient> ClientAsync(Host host, Person owner, params string[] scopes)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await MakeAsync(owner.Client, scopes))["secret"]!.GetValue<string>()
        );
        return client;
    }

    public static async Task<JsonNode> MakeAsync(HttpClient client, params string[] scopes) =>
        await Answers.JsonAsync(
            await client.PostAsJsonAsync("/v1/api-keys", new { name = "Nightly import", scopes }),
            HttpStatusCode.Created
        );
}
