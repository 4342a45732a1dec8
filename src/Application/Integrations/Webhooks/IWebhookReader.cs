using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>Proves what platforms send, before anything of it is read.</summary>
public interface IWebhookReader
{
    /// <param name="integrationId">Whose address it came to; null: GoHighLevel's, which is the installation's.</param>
    /// <exception cref="DomainException">NotFound: no such address; Validation: unsigned, wrongly signed, stale, or no message.</exception>
    Task<IncomingWebhook> ReadAsync(Guid? integrationId, WebhookRequest request, CancellationToken cancellationToken);

    /// <summary>Where the platform is to send to, below the server's own address.</summary>
    string AddressOf(string platform, Guid integrationId);
}
