using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity.Billing;

/// <summary>What can go wrong with payments.</summary>
public static class BillingErrors
{
    public static Error Off { get; } =
        new(
            ErrorKind.Conflict,
            "billing.off",
            "Billing is disabled: no payment provider is configured. Ask the operator to change your plan."
        );

    public static Error SignatureInvalid { get; } =
        new(ErrorKind.Validation, "billing.signature_invalid", "The signature is invalid or too old.");

    public static Error EventInvalid { get; } =
        new(
            ErrorKind.Validation,
            "billing.event_invalid",
            "The signature is valid, but the body is not an event that can be read and stored."
        );

    public static Error ProviderUnavailable { get; } =
        new(
            ErrorKind.Unavailable,
            "billing.provider_unavailable",
            "The payment provider is not responding: try again."
        );

    public static Error PriceUnknown { get; } =
        new(ErrorKind.Validation, "billing.price_unknown", "This tier or price is not available.");

    public static Error Subscribed { get; } =
        new(
            ErrorKind.Conflict,
            "billing.subscribed",
            "There is already a subscription: change it in the portal (POST /v1/billing/portal)."
        );

    public static Error NoCustomer { get; } =
        new(
            ErrorKind.Conflict,
            "billing.no_customer",
            "There is no purchase yet: start with POST /v1/billing/checkout."
        );
}
