using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>
/// One transaction for each command. Somebody else's change of the same rows (xmin) makes the whole handler run again on fresh
/// data, so that counters and heartbeats never refuse a person's edit; a stale If-Match is found by the handler itself.
/// </summary>
internal sealed class UnitOfWork(
    AppDbContext db,
    ICurrentUser user,
    IDomainEventPublisher publisher,
    IdempotencyFence fence
) : IUnitOfWork
{
    private const int Attempts = 4;

    private static Error Busy { get; } =
        new(
            ErrorKind.Conflict,
            "request.concurrent_change",
            "It was changed at the same time: read it again, then repeat."
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
            try
            {
                await using var transaction = await BeginAsync(cancellationToken);
                var result = await work();
                await PublishEventsAsync(cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await fence.ApplyAsync(db, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (Exception conflict)
                when (conflict is DbUpdateConcurrencyException || SqlStateOf(conflict) is "40001" or "40P01")
            {
                db.ChangeTracker.Clear();
                if (attempt == Attempts)
                {
                    throw new DomainException(Busy);
                }
            }
            catch (Exception violation) when (Constraints.ErrorFor(violation) is { } error)
            {
                throw new DomainException(error);
            }
        }
    }

    public async Task<TResult> ReadAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work();
        }
        await using var transaction = await BeginAsync(cancellationToken);
        var result = await work();
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    internal static string? SqlStateOf(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState;

    private async Task<IDbContextTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        // What an earlier unit of work of this scope has read may have changed since.
        db.ChangeTracker.Clear();
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

/// <summary>What a constraint of the schema means to a client: the last word on uniqueness is the database's.</summary>
internal static class Constraints
{
    public static Error? ErrorFor(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException) switch
        {
            { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idx_users_email" } => Domain
                .Identity
                .IdentityErrors
                .EmailTaken,
            { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idx_publications_slug" } => Domain
                .Campaigns
                .CampaignErrors
                .SlugTaken,
            _ => null,
        };
}
