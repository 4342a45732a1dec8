using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The account's uploads, for modules that show or offer them.</summary>
public interface IUploads
{
    /// <summary>Those of the ids that the account has.</summary>
    Task<IReadOnlyDictionary<Guid, Upload>> FindAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    );

    /// <returns>In the order of the ids, each once.</returns>
    /// <exception cref="DomainException">NotFound: one of the ids is no upload of that kind and of the account's.</exception>
    Task<IReadOnlyList<Upload>> RequireAsync(
        UploadKind kind,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    );

    /// <summary>The newest ones of a kind.</summary>
    Task<IReadOnlyList<Upload>> LatestAsync(UploadKind kind, int limit, CancellationToken cancellationToken);

    /// <summary>Until the present unit of work ends nobody else of the account adds, removes or begins to use an upload.</summary>
    Task HoldAsync(CancellationToken cancellationToken);

    /// <returns>Null: the account has no such upload.</returns>
    Task<UploadContent?> ReadAsync(Guid id, CancellationToken cancellationToken);
}
