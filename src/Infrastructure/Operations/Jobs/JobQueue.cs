using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations.Jobs;

[WritesPastUnitOfWork(
    "In the command's transaction or at once: the same work is queued once, whoever asks at the same time."
)]
internal sealed class JobQueue(AppDbContext db, Databases databases, TimeProvider time) : IJobQueue
{
    public async Task<Guid> EnqueueAsync(JobRequest job, CancellationToken cancellationToken)
    {
        var id = time.NewId();
        var payload = JsonSerializer.Serialize(job.Payload, JsonSerializerOptions.Web);
        // The update changes nothing: it makes the statement answer the unfinished job's id on a conflict.
        var ids = await db
            .Database.SqlQuery<Guid>(
                $"""
                insert into job_queue (id, job_type, payload, user_id, unique_key, max_attempts, scheduled_at)
                values ({id}, {job.JobType}, {payload}::jsonb, {job.AccountId}, {job.UniqueKey}, {job.MaxAttempts},
                    coalesce({job.ScheduledAt}, now()))
                on conflict (unique_key) where status in ('pending', 'retrying', 'processing')
                do update set unique_key = excluded.unique_key
                returning id
                """
            )
            .ToListAsync(cancellationToken);
        return ids[0];
    }

    public async Task ReportProgressAsync(Guid jobId, int percent, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("update job_queue set progress = $2 where id = $1 and progress < $2")
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = jobId },
                    new NpgsqlParameter { Value = (short)Math.Clamp(percent, 0, 100) },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
