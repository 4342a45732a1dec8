using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Identity.ApiKeys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Api.Identity;

/// <summary>
/// Reads a signed address: the request is whoever asked for it, with the claims that their token had, so that the same checks find out
/// whether they still may. It never administers the platform.
/// </summary>
internal sealed class SignedAuthentication(
    SignedAddresses addresses,
    KnownKeys keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "SignedAddress";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (addresses.Read(Context) is not { } caller)
        {
            return AuthenticateResult.Fail("The signed address is for something else, or has expired.");
        }
        Response.OnStarting(AnswerForOnePage, Response);
        if (caller.Role.Length > 0)
        {
            return Success(
                new Claim("sub", caller.ActorId.ToString()),
                new Claim("acc", caller.AccountId.ToString()),
                new Claim("sid", caller.By.ToString()),
                new Claim("rol", caller.Role),
                new Claim("ver", caller.Version.ToString(CultureInfo.InvariantCulture))
            );
        }
        if (await keys.FindAsync(caller.By, Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("The API key was revoked or has expired.");
        }
        Context.Features.Set(key);
        return Success(new Claim("key", key.Id.ToString()));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        throw new DomainException(Refused);

    private static AuthenticateResult Success(params Claim[] claims) =>
        AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme)
        );

    /// <summary>
    /// A page of another origin may show it, since whoever has the address may read it anyway. No cache keeps it: the address is soon
    /// another one, and the rights may be gone.
    /// </summary>
    private static Task AnswerForOnePage(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    }

    private static Error Refused { get; } =
        new(
            ErrorKind.Unauthenticated,
            "auth.signed_address_invalid",
            "This signed address is invalid, or no longer valid: read the resource again for a new one."
        );
}
