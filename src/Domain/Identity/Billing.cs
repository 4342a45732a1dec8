using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Identity;

/// <summary>A subscription as the payment provider has it.</summary>
/// <param name="Status">
/// The provider's word: <c>active, trialing, past_due, unpaid, paused, incomplete, incomplete_expired, canceled</c>.
/// </param>
/// <param name="Tier">The plan that its price stands for.</param>
/// <param name="CancelsAt">When it ends of itself; null: it renews.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record ProviderSubscription(
    string Id,
    string Status,
    string Tier,
    DateTimeOffset CreatedAt,
    DateTimeOffset? TrialEndsAt,
    DateTimeOffset? CancelsAt,
    DateTimeOffset? EndedAt
)
{
    /// <summary>Whether it has begun and has not ended: whoever has one changes it, and buys no second.</summary>
    public bool IsLive => Status is "active" or "trialing" or "past_due" or "unpaid" or "paused";
}

/// <summary>What an account pays for: of all that the provider has of its customer, the subscription that counts.</summary>
/// <param name="Status">From <see cref="SubscriptionStatus"/>.</param>
/// <param name="EndsAt">When it ends, or has ended; null: it renews.</param>
public sealed record PaidPlan(string SubscriptionId, string Tier, string Status, DateTimeOffset? EndsAt)
{
    /// <summary>
    /// One that is paid comes before one that is not, and both before what has ended; then the higher plan, then the newer. One
    /// whose first payment is still under way is none yet.
    /// </summary>
    /// <returns>Null: there is none, and nothing is to be changed.</returns>
    public static PaidPlan? Of(IEnumerable<ProviderSubscription> subscriptions) =>
        subscriptions
            .Where(one => one.Status != "incomplete")
            .OrderByDescending(Standing)
            .ThenByDescending(one => one.IsLive ? SubscriptionTiers.All.IndexOf(one.Tier) : 0)
            .ThenByDescending(one => one.CreatedAt)
            .Select(Of)
            .FirstOrDefault();

    private static int Standing(ProviderSubscription subscription) =>
        subscription.Status switch
        {
            "active" or "trialing" => 2,
            "past_due" or "unpaid" => 1,
            _ => 0,
        };

    private static PaidPlan Of(ProviderSubscription one) =>
        one.Status switch
        {
            "active" => new(one.Id, one.Tier, "active", one.CancelsAt),
            "trialing" => new(one.Id, one.Tier, "trial", one.TrialEndsAt),
            "past_due" or "unpaid" => new(one.Id, one.Tier, "past_due", one.CancelsAt),
            // Also a trial that ended without a means of payment (paused), and a first payment that never came (incomplete_expired).
            _ => new(one.Id, one.Tier, "canceled", one.EndedAt ?? one.TrialEndsAt ?? one.CreatedAt),
        };
}

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
