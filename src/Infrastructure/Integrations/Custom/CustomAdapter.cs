using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using AiWebBuilder.Infrastructure.Integrations.Webhooks;

namespace AiWebBuilder.Infrastructure.Integrations.Custom;

/// <summary>
/// A server of the account's own. With a signing secret it takes signed messages (Standard Webhooks), of which the first only says that it is
/// being verified; else it answers with JSON.
/// </summary>
internal sealed class CustomAdapter(PlatformCalls calls, TimeProvider time) : PlatformAdapter(PlatformTypes.Custom)
{
    private static readonly CredentialField Address = new("url", CredentialFormat.Address);

    public override IReadOnlyList<CredentialKind> Credentials { get; } =
    [
        new("open", Address),
        new("bearer_token", Address, new("bearerToken", CredentialFormat.Token, IsSecret: true)),
        new("signing_secret", Address, new("signingSecret", CredentialFormat.Token, IsSecret: true)),
    ];

    protected override async Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var address = connection.Credential("url")!;
        if (connection.Credential("signingSecret") is { } secret)
        {
            Require(await calls.FetchAsync(connection, Ping(new Uri(address), connection, secret), cancellationToken));
        }
        else
        {
            Require((await calls.AskAsync(connection, Pull(new Uri(address), connection), cancellationToken)).Fetched);
        }
        return new ConnectionCheck(
            ConnectionStatus.Connected,
            Problem: null,
            NextStep: null,
            new JsonObject { ["url"] = address }.ToJsonString()
        );
    }

    private static FetchRequest Pull(Uri address, PlatformConnection connection) =>
        connection.Credential("bearerToken") is { } token
            ? new FetchRequest(address)
            {
                Credentials = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Authorization"] = $"Bearer {token}",
                },
            }
            : new FetchRequest(address);

    private FetchRequest Ping(Uri address, PlatformConnection connection, string secret)
    {
        var id = time.NewId().ToString();
        var now = time.GetUtcNow();
        var sent = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["type"] = "integration.verification",
            ["timestamp"] = now.ToString("O", CultureInfo.InvariantCulture),
            ["data"] = new JsonObject { ["integrationId"] = connection.IntegrationId.ToString() },
        }.ToJsonString();
        return new FetchRequest(address)
        {
            Method = HttpMethod.Post,
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["webhook-id"] = id,
                ["webhook-timestamp"] = sent,
                ["webhook-signature"] = StandardWebhooks.Sign(secret, id, sent, Encoding.UTF8.GetBytes(body)),
            },
        };
    }

    private static void Require(Fetched answer)
    {
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new PlatformException(ConnectionProblems.WrongCredentials, PlatformCalls.Number(answer.Status));
        }
        if (!answer.IsSuccess)
        {
            throw new PlatformException(
                (int)answer.Status >= 500 ? ConnectionProblems.ServerError : ConnectionProblems.NotThePlatform,
                (int)answer.Status >= 500
                    ? PlatformCalls.Number(answer.Status)
                    : $"the status is {PlatformCalls.Number(answer.Status)}."
            );
        }
    }
}
