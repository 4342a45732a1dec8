using Ardalis.Specification;

namespace AiWebBuilder.Domain.Identity;

/// <summary>Whether somebody belongs to the account already.</summary>
public static class MemberStatus
{
    public static IReadOnlyList<string> All { get; } = ["active", "pending"];
}

/// <summary>Who has the address in an account's open invitations: one at most.</summary>
public sealed class OpenInvitationTo : Specification<AccountInvitation>
{
    public OpenInvitationTo(string email)
    {
        var wanted = email.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Becomes lower(email) in SQL, which the unique index is on.
        Query.Where(invitation =>
            invitation.AcceptedAt == null && invitation.RevokedAt == null && invitation.Email.ToLower() == wanted
        );
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }
}
