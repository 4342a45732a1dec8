using System.Collections.Immutable;
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

    /// <summary>Somebody came back with what was sent to the address. Answers whether that is news.</summary>
    public bool VerifyEmail(DateTimeOffset now)
    {
        var news = EmailVerifiedAt is null;
        EmailVerifiedAt ??= now;
        return news;
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
        if (IsWithinReach(now))
        {
            (IsActive, EraseAfter) = (true, null);
        }
        return IsActive;
    }
}

/// <summary>The allowed values of <c>users.subscription_tier</c>.</summary>
public static class SubscriptionTiers
{
    /// <summary>From the lowest to the highest.</summary>
    public static ImmutableArray<string> All { get; } = ["freemium", "creator", "business", "agency"];
}

/// <summary>The allowed values of <c>users.subscription_status</c>.</summary>
public static class SubscriptionStatus
{
    public static IReadOnlyList<string> All { get; } = ["active", "canceled", "past_due", "trial"];
}

/// <summary>The allowed values of <c>users.password_scheme</c>.</summary>
public static class PasswordSchemes
{
    /// <summary>Bcrypt over SHA-384 of the password in Unicode's form C.</summary>
    public const string Current = "bcrypt-sha384";

    /// <summary>Bcrypt of the password itself, of which it reads 72 bytes: rows that came from elsewhere.</summary>
    public const string Plain = "bcrypt";
}

/// <summary>One device that is signed in. Its refresh token is the session with a counter, which each refresh moves on.</summary>
public sealed class UserSession : AggregateRoot, IPersonOwned
{
    private UserSession() { }

    public Guid UserId { get; private init; }

    public int Counter { get; private set; }

    public DateTimeOffset RotatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? UserAgent { get; private init; }

    public static UserSession Start(Guid id, Guid userId, string? userAgent, DateTimeOffset now) =>
        new()
        {
            Id = id,
            UserId = userId,
            UserAgent = userAgent is { Length: > MaxUserAgent } ? Cut(userAgent) : userAgent,
            CreatedAt = now,
            RotatedAt = now,
            ExpiresAt = now + Lifetime,
        };

    /// <summary>Signs the device out; again: nothing happens.</summary>
    public void End(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>How long a session lives without a refresh.</summary>
    public static TimeSpan Lifetime => TimeSpan.FromDays(30);

    private const int MaxUserAgent = 500;

    /// <summary>Not through the middle of a surrogate pair, of which no half can be stored.</summary>
    private static string Cut(string userAgent) =>
        userAgent[..(char.IsHighSurrogate(userAgent[MaxUserAgent - 1]) ? MaxUserAgent - 1 : MaxUserAgent)];
}

/// <summary>What can go wrong with accounts.</summary>
public static class IdentityErrors
{
    public static Error EmailTaken { get; } =
        new(ErrorKind.Conflict, "identity.email_taken", "An account with this e-mail address already exists.");

    public static Error WrongCredentials { get; } =
        new(ErrorKind.Unauthenticated, "identity.wrong_credentials", "Incorrect e-mail address or password.");

    /// <param name="erasesAt">Until then it can be undone.</param>
    public static Error AccountClosed(DateTimeOffset erasesAt) =>
        new(
            ErrorKind.Forbidden,
            "identity.account_closed",
            "The account is closed and will be erased at erasesAt. Until then it can be reopened with POST /v1/auth/restoration."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["erasesAt"] = erasesAt },
        };

    public static Error ExportBusy { get; } =
        new(ErrorKind.TooManyRequests, "identity.export_busy", "Too many exports are running: try again in a minute.");

    public static Error TooManyAttempts { get; } =
        new(
            ErrorKind.TooManyRequests,
            "auth.too_many_attempts",
            "Too many failed attempts: try again after the time in Retry-After."
        );

    public static Error TotpRequired { get; } =
        new(
            ErrorKind.Unauthenticated,
            "auth.totp_required",
            "Two-factor authentication is on: send the code as totpCode."
        );

    public static Error TotpWrong { get; } =
        new(ErrorKind.Unauthenticated, "auth.totp_wrong", "The code is incorrect or was already used.");

    /// <summary>Not 401: a client would renew its access and send the same wrong password again.</summary>
    public static Error PasswordWrong { get; } =
        new(ErrorKind.Forbidden, "identity.password_wrong", "The current password is incorrect.");

    public static Error SessionNeeded { get; } =
        new(ErrorKind.Forbidden, "identity.session_needed", "This requires a signed-in user: API keys cannot do it.");

    public static Error LinkInvalid { get; } =
        new(
            ErrorKind.Validation,
            "identity.link_invalid",
            "The link is invalid, was already used, or has expired: request a new one."
        );

    public static Error TotpOn { get; } =
        new(ErrorKind.Conflict, "identity.totp_on", "Two-factor authentication is already on: remove it first.");

    public static Error TotpNotStarted { get; } =
        new(ErrorKind.Conflict, "identity.totp_not_started", "Two-factor setup has not been started.");

    public static Error TotpOff { get; } =
        new(ErrorKind.Conflict, "identity.totp_off", "Two-factor authentication is off.");

    public static Error TotpCodeWrong { get; } =
        new(
            ErrorKind.Validation,
            "identity.totp_code_wrong",
            "The code is incorrect: check that the device's clock is right."
        );

    public static Error RefreshTokenInvalid { get; } =
        new(ErrorKind.Unauthenticated, "identity.refresh_token_invalid", "The session has ended: sign in again.");

    public static Error SessionNotFound { get; } =
        new(ErrorKind.NotFound, "identity.session_not_found", "Session not found.");

    public static Error LimitReached { get; } =
        new(
            ErrorKind.PaymentRequired,
            "plan.limit_reached",
            "The plan's limit has been reached: see limit, used and resetsAt."
        );

    public static Error OverLimit { get; } =
        new(
            ErrorKind.PaymentRequired,
            "plan.over_limit",
            "This is over the plan's limit: it can be read, exported, unpublished or deleted, but not changed."
        );

    public static Error UserNotFound { get; } = new(ErrorKind.NotFound, "identity.user_not_found", "User not found.");
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
