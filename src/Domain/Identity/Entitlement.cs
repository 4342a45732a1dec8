namespace AiWebBuilder.Domain.Identity;

/// <summary>
/// Which plan's limits hold for an account: not always the one that is paid for. What the operator gives away counts beside the
/// subscription; a missed payment takes nothing for a while; what was cancelled stays until it has been used up.
/// </summary>
/// <param name="SubscriptionTier">As paid for.</param>
/// <param name="SubscriptionStatus"><c>active, canceled, past_due, trial</c>.</param>
/// <param name="CompedUntil">Null beside a comped tier: until it is taken back.</param>
public sealed record Entitlement(
    string SubscriptionTier,
    string SubscriptionStatus,
    DateTimeOffset? SubscriptionEndsAt,
    DateTimeOffset? PastDueSince,
    string? CompedTier,
    DateTimeOffset? CompedUntil
)
{
    /// <summary>How long a missed payment changes nothing.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromDays(14);

    /// <summary>The higher of what is paid for and what is given.</summary>
    public string TierAt(DateTimeOffset now)
    {
        var paid = SubscriptionStatus switch
        {
            "active" => SubscriptionTier,
            // Without an end it has none yet: the next event of the payment provider sets it.
            "trial" or "canceled" => SubscriptionEndsAt is null || now < SubscriptionEndsAt ? SubscriptionTier : Lowest,
            "past_due" => PastDueSince is null || now < PastDueSince + Grace ? SubscriptionTier : Lowest,
            _ => throw new InvalidOperationException($"A subscription is never {SubscriptionStatus}."),
        };
        var given = CompedTier is not null && (CompedUntil is null || now < CompedUntil) ? CompedTier : Lowest;
        return Rank(given) > Rank(paid) ? given : paid;
    }

    /// <summary>The next higher plan; null above the highest.</summary>
    public static string? Above(string tier) => SubscriptionTiers.All.ElementAtOrDefault(Rank(tier) + 1);

    private static string Lowest => SubscriptionTiers.All[0];

    private static int Rank(string tier) => SubscriptionTiers.All.IndexOf(tier);
}
