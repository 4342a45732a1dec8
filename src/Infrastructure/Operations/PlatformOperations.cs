using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Admin;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Operations.Jobs;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Operations;

[WritesPastUnitOfWork(
    "In the command's transaction, in an administrator's scope: rows of all accounts, and settings that are made or changed."
)]
internal sealed class PlatformOperations(AppDbContext db, Databases databases, IServiceScopeFactory scopes)
    : IPlatformOperations
{
    public async Task<SettingView?> SettingAsync(string key, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<SettingRow>(
                $"select value::text as value, updated_at from app_settings where key = {key}"
            )
            .ToListAsync(cancellationToken);
        return found is [var row] ? new SettingView(key, JsonNode.Parse(row.Value), row.UpdatedAt) : null;
    }

    public async Task<SettingView?> LockSettingAsync(string key, CancellationToken cancellationToken)
    {
        // Not the row: there may be none yet.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"setting:{key}"}, 0))",
            cancellationToken
        );
        return await SettingAsync(key, cancellationToken);
    }

    public async Task SetAsync(string key, JsonNode? value, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        var text = value?.ToJsonString() ?? "null";
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into app_settings (key, value) values ({key}, {text}::jsonb)
            on conflict (key) do update set value = excluded.value
            """,
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<PlatformAuditEntryView>> AuditLogAsync(
        PageRequest page,
        Guid? accountId,
        string? table,
        string? action,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var (at, id) = page.Before;
        var rows = await db
            .Database.SqlQuery<AuditRow>(
                $"""
                select id, user_id as account_id, table_name, row_id, action, before::text as before, after::text as after,
                    actor_id, reason, created_at
                from audit_log
                where (created_at, id) < ({at}, {id}) and ({accountId}::uuid is null or user_id = {accountId})
                  and ({table}::text is null or table_name = {table}) and ({action}::text is null or action = {action})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToPlatformView())];
    }

    public async Task<IReadOnlyList<PlatformJobView>> JobsAsync(
        PageRequest page,
        string? status,
        string? type,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var (at, id) = page.Before;
        return await db
            .Database.SqlQuery<PlatformJobView>(
                $"""
                select id, user_id as account_id, job_type as type, status, attempts, max_attempts,
                    progress::integer as progress, error_message as error, cancel_requested_at, scheduled_at, started_at,
                    completed_at, created_at
                from job_queue
                where (created_at, id) < ({at}, {id}) and ({status}::text is null or status = {status})
                  and ({type}::text is null or job_type = {type})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<PlatformJobView?> JobAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var found = await db
            .Database.SqlQuery<PlatformJobView>(
                $"""
                select id, user_id as account_id, job_type as type, status, attempts, max_attempts,
                    progress::integer as progress, error_message as error, cancel_requested_at, scheduled_at, started_at,
                    completed_at, created_at
                from job_queue where id = {id}
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public Task<bool> CancelJobAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        ChangeJobAsync(
            id,
            "job_cancelled",
            $"""
            update job_queue set cancel_requested_at = coalesce(cancel_requested_at, now()), scheduled_at = now()
            where id = {id} and status in ('pending', 'retrying')
            """,
            reason,
            cancellationToken
        );

    public async Task<bool> IsFutileAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select user_id, job_type, payload::text, attempts from job_queue
                where id = $1 and status in ('failed', 'cancelled')
                """
            )
            {
                Parameters = { new NpgsqlParameter { Value = id } },
            }
        );
        Guid? account;
        string type;
        string payload;
        int attempts;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }
            account = await reader.GetFieldValueAsync<Guid?>(0, cancellationToken);
            (type, payload, attempts) = (reader.GetString(1), reader.GetString(2), reader.GetInt32(3));
        }
        await using var scope = scopes.CreateAsyncScope();
        if (account is { } actor)
        {
            scope.ServiceProvider.GetRequiredService<ActorContext>().ActAs(actor, actor);
        }
        // One that this version does not know fails in its own words.
        if (
            scope.ServiceProvider.GetServices<IJobHandler>().FirstOrDefault(one => one.JobType == type)
            is not { } handler
        )
        {
            return false;
        }
        using var json = JsonDocument.Parse(payload);
        return !await handler.HasWorkAsync(
            new JobContext(id, account, json.RootElement.Clone(), attempts),
            cancellationToken
        );
    }

    public Task<bool> RetryJobAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        ChangeJobAsync(
            id,
            "job_retried",
            $"""
            update job_queue job
            set status = 'pending', attempts = 0, progress = 0, error_message = null, cancel_requested_at = null,
                scheduled_at = now(), started_at = null, completed_at = null
            where id = {id} and status in ('failed', 'cancelled')
              and not exists (select from job_queue other where other.unique_key = job.unique_key
                and other.status in ('pending', 'retrying', 'processing'))
            """,
            reason,
            cancellationToken
        );

    public async Task<DateTimeOffset> PauseQueueAsync(string queue, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        var key = JobLeases.PauseKeyOf(queue);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into app_settings (key, value) values ({key}, 'true')
            on conflict (key) do update set value = 'true' where app_settings.value <> 'true'
            """,
            cancellationToken
        );
        return (await SettingAsync(key, cancellationToken))!.UpdatedAt!.Value;
    }

    public async Task ResumeQueueAsync(string queue, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"update app_settings set value = 'false' where key = {JobLeases.PauseKeyOf(queue)} and value <> 'false'",
            cancellationToken
        );
        await WakeWorkersAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<RecurringWorkView>> RecurringWorkAsync(
        IReadOnlyDictionary<string, string> schedules,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        string[] names = [.. schedules.Keys.Order(StringComparer.Ordinal)];
        var rows = await db
            .Database.SqlQuery<RecurringRow>(
                $"""
                select work.name, coalesce(next.status = 'processing', false) as running,
                    exists (select from app_settings pause
                        where pause.key = {JobLeases.PauseKeyOf("")} || work.name and pause.value = 'true') as paused,
                    case when next.status <> 'processing' then next.scheduled_at end as next_run_at,
                    last.id as job_id, last.status as outcome, last.started_at, last.completed_at as ended_at,
                    extract(epoch from last.completed_at - last.started_at)::double precision as seconds,
                    last.error_message as error
                from unnest({names}) with ordinality work (name, place)
                left join job_queue next on next.unique_key = work.name and next.status in ('pending', 'retrying', 'processing')
                left join lateral (select * from job_queue run
                    where run.job_type = work.name and run.unique_key = run.job_type and run.completed_at is not null
                    order by run.completed_at desc limit 1) last on true
                order by work.place
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new RecurringWorkView(
                row.Name,
                schedules[row.Name],
                row.Running,
                row.Paused,
                row.NextRunAt,
                row is { JobId: { } id, Outcome: { } outcome, EndedAt: { } endedAt }
                    ? new RecurringRunView(id, outcome, row.StartedAt, endedAt, row.Seconds, row.Error)
                    : null
            )),
        ];
    }

    public async Task<PlatformJobView?> RunNowAsync(string work, string reason, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        // The run is for now, and no longer for the slot that it waited for, which is still to come.
        var found = await db
            .Database.SqlQuery<Guid>(
                $"""
                update job_queue set scheduled_at = now(), payload = jsonb_build_object('slot', now())
                where unique_key = {work} and job_type = {work} and status in ('pending', 'retrying')
                returning id
                """
            )
            .ToListAsync(cancellationToken);
        if (found is not [var id])
        {
            return null;
        }
        await RecordJobEventAsync(id, "work_run", cancellationToken);
        return await JobAsync(id, cancellationToken);
    }

    private async Task<bool> ChangeJobAsync(
        Guid id,
        string what,
        FormattableString change,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await db.AsPlatformAsync(reason, cancellationToken);
        if (await db.Database.ExecuteSqlAsync(change, cancellationToken) == 0)
        {
            return false;
        }
        await RecordJobEventAsync(id, what, cancellationToken);
        return true;
    }

    private async Task RecordJobEventAsync(Guid id, string what, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            select record_platform_event({what}, user_id, 'job_queue', id::text, jsonb_build_object('type', job_type))
            from job_queue where id = {id}
            """,
            cancellationToken
        );
        await WakeWorkersAsync(cancellationToken);
    }

    /// <summary>With the commit.</summary>
    private Task<int> WakeWorkersAsync(CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_notify('job_queue', '')", cancellationToken);

    private sealed record SettingRow(string Value, DateTimeOffset UpdatedAt);

    private sealed record RecurringRow(
        string Name,
        bool Running,
        bool Paused,
        DateTimeOffset? NextRunAt,
        Guid? JobId,
        string? Outcome,
        DateTimeOffset? StartedAt,
        DateTimeOffset? EndedAt,
        double? Seconds,
        string? Error
    );
}
