using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Webhooks;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>
/// Receives a message of a connected platform. It is stored before it is acknowledged, once however often it comes, and acted on afterwards; a response other than 2xx stored nothing.
/// </summary>
/// <exception cref="DomainException">
/// Validation <c>integrations.webhook_signature_invalid</c>, <c>integrations.webhook_stale</c>, <c>integrations.webhook_malformed</c>; NotFound.
/// </exception>
[Anybody("the platform's signature, or the address's key, is the proof")]
public sealed record AcceptWebhook(Guid? IntegrationId, WebhookRequest Webhook) : ICommand;

internal sealed class AcceptWebhookHandler(IWebhookReader reader, IWebhooks webhooks, IJobQueue jobs)
    : ICommandHandler<AcceptWebhook, Done>,
        IBeforeTransaction<AcceptWebhook>
{
    private IncomingWebhook received = null!;

    public async Task PrepareAsync(AcceptWebhook request, CancellationToken cancellationToken) =>
        received = await reader.ReadAsync(request.IntegrationId, request.Webhook, cancellationToken);

    public async Task<Done> Handle(AcceptWebhook request, CancellationToken cancellationToken)
    {
        var stored = await webhooks.StoreAsync(received, cancellationToken);
        if (stored is [])
        {
            throw new DomainException(WebhookErrors.AddressUnknown);
        }
        foreach (var (account, webhook) in stored)
        {
            if (webhook is { } id)
            {
                await jobs.EnqueueAsync(
                    new JobRequest(WebhookJob.Type, account, new WebhookJob.Payload(id)),
                    cancellationToken
                );
            }
        }
        return default;
    }
}
