using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Persistence.Idempotency;

/// <summary>Ties what a request changes to its idempotency key: both are committed, or neither.</summary>
[WritesPastUnitOfWork(
    "In the command's transaction, last: that it was applied, unless another attempt has taken over."
)]
public sealed class IdempotencyFence
{
    /// <summary>The attempt that this scope carries out; null when the request came without a key.</summary>
    public IdempotencyReservation? Reservation { get; set; }

    /// <summary>Marks the key as applied, in the present transaction.</summary>
    /// <exception cref="Domain.Common.DomainException">Conflict: the lease was lost to a repetition, which now does the work.</exception>
    internal async Task ApplyAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (Reservation is not { Request: var request, Attempt: var attempt })
        {
            return;
        }
        var marked = await db.Database.ExecuteSqlAsync(
            $"""
            update idempotency_keys set applied = true
            where user_id = {request.AccountId} and operation = {request.Operation} and key = {request.Key}
              and attempt = {attempt}
            """,
            cancellationToken
        );
        if (marked == 0)
        {
            throw new Domain.Common.DomainException(IdempotencyErrors.InFlight) { RetryAfter = IdempotencyStore.Lease };
        }
    }
}
