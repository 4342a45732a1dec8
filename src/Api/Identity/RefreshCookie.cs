using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.Identity;

/// <summary>
/// The refresh token where no script reads it (docs/decisions/0020). A page of another site cannot have it sent, because it is
/// <c>SameSite=Strict</c>; one of another origin of the same site cannot use it, because <c>Origin</c> has to be on the list.
/// </summary>
internal sealed class RefreshCookie(IOptions<CorsOptions> cors)
{
    public const string Name = "__Secure-refresh";

    /// <summary>The token that the request proves itself by: of its body, or else of its cookie.</summary>
    /// <exception cref="DomainException">Unauthenticated: there is none. Forbidden: a page of another origin sends the cookie.</exception>
    public (string Token, bool IsInCookie) Read(HttpContext context, string? inBody)
    {
        if (inBody is not null)
        {
            return (inBody, IsInCookie: false);
        }
        // Two of the name: another subdomain has set one for all of them.
        var sent = context
            .Request.Headers.Cookie.SelectMany(header => header?.Split(';') ?? [])
            .Select(cookie => cookie.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(cookie => cookie is [Name, _])
            .Select(cookie => cookie[1])
            .ToArray();
        if (sent is not [var token])
        {
            throw new DomainException(IdentityErrors.RefreshTokenInvalid);
        }
        RequireOrigin(context);
        return (token, IsInCookie: true);
    }

    /// <summary>Before anything is done for a caller who wants the cookie, or for one who has it.</summary>
    /// <exception cref="DomainException">Forbidden: the request says no origin, or one that is not on the list.</exception>
    public void RequireOrigin(HttpContext context)
    {
        var (origin, request) = (context.Request.Headers.Origin.ToString(), context.Request);
        var policy = cors.Value.GetPolicy(cors.Value.DefaultPolicyName)!;
        if (
            origin.Length == 0
            || !origin.Equals(ServerAddress.Of(request), StringComparison.OrdinalIgnoreCase)
                && !policy.IsOriginAllowed(origin)
        )
        {
            throw new DomainException(OriginNotAllowed);
        }
    }

    /// <returns>The answer without the token, which goes into the cookie.</returns>
    public static SignedIn Give(HttpContext context, SignedIn signedIn)
    {
        context.Response.Cookies.Append(Name, signedIn.RefreshToken!, Options(UserSession.Lifetime));
        return signedIn with { RefreshToken = null };
    }

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options());

    private static CookieOptions Options(TimeSpan? maxAge = null) =>
        new()
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Strict,
            Path = "/v1/auth",
            MaxAge = maxAge,
        };

    private static Error OriginNotAllowed { get; } =
        new(
            ErrorKind.Forbidden,
            "auth.origin_not_allowed",
            "The refresh cookie is only for pages of this server or of an allowed origin."
        );
}
