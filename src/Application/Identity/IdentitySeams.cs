using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity;

/// <summary>A password as it is kept.</summary>
/// <param name="Scheme">From <see cref="Domain.Identity.PasswordSchemes"/>.</param>
public sealed record StoredPassword(string Hash, string Scheme);

/// <summary>Bcrypt with a pre-hash, at a bounded number of hashes at once.</summary>
public interface IPasswordHasher
{
    /// <exception cref="Domain.Common.DomainException">TooManyRequests: too many sign-ins at this moment.</exception>
    Task<string> HashAsync(string password, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the password fits; null as what is kept takes as long as a real one and never fits, so that unknown addresses
    /// answer as slowly as known ones.
    /// </summary>
    Task<bool> VerifyAsync(string password, StoredPassword? stored, CancellationToken cancellationToken);

    /// <summary>Whether it was made in another way, or more cheaply, than it would be today.</summary>
    bool IsOutdated(StoredPassword stored);
}

/// <summary>Makes the signed tokens that a client carries.</summary>
public interface ITokenIssuer
{
    /// <summary>A signed access token, and the seconds for which it is good.</summary>
    /// <param name="grant">An owner's, in a session whose rights have never changed, when nothing is said.</param>
    (string Token, int ExpiresIn) IssueAccessToken(
        Guid userId,
        Guid accountId,
        Guid sessionId,
        AccessGrant? grant = null
    );

    /// <summary>The refresh token of this counter of the session: the same inputs give the same token.</summary>
    string IssueRefreshToken(Guid sessionId, int counter);

    /// <summary>Session and counter of a refresh token made here; null when it was not, or was changed.</summary>
    (Guid SessionId, int Counter)? ReadRefreshToken(string token);
}

/// <summary>With what rights an access token acts.</summary>
/// <param name="Version">
/// Of the session's rights: the time of their last change, in microseconds since the Unix epoch. A token with an older one is worth
/// nothing. Not a comparison with the token's own time: that has whole seconds, and another machine's clock.
/// </param>
public sealed record AccessGrant(string Role = AccountRoles.Owner, bool IsPlatformAdmin = false, long Version = 0);
