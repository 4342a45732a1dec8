using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

internal sealed class IdentityEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/v1/auth").WithTags("Identity").AllowAnonymous();
        var proving = auth.MapGroup("").WithMetadata(new ActsForNobody());
        proving.MapPost("/register", Register).WithName("register");
        proving.MapPost("/login", LogIn).WithName("logIn");
        proving.MapPost("/refresh", Refresh).WithName("refresh");
        proving.MapPost("/logout", LogOut).WithName("logOut");
    }

    private sealed record RegisterBody(string Email, string Password, string Name);

    private sealed record LogInBody(string Email, string Password, string? TotpCode = null);

    private sealed record RefreshBody(string RefreshToken);

    private static async Task<Created<SignedIn>> Register(
        RegisterBody body,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            "/v1/me",
            await sender.Send(
                new Register(body.Email, body.Password, body.Name, request.Headers.UserAgent),
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
            await sender.Send(new LogIn(body.Email, body.Password, request.Headers.UserAgent), cancellationToken)
        );

    private static async Task<Ok<SignedIn>> Refresh(
        RefreshBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new Refresh(body.RefreshToken), cancellationToken));

    private static async Task<NoContent> LogOut(RefreshBody body, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new LogOut(body.RefreshToken), cancellationToken);
        return TypedResults.NoContent();
    }
}
