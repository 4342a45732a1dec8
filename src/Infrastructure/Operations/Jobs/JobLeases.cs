using AiWebBuilder.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace AiWebBuilder.Infrastructure.Operations.Jobs;

/// <param name="Attempt">1 for the first; with the owner it is the fencing token.</param>
/// <param name="LastError">Of an earlier attempt.</param>
/// <param name="IsCancelled">It is not to be carried out, but given up.</param>
internal sealed record ClaimedJob(
    Guid Id,
    Guid? AccountId,
    string JobType,
    string Payload,
    int Attempt,
    int MaxAttempts,
    string? LastError,
    bool IsCancelled
);

/// <summary>How an attempt ended.</summary>
internal enum JobEnd
{
    Completed,
    Retrying,
    Failed,
    Cancelled,
}

/// <summary>
/// The rows of <c>job_queue</c> that one worker holds. Time is the database's throughout, so that the clocks of nodes need not
/// agree. Every change names owner and attempt: it misses a row that another worker has taken over.
/// </summary>
[WritesPastUnitOfWork("Workers of all nodes claim rows and skip what others hold; a lease is a statement of its own.")]
internal sealed class JobLeases(Databases databases, string owner, TimeSpan lease)
{
    private const string PausePrefix = "jobs.paused.";

    public string Owner => owner;

    /// <summary>The setting that is true while no jobs of the type are started.</summary>
    public static string PauseKeyOf(string jobType) => PausePrefix + jobType;

    /// <summary>
    /// Takes up to <paramref name="count"/> jobs that are ready, or whose worker has not been heard of for a lease. Of a paused
    /// type only those that are to be given up: the statement reads the pauses itself, so that they bind every node from their commit.
    /// </summary>
    public async Task<List<ClaimedJob>> ClaimAsync(int count, CancellationToken cancellationToken)
    {
        await using var batch = Batch(
            """
            with ready as (
                select id from job_queue
                where ((status in ('pending', 'retrying') and scheduled_at <= now())
                   or (status = 'processing' and lease_expires_at < now()))
                  and (cancel_requested_at is not null or not exists (
                    select from app_settings pause where pause.key = $4 || job_type and pause.value = 'true'))
                order by priority desc, scheduled_at, id
                limit $3
                for update skip locked)
            update job_queue job
            set status = 'processing', attempts = job.attempts + 1, lease_owner = $1,
                lease_expires_at = now() + $2, heartbeat_at = now(), started_at = coalesce(job.started_at, now())
            from ready where job.id = ready.id
            returning job.id, job.user_id, job.job_type, job.payload::text, job.attempts, job.max_attempts,
                job.error_message, job.cancel_requested_at is not null
            """,
            new NpgsqlParameter { Value = owner },
            Lease(),
            new NpgsqlParameter { Value = count },
            new NpgsqlParameter { Value = PausePrefix }
        );
        List<ClaimedJob> claimed = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(
                new ClaimedJob(
                    reader.GetGuid(0),
                    await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4),
                    reader.GetInt32(5),
                    await reader.IsDBNullAsync(6, cancellationToken) ? null : reader.GetString(6),
                    reader.GetBoolean(7)
                )
            );
        }
        return claimed;
    }

    /// <summary>Gives the jobs a whole lease again.</summary>
    /// <returns>Those, with their attempts, that are still this worker's.</returns>
    public async Task<HashSet<(Guid Id, int Attempt)>> ExtendAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var batch = Batch(
            """
            update job_queue set lease_expires_at = now() + $2, heartbeat_at = now()
            where lease_owner = $1 and status = 'processing' and id = any($3)
            returning id, attempts
            """,
            new NpgsqlParameter { Value = owner },
            Lease(),
            new NpgsqlParameter { Value = ids }
        );
        HashSet<(Guid, int)> kept = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            kept.Add((reader.GetGuid(0), reader.GetInt32(1)));
        }
        return kept;
    }

    /// <summary>Asked before something that the lease alone must allow; it is a whole one afterwards.</summary>
    /// <returns>Whether this attempt still holds the job.</returns>
    public async Task<bool> ExtendAsync(ClaimedJob job, CancellationToken cancellationToken) =>
        (await ExtendAsync([job.Id], cancellationToken)).Contains((job.Id, job.Attempt));

    /// <summary>Writes the attempt's end. Not cancelled by the end of the process: the work is done.</summary>
    /// <param name="following">What is to be done in the same transaction.</param>
    /// <returns>False when another worker has taken the job over: then its row was not touched.</returns>
    public async Task<bool> FinishAsync(
        ClaimedJob job,
        JobEnd end,
        string? error,
        IEnumerable<NpgsqlBatchCommand> following
    )
    {
        // Jitter on an exponential delay, so that jobs that failed together do not come back together.
        var delay = TimeSpan.FromSeconds(
            Math.Min(900, Math.Pow(2, job.Attempt)) * (0.5 + Random.Shared.NextDouble() / 2)
        );
        await using var batch = Batch(
            """
            update job_queue
            set status = $4, error_message = $5, completed_at = case when $4 <> 'retrying' then now() end,
                scheduled_at = case when $4 = 'retrying' then now() + $6 else scheduled_at end,
                lease_owner = null, lease_expires_at = null
            where lease_owner = $1 and id = $2 and attempts = $3 and status = 'processing'
            """,
            new NpgsqlParameter { Value = owner },
            new NpgsqlParameter { Value = job.Id },
            new NpgsqlParameter { Value = job.Attempt },
            new NpgsqlParameter { Value = end.ToString().ToLowerInvariant(), NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter
            {
                // PostgreSQL's text holds no NUL.
                Value = (object?)error?.Replace("\0", "", StringComparison.Ordinal) ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Text,
            },
            new NpgsqlParameter { Value = delay, NpgsqlDbType = NpgsqlDbType.Interval }
        );
        var update = batch.BatchCommands[^1];
        foreach (var command in following)
        {
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        return update.RecordsAffected > 0;
    }

    /// <summary>
    /// Makes the job ready for another worker, at once, and says so; or after a delay. The interrupted attempt does not count:
    /// deployments must not use up a job's attempts, nor must waiting.
    /// </summary>
    public async Task HandBackAsync(ClaimedJob job, TimeSpan delay)
    {
        await using var batch = Batch(
            """
            update job_queue
            set status = 'pending', attempts = attempts - 1, lease_owner = null, lease_expires_at = null,
                scheduled_at = case when $4 > interval '0' then now() + $4 else scheduled_at end
            where lease_owner = $1 and id = $2 and attempts = $3 and status = 'processing'
            """,
            new NpgsqlParameter { Value = owner },
            new NpgsqlParameter { Value = job.Id },
            new NpgsqlParameter { Value = job.Attempt },
            // With jitter: those that wait for the same thing do not come back together.
            new NpgsqlParameter
            {
                Value = delay * (0.5 + Random.Shared.NextDouble() / 2),
                NpgsqlDbType = NpgsqlDbType.Interval,
            }
        );
        if (delay == TimeSpan.Zero)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_notify('job_queue', '')"));
        }
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private NpgsqlBatch Batch(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }
        batch.BatchCommands.Add(command);
        return batch;
    }

    private NpgsqlParameter Lease() => new() { Value = lease, NpgsqlDbType = NpgsqlDbType.Interval };
}
