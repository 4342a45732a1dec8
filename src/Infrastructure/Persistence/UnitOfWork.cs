using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Modules;
using AiWebBuilder.Infrastructure.Persistence.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// One transaction for each command. Somebody else's change of the same rows (xmin), a row that somebody else made first or a
/// parent that is gone makes the whole handler run again on fresh data, so that counters and heartbeats never refuse a
/// person's edit, and the handler itself finds a stale If-Match or a deleted aggregate.
/// </summary>
internal sealed class UnitOfWork(
    AppDbContext db,
    ICurrentUser user,
    IDomainEventPublisher publisher,
    ILogger<UnitOfWork> logger,
    IdempotencyFence fence,
    ModuleCatalogue modules
) : IUnitOfWork
{
    private const int Attempts = 4;

    private static Error Busy { get; } =
        new(
            ErrorKind.Conflict,
            "request.concurrent_change",
            "It was changed by another request at the same time: read it again, then retry."
        );

    public async Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            // A handler sent another command: it joins the transaction and is saved with it.
            return await work();
        }
        for (var attempt = 1; ; attempt++)
        {
            // A job's scope carries out many commands: what an earlier one read, or failed to write, is not this one's.
            db.ChangeTracker.Clear();
            try
            {
                await using var transaction = await BeginAsync(cancellationToken);
                if (attempt > 1)
                {
                    await QueueAsync(cancellationToken);
                }
                var result = await work();
                await PublishEventsAsync(cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await fence.ApplyAsync(db, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (Exception violation) when (ErrorFor(violation) is { } error)
            {
                throw new DomainException(error);
            }
            catch (Exception conflict) when (IsConflict(conflict))
            {
                if (attempt == Attempts)
                {
                    logger.LogWarning(conflict, "A command still met other changes on attempt {Attempt}", attempt);
                    throw new DomainException(Busy);
                }
            }
        }
    }

    public async Task<TResult> ReadAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work();
        }
        db.ChangeTracker.Clear();
        await using var transaction = await BeginAsync(cancellationToken);
        var result = await work();
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static bool IsConflict(Exception exception) =>
        exception is DbUpdateConcurrencyException
        || SqlStateOf(exception)
            is PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>
    /// Those of one account who have met a conflict go on one after the other, so that each needs one more attempt and not as
    /// many as there are rivals. Nothing is locked yet at this point, so the queue is part of no deadlock.
    /// </summary>
    private async Task QueueAsync(CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"unit-of-work:{user.AccountId}"}, 0))",
            cancellationToken
        );

    internal static string? SqlStateOf(Exception exception) => Constraints.RefusalOf(exception)?.SqlState;

    private async Task<IDbContextTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // BEGIN travels with this statement: one round trip for both.
        await db.Database.ExecuteSqlAsync(
            $"""
            select set_config('app.user_id', {user.AccountId?.ToString() ?? ""}, true),
                   set_config('app.actor_id', {user.ActorId?.ToString() ?? ""}, true),
                   set_config('app.scope', {(user.AccountId is null ? "system" : "tenant")}, true)
            """,
            cancellationToken
        );
        return transaction;
    }

    /// <summary>What a violated constraint means to a client, as its module says: the last word on uniqueness is the database's.</summary>
    private Error? ErrorFor(Exception violation) =>
        Constraints.RefusalOf(violation) is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } name }
            ? modules.Constraints.GetValueOrDefault(name)
            : null;

    private async Task PublishEventsAsync(CancellationToken cancellationToken)
    {
        // A handler may raise further events: until none are left.
        while (true)
        {
            var events = db
                .ChangeTracker.Entries<AggregateRoot>()
                .SelectMany(entry => entry.Entity.TakeEvents())
                .ToArray();
            if (events.Length == 0)
            {
                return;
            }
            foreach (var domainEvent in events)
            {
                await publisher.Publish(domainEvent, cancellationToken);
            }
        }
    }
}
