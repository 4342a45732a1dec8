namespace AiWebBuilder.Domain.Identity.Billing;

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
