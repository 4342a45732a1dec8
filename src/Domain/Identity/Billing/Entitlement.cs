namespace AiWebBuilder.Domain.Identity.Billing;

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

    /// <summary>Until when a missed payment changes nothing; null: none is missed.</summary>
    public DateTimeOffset? GraceEndsAt => SubscriptionStatus == "past_due" ? PastDueSince + Grace : null;

    /// <summary>The higher of what is paid for and what is given.</summary>
    public string TierAt(DateTimeOffset now) => At(now).Tier;

    /// <summary>The higher of what is paid for and what is given, and why: from <see cref="EntitlementReason"/>.</summary>
    public (string Tier, string Because) At(DateTimeOffset now)
    {
        var (holds, during, after) = SubscriptionStatus switch
        {
            "active" => (true, SubscriptionTier == Lowest ? "free" : "subscription", ""),
            // Without an end it has none yet: the next event of the payment provider sets it.
            "trial" => (SubscriptionEndsAt is null || now < SubscriptionEndsAt, "trial", "trial_ended"),
            "canceled" => (
                SubscriptionEndsAt is null || now < SubscriptionEndsAt,
                "paid_until_end",
                "subscription_ended"
            ),
            "past_due" => (PastDueSince is null || now < GraceEndsAt, "grace", "payment_missing"),
            _ => throw new InvalidOperationException($"A subscription is never {SubscriptionStatus}."),
        };
        var paid = holds ? SubscriptionTier : Lowest;
        return CompedTier is not null && (CompedUntil is null || now < CompedUntil) && Rank(CompedTier) > Rank(paid)
            ? (CompedTier, "comped")
            : (paid, holds ? during : after);
    }

    /// <summary>The next higher plan; null above the highest.</summary>
    public static string? Above(string tier) => SubscriptionTiers.All.ElementAtOrDefault(Rank(tier) + 1);

    private static string Lowest => SubscriptionTiers.All[0];

    private static int Rank(string tier) => SubscriptionTiers.All.IndexOf(tier);
}

/// <summary>Why a plan's limits hold.</summary>
public static class EntitlementReason
{
    /// <summary>The first ones give what is paid for or given; the last three, the lowest plan.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "free",
        "subscription",
        "trial",
        "paid_until_end",
        "grace",
        "comped",
        "trial_ended",
        "subscription_ended",
        "payment_missing",
    ];
}
