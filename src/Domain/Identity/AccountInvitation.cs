using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

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
