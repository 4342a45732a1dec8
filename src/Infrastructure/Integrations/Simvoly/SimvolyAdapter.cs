using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.Simvoly;

/// <summary>Simvoly: a site's own API, the platform's API of a white-label partner, or both. Neither has pages.</summary>
internal sealed class SimvolyAdapter(PlatformCalls calls, IOptions<PlatformOptions> options)
    : PlatformAdapter(PlatformTypes.Simvoly)
{
    private static readonly CredentialField[] Website =
    [
        new("siteUrl", CredentialFormat.Address),
        new("apiKey", CredentialFormat.Token, IsSecret: true),
    ];

    private static readonly CredentialField[] Partner =
    [
        new("partnerDomain", CredentialFormat.Domain),
        new("clientKey", CredentialFormat.Token, IsSecret: true),
    ];

    public override IReadOnlyList<CredentialKind> Credentials { get; } =
    [new("website", Website), new("partner", Partner), new("website_and_partner", [.. Website, .. Partner])];

    public override ILeadWriter Leads { get; } = new SimvolyLeads(calls);

    protected override async Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    )
    {
        var metadata = new JsonObject();
        if (connection.Credential("siteUrl") is { } site)
        {
            await ProveSiteAsync(connection, site, connection.Credential("apiKey")!, cancellationToken);
            metadata["siteUrl"] = site;
        }
        if (connection.Credential("partnerDomain") is { } domain)
        {
            await ProvePartnerAsync(connection, domain, connection.Credential("clientKey")!, cancellationToken);
            metadata["partnerDomain"] = domain;
        }
        return new ConnectionCheck(ConnectionStatus.Connected, Problem: null, NextStep: null, metadata.ToJsonString());
    }

    private async Task ProveSiteAsync(
        PlatformConnection connection,
        string site,
        string key,
        CancellationToken cancellationToken
    )
    {
        var answer = await calls.AskAsync(
            connection,
            new FetchRequest(new Uri(new Uri(site), "/api/site/contacts?limit=1&skip=0"))
            {
                Credentials = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Authorization"] = $"Bearer {key}",
                },
            },
            cancellationToken
        );
        Require(answer, answer.Body is JsonObject body && body["items"] is JsonArray, "site's API key");
    }

    private async Task ProvePartnerAsync(
        PlatformConnection connection,
        string domain,
        string key,
        CancellationToken cancellationToken
    )
    {
        var address = options.Value.SimvolyPartnerAddress.Replace("{domain}", domain, StringComparison.Ordinal);
        var answer = await calls.AskAsync(
            connection,
            new FetchRequest(new Uri($"{address}/api/v1/templates"))
            {
                Credentials = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-CLIENT-KEY"] = key },
            },
            cancellationToken
        );
        // Some answers come in an envelope, some bare.
        Require(
            answer,
            answer.Body is JsonArray || answer.Body is JsonObject body && body["data"] is JsonArray,
            "partner's client key"
        );
    }

    private static void Require(PlatformAnswer answer, bool isAsDocumented, string key)
    {
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new PlatformException(ConnectionProblems.WrongCredentials, key);
        }
        if (!answer.IsSuccess || !isAsDocumented)
        {
            throw new PlatformException(ConnectionProblems.NotThePlatform, "the answer is none of Simvoly's.");
        }
    }
}
