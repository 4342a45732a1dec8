using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.UnitTests.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage.Images;

/// <summary>Uploads images, as a frontend's fetch does.</summary>
internal static class Uploads
{
    /// <returns>The answer to an upload that is taken.</returns>
    public static async Task<JsonNode> UploadAsync(
        this HttpClient client,
        byte[] file,
        string? type = null,
        string? alt = null
    )
    {
        using var answer = await client.SendFileAsync(file, type, alt: alt);
        return await Answers.JsonAsync(answer, HttpStatusCode.Created);
    }

    /// <returns>The answer to a file for visitors that is taken.</returns>
    public static async Task<JsonNode> UploadFileAsync(
        this HttpClient client,
        byte[] file,
        string name = "prices.pdf",
        string? title = null
    )
    {
        using var answer = await client.PostFileAsync(file, name, title);
        return await Answers.JsonAsync(answer, HttpStatusCode.Created);
    }

    public static async Task<HttpResponseMessage> PostFileAsync(
        this HttpClient client,
        byte[] file,
        string name,
        string? title = null
    )
    {
        using var content = new ByteArrayContent(file);
        var query = title is null ? "" : $"&title={Uri.EscapeDataString(title)}";
        return await client.PostAsync($"/v1/files?name={Uri.EscapeDataString(name)}{query}", content);
    }

    public static async Task<HttpResponseMessage> SendFileAsync(
        this HttpClient client,
        byte[] file,
        string? type = null,
        string? idempotencyKey = null,
        string? alt = null
    )
    {
        var query = alt is null ? "" : $"?alt={Uri.EscapeDataString(alt)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/images{query}");
        request.Content = new ByteArrayContent(file);
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }
        return await client.SendAsync(request);
    }

    /// <summary>One of many, each another, of exactly so many bytes.</summary>
    public static byte[] Picture(int number, int bytes)
    {
        var data = new byte[bytes - 57];
        BitConverter.TryWriteBytes(data, number);
        return SamplePictures.PngOf(4, 3, data);
    }
}
