using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>GoHighLevel's API, by a private integration token or by what a person has granted.</summary>
internal sealed class GoHighLevelApi(
    PlatformCalls calls,
    GoHighLevelTokens tokens,
    string address,
    PlatformConnection connection
)
{
    private const string Version = "2021-07-28";

    public static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["Version"] = Version,
        ["Accept"] = "application/json",
    };

    /// <summary>An agency's token opens its locations by a token of theirs.</summary>
    private string? locationToken;

    public static Dictionary<string, string> Bearer(string token) =>
        new(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {token}" };

    /// <param name="path">As documented, with its slash at the end where it has one.</param>
    /// <param name="query">Encoded.</param>
    /// <exception cref="PlatformException">Also of a token that is not accepted at all.</exception>
    public Task<PlatformAnswer> GetAsync(string path, string query, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, query.Length > 0 ? $"{path}?{query}" : path, content: null, cancellationToken);

    /// <param name="path">As documented, with its slash at the end where it has one.</param>
    /// <exception cref="PlatformException">Also of a token that is not accepted at all.</exception>
    public Task<PlatformAnswer> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, Json(body), cancellationToken);

    /// <param name="path">As documented, with its slash at the end where it has one.</param>
    /// <exception cref="PlatformException">Also of a token that is not accepted at all.</exception>
    public Task<PlatformAnswer> PutAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, Json(body), cancellationToken);

    /// <param name="path">As documented, with its slash at the end where it has one.</param>
    /// <exception cref="PlatformException">Also of a token that is not accepted at all.</exception>
    public Task<PlatformAnswer> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, content: null, cancellationToken);

    /// <param name="fields">Beside the file.</param>
    /// <exception cref="PlatformException">Also of a token that is not accepted at all.</exception>
    public async Task<PlatformAnswer> UploadAsync(
        string path,
        string name,
        string contentType,
        byte[] content,
        IReadOnlyDictionary<string, string> fields,
        CancellationToken cancellationToken
    )
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), $"\"{field}\"");
        }
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        form.Add(file, "\"file\"", $"\"{name}\"");
        return await SendAsync(
            HttpMethod.Post,
            path,
            (await form.ReadAsByteArrayAsync(cancellationToken), form.Headers.ContentType!.ToString()),
            cancellationToken
        );
    }

    private static (byte[] Bytes, string Type)? Json(JsonObject body) =>
        (JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    private async Task<PlatformAnswer> SendAsync(
        HttpMethod method,
        string target,
        (byte[] Bytes, string Type)? content,
        CancellationToken cancellationToken
    )
    {
        var pasted = connection.Credential("privateIntegrationToken");
        var token = pasted ?? await tokens.AccessAsync(connection, refused: null, cancellationToken);
        var answer = await AskAsync(method, target, content, token, cancellationToken);
        if (pasted is null && IsRefused(answer))
        {
            locationToken = null;
            token = await tokens.AccessAsync(connection, refused: token, cancellationToken);
            answer = await AskAsync(method, target, content, token, cancellationToken);
        }
        return IsRefused(answer)
            ? throw new PlatformException(
                pasted is null ? ConnectionProblems.NeedsReauth : ConnectionProblems.WrongCredentials
            )
            : answer;
    }

    private async Task<PlatformAnswer> AskAsync(
        HttpMethod method,
        string target,
        (byte[] Bytes, string Type)? content,
        string token,
        CancellationToken cancellationToken
    )
    {
        if (
            connection.Credential("userType") == "Company"
            && connection.Known("locationId") is { } location
            && !target.StartsWith("/locations/search", StringComparison.Ordinal)
        )
        {
            token = locationToken ??= await LocationTokenAsync(location, token, cancellationToken);
        }
        return await calls.AskAsync(
            connection,
            new FetchRequest(new Uri(address + target))
            {
                Method = method,
                Body = content?.Bytes,
                ContentType = content?.Type ?? "application/json",
                Headers = Headers,
                Credentials = Bearer(token),
            },
            cancellationToken
        );
    }

    private async Task<string> LocationTokenAsync(string location, string token, CancellationToken cancellationToken)
    {
        try
        {
            var (_, granted) = await tokens.RequestAsync(
                connection,
                "/oauth/locationToken",
                [("companyId", connection.Credential("companyId") ?? ""), ("locationId", location)],
                token,
                cancellationToken
            );
            return granted.AccessToken;
        }
        catch (PlatformException refused) when (refused.Problem == ConnectionProblems.NeedsReauth)
        {
            throw new PlatformException(
                ConnectionProblems.MissingRights,
                "the agency's access does not open this location: install the application in it",
                refused
            );
        }
    }

    private static bool IsRefused(PlatformAnswer answer) =>
        answer.Status == HttpStatusCode.Unauthorized && !SpeaksOfScope(answer);

    /// <summary>A token without a scope gets 401 like one that is not known, and is told so in words.</summary>
    private static bool SpeaksOfScope(PlatformAnswer answer) =>
        MessageOf(answer.Body).Contains("scope", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text, or a list of texts.</summary>
    private static string MessageOf(JsonNode? body) =>
        (body as JsonObject)?["message"] switch
        {
            JsonArray several => string.Join(" ", several.Select(one => one.TextOf())),
            var message => message.TextOf() ?? "",
        };
}
