using System.Text.Json;
using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Imports;
using AiWebBuilder.Application.Integrations.Imports.Contents;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Making;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Imports;

[WritesPastUnitOfWork(
    "In the command's transaction: a ledger of thousands of rows is one statement, and none is tracked."
)]
internal sealed class StoredImports(AppDbContext db, IUnitOfWork unitOfWork, ICurrentUser user, TimeProvider time)
    : IImports
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<Guid> AddAsync(NewImport import, CancellationToken cancellationToken)
    {
        var (id, now) = (time.NewId(), time.GetUtcNow());
        var contents = JsonSerializer.Serialize(import.Contents, Json);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into imports (id, user_id, kind, source, integration_id, updates_id, contents, content, content_type, is_rehearsal,
                max_pages, created_at)
            values ({id}, {user.RequireAccount()}, {import.Kind}, {import.Source}, {import.IntegrationId}, {import.UpdatesId},
                {contents}::jsonb, {import.Content}, {import.ContentType}, {import.IsRehearsal}, {import.MaxPages}, {now})
            """,
            cancellationToken
        );
        return id;
    }

    public Task AssignAsync(Guid id, Guid jobId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"update imports set job_id = {jobId} where user_id = {user.RequireAccount()} and id = {id}",
            cancellationToken
        );

    public async Task<IReadOnlyList<ImportView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var (at, id) = page.Before;
        return await ViewsAsync(
            $"""
            select id, kind, source, integration_id, is_rehearsal, status, job_id, pages::text, totals::text, campaign_id, error_message,
                created_at, completed_at, updates_id, kept::text, changes
            from seen_imports where user_id = {user.RequireAccount()} and (created_at, id) < ({at}, {id})
            order by created_at desc, id desc limit {page.Limit + 1}
            """,
            cancellationToken
        );
    }

    public async Task<ImportView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await ViewsAsync(
                $"""
                select id, kind, source, integration_id, is_rehearsal, status, job_id, pages::text, totals::text, campaign_id, error_message,
                created_at, completed_at, updates_id, kept::text, changes
                from seen_imports where user_id = {user.RequireAccount()} and id = {id}
                """,
                cancellationToken
            )
        ).SingleOrDefault();

    public Task<NewImport?> ToReadAsync(Guid id, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(() => PendingAsync(id, cancellationToken), cancellationToken);

    public async Task<NewImport?> PendingAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<Pending>(
                    $"""
                    select kind, source, integration_id, updates_id, contents::text, content, content_type, is_rehearsal, max_pages from imports
                    where user_id = {user.RequireAccount()} and id = {id} and status = 'pending'
                    """
                )
                .ToListAsync(cancellationToken)
        )
            .Select(row => new NewImport(
                row.Kind,
                row.Source,
                row.Content,
                row.ContentType,
                row.IsRehearsal,
                row.MaxPages
            )
            {
                IntegrationId = row.IntegrationId,
                UpdatesId = row.UpdatesId,
                Contents = JsonSerializer.Deserialize<SyncedContent[]>(row.Contents, Json)!,
            })
            .SingleOrDefault();

    public Task<ImportRecord?> RecordAsync(Guid id, CancellationToken cancellationToken) =>
        RecordAsync(
            $"""
            select id, integration_id, campaign_id, updates_id, source, status, contents::text, pages::text, made::text from imports
            where user_id = {user.RequireAccount()} and id = {id}
            """,
            cancellationToken
        );

    public async Task<ImportRecord?> LatestAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        await db.Database.ExecuteSqlAsync(
            $"select from imports where user_id = {account} and id = {id} for update",
            cancellationToken
        );
        return await RecordAsync(
            $"""
            select id, integration_id, campaign_id, updates_id, source, status, contents::text, pages::text, made::text from imports
            where user_id = {account} and (id = {id} or updates_id = {id}) and status = 'completed' and made is not null
            order by created_at desc, id desc limit 1
            """,
            cancellationToken
        );
    }

    public Task RevertAsync(Guid id, IReadOnlyList<KeptWork> kept, CancellationToken cancellationToken)
    {
        var rows = JsonSerializer.Serialize(kept, Json);
        return db.Database.ExecuteSqlAsync(
            $"""
            update imports set status = 'reverted', kept = case when id = {id} then {rows}::jsonb else '[]' end
            where user_id = {user.RequireAccount()} and (id = {id} or updates_id = {id}) and status = 'completed' and not is_rehearsal
            """,
            cancellationToken
        );
    }

    public async Task<bool> IsRunningAsync(Guid integrationId, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<Guid>(
                    $"""
                    select id as "Value" from imports
                    where user_id = {user.RequireAccount()} and integration_id = {integrationId} and status = 'pending'
                    """
                )
                .ToListAsync(cancellationToken)
        ).Count > 0;

    public async Task FinishAsync(Guid id, FinishedImport import, CancellationToken cancellationToken)
    {
        var account = user.RequireAccount();
        var rows = JsonSerializer.Serialize(
            import.Entries.Select(
                (one, index) =>
                    new
                    {
                        ordinal = index + 1,
                        page = Kept(one.Page, 500),
                        kind = one.Entry.Kind,
                        text = Kept(one.Entry.Text, 1_000) ?? "",
                        address = Kept(one.Entry.Address, 2_000),
                        fate = one.Entry.Fate,
                        component_id = one.Component,
                        path = one.Entry.Path,
                        reason = one.Entry.Reason,
                    }
            ),
            Json
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into import_elements (user_id, import_id, ordinal, page, kind, text, address, fate, component_id, path, reason)
            select {account}, {id}, r.ordinal, r.page, r.kind, r.text, r.address, r.fate, r.component_id, r.path, r.reason
            from jsonb_to_recordset({rows}::jsonb) as r (ordinal integer, page text, kind text, text text, address text, fate text,
                component_id uuid, path text, reason text)
            """,
            cancellationToken
        );
        var totals = JsonSerializer.Serialize(
            import
                .Entries.GroupBy(one => one.Entry.Kind, StringComparer.Ordinal)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => new ImportTotal(
                    kind.Key,
                    kind.Count(one => one.Entry.Fate == ImportFates.Carried),
                    kind.Count(one => one.Entry.Fate == ImportFates.Approximated),
                    kind.Count(one => one.Entry.Fate == ImportFates.Replaced),
                    kind.Count(one => one.Entry.Fate == ImportFates.Lost)
                )),
            Json
        );
        var pages = JsonSerializer.Serialize(
            import.Pages.Select(page =>
                page with
                {
                    Address = Kept(page.Address, 500)!,
                    Title = Kept(page.Title, 300),
                }
            ),
            Json
        );
        var made = import.Made is null ? null : JsonSerializer.Serialize(import.Made, Json);
        await db.Database.ExecuteSqlAsync(
            $"""
            update imports set status = 'completed', content = null, pages = {pages}::jsonb, totals = {totals}::jsonb,
                campaign_id = {import.CampaignId}, made = {made}::jsonb, completed_at = {time.GetUtcNow()}
            where user_id = {account} and id = {id}
            """,
            cancellationToken
        );
    }

    public Task FailAsync(Guid id, string error, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update imports set status = 'failed', content = null, error_message = {error}, completed_at = {time.GetUtcNow()}
            where user_id = {user.RequireAccount()} and id = {id} and status = 'pending'
            """,
            cancellationToken
        );

    public async Task<IReadOnlyList<ImportEntry>> LedgerAsync(
        Guid id,
        int after,
        int limit,
        string? kind,
        string? fate,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<ImportEntry>(
                $"""
                select ordinal, page, kind, text, address, fate, component_id, path, reason from import_elements
                where user_id = {user.RequireAccount()} and import_id = {id} and ordinal > {after}
                    and ({kind}::text is null or kind = {kind}) and ({fate}::text is null or fate = {fate})
                order by ordinal limit {limit}
                """
            )
            .ToListAsync(cancellationToken);

    // What PostgreSQL cannot keep in a text is no letter.
    private static string? Kept(string? text, int most)
    {
        var kept = text?.Replace("\0", "", StringComparison.Ordinal);
        return kept?.Length > most ? kept[..(char.IsHighSurrogate(kept[most - 1]) ? most - 1 : most)] : kept;
    }

    private async Task<ImportRecord?> RecordAsync(FormattableString sql, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<Known>(sql).ToListAsync(cancellationToken))
            .Select(row => new ImportRecord(
                row.Id,
                row.IntegrationId,
                row.CampaignId,
                row.UpdatesId,
                row.Source,
                row.Status,
                JsonSerializer.Deserialize<SyncedContent[]>(row.Contents, Json)!,
                JsonSerializer.Deserialize<ImportedPage[]>(row.Pages, Json)!,
                row.Made is null ? null : JsonSerializer.Deserialize<MadeByImport>(row.Made, Json)
            ))
            .SingleOrDefault();

    private async Task<IReadOnlyList<ImportView>> ViewsAsync(
        FormattableString sql,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await db.Database.SqlQuery<Row>(sql).ToListAsync(cancellationToken)).Select(row => new ImportView(
                row.Id,
                row.Kind,
                row.Source,
                row.IntegrationId,
                row.UpdatesId,
                row.IsRehearsal,
                row.Status,
                row.JobId,
                row.Status == ImportStatus.Pending ? 0 : 100,
                PagesOf(row),
                JsonSerializer.Deserialize<ImportTotal[]>(row.Totals, Json)!,
                row.CampaignId is { } campaign ? [campaign] : [],
                JsonSerializer.Deserialize<KeptWork[]>(row.Kept, Json)!,
                row.ErrorMessage,
                row.CreatedAt,
                row.CompletedAt
            )),
        ];

    private static ImportedPage[] PagesOf(Row row)
    {
        var pages = JsonSerializer.Deserialize<ImportedPage[]>(row.Pages, Json)!;
        return JsonSerializer.Deserialize<Dictionary<Guid, string>>(row.Changes, Json) is { Count: > 0 } changes
            ?
            [
                .. pages.Select(page =>
                    page.ContentId is { } id ? page with { Change = changes.GetValueOrDefault(id) } : page
                ),
            ]
            : pages;
    }

    private sealed record Pending(
        string Kind,
        string Source,
        Guid? IntegrationId,
        Guid? UpdatesId,
        string Contents,
        byte[]? Content,
        string? ContentType,
        bool IsRehearsal,
        int MaxPages
    );

    private sealed record Known(
        Guid Id,
        Guid? IntegrationId,
        Guid? CampaignId,
        Guid? UpdatesId,
        string Source,
        string Status,
        string Contents,
        string Pages,
        string? Made
    );

    private sealed record Row(
        Guid Id,
        string Kind,
        string Source,
        Guid? IntegrationId,
        bool IsRehearsal,
        string Status,
        Guid? JobId,
        string Pages,
        string Totals,
        Guid? CampaignId,
        string? ErrorMessage,
        DateTimeOffset CreatedAt,
        DateTimeOffset? CompletedAt,
        Guid? UpdatesId,
        string Kept,
        string Changes
    );
}
