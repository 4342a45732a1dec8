using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.Identity.Closure;

/// <summary>Erasures. The database does the work, in functions that look for themselves whether a person's time has come.</summary>
public interface IErasures
{
    /// <summary>In the present unit of work: notes the wish, and the person leaves the accounts of others.</summary>
    Task OpenAsync(Guid personId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>In the present unit of work: the wish was taken back.</summary>
    Task WithdrawAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Those whose grace period has ended.</summary>
    Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken);

    /// <summary>At once: erases some of a due person's rows and counts them. Answers whether there may be more.</summary>
    Task<bool> EraseSomeAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Null when nothing of the person is being erased, or all of it was.</summary>
    Task<ErasureUnderWay?> FindUnderWayAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>At once: erases the person's row, and closes the receipt. Of several who ask one does it.</summary>
    /// <param name="told">Whether the receipt was mailed.</param>
    Task FinishAsync(Guid personId, bool told, CancellationToken cancellationToken);

    /// <summary>For administrators of the platform, newest first.</summary>
    Task<IReadOnlyList<ErasureView>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}
