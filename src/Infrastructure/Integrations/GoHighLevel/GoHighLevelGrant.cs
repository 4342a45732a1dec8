using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.Integrations.GoHighLevel;

/// <summary>GoHighLevel's OAuth 2 with an authorization code, by the operator's own application. PKCE is not offered there: the client's secret takes its place.</summary>
internal sealed class GoHighLevelGrant(
    GoHighLevelTokens tokens,
    IMailer frontend,
    IOptions<PlatformOptions> options,
    ICurrentUser user,
    TimeProvider time
) : IPlatformGrant
{
    private const string Scopes =
        "locations.readonly locations/customValues.readonly locations/customValues.write funnels/funnel.readonly funnels/page.readonly blogs/list.readonly "
        + "blogs/posts.readonly emails/builder.readonly emails/builder.write medias.readonly medias.write forms.readonly contacts.readonly contacts.write oauth.readonly oauth.write";

    public string Platform => PlatformTypes.GoHighLevel;

    public Task<string> ConsentAddressAsync(string? siteUrl, string state, CancellationToken cancellationToken)
    {
        if (options.Value.GoHighLevelClientId.Length == 0)
        {
            throw new DomainException(IntegrationErrors.NoAuthorization("GoHighLevel"));
        }
        return Task.FromResult(
            $"{options.Value.GoHighLevelConsentAddress}?response_type=code&client_id={Uri.EscapeDataString(options.Value.GoHighLevelClientId)}"
                + $"&redirect_uri={Uri.EscapeDataString(Back)}&scope={Uri.EscapeDataString(Scopes)}&state={state}"
        );
    }

    public async Task<GrantedAccess> RedeemAsync(
        string? siteUrl,
        JsonObject answer,
        CancellationToken cancellationToken
    )
    {
        if (answer["code"].TextOf() is not { Length: > 0 and <= 2000 } code)
        {
            throw new DomainException(IntegrationErrors.AuthorizationRefused("GoHighLevel sent no code back."));
        }
        // Whose account it is shows only when the code has been redeemed.
        var grantId = time.NewId();
        var connection = new PlatformConnection(
            grantId,
            user.RequireAccount(),
            Platform,
            new JsonObject { ["authorization"] = grantId.ToString() },
            []
        );
        try
        {
            var (body, granted) = await tokens.RequestAsync(
                connection,
                "/oauth/token",
                [
                    ("client_id", options.Value.GoHighLevelClientId),
                    ("client_secret", options.Value.GoHighLevelClientSecret),
                    ("grant_type", "authorization_code"),
                    ("code", code),
                    ("redirect_uri", Back),
                ],
                bearer: null,
                cancellationToken
            );
            var credentials = new JsonObject
            {
                ["grantId"] = grantId.ToString(),
                ["userType"] = body["userType"].TextOf(20) ?? "Location",
            };
            foreach (var name in (string[])["companyId", "locationId"])
            {
                if (body[name].TextOf(100) is { Length: > 0 } id)
                {
                    credentials[name] = id;
                }
            }
            return new GrantedAccess(credentials, granted);
        }
        catch (PlatformException failure)
        {
            throw new DomainException(
                IntegrationErrors.AuthorizationRefused(
                    failure.Problem == ConnectionProblems.NeedsReauth
                        ? "GoHighLevel does not accept the code: it is good once and for minutes."
                        : PlatformTexts.Of(Platform).Advice(failure.Problem, failure.Detail)
                )
            );
        }
    }

    private string Back => frontend.AddressOf("connect-platform");
}
