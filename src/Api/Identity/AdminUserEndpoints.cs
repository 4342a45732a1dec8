using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity;
using AiWebBuilder.Application.Identity.Admin;
using AiWebBuilder.Domain.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

/// <summary>Users, for the platform's administrators.</summary>
internal sealed class AdminUserEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/v1/admin/users").WithTags("Operations").RequireAuthorization();
        users.MapGet("", ListUsers).WithName("listUsers");
        users.MapGet("/{userId:guid}", GetUser).WithName("getUser");
        users.MapPut("/{userId:guid}/tier", SetUserTier).WithName("setUserTier");
        users.MapPut("/{userId:guid}/status", SetUserStatus).WithName("setUserStatus");
        users.MapPut("/{userId:guid}/comp", CompUser).WithName("compUser");
        users.MapDelete("/{userId:guid}/comp", EndUserComp).WithName("endUserComp");
        routes
            .MapGet("/v1/admin/erasures", ListErasures)
            .WithName("listErasures")
            .WithTags("Operations")
            .RequireAuthorization();
    }

    internal sealed record TierBody([property: OneOf(typeof(SubscriptionTiers))] string Tier, string Reason);

    internal sealed record StatusBody(
        [property: OneOf(typeof(SubscriptionStatus))] string Status,
        string Reason,
        DateTimeOffset? EndsAt = null
    );

    internal sealed record CompBody(
        [property: OneOf(typeof(SubscriptionTiers))] string Tier,
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
