using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Syncs;

[WritesPastUnitOfWork("In the job's transaction: a page of contents is one statement.")]
internal sealed class PlatformContents(AppDbContext db, ICurrentUser user, TimeProvider time) : IPlatformContents
{
    public Task KeepAsync(
        IntegrationSync sync,
        string @object,
        IReadOnlyList<FoundContent> contents,
        CancellationToken cancellationToken
    )
    {
        // A platform that answers one thing twice on a page means the later.
        var items = contents
            .Where(content => content.ExternalId.Length is > 0 and <= 255)
            .GroupBy(content => content.ExternalId, StringComparer.Ordinal)
            .Select(same => same.Last())
            .Select(content => new
            {
                id = time.NewId(),
                external_id = content.ExternalId,
                title = content.Title,
                url = content.Url,
                status = content.Status,
                modified_at = content.ModifiedAt,
                hash = HashOf(content),
                data = content.Data,
            });
        var rows = JsonSerializer.Serialize(items);
        return db.Database.ExecuteSqlAsync(
            $"select store_contents({sync.UserId}, {sync.IntegrationId}, {sync.Id}, {@object}, {rows}::jsonb, {time.GetUtcNow()})",
            cancellationToken
        );
    }

    public async Task<SyncChanges> FinishAsync(
        IntegrationSync sync,
        IReadOnlyList<string> objects,
        CancellationToken cancellationToken
    )
    {
        var kinds = objects.ToArray();
        var rows = await db
            .Database.SqlQuery<SyncChanges>(
                $"select * from finish_contents({sync.IntegrationId}, {sync.Id}, {kinds}, {time.GetUtcNow()})"
            )
            .ToListAsync(cancellationToken);
        return rows[0];
    }

    public async Task<IReadOnlyList<ContentView>> ListAsync(
        Guid integrationId,
        PageRequest page,
        string? @object,
        string? change,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, integration_id, object, external_id, title, url, status, modified_at, change, hash, first_seen_at, last_seen_at,
                    changed_at, removed_at, null::text as data
                from platform_contents
                where user_id = {user.RequireAccount()} and integration_id = {integrationId} and (first_seen_at, id) < ({at}, {id})
                    and ({@object}::text is null or object = {@object}) and ({change}::text is null or change = {change})
                order by first_seen_at desc, id desc limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToView())];
    }

    public async Task<IReadOnlyList<ContentView>> CurrentAsync(Guid integrationId, CancellationToken cancellationToken)
    {
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, integration_id, object, external_id, title, url, status, modified_at, change, hash, first_seen_at, last_seen_at,
                    changed_at, removed_at, (data - 'content' - 'excerpt' - 'pages')::text as data
                from platform_contents
                where user_id = {user.RequireAccount()} and integration_id = {integrationId} and change <> 'removed'
                order by first_seen_at, id limit 2000
                """
            )
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToView())];
    }

    public async Task<ContentView?> FindAsync(Guid integrationId, Guid contentId, CancellationToken cancellationToken)
    {
        var rows = await db
            .Database.SqlQuery<Row>(
                $"""
                select id, integration_id, object, external_id, title, url, status, modified_at, change, hash, first_seen_at, last_seen_at,
                    changed_at, removed_at, data::text as data
                from platform_contents
                where user_id = {user.RequireAccount()} and integration_id = {integrationId} and id = {contentId}
                """
            )
            .ToListAsync(cancellationToken);
        return rows is [var row] ? row.ToView() : null;
    }

    /// <summary>What changes by itself, as the time of a change does, is no change.</summary>
    private static string HashOf(FoundContent content) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new JsonArray(content.Title, content.Url, content.Status, content.Data.DeepClone())
                )
            )
        );

    private sealed record Row(
        Guid Id,
        Guid IntegrationId,
        string Object,
        string ExternalId,
        string? Title,
        string? Url,
        string? Status,
        DateTimeOffset? ModifiedAt,
        string Change,
        string Hash,
        DateTimeOffset FirstSeenAt,
        DateTimeOffset LastSeenAt,
        DateTimeOffset? ChangedAt,
        DateTimeOffset? RemovedAt,
        string? Data
    )
    {
        public ContentView ToView() =>
            new(
                Id,
                IntegrationId,
                Object,
                ExternalId,
                Title,
                Url,
                Status,
                ModifiedAt,
                Change,
                Hash,
                FirstSeenAt,
                LastSeenAt,
                ChangedAt,
                RemovedAt
            )
            {
                Data = JsonTexts.ObjectIn(Data),
            };
    }
}
