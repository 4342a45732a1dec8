using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Identity.ApiKeys;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Identity.ApiKeys;

internal sealed class ApiKeyReads(AppDbContext db, TimeProvider time) : IApiKeyReads
{
    public async Task<IReadOnlyList<ApiKeyView>> KeysAsync(
        PageRequest page,
        Guid accountId,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, name, hint, scopes, created_by, expires_at, last_used_at, replaced_by, created_at
                from api_keys
                where user_id = {accountId} and revoked_at is null and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new ApiKeyView(
                row.Id,
                row.Name,
                row.Hint,
                row.Scopes,
                row.CreatedBy,
                row.ExpiresAt,
                row.LastUsedAt,
                row.ReplacedBy,
                row.CreatedAt
            )),
        ];
    }

    public async Task<int> CountActiveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"api-keys:{accountId}"}, 0))",
            cancellationToken
        );
        var counted = await db
            .Database.SqlQuery<int>(
                $"""
                select count(*)::integer as "Value" from api_keys
                where user_id = {accountId} and revoked_at is null
                  and (expires_at is null or expires_at > {time.GetUtcNow()})
                """
            )
            .ToListAsync(cancellationToken);
        return counted.Single();
    }

    private sealed record Row(
        Guid Id,
        string Name,
        string Hint,
        string[] Scopes,
        Guid? CreatedBy,
        DateTimeOffset? ExpiresAt,
        DateTimeOffset? LastUsedAt,
        Guid? ReplacedBy,
        DateTimeOffset CreatedAt
    );
}
