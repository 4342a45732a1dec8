using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>Messages that platforms have sent. What is in them is not kept: whoever acts on one asks the platform.</summary>
public interface IWebhooks
{
    /// <summary>Stores it for each connection that it is for; once for each, however often and wherever it comes.</summary>
    /// <returns>Each connection that it is for, with what was stored; null: it was there already.</returns>
    Task<IReadOnlyList<StoredWebhook>> StoreAsync(IncomingWebhook webhook, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<WebhookView>> ListAsync(
        Guid integrationId,
        PageRequest page,
        CancellationToken cancellationToken
    );

    /// <returns>Null: it is gone, or done.</returns>
    Task<PendingWebhook?> PendingAsync(Guid id, CancellationToken cancellationToken);

    /// <param name="status">One of <see cref="Domain.Integrations.Webhooks.WebhookStatus"/>.</param>
    Task FinishAsync(Guid id, string status, string? reason, CancellationToken cancellationToken);
}

public sealed record StoredWebhook(Guid Account, Guid? Webhook);

public sealed record PendingWebhook(Guid IntegrationId, string PlatformType, string Kind, DateTimeOffset CreatedAt);
