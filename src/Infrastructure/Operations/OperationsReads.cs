using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Operations;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Operations;

internal sealed class OperationsReads(AppDbContext db) : IOperationsReads
{
    public async Task<JobView?> JobAsync(Guid accountId, Guid jobId, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<JobView>(
                $"""
                select id, job_type as type, status, attempts, max_attempts,
                    case status when 'completed' then 100 else progress::integer end as progress,
                    scheduled_at, started_at, completed_at, created_at, updated_at
                from job_queue where id = {jobId} and user_id = {accountId}
                """
            )
            .ToListAsync(cancellationToken);
        return found.SingleOrDefault();
    }

    public async Task<IReadOnlyList<AuditEntryView>> AuditLogAsync(
        PageRequest page,
        Guid accountId,
        string? table,
        string? rowId,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        var rows = await db
            .Database.SqlQuery<AuditRow>(
                $"""
                select id, user_id as account_id, table_name, row_id, action, before::text as before, after::text as after, actor_id,
                    reason, created_at
                from audit_log
                where user_id = {accountId} and (created_at, id) < ({at}, {id})
                  and ({table}::text is null or table_name = {table})
                  and ({rowId}::text is null or row_id = {rowId})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToView())];
    }
}
