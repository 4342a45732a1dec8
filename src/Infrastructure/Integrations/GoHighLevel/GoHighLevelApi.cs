using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>GoHighLevel's API, by a private integration token.</summary>
internal sealed class GoHighLevelApi(PlatformCalls calls, string address, PlatformConnection connection)
{
    private const string Version = "2021-07-28";

    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["Version"] = Version,
        ["Accept"] = "application/json",
    };

    private readonly Dictionary<string, string> credentials = new(StringComparer.Ordinal)
    {
        ["Authorization"] = $"Bearer {connection.Credential("privateIntegrationToken")}",
    };

    /// <param name="path">As documented, with its slash at the end where it has one.</param>
    /// <param name="query">Encoded.</param>
    /// <exception cref="PlatformException">Also of a token that is not accepted at all.</exception>
    public async Task<PlatformAnswer> GetAsync(string path, string query, CancellationToken cancellationToken)
    {
        var answer = await calls.AskAsync(
            connection,
            new FetchRequest(new Uri($"{address}{path}{(query.Length > 0 ? "?" : "")}{query}"))
            {
                Headers = Headers,
                Credentials = credentials,
            },
            cancellationToken
        );
        return answer.Status == HttpStatusCode.Unauthorized && !SpeaksOfScope(answer)
            ? throw new PlatformException(ConnectionProblems.WrongCredentials)
            : answer;
    }

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
