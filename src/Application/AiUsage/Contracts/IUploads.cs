namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>The account's uploaded images, for modules that show them. An image never changes: other content is another image.</summary>
public interface IUploads
{
    /// <summary>Those of the ids that the account has.</summary>
    Task<IReadOnlyDictionary<Guid, Upload>> FindAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    );

    /// <summary>The newest ones.</summary>
    Task<IReadOnlyList<Upload>> LatestAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Until the present unit of work ends no image of the account is deleted.</summary>
    Task HoldAsync(CancellationToken cancellationToken);

    /// <returns>Null: the account has no such image.</returns>
    Task<UploadContent?> ReadAsync(Guid id, CancellationToken cancellationToken);
}
