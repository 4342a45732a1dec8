using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests;

/// <summary>The steps that many tests begin with, as a frontend takes them.</summary>
internal static class Clients
{
    /// <summary>A campaign from one of samples/briefs, by its file's name.</summary>
    public static async Task<JsonNode> CreateCampaignAsync(this HttpClient client, string brief)
    {
        var path = Path.Combine(TestContext.CurrentContext.TestDirectory, "briefs", $"{brief}.json");
        return await Answers.JsonAsync(
            await client.PostTextAsync("/v1/campaigns", await File.ReadAllTextAsync(path)),
            HttpStatusCode.Created
        );
    }

    /// <summary>Posts the text as JSON, whatever it is.</summary>
    public static async Task<HttpResponseMessage> PostTextAsync(this HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content);
    }

    /// <summary>Puts the text as JSON, whatever it is.</summary>
    public static async Task<HttpResponseMessage> PutTextAsync(this HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PutAsync(path, content);
    }

    /// <summary>Patches with the text as JSON, and with If-Match when a tag is given.</summary>
    public static async Task<HttpResponseMessage> PatchTextAsync(
        this HttpClient client,
        string path,
        string body,
        string? tag
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }
        return await client.SendAsync(request);
    }

    /// <summary>Starts a generation of the whole campaign and waits for its end, a minute at most.</summary>
    /// <returns>The ended generation.</returns>
    public static async Task<JsonNode> GenerateAsync(this HttpClient client, string campaignId, object? body = null)
    {
        var path = $"/v1/campaigns/{campaignId}/generations";
        var started = await Answers.JsonAsync(
            body is null ? await client.PostAsync(path, null) : await client.PostAsJsonAsync(path, body),
            HttpStatusCode.Accepted
        );
        return await client.WaitForGenerationAsync(started["id"]!.GetValue<string>(), campaignId);
    }

    /// <summary>Waits until the generation has ended and the campaign can be worked on again, a minute at most.</summary>
    public static async Task<JsonNode> WaitForGenerationAsync(this HttpClient client, string id, string campaignId)
    {
        // Its events end with it. To ask again and again would take the core that it is written on.
        await client.GetStringAsync($"/v1/generations/{id}/events");
        JsonNode generation = null!;
        await Eventually.TrueAsync(
            async () =>
            {
                generation = (await client.GetFromJsonAsync<JsonNode>($"/v1/generations/{id}"))!;
                var campaign = await client.GetFromJsonAsync<JsonNode>($"/v1/campaigns/{campaignId}");
                return generation["status"]!.GetValue<string>() != "processing"
                    && campaign!["status"]!.GetValue<string>() != "generating";
            },
            "the generation's end"
        );
        return generation;
    }
}

/// <summary>Reads answers.</summary>
internal static class Answers
{
    /// <summary>The body as JSON; the assertion shows it when the status is another.</summary>
    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        return JsonNode.Parse(text)!;
    }
}
