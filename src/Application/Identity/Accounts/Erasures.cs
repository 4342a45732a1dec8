using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>What became of a person's data: a wish that waits for the end of its grace period, or its receipt. It names nobody.</summary>
/// <param name="UserId">The id that the person had; after the erasure nothing says whose it was.</param>
/// <param name="ErasedAt">Null while the erasure waits, or is under way.</param>
/// <param name="Receipt">
/// Rows by table as <c>erased</c> and <c>anonymised</c>; <c>retained</c> with <c>why</c>; <c>spent</c>, the sums of the ledger; whether
/// the person was <c>told</c>.
/// </param>
public sealed record ErasureView(
    Guid Id,
    Guid UserId,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? ErasedAt,
    JsonObject? Receipt,
    DateTimeOffset CreatedAt
);

/// <summary>An erasure that has taken everything but the person's own row.</summary>
public sealed record ErasureUnderWay(string Email, JsonNode Receipt);

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

/// <summary>The job that erases a person.</summary>
public static class ErasureJobs
{
    internal const string Type = "identity.erase";

    internal sealed record Payload(Guid UserId);

    /// <summary>The system's own: a job of the account would be erased with it.</summary>
    public static JobRequest For(Guid personId) =>
        new(Type, AccountId: null, new Payload(personId), $"{Type}:{personId:N}");
}
