using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Integrations.Webhooks;

/// <summary>What can go wrong with messages of platforms.</summary>
public static class WebhookErrors
{
    /// <summary>Also of an address whose key is wrong: strangers learn nothing.</summary>
    public static Error AddressUnknown { get; } =
        new(
            ErrorKind.NotFound,
            "integrations.webhook_address_unknown",
            "No connection receives webhooks at this address, or none to the account that the message is about."
        );

    public static Error SignatureInvalid { get; } =
        new(
            ErrorKind.Validation,
            "integrations.webhook_signature_invalid",
            "The signature does not fit the body: sign the raw bytes with the connection's current secret."
        );

    public static Error Stale { get; } =
        new(
            ErrorKind.Validation,
            "integrations.webhook_stale",
            "The message's time is more than five minutes from now: send it when it is signed."
        );

    public static Error Malformed { get; } =
        new(
            ErrorKind.Validation,
            "integrations.webhook_malformed",
            "The body must be a JSON object in UTF-8 that can be stored, and its id at most 255 characters."
        );
}
