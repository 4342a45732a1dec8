using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Closure;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Identity.Closure;

[WritesPastUnitOfWork("Rows of all modules, as they declare it, in batches with a transaction of their own.")]
internal sealed class Erasures(AppDbContext db, Databases databases, ICurrentUser user, TimeProvider time) : IErasures
{
    /// <summary>Rows in one transaction: few enough that nobody waits for it, many enough that a large account ends.</summary>
    private const int Batch = 5000;

    public Task OpenAsync(Guid personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.AsSystemAsync(
            user,
            async () =>
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into erasures (id, user_id, requested_at, created_at) values ({time.NewId()}, {personId}, {now}, {now})
                    on conflict (user_id) where erased_at is null do nothing
                    """,
                    cancellationToken
                );
                return await db.Database.ExecuteSqlAsync(
                    $"delete from account_members where member_id = {personId}",
                    cancellationToken
                );
            },
            cancellationToken
        );

    public Task WithdrawAsync(Guid personId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"delete from erasures where user_id = {personId} and started_at is null",
            cancellationToken
        );

    public async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken) =>
        await db
            .Database.SqlQuery<Guid>(
                $"""select id as "Value" from users where erase_after <= now() and not is_active order by erase_after"""
            )
            .ToListAsync(cancellationToken);

    public Task<bool> EraseSomeAsync(Guid personId, CancellationToken cancellationToken) =>
        AskAsync("select erase_batch($1, $2)", personId, Batch, cancellationToken);

    public async Task<ErasureUnderWay?> FindUnderWayAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                select u.email, e.receipt::text from erasures e join users u on u.id = e.user_id
                where e.user_id = $1 and e.started_at is not null and e.erased_at is null
                """
            )
            {
                Parameters = { new NpgsqlParameter { Value = personId } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ErasureUnderWay(reader.GetString(0), JsonNode.Parse(reader.GetString(1))!)
            : null;
    }

    public Task FinishAsync(Guid personId, bool told, CancellationToken cancellationToken) =>
        AskAsync("select finish_erasure($1, $2)", personId, told, cancellationToken);

    public async Task<IReadOnlyList<ErasureView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        await db.AsPlatformAsync(reason: null, cancellationToken);
        var (at, id) = page.Before;
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, user_id, requested_at, started_at, erased_at, receipt::text as receipt, created_at from erasures
                where (created_at, id) < ({at}, {id}) order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new ErasureView(
                row.Id,
                row.UserId,
                row.RequestedAt,
                row.StartedAt,
                row.ErasedAt,
                JsonTexts.ObjectIn(row.Receipt),
                row.CreatedAt
            )),
        ];
    }

    /// <summary>In a transaction of its own, whatever becomes of the job.</summary>
    private async Task<bool> AskAsync(
        string function,
        Guid personId,
        object argument,
        CancellationToken cancellationToken
    )
    {
        await using var batch = databases.App.CreateBatch();
        batch.BatchCommands.Add(Databases.AsSystem());
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(function)
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = personId },
                    new NpgsqlParameter { Value = argument },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    private sealed record Row(
        Guid Id,
        Guid UserId,
        DateTimeOffset RequestedAt,
        DateTimeOffset? StartedAt,
        DateTimeOffset? ErasedAt,
        string Receipt,
        DateTimeOffset CreatedAt
    );
}
