namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>A message that has been proved.</summary>
/// <param name="IntegrationId">Null: it is for whoever is connected to the place, or to the company, that it names.</param>
/// <param name="ExternalId">The platform's id of it, else a hash of the body.</param>
/// <param name="Kind">As the platform calls it; empty: it does not.</param>
/// <param name="SentAt">As it says, and signed; null: it does not say.</param>
public sealed record IncomingWebhook(
    string Platform,
    Guid? IntegrationId,
    string ExternalId,
    string Kind,
    DateTimeOffset? SentAt
)
{
    public string? Place { get; init; }

    public string? Company { get; init; }
}
