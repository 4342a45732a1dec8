using AiWebBuilder.Application.Identity.SignIn;

namespace AiWebBuilder.Application.Identity.Sessions;

/// <summary>The rotation is one statement, so that parallel refreshes of one token agree on one successor.</summary>
public interface ISessionRotation
{
    /// <summary>
    /// Moves the session on from this counter. The immediate predecessor gets the same successor again for ten seconds (two
    /// tabs, a retry); anything older was stolen, and ends the session.
    /// </summary>
    /// <returns>The counter that is valid now and the user; null when the session has ended.</returns>
    Task<(int Counter, Guid UserId)?> RotateAsync(Guid sessionId, int counter, CancellationToken cancellationToken);

    /// <summary>
    /// The account that the session acts for and the rights there, with the session locked, so that a change of rights comes either
    /// before, and counts, or after, and makes the token stale. The person's own account, when they may not act for it any more.
    /// </summary>
    Task<Standing> FindStandingAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken);

    /// <summary>Acts for this account from now on: the session's access tokens for another one are worth nothing any more.</summary>
    /// <returns>Null when it is neither the person's own nor one that they are a member of.</returns>
    Task<Standing?> ActForAsync(Guid sessionId, Guid userId, Guid accountId, CancellationToken cancellationToken);

    /// <summary>Ends the session; again: nothing happens.</summary>
    Task RevokeAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of the person.</summary>
    Task RevokeAllAsync(Guid userId, CancellationToken cancellationToken);
}
