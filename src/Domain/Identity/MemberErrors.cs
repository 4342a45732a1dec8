using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

/// <summary>What can go wrong with members and invitations.</summary>
public static class MemberErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "identity.member_not_found", "Member not found.");

    public static Error OwnerStays { get; } =
        new(ErrorKind.Conflict, "identity.owner_stays", "The owner cannot be removed or given another role.");

    public static Error AlreadyMember { get; } =
        new(ErrorKind.Conflict, "identity.already_member", "This address already belongs to a member.");

    public static Error TooManyInvitations { get; } =
        new(
            ErrorKind.TooManyRequests,
            "identity.too_many_invitations",
            $"This address has already received {AccountInvitation.MostMailsInADay} invitations in the last 24 hours: try again after the time in Retry-After."
        );

    public static Error InvitationNotFound { get; } =
        new(
            ErrorKind.NotFound,
            "identity.invitation_not_found",
            "The invitation does not exist, has expired or was withdrawn."
        );

    public static Error InvitationForAnother { get; } =
        new(
            ErrorKind.Forbidden,
            "identity.invitation_for_another",
            "This invitation was sent to a different address: sign in with that one."
        );

    public static Error AccountNotFound { get; } =
        new(ErrorKind.NotFound, "identity.account_not_found", "Account not found, or you are not a member of it.");
}
