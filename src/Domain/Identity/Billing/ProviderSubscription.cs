namespace AiWebBuilder.Domain.Identity.Billing;

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
