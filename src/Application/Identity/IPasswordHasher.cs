namespace AiWebBuilder.Application.Identity;

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
