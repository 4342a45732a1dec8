using System.Text.Json.Nodes;

namespace AiWebBuilder.Application.Identity.Closure;

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
