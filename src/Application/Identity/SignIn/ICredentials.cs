namespace AiWebBuilder.Application.Identity.SignIn;

/// <summary>Persons before anybody is signed in: read and corrected at once, outside any transaction.</summary>
public interface ICredentials
{
    /// <summary>The person with this canonical address, whatever its case.</summary>
    Task<Credentials?> FindAsync(string email, CancellationToken cancellationToken);

    Task<Credentials?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Keeps the same password in the present way, unless it was changed in between.</summary>
    Task RehashAsync(Guid userId, string oldHash, string newHash, CancellationToken cancellationToken);

    /// <summary>
    /// In the present unit of work: whoever signs the same person in at this moment goes on one after the other, instead of having
    /// each other's handlers run again.
    /// </summary>
    Task LockAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: ends the person's sessions but this one.</summary>
    Task EndOtherSessionsAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// In the present unit of work: ends what else opens the person's account or keeps them out of it, which is keys, members, invitations
    /// and the second factor.
    /// </summary>
    /// <param name="madeBefore">Only what is older; null: all of it.</param>
    /// <returns>Whether a second factor was confirmed, and is gone.</returns>
    Task<bool> EndOtherAccessAsync(Guid userId, DateTimeOffset? madeBefore, CancellationToken cancellationToken);
}
