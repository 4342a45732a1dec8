using AiWebBuilder.Domain.Common;
using Ardalis.Specification;

namespace AiWebBuilder.Domain.Identity;

/// <summary>Whether somebody belongs to the account already.</summary>
public static class MemberStatus
{
    public static IReadOnlyList<string> All { get; } = ["active", "pending"];
}

/// <summary>Somebody who acts for an account that is another's.</summary>
public sealed class AccountMember : AggregateRoot, ITenantOwned
{
    private AccountMember() { }

    public Guid UserId { get; private init; }

    /// <summary>The person.</summary>
    public Guid MemberId { get; private init; }

    /// <summary>One of <see cref="GivenRoles.All"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>Access tokens made under the old role are worth nothing from the commit on: a trigger sees to it.</summary>
    public void ChangeRole(string role) => Role = role;
}

/// <summary>An offer to an address: whoever reads its mail and signs in with that address may accept it.</summary>
public sealed class AccountInvitation : AggregateRoot, ITenantOwned
{
    private AccountInvitation() { }

    public Guid UserId { get; private init; }

    public string Email { get; private init; } = "";

    /// <summary>One of <see cref="GivenRoles.All"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>SHA-256 of the link's secret. Until the mail is written it is that of one nobody has seen.</summary>
    public byte[] TokenHash { get; private set; } = [];

    public Guid? InvitedBy { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static AccountInvitation Make(
        Guid id,
        Guid accountId,
        string email,
        string role,
        Guid invitedBy,
        byte[] tokenHash,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            UserId = accountId,
            Email = email,
            Role = role,
            InvitedBy = invitedBy,
            TokenHash = tokenHash,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && RevokedAt is null && ExpiresAt > now;

    /// <summary>Invites the same address anew: the link of the mail before leads nowhere any more.</summary>
    public void Renew(string role, Guid invitedBy, byte[] tokenHash, DateTimeOffset now) =>
        (Role, InvitedBy, TokenHash, ExpiresAt) = (role, invitedBy, tokenHash, now + Lifetime);

    public void ChangeRole(string role) => Role = role;

    /// <summary>The mail is written now, with this secret.</summary>
    public void Mailed(byte[] tokenHash) => TokenHash = tokenHash;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>To one address, from all accounts together: nobody's mailbox is filled by strangers' invitations.</summary>
    public const int MostMailsInADay = 5;

    /// <summary>How long an invitation can be accepted.</summary>
    public static TimeSpan Lifetime => TimeSpan.FromDays(7);
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
