using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Api.Demo;

/// <summary>
/// The product's own HTTP API as any client uses it: what the demo shows works for everybody, because it takes no side entrance.
/// </summary>
/// <param name="http">Has the server's address as its base address.</param>
internal sealed class ProductClient(HttpClient http)
{
    /// <summary>The server.</summary>
    public Uri Address { get; } =
        http.BaseAddress ?? throw new ArgumentException("The client needs a base address.", nameof(http));

    /// <summary>Makes an account and acts as its owner from here on.</summary>
    public async Task RegisterAsync(string email, string password, string name, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(
            HttpMethod.Post,
            "/v1/auth/register",
            new JsonObject
            {
                ["email"] = email,
                ["password"] = password,
                ["name"] = name,
            },
            cancellationToken
        );
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(answer, "accessToken"));
    }

    /// <summary>Keeps the brief as a campaign.</summary>
    public Task<JsonNode> CreateCampaignAsync(JsonNode brief, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "/v1/campaigns", brief, cancellationToken);

    public Task<JsonNode> GetCampaignAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"/v1/campaigns/{id}", null, cancellationToken);

    public Task<JsonNode> PlanAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"/v1/campaigns/{id}/plan", null, cancellationToken);

    /// <summary>Generates the whole campaign and waits for its end.</summary>
    /// <param name="progress">Gets every event of the generation's stream: its type and its data.</param>
    /// <returns>The ended generation.</returns>
    public async Task<JsonNode> GenerateAsync(
        string campaignId,
        Action<string, JsonNode> progress,
        CancellationToken cancellationToken
    )
    {
        var started = await SendAsync(
            HttpMethod.Post,
            $"/v1/campaigns/{campaignId}/generations",
            null,
            cancellationToken
        );
        var id = Text(started, "id");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/generations/{id}/events");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (
            var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(cancellationToken)
        )
        {
            progress(item.EventType, JsonNode.Parse(item.Data)!);
        }
        return await SendAsync(HttpMethod.Get, $"/v1/generations/{id}", null, cancellationToken);
    }

    public Task<JsonNode> PreflightAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"/v1/campaigns/{id}/preflight", null, cancellationToken);

    /// <returns>The absolute address of the published first page.</returns>
    public async Task<Uri> PublishAsync(string id, CancellationToken cancellationToken)
    {
        var published = await SendAsync(HttpMethod.Put, $"/v1/campaigns/{id}/publication", null, cancellationToken);
        return new Uri(Address, Text(published, "url"));
    }

    /// <summary>The campaign as a ZIP of pages and e-mails.</summary>
    public async Task<byte[]> ExportAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(
            new Uri($"/v1/campaigns/{id}/exports/html", UriKind.Relative),
            cancellationToken
        );
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    public Task<JsonNode> AnalyticsAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"/v1/campaigns/{id}/analytics", null, cancellationToken);

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonNode> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, cancellationToken);

    private async Task<JsonNode> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }
        using var response = await http.SendAsync(request, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken)
            ?? throw new ProductRefusedException($"{method} {path} answered nothing.");
    }

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new ProductRefusedException(
            $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath} answered "
                + $"{(int)response.StatusCode}: {body}"
        );
    }

    private static string Text(JsonNode answer, string member) =>
        answer[member]?.GetValue<string>() ?? throw new ProductRefusedException($"An answer has no {member}.");
}
