using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.Infrastructure.Integrations.Webhooks;

namespace AiWebBuilder.Infrastructure.Integrations.Custom;

/// <summary>Messages to a server of the account's own, signed by Standard Webhooks.</summary>
internal sealed class SignedPush(PlatformCalls calls, TimeProvider time)
{
    /// <param name="id">By which the server knows a message that comes again.</param>
    /// <exception cref="PlatformException">No answer came.</exception>
    public Task<Fetched> SendAsync(
        PlatformConnection connection,
        string type,
        Guid id,
        JsonObject data,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var sentAt = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["type"] = type,
                ["timestamp"] = now.ToString("O", CultureInfo.InvariantCulture),
                ["data"] = data,
            }
        );
        return calls.FetchAsync(
            connection,
            new FetchRequest(new Uri(connection.Credential("url")!))
            {
                Method = HttpMethod.Post,
                Body = body,
                Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["webhook-id"] = id.ToString(),
                    ["webhook-timestamp"] = sentAt,
                    ["webhook-signature"] = StandardWebhooks.Sign(
                        connection.Credential("signingSecret")!,
                        id.ToString(),
                        sentAt,
                        body
                    ),
                },
            },
            cancellationToken
        );
    }

    /// <exception cref="PlatformException">The server has not taken it.</exception>
    public static void Require(Fetched answer)
    {
        if (answer.IsSuccess)
        {
            return;
        }
        throw answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PlatformException(
                ConnectionProblems.WrongCredentials,
                PlatformCalls.Number(answer.Status)
            ),
            HttpStatusCode.TooManyRequests => new(ConnectionProblems.RateLimited)
            {
                RetryAfter = answer.Headers.RetryAfter?.Delta,
            },
            >= HttpStatusCode.InternalServerError => new(
                ConnectionProblems.ServerError,
                PlatformCalls.Number(answer.Status)
            ),
            _ => new(ConnectionProblems.NotThePlatform, $"the status is {PlatformCalls.Number(answer.Status)}."),
        };
    }
}
