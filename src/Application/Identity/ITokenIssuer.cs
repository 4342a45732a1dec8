namespace AiWebBuilder.Application.Identity;

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
