using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Making;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>The account's imports and their ledgers. What changes them joins the present unit of work.</summary>
public interface IImports
{
    Task<Guid> AddAsync(NewImport import, CancellationToken cancellationToken);

    /// <summary>Which job carries it out.</summary>
    Task AssignAsync(Guid id, Guid jobId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ImportView>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    Task<ImportView?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What is still to be read; null: there is no such import, or it has ended.</summary>
    Task<NewImport?> PendingAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The same before a unit of work has begun, in one of its own that only reads.</summary>
    Task<NewImport?> ToReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Whether one of this connection is.</summary>
    Task<bool> IsRunningAsync(Guid integrationId, CancellationToken cancellationToken);

    /// <returns>Null: the account has no such import.</returns>
    Task<ImportRecord?> RecordAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What an import has made, as its last update has left it. Until the present unit of work ends nobody else updates it or takes it back.</summary>
    /// <returns>Null: nothing, or it was taken back.</returns>
    Task<ImportRecord?> LatestAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>It was taken back, with its updates.</summary>
    Task RevertAsync(Guid id, IReadOnlyList<KeptWork> kept, CancellationToken cancellationToken);

    /// <summary>Keeps the ledger, and lets go of what was uploaded.</summary>
    Task FinishAsync(Guid id, FinishedImport import, CancellationToken cancellationToken);

    Task FailAsync(Guid id, string error, CancellationToken cancellationToken);

    /// <summary>In the order of the pages.</summary>
    /// <param name="after">The ordinal of the last one seen.</param>
    Task<IReadOnlyList<ImportEntry>> LedgerAsync(
        Guid id,
        int after,
        int limit,
        string? kind,
        string? fate,
        CancellationToken cancellationToken
    );
}
