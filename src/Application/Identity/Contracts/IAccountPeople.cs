using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Identity.Contracts;

/// <summary>What other modules may ask about the people of the account acted for.</summary>
public interface IAccountPeople
{
    /// <summary>The owner's mail address; null: the account is gone.</summary>
    Task<string?> OwnerEmailAsync(CancellationToken cancellationToken);

    /// <summary>The language of the owner's mails, as the settings say; null: they say none.</summary>
    Task<string?> OwnerLanguageAsync(CancellationToken cancellationToken);

    /// <summary>The account's IANA time zone; null: it has not said one.</summary>
    Task<string?> TimeZoneAsync(CancellationToken cancellationToken);

    /// <returns>Whether the account is open, and the person its owner or a member of it.</returns>
    Task<bool> MayActAsync(Guid personId, CancellationToken cancellationToken);

    /// <param name="memberId">As in the answer of GET /v1/members: the owner's is their own.</param>
    /// <returns>The person.</returns>
    /// <exception cref="DomainException">NotFound: the account has no such member.</exception>
    Task<Guid> RequireMemberAsync(Guid memberId, CancellationToken cancellationToken);
}
