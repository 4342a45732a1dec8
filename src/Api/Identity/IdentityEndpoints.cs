using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Closure;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Identity.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

internal sealed class IdentityEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var auth = routes
            .MapGroup("/v1/auth")
            .WithTags("Sign-in")
            .LimitedBy(RateLimit.SignIn)
            .WithMetadata(new OpenWhenUsedUp())
            .AllowAnonymous();
        var giving = auth.MapGroup("").WithMetadata(new ActsForNobody(), new SetsRefreshCookie());
        giving.MapPost("/register", Register).WithName("register").WithSummary("Register a new account");
        giving.MapPost("/login", LogIn).WithName("logIn").WithSummary("Sign in with a password");
        giving
            .MapPost("/restoration", RestoreAccount)
            .WithName("restoreAccount")
            .WithSummary("Restore a closed account");
        var taking = giving.MapGroup("").WithMetadata(new ReadsRefreshCookie());
        taking.MapPost("/refresh", Refresh).WithName("refresh").WithSummary("Refresh the access token");
        taking.MapPost("/account", SwitchAccount).WithName("switchAccount").WithSummary("Switch to another account");
        taking.MapPost("/logout", LogOut).WithName("logOut").WithSummary("Sign out this session");
        // Whoever is signed in may ask for the mail without naming the address.
        auth.MapPost("/email-verification", SendVerificationMail)
            .WithName("sendVerificationMail")
            .WithSummary("Send the verification e-mail");
        var proving = auth.MapGroup("").WithMetadata(new ActsForNobody());
        proving
            .MapPost("/email-verification/confirmation", VerifyEmail)
            .WithName("verifyEmail")
            .WithSummary("Confirm an e-mail address");
        proving
            .MapPost("/password-reset", SendPasswordResetMail)
            .WithName("sendPasswordResetMail")
            .WithSummary("Send a password reset e-mail");
        proving
            .MapPost("/password-reset/confirmation", ResetPassword)
            .WithName("resetPassword")
            .WithSummary("Set a new password by link");
    }

    /// <param name="RefreshCookie">
    /// The refresh token comes as the cookie <c>__Secure-refresh</c>, for pages of an allowed origin, and is not in the answer.
    /// </param>
    /// <example>{"email":"ada@example.com","password":"a long enough password","name":"Ada Lovelace"}</example>
    internal sealed record RegisterBody(string Email, string Password, string Name, bool RefreshCookie = false);

    /// <param name="RefreshCookie">
    /// The refresh token comes as the cookie <c>__Secure-refresh</c>, for pages of an allowed origin, and is not in the answer.
    /// </param>
    /// <example>{"email":"ada@example.com","password":"a long enough password"}</example>
    internal sealed record LogInBody(
        string Email,
        string Password,
        string? TotpCode = null,
        bool RefreshCookie = false
    );

    /// <param name="RefreshToken">May be left out when the cookie <c>__Secure-refresh</c> comes along.</param>
    /// <param name="RefreshCookie">
    /// The refresh token comes as the cookie <c>__Secure-refresh</c>, for pages of an allowed origin, and is not in the answer.
    /// </param>
    /// <example>{"refreshToken":"rt_2c26b46b68ffc68ff99b453c1d304134"}</example>
    internal sealed record RefreshBody(string? RefreshToken = null, bool RefreshCookie = false);

    /// <param name="RefreshToken">May be left out when the cookie <c>__Secure-refresh</c> comes along.</param>
    /// <param name="RefreshCookie">
    /// The refresh token comes as the cookie <c>__Secure-refresh</c>, for pages of an allowed origin, and is not in the answer.
    /// </param>
    /// <example>{"refreshToken":"rt_2c26b46b68ffc68ff99b453c1d304134","accountId":"0197a000-0000-7000-8000-000000000001"}</example>
    internal sealed record AccountBody(Guid AccountId, string? RefreshToken = null, bool RefreshCookie = false);

    /// <param name="RefreshToken">May be left out when the cookie <c>__Secure-refresh</c> comes along.</param>
    /// <example>{"refreshToken":"rt_2c26b46b68ffc68ff99b453c1d304134"}</example>
    internal sealed record LogOutBody(string? RefreshToken = null);

    /// <example>{"email":"ada@example.com"}</example>
    internal sealed record VerificationMailBody(string? Email = null);

    /// <example>{"token":"vrf_2c26b46b68ffc68ff99b453c1d304134"}</example>
    internal sealed record TokenBody(string Token);

    /// <example>{"email":"ada@example.com"}</example>
    internal sealed record PasswordResetMailBody(string Email);

    /// <example>{"token":"rst_2c26b46b68ffc68ff99b453c1d304134","password":"another long enough password"}</example>
    internal sealed record ResetPasswordBody(string Token, string Password);

    private static async Task<Created<SignedIn>> Register(
        RegisterBody body,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/me",
            await SignInAsync(
                new Register(
                    body.Email,
                    body.Password,
                    body.Name,
                    context.Request.Headers.UserAgent,
                    LanguageOf(context.Request)
                ),
                body.RefreshCookie,
                sender,
                cookie,
                context,
                cancellationToken
            )
        );

    private static async Task<Ok<SignedIn>> LogIn(
        LogInBody body,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await SignInAsync(
                new LogIn(
                    body.Email,
                    body.Password,
                    body.TotpCode,
                    context.Request.Headers.UserAgent,
                    NetworkOf(context.Request)
                ),
                body.RefreshCookie,
                sender,
                cookie,
                context,
                cancellationToken
            )
        );

    private static async Task<Ok<SignedIn>> RestoreAccount(
        LogInBody body,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await SignInAsync(
                new RestoreAccount(
                    body.Email,
                    body.Password,
                    body.TotpCode,
                    context.Request.Headers.UserAgent,
                    NetworkOf(context.Request)
                ),
                body.RefreshCookie,
                sender,
                cookie,
                context,
                cancellationToken
            )
        );

    private static async Task<Ok<SignedIn>> Refresh(
        RefreshBody body,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (token, isInCookie) = cookie.Read(context, body.RefreshToken);
        return TypedResults.Ok(
            await SignInAsync(
                new Refresh(token),
                isInCookie || body.RefreshCookie,
                sender,
                cookie,
                context,
                cancellationToken
            )
        );
    }

    private static async Task<Ok<SignedIn>> SwitchAccount(
        AccountBody body,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (token, isInCookie) = cookie.Read(context, body.RefreshToken);
        return TypedResults.Ok(
            await SignInAsync(
                new SwitchAccount(token, body.AccountId),
                isInCookie || body.RefreshCookie,
                sender,
                cookie,
                context,
                cancellationToken
            )
        );
    }

    private static async Task<NoContent> LogOut(
        LogOutBody body,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var (token, isInCookie) = cookie.Read(context, body.RefreshToken);
        await sender.Send(new LogOut(token), cancellationToken);
        if (isInCookie)
        {
            RefreshCookie.Clear(context);
        }
        return TypedResults.NoContent();
    }

    private static async Task<SignedIn> SignInAsync(
        ICommand<SignedIn> command,
        bool byCookie,
        ISender sender,
        RefreshCookie cookie,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (byCookie)
        {
            cookie.RequireOrigin(context);
        }
        var signedIn = await sender.Send(command, cancellationToken);
        return byCookie ? RefreshCookie.Give(context, signedIn) : signedIn;
    }

    private static async Task<Accepted> SendVerificationMail(
        VerificationMailBody? body,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SendVerificationMail(body?.Email, LanguageOf(request)), cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<NoContent> VerifyEmail(
        TokenBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new VerifyEmail(body.Token), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted> SendPasswordResetMail(
        PasswordResetMailBody body,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SendPasswordResetMail(body.Email, LanguageOf(request)), cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<NoContent> ResetPassword(
        ResetPasswordBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ResetPassword(body.Token, body.Password), cancellationToken);
        return TypedResults.NoContent();
    }

    private static string? NetworkOf(HttpRequest request) =>
        ClientNetwork.Of(request.HttpContext.Connection.RemoteIpAddress)?.ToString();

    /// <summary>The one that the browser would like best.</summary>
    internal static string? LanguageOf(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.Value;
}
