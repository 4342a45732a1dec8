namespace AiWebBuilder.Application.Integrations.Webhooks;

/// <summary>A message as it came, of which nothing is believed yet.</summary>
/// <param name="Key">Of the address; null: it has none.</param>
/// <param name="Headers">Those that prove a message, by their names in lower case.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Body, string? Key, IReadOnlyDictionary<string, string> Headers)
{
    // A record would print the address's key.
    public override string ToString() => nameof(WebhookRequest);
}
