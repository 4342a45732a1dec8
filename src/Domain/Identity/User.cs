using AiWebBuilder.Domain.Common;
using Ardalis.Specification;

namespace AiWebBuilder.Domain.Identity;

/// <summary>A person and, as its owner, an account: <see cref="AggregateRoot.Id"/> is the tenant of all that the account owns.</summary>
public sealed class User : AggregateRoot
{
    private User() { }

    public string Email { get; private set; } = "";

    public string PasswordHash { get; private set; } = "";

    /// <summary>How the hash was made, from <see cref="PasswordSchemes"/>.</summary>
    public string PasswordScheme { get; private set; } = PasswordSchemes.Current;

    /// <summary>When it was proved that the person reads this mailbox.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; private set; }

    public string Name { get; private set; } = "";

    public string? AvatarUrl { get; private set; }

    /// <summary><c>freemium, creator, business, agency</c>.</summary>
    public string SubscriptionTier { get; private set; } = "freemium";

    /// <summary><c>active, canceled, past_due, trial</c>.</summary>
    public string SubscriptionStatus { get; private set; } = "active";

    public DateTimeOffset? SubscriptionEndsAt { get; private set; }

    /// <summary>Preferences, a JSON object.</summary>
    public string Settings { get; private set; } = "{}";

    public DateTimeOffset? LastActiveAt { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>When the grace period of a closed account ends: then everything of it is erased.</summary>
    public DateTimeOffset? EraseAfter { get; private set; }

    /// <summary>Set on the command line alone; the server's own database role may not.</summary>
    public bool IsPlatformAdmin { get; private init; }

    /// <param name="email">Canonical; unique whatever its case.</param>
    public static User Register(Guid id, string email, string passwordHash, string name, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Email = email,
            PasswordHash = passwordHash,
            Name = name,
            CreatedAt = now,
            LastActiveAt = now,
        };

    public void SignedIn(DateTimeOffset now) => LastActiveAt = now;

    /// <param name="hash">Made with <see cref="PasswordSchemes.Current"/>.</param>
    public void ChangePassword(string hash) => (PasswordHash, PasswordScheme) = (hash, PasswordSchemes.Current);

    /// <summary>Somebody came back with what was sent to the address. Idempotent.</summary>
    public void VerifyEmail(DateTimeOffset now)
    {
        if (EmailVerifiedAt is null)
        {
            EmailVerifiedAt = now;
            Raise(new UserVerified(Id));
        }
    }

    /// <summary>Sets a new password with the link that was sent to the address, which verifies the address too.</summary>
    /// <inheritdoc cref="ChangePassword"/>
    public void ResetPassword(string hash, DateTimeOffset now)
    {
        ChangePassword(hash);
        VerifyEmail(now);
        Raise(new UserResetPassword(Id));
    }

    public void ChangeProfile(string name, string? avatarUrl, string settings) =>
        (Name, AvatarUrl, Settings) = (name, avatarUrl, settings);

    /// <summary>Nobody signs in to it any more, and after the grace period it is erased.</summary>
    public void Close(DateTimeOffset now, TimeSpan grace)
    {
        (IsActive, EraseAfter) = (false, now + grace);
        Raise(new UserClosed(Id, now));
    }

    /// <summary>It is open, or can be opened again: whoever proves that it is theirs gets in.</summary>
    public bool IsWithinReach(DateTimeOffset now) => IsActive || EraseAfter > now;

    /// <summary>Takes the closing back. Answers whether it could be: one that is open is left as it is.</summary>
    public bool Restore(DateTimeOffset now)
    {
        if (!IsActive && IsWithinReach(now))
        {
            (IsActive, EraseAfter) = (true, null);
            Raise(new UserRestored(Id));
        }
        return IsActive;
    }
}

/// <summary>Questions about users.</summary>
public sealed class UserByEmail : Specification<User>
{
    public UserByEmail(string email)
    {
        var wanted = email.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Becomes lower(email) in SQL, which the unique index is on.
        Query.Where(user => user.Email.ToLower() == wanted);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }
}
