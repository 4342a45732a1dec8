namespace AiWebBuilder.Domain.Identity.Billing;

/// <summary>The allowed values of <c>users.subscription_status</c>.</summary>
public static class SubscriptionStatus
{
    public static IReadOnlyList<string> All { get; } = ["active", "canceled", "past_due", "trial"];
}
