using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Mails;
using AiWebBuilder.Application.Identity.Passwords;
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
        // Whoever is signed in may ask for the mail without naming the address.
        auth.MapPost("/email-verification", SendVerificationMail)
            .WithName("sendVerificationMail")
            .WithSummary("Send the verification e-mail");
        var proving = auth.MapGroup("").WithMetadata(new ActsForNobody());
        proving.MapPost("/register", Register).WithName("register").WithSummary("Register a new account");
        proving.MapPost("/login", LogIn).WithName("logIn").WithSummary("Sign in with a password");
        proving
            .MapPost("/restoration", RestoreAccount)
            .WithName("restoreAccount")
            .WithSummary("Restore a closed account");
        proving.MapPost("/refresh", Refresh).WithName("refresh").WithSummary("Refresh the access token");
        proving.MapPost("/account", SwitchAccount).WithName("switchAccount").WithSummary("Switch to another account");
        proving.MapPost("/logout", LogOut).WithName("logOut").WithSummary("Sign out this session");
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

    /// <example>{"email":"ada@example.com","password":"a long enough password","name":"Ada Lovelace"}</example>
    internal sealed record RegisterBody(string Email, string Password, string Name);

    /// <example>{"email":"ada@example.com","password":"a long enough password"}</example>
    internal sealed record LogInBody(string Email, string Password, string? TotpCode = null);

    /// <example>{"refreshToken":"rt_2c26b46b68ffc68ff99b453c1d304134"}</example>
    internal sealed record RefreshBody(string RefreshToken);

    /// <example>{"refreshToken":"rt_2c26b46b68ffc68ff99b453c1d304134","accountId":"0197a000-0000-7000-8000-000000000001"}</example>
    internal sealed record AccountBody(string RefreshToken, Guid AccountId);

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
        HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/me",
            await sender.Send(
                new Register(body.Email, body.Password, body.Name, request.Headers.UserAgent, LanguageOf(request)),
                cancellationToken
            )
        );

    private static async Task<Ok<SignedIn>> LogIn(
        LogInBody body,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(
                new LogIn(body.Email, body.Password, body.TotpCode, request.Headers.UserAgent, NetworkOf(request)),
                cancellationToken
            )
        );

    private static async Task<Ok<SignedIn>> RestoreAccount(
        LogInBody body,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await sender.Send(
                new RestoreAccount(
                    body.Email,
                    body.Password,
                    body.TotpCode,
                    request.Headers.UserAgent,
                    NetworkOf(request)
                ),
                cancellationToken
            )
        );

    private static async Task<Ok<SignedIn>> Refresh(
        RefreshBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new Refresh(body.RefreshToken), cancellationToken));

    private static async Task<Ok<SignedIn>> SwitchAccount(
        AccountBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new SwitchAccount(body.RefreshToken, body.AccountId), cancellationToken));

    private static async Task<NoContent> LogOut(RefreshBody body, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new LogOut(body.RefreshToken), cancellationToken);
        return TypedResults.NoContent();
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
