using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Api.Http.Security;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Closure;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Application.Identity.Passwords;
using AiWebBuilder.Application.Identity.Sessions;
using AiWebBuilder.Application.Identity.TwoFactor;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.Identity;

/// <summary>The person who is signed in.</summary>
internal sealed class MeEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes
            .MapGroup("/v1/me")
            .WithTags("Account")
            .WithMetadata(new OpenWhenUsedUp())
            .RequireAuthorization();
        me.MapGet("", GetMe).WithName("getMe").WithSummary("Get your own profile").WithETag();
        me.MapPatch("", UpdateMe).WithName("updateMe").WithSummary("Update your own profile").WithETag();
        me.MapDelete("", CloseAccount).WithName("closeAccount").WithSummary("Close your own account");
        me.MapPut("/password", ChangePassword).WithName("changePassword").WithSummary("Change your own password");
        var totp = me.MapGroup("/totp").WithMetadata(new AnswersSecret());
        totp.MapPost("", StartTotp).WithName("startTotp").WithSummary("Start setting up two-factor sign-in");
        totp.MapPost("/confirmation", ConfirmTotp).WithName("confirmTotp").WithSummary("Turn on two-factor sign-in");
        totp.MapPost("/recovery-codes", RenewRecoveryCodes)
            .WithName("renewRecoveryCodes")
            .WithSummary("Replace the recovery codes");
        totp.MapDelete("", RemoveTotp).WithName("removeTotp").WithSummary("Turn off two-factor sign-in");
        me.MapGet("/usage", GetUsage).WithName("getUsage").WithSummary("Get this month's usage");
        me.MapGet("/accounts", ListAccounts).WithName("listAccounts").WithSummary("List accounts you can use");
        me.MapGet("/sessions", ListSessions).WithName("listSessions").WithSummary("List your own sessions");
        me.MapDelete("/sessions/{sessionId:guid}", EndSession)
            .WithName("endSession")
            .WithSummary("End one of your sessions");
    }

    /// <example>{"currentPassword":"a long enough password","newPassword":"another long enough password"}</example>
    internal sealed record ChangePasswordBody(string CurrentPassword, string NewPassword);

    /// <example>{"code":"123456"}</example>
    internal sealed record CodeBody(string Code);

    /// <example>{"password":"a long enough password"}</example>
    internal sealed record PasswordBody(string Password);

    private static async Task<Ok<UserView>> GetMe(
        ISender sender,
        SignedAddresses addresses,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var user = await sender.Send(new GetMe(), cancellationToken);
        response.Headers.ETag = ETags.Of(user.UpdatedAt);
        return TypedResults.Ok(user with { DownloadUrl = addresses.Sign(response.HttpContext, "/v1/me/export") });
    }

    private static async Task<Ok<UserView>> UpdateMe(
        ProfilePatch body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        SignedAddresses addresses,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UpdateMe(ifMatch, body), cancellationToken);
        // Read again: the time of the change, which makes the tag, is the database's.
        return await GetMe(sender, addresses, response, cancellationToken);
    }

    private static async Task<NoContent> CloseAccount(
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new CloseAccount(ifMatch, IdentityEndpoints.LanguageOf(request)), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ChangePassword(
        ChangePasswordBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ChangePassword(body.CurrentPassword, body.NewPassword), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TotpView>> StartTotp(
        PasswordBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new StartTotp(body.Password), cancellationToken));

    private static async Task<Ok<RecoveryCodesView>> ConfirmTotp(
        CodeBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ConfirmTotp(body.Code), cancellationToken));

    private static async Task<Ok<RecoveryCodesView>> RenewRecoveryCodes(
        PasswordBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new RenewRecoveryCodes(body.Password), cancellationToken));

    private static async Task<NoContent> RemoveTotp(
        [FromBody] PasswordBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RemoveTotp(body.Password), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<UsageView>> GetUsage(ISender sender, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sender.Send(new GetUsage(), cancellationToken));

    private static async Task<Ok<Page<AccountChoiceView>>> ListAccounts(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListAccounts(limit, cursor), cancellationToken));

    private static async Task<Ok<Page<SessionView>>> ListSessions(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListSessions(limit, cursor), cancellationToken));

    private static async Task<NoContent> EndSession(Guid sessionId, ISender sender, CancellationToken cancellationToken)
    {
        await sender.Send(new EndSession(sessionId), cancellationToken);
        return TypedResults.NoContent();
    }
}
