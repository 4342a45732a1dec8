using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.ApiKeys;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Identity.ApiKeys;
using AiWebBuilder.Infrastructure.Identity.Limits;
using AiWebBuilder.Infrastructure.Identity.Sessions;
using AiWebBuilder.Infrastructure.Identity.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace AiWebBuilder.Api.Identity;

/// <summary>
/// Who calls: a person by an access token or a program by an API key, both as <c>Authorization: Bearer</c>, or either by an address that was
/// signed for them.
/// </summary>
internal static class Caller
{
    private const string Any = "TokenKeyOrSignedAddress";

    public static void AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<CheckedTokens>();
        services.AddSingleton<SignedAddresses>();
        services.AddSingleton<RefreshCookie>();
        services
            .AddAuthentication(Any)
            .AddPolicyScheme(
                Any,
                displayName: null,
                policy =>
                    policy.ForwardDefaultSelector = context =>
                        SignedAddresses.IsUsedBy(context) ? SignedAuthentication.Scheme
                        : KeyAuthentication.KeyOf(context.Request) is null ? JwtBearerDefaults.AuthenticationScheme
                        : KeyAuthentication.Scheme
            )
            .AddJwtBearer()
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Scheme, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, SignedAuthentication>(
                SignedAuthentication.Scheme,
                configureOptions: null
            );
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenIssuer, IOptions<TokenOptions>, CheckedTokens>(
                (jwt, issuer, tokens, checkedTokens) =>
                {
                    jwt.TokenHandlers.Clear();
                    jwt.TokenHandlers.Add(checkedTokens);
                    jwt.MapInboundClaims = false;
                    jwt.TokenValidationParameters = new TokenValidationParameters
                    {
                        ValidIssuer = tokens.Value.Issuer,
                        ValidAudience = tokens.Value.Audience,
                        ValidTypes = ["at+jwt"],
                        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                        IssuerSigningKey = issuer.SigningKey,
                        ClockSkew = TimeSpan.FromSeconds(5),
                        LifetimeValidator = checkedTokens.IsInTime,
                    };
                }
            );
        services.AddAuthorization();
    }

    /// <summary>
    /// The request acts as its token, key or signed address says. Not where the body proves who they are: sign-in and refresh have their
    /// own proof, and a token that comes along must not narrow what they see.
    /// </summary>
    public static Task Act(HttpContext context, RequestDelegate next)
    {
        if (
            context.User.Identity is { IsAuthenticated: true }
            && context.GetEndpoint()?.Metadata.GetMetadata<ActsForNobody>() is null
        )
        {
            context.Features.Set(new LastingRights(cancellationToken => StillMayAsync(context, cancellationToken)));
            var actor = context.RequestServices.GetRequiredService<ActorContext>();
            if (context.Features.Get<KnownKey>() is { } key)
            {
                actor.ActAs(key.MakerId, key.AccountId, sessionId: null, key.May, key.Id);
            }
            else
            {
                ActAsTokenSays(context, actor);
            }
            if (actor is { AccountId: { } account, ActorId: { } person })
            {
                var meter = context.RequestServices.GetRequiredService<ActivityMeter>();
                if (!IsOpen(context) && meter.RefusalOf(account) is { } usedUp)
                {
                    throw new DomainException(usedUp);
                }
                meter.Count(account, person);
            }
        }
        return next(context);
    }

    private static async ValueTask<bool> StillMayAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<KnownKey>() is not { } key)
        {
            return SessionOf(context) is not null;
        }
        var keys = context.RequestServices.GetRequiredService<KnownKeys>();
        return await keys.FindAsync(key.Id, cancellationToken) is { } now && now.May.IsSupersetOf(key.May);
    }

    /// <summary>The token's session; null when it has ended or its rights have changed since.</summary>
    private static Guid? SessionOf(HttpContext context) =>
        Guid.TryParse(context.User.FindFirst("sid")?.Value, out var session)
        && long.TryParse(context.User.FindFirst("ver")?.Value, CultureInfo.InvariantCulture, out var version)
        && !context.RequestServices.GetRequiredService<RevokedSessions>().Refuses(session, version)
            ? session
            : null;

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OpenWhenUsedUp>() is not null
        || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

    private static void ActAsTokenSays(HttpContext context, ActorContext actor)
    {
        var token = context.User;
        if (
            Guid.TryParse(token.FindFirst("sub")?.Value, out var person)
            && Guid.TryParse(token.FindFirst("acc")?.Value, out var account)
            && token.FindFirst("rol")?.Value is { } role
            && SessionOf(context) is { } session
        )
        {
            var isPlatformAdmin = token.HasClaim("adm", "yes");
            actor.ActAs(person, account, session, PermissionTable.PermissionsOf(role, isPlatformAdmin));
        }
    }
}

/// <summary>Reads an API key; the key that is found becomes a feature of the request.</summary>
internal sealed class KeyAuthentication(
    KnownKeys keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    /// <summary>What is sent as a key; null when something else is, or nothing.</summary>
    public static string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && header.AsSpan(Bearer.Length).StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal)
            ? header[Bearer.Length..]
            : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } text || await keys.FindAsync(text, Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("The API key is invalid, revoked or expired.");
        }
        Context.Features.Set(key);
        var identity = new ClaimsIdentity([new Claim("key", key.Id.ToString())], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }
}
