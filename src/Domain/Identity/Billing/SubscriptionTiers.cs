using System.Collections.Immutable;

namespace AiWebBuilder.Domain.Identity.Billing;

/// <summary>The allowed values of <c>users.subscription_tier</c>.</summary>
public static class SubscriptionTiers
{
    /// <summary>From the lowest to the highest.</summary>
    public static ImmutableArray<string> All { get; } = ["freemium", "creator", "business", "agency"];
}
