using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

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

    public static UserSession Start(Guid id, Guid userId, string? userAgent, DateTimeOffset now)
    {
        var session = new UserSession
        {
            Id = id,
            UserId = userId,
            UserAgent = userAgent is { Length: > MaxUserAgent } ? Cut(userAgent) : userAgent,
            CreatedAt = now,
            RotatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        session.Raise(new UserSignedIn(userId));
        return session;
    }

    /// <summary>Ends it, from whichever device. Idempotent.</summary>
    public void End(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>Ends it on the device itself. Idempotent.</summary>
    public void SignOut(DateTimeOffset now)
    {
        if (RevokedAt is null)
        {
            End(now);
            Raise(new UserSignedOut(UserId));
        }
    }

    /// <summary>How long a session lives without a refresh.</summary>
    public static TimeSpan Lifetime => TimeSpan.FromDays(30);

    private const int MaxUserAgent = 500;

    /// <summary>Not through the middle of a surrogate pair, of which no half can be stored.</summary>
    private static string Cut(string userAgent) =>
        userAgent[..(char.IsHighSurrogate(userAgent[MaxUserAgent - 1]) ? MaxUserAgent - 1 : MaxUserAgent)];
}
