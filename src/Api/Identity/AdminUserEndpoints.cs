using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Admin;
using AiWebBuilder.Application.Identity.Closure;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

/// <summary>Users, for the platform's administrators.</summary>
internal sealed class AdminUserEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes
            .MapGroup("/v1/admin/users")
            .WithTags("Administration")
            .WithMetadata(new OpenWhenUsedUp())
            .RequireAuthorization();
        users.MapGet("", ListUsers).WithName("listUsers").WithSummary("List the platform's users");
        users.MapGet("/{userId:guid}", GetUser).WithName("getUser").WithSummary("Get a platform user");
        users.MapPut("/{userId:guid}/tier", SetUserTier).WithName("setUserTier").WithSummary("Set a user's tier");
        users
            .MapPut("/{userId:guid}/status", SetUserStatus)
            .WithName("setUserStatus")
            .WithSummary("Set a user's subscription status");
        users.MapPut("/{userId:guid}/comp", CompUser).WithName("compUser").WithSummary("Give a user a free tier");
        users
            .MapDelete("/{userId:guid}/comp", EndUserComp)
            .WithName("endUserComp")
            .WithSummary("End a user's free tier");
        routes
            .MapGet("/v1/admin/erasures", ListErasures)
            .WithMetadata(new OpenWhenUsedUp())
            .WithName("listErasures")
            .WithSummary("List erasures and their receipts")
            .WithTags("Administration")
            .RequireAuthorization();
    }

    /// <example>{"tier":"agency","reason":"Paid by bank transfer."}</example>
    internal sealed record TierBody([OneOf(typeof(SubscriptionTiers))] string Tier, string Reason);

    /// <example>{"status":"active","reason":"Paid by bank transfer.","endsAt":"2099-01-01T00:00:00Z"}</example>
    internal sealed record StatusBody(
        [OneOf(typeof(SubscriptionStatus))] string Status,
        string Reason,
        DateTimeOffset? EndsAt = null
    );

    /// <example>{"tier":"business","reason":"Beta tester.","until":"2099-01-01T00:00:00Z"}</example>
    internal sealed record CompBody(
        [OneOf(typeof(SubscriptionTiers))] string Tier,
        string Reason,
        DateTimeOffset? Until = null
    );

    private static async Task<Ok<Page<PlatformUserView>>> ListUsers(
        int? limit,
        string? cursor,
        string? q,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListUsers(limit, cursor, q), cancellationToken));

    private static async Task<Ok<Page<ErasureView>>> ListErasures(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListErasures(limit, cursor), cancellationToken));

    private static async Task<Ok<PlatformUserView>> GetUser(
        Guid userId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetUser(userId), cancellationToken));

    private static async Task<Ok<PlatformUserView>> SetUserTier(
        Guid userId,
        TierBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SetUserTier(userId, body.Tier, body.Reason), cancellationToken);
        return await GetUser(userId, sender, cancellationToken);
    }

    private static async Task<Ok<PlatformUserView>> SetUserStatus(
        Guid userId,
        StatusBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SetUserStatus(userId, body.Status, body.EndsAt, body.Reason), cancellationToken);
        return await GetUser(userId, sender, cancellationToken);
    }

    private static async Task<Ok<PlatformUserView>> CompUser(
        Guid userId,
        CompBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new CompUser(userId, body.Tier, body.Until, body.Reason), cancellationToken);
        return await GetUser(userId, sender, cancellationToken);
    }

    private static async Task<NoContent> EndUserComp(
        Guid userId,
        string reason,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new EndUserComp(userId, reason), cancellationToken);
        return TypedResults.NoContent();
    }
}
