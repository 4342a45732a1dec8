using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Webhooks;
using AiWebBuilder.Domain.Integrations.Webhooks;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Webhooks;

[WritesPastUnitOfWork("In the command's transaction: a message is stored once for each connection, by one statement.")]
internal sealed class StoredWebhooks(AppDbContext db, ICurrentUser user, TimeProvider time) : IWebhooks
{
    public async Task<IReadOnlyList<StoredWebhook>> StoreAsync(
        IncomingWebhook webhook,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<StoredWebhook>(
                $"""
                select * from store_webhook({webhook.Platform}, {webhook.IntegrationId}, {webhook.Place}, {webhook.Company},
                    {webhook.ExternalId}, {webhook.Kind}, {webhook.SentAt}, {time.GetUtcNow()})
                """
            )
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<WebhookView>> ListAsync(
        Guid integrationId,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        return await db
            .Database.SqlQuery<WebhookView>(
                $"""
                select id, integration_id, external_id, kind, status, reason, sent_at, finished_at, created_at
                from platform_webhooks
                where user_id = {user.RequireAccount()} and integration_id = {integrationId} and (created_at, id) < ({at}, {id})
                order by created_at desc, id desc
                limit {page.Limit + 1}
                """
            )
            .ToListAsync(cancellationToken);
    }

    public async Task<PendingWebhook?> PendingAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<PendingWebhook>(
                    $"""
                    select w.integration_id, i.platform_type, w.kind, w.created_at
                    from platform_webhooks w join platform_integrations i on i.id = w.integration_id
                    where w.user_id = {user.RequireAccount()} and w.id = {id} and w.status = {WebhookStatus.Received}
                    """
                )
                .ToListAsync(cancellationToken)
        ).SingleOrDefault();

    public Task FinishAsync(Guid id, string status, string? reason, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update platform_webhooks set status = {status}, reason = {reason}, finished_at = {time.GetUtcNow()}
            where user_id = {user.RequireAccount()} and id = {id} and status = {WebhookStatus.Received}
            """,
            cancellationToken
        );
}
