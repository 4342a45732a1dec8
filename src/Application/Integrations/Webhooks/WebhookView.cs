using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Webhooks;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>A message that a platform sent.</summary>
/// <param name="ExternalId">The platform's id of it, else a hash of what was sent.</param>
/// <param name="Kind">As the platform calls it.</param>
/// <param name="Reason">Why it was ignored, or has failed; null: neither.</param>
/// <param name="SentAt">As the message says; null: it does not.</param>
public sealed record WebhookView(
    Guid Id,
    Guid IntegrationId,
    string ExternalId,
    string Kind,
    [OneOf(typeof(WebhookStatus))] string Status,
    string? Reason,
    DateTimeOffset? SentAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset CreatedAt
);
