using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.Custom;

/// <summary>
/// A server of the account's own. With a signing secret it takes signed messages (Standard Webhooks), of which the first only says that it is
/// being verified; else it answers with JSON.
/// </summary>
internal sealed class CustomAdapter(PlatformCalls calls, TimeProvider time) : PlatformAdapter(PlatformTypes.Custom)
{
    private static readonly CredentialField Address = new("url", CredentialFormat.Address);

    private readonly SignedPush push = new(calls, time);

    public override IReadOnlyList<CredentialKind> Credentials { get; } =
    [
        new("open", Address),
        new("bearer_token", Address, new("bearerToken", CredentialFormat.Token, IsSecret: true)),
        new("signing_secret", Address, new("signingSecret", CredentialFormat.Token, IsSecret: true)),
    ];

    public override ILeadWriter Leads { get; } = new CustomLeads(calls, time);

    protected override async Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var address = connection.Credential("url")!;
        if (connection.Credential("signingSecret") is not null)
        {
            SignedPush.Require(
                await push.SendAsync(
                    connection,
                    "integration.verification",
                    time.NewId(),
                    new JsonObject { ["integrationId"] = connection.IntegrationId.ToString() },
                    cancellationToken
                )
            );
        }
        else
        {
            SignedPush.Require(
                (await calls.AskAsync(connection, Pull(new Uri(address), connection), cancellationToken)).Fetched
            );
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
}
