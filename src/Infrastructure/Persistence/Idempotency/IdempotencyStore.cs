using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Persistence.Idempotency;

/// <summary>Which request a key stands for: keys are an account's own, and mean nothing on another operation.</summary>
/// <param name="Fingerprint">Hash of method, address and body, and of who sent it when that is not the owner.</param>
public sealed record IdempotentRequest(Guid AccountId, string Operation, string Key, byte[] Fingerprint);

/// <summary>An answer as it was first given.</summary>
public sealed record StoredAnswer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body);

/// <summary>What is known of a request that came with a key.</summary>
public abstract record IdempotencyState
{
    private IdempotencyState() { }

    /// <summary>Nobody has carried it out: the caller does it now, as this attempt.</summary>
    public sealed record Reserved(IdempotencyReservation Reservation) : IdempotencyState;

    /// <summary>It was carried out, and answered so.</summary>
    public sealed record Answered(StoredAnswer Answer) : IdempotencyState;

    /// <summary>Somebody carries it out at this moment.</summary>
    public sealed record InFlight : IdempotencyState;

    /// <summary>Its effect was committed, and the process died before the answer was stored.</summary>
    public sealed record AnswerLost : IdempotencyState;

    /// <summary>The key was used with another request.</summary>
    public sealed record Mismatch : IdempotencyState;
}

/// <summary>One attempt at carrying a request out; <paramref name="Attempt"/> is its fencing token.</summary>
public sealed record IdempotencyReservation(IdempotentRequest Request, Guid Attempt);

/// <summary>
/// The table <c>idempotency_keys</c>. A reservation is a lease: when its process dies before any effect, the next request with
/// the key takes it over. The effect's own transaction marks the key (<see cref="IdempotencyFence"/>), so that an attempt which has
/// lost its lease cannot commit, and one which has committed is never repeated.
/// </summary>
[WritesPastUnitOfWork("A key is reserved before the command's transaction and its answer kept after it.")]
public sealed class IdempotencyStore(Databases databases, TimeProvider time)
{
    /// <summary>How long an attempt may take before another may replace it. Longer than any request may run.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>Reserves the key, or says what it stands for.</summary>
    public async Task<IdempotencyState> ReserveAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Null when the key was released between the two statements: then it is free.
            if (await TryReserveAsync(request, cancellationToken) is { } state)
            {
                return state;
            }
        }
    }

    /// <summary>Stores the answer for replay.</summary>
    public async Task CompleteAsync(
        IdempotencyReservation reservation,
        StoredAnswer answer,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Begin(reservation.Request.AccountId);
        batch.BatchCommands.Add(
            Of(
                reservation,
                """
                update idempotency_keys
                set status = $5, content_type = $6, location = $7, etag = $8, body = $9
                where user_id = $1 and operation = $2 and key = $3 and attempt = $4
                """,
                new NpgsqlParameter { Value = (short)answer.Status },
                Text(answer.ContentType),
                Text(answer.Location),
                Text(answer.ETag),
                new NpgsqlParameter { Value = answer.Body }
            )
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives the key up after a request that had no effect.</summary>
    /// <returns>False when it had one after all: the key must stay.</returns>
    public async Task<bool> ReleaseAsync(IdempotencyReservation reservation, CancellationToken cancellationToken)
    {
        await using var batch = Begin(reservation.Request.AccountId);
        batch.BatchCommands.Add(
            Of(
                reservation,
                """
                delete from idempotency_keys
                where user_id = $1 and operation = $2 and key = $3 and attempt = $4 and not applied
                returning true
                """
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken);
    }

    private async Task<IdempotencyState?> TryReserveAsync(
        IdempotentRequest request,
        CancellationToken cancellationToken
    )
    {
        var reservation = new IdempotencyReservation(request, Guid.CreateVersion7(time.GetUtcNow()));
        await using var batch = Begin(request.AccountId);
        batch.BatchCommands.Add(
            Of(
                reservation,
                """
                insert into idempotency_keys as present
                    (user_id, operation, key, attempt, fingerprint, locked_until, expires_at)
                values ($1, $2, $3, $4, $5, now() + $6, now() + $7)
                on conflict (user_id, operation, key) do update
                set attempt = excluded.attempt, fingerprint = excluded.fingerprint, applied = false,
                    locked_until = excluded.locked_until, expires_at = excluded.expires_at, created_at = now(),
                    status = null, content_type = null, location = null, etag = null, body = null
                where present.expires_at < now()
                   or (present.status is null and not present.applied and present.locked_until < now())
                returning true
                """,
                new NpgsqlParameter { Value = request.Fingerprint },
                new NpgsqlParameter { Value = Lease, NpgsqlDbType = NpgsqlDbType.Interval },
                new NpgsqlParameter { Value = Retention, NpgsqlDbType = NpgsqlDbType.Interval }
            )
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select fingerprint, locked_until < now(), status, content_type, location, etag, body
                from idempotency_keys where user_id = $1 and operation = $2 and key = $3
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = request.AccountId },
                    new NpgsqlParameter { Value = request.Operation },
                    new NpgsqlParameter { Value = request.Key },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            return new IdempotencyState.Reserved(reservation);
        }
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(request.Fingerprint))
        {
            return new IdempotencyState.Mismatch();
        }
        if (await reader.IsDBNullAsync(2, cancellationToken))
        {
            // A lease that has run out and was not given to this request: the effect was committed.
            return reader.GetBoolean(1) ? new IdempotencyState.AnswerLost() : new IdempotencyState.InFlight();
        }
        return new IdempotencyState.Answered(
            new StoredAnswer(
                reader.GetInt16(2),
                await TextAsync(reader, 3, cancellationToken),
                await TextAsync(reader, 4, cancellationToken),
                await TextAsync(reader, 5, cancellationToken),
                reader.GetFieldValue<byte[]>(6)
            )
        );
    }

    private NpgsqlBatch Begin(Guid accountId)
    {
        var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsTenant(accountId));
        return batch;
    }

    private static NpgsqlBatchCommand Of(
        IdempotencyReservation reservation,
        string sql,
        params ReadOnlySpan<NpgsqlParameter> more
    )
    {
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = reservation.Request.AccountId },
                new NpgsqlParameter { Value = reservation.Request.Operation },
                new NpgsqlParameter { Value = reservation.Request.Key },
                new NpgsqlParameter { Value = reservation.Attempt },
            },
        };
        foreach (var parameter in more)
        {
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static NpgsqlParameter Text(string? text) =>
        new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static async Task<string?> TextAsync(NpgsqlDataReader reader, int column, CancellationToken cancellation) =>
        await reader.IsDBNullAsync(column, cancellation) ? null : reader.GetString(column);
}
