using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.Limits;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.Accounts;
using AiWebBuilder.Application.Identity.Members;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Identity;

/// <summary>Who acts for the account.</summary>
internal sealed class MemberEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/v1/members").WithTags("Members").RequireAuthorization();
        members.MapGet("", ListMembers).WithName("listMembers").WithSummary("List members and invitations");
        members
            .MapPost("", InviteMember)
            .WithName("inviteMember")
            .WithSummary("Invite a new member")
            .LimitedBy(RateLimit.Invitations);
        members
            .MapPost("/invitations/acceptance", AcceptInvitation)
            .WithName("acceptInvitation")
            .WithSummary("Accept an invitation");
        members.MapGet("/{memberId:guid}", GetMember).WithName("getMember").WithSummary("Get a member or invitation");
        members
            .MapPatch("/{memberId:guid}", UpdateMember)
            .WithName("updateMember")
            .WithSummary("Change a member's role");
        members
            .MapDelete("/{memberId:guid}", RemoveMember)
            .WithName("removeMember")
            .WithSummary("Remove a member or invitation");
    }

    /// <example>{"email":"grace@example.com","role":"editor"}</example>
    internal sealed record InvitationBody(string Email, [OneOf(typeof(GivenRoles))] string Role);

    /// <example>{"token":"inv_9f86d081884c7d659a2feaa0c55ad015"}</example>
    internal sealed record AcceptanceBody(string Token);

    /// <example>{"role":"viewer"}</example>
    internal sealed record MemberPatch([OneOf(typeof(GivenRoles))] string Role);

    private static async Task<Ok<Page<MemberView>>> ListMembers(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListMembers(limit, cursor), cancellationToken));

    private static async Task<Created<MemberView>> InviteMember(
        InvitationBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var invited = await sender.Send(new InviteMember(body.Email, body.Role), cancellationToken);
        return TypedResults.Created($"/v1/members/{invited.Id}", invited);
    }

    private static async Task<Ok<AccountView>> AcceptInvitation(
        AcceptanceBody body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new AcceptInvitation(body.Token), cancellationToken));

    private static async Task<Ok<MemberView>> GetMember(
        Guid memberId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetMember(memberId), cancellationToken));

    private static async Task<Ok<MemberView>> UpdateMember(
        Guid memberId,
        MemberPatch body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new UpdateMember(memberId, body.Role), cancellationToken);
        return await GetMember(memberId, sender, cancellationToken);
    }

    private static async Task<NoContent> RemoveMember(
        Guid memberId,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RemoveMember(memberId), cancellationToken);
        return TypedResults.NoContent();
    }
}
