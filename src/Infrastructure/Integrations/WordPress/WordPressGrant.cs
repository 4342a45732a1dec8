using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Authorizations;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.WordPress;

/// <summary>A site's own page that makes an application password for whoever is signed in there, and sends the browser back with it.</summary>
internal sealed class WordPressGrant(
    PlatformCalls calls,
    IMailer frontend,
    IDerivedKeys keys,
    ICurrentUser user,
    TimeProvider time
) : IPlatformGrant
{
    public string Platform => PlatformTypes.WordPress;

    public async Task<string> ConsentAddressAsync(string? siteUrl, string state, CancellationToken cancellationToken)
    {
        try
        {
            var (api, about) = await WordPressApi.FindAsync(
                calls,
                new PlatformConnection(
                    Guid.Empty,
                    user.RequireAccount(),
                    Platform,
                    new JsonObject { ["siteUrl"] = siteUrl },
                    []
                ),
                cancellationToken
            );
            // An empty list where application passwords are switched off, else an object.
            var said = (about["authentication"] as JsonObject)?["application-passwords"] as JsonObject;
            if (
                !Uri.TryCreate((said?["endpoints"] as JsonObject)?["authorization"].TextOf(2000), default, out var page)
                || page.Authority != api.Root.Authority
                || page.UserInfo.Length > 0
            )
            {
                throw new DomainException(
                    IntegrationErrors.AuthorizationRefused(
                        "the site has application passwords switched off, or asks for them elsewhere: it needs https, and no plug-in that forbids them."
                    )
                );
            }
            // A site that calls itself http and is served over https is common; elsewhere nobody should sign in.
            var address = new UriBuilder(page)
            {
                Scheme = api.Root.Scheme,
                Port = api.Root.IsDefaultPort ? -1 : api.Root.Port,
            };
            // A person may have one password of a name: who connects again needs another.
            var name = time.GetUtcNow().ToString("'AiWebBuilder 'yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var back = $"{frontend.AddressOf("connect-platform")}?state={state}";
            address.Query =
                $"app_name={Uri.EscapeDataString(name)}&app_id={ApplicationId()}&success_url={Uri.EscapeDataString(back)}"
                + $"&reject_url={Uri.EscapeDataString($"{back}&success=false")}";
            return address.Uri.AbsoluteUri;
        }
        catch (PlatformException failure)
        {
            throw new DomainException(
                IntegrationErrors.AuthorizationRefused(
                    PlatformTexts.Of(Platform).Advice(failure.Problem, failure.Detail)
                )
            );
        }
    }

    public Task<GrantedAccess> RedeemAsync(string? siteUrl, JsonObject answer, CancellationToken cancellationToken)
    {
        var asked = new Uri(siteUrl!);
        if (
            answer["user_login"].TextOf() is not { Length: > 0 and <= 500 } login
            || answer["password"].TextOf() is not { Length: > 0 and <= 500 } password
        )
        {
            throw new DomainException(IntegrationErrors.AuthorizationRefused("it was refused on the site."));
        }
        if (
            !Uri.TryCreate(answer["site_url"].TextOf(), UriKind.Absolute, out var site)
            || !WordPressApi.IsSameSite(asked, site)
        )
        {
            throw new DomainException(
                IntegrationErrors.AuthorizationRefused("another site answers than the one that was asked.")
            );
        }
        return Task.FromResult(
            new GrantedAccess(
                new JsonObject
                {
                    ["siteUrl"] = siteUrl,
                    ["username"] = login,
                    ["applicationPassword"] = password,
                },
                Tokens: null
            )
        );
    }

    /// <summary>By which a site lists what it was asked for by this installation.</summary>
    private Guid ApplicationId() => new(keys.DeriveKey("aiwebbuilder application id v1"u8).AsSpan(0, 16));
}
