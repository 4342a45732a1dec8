using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.Limits;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Billing;

/// <summary>What the account pays for, which plan is in effect and why, and what can be bought.</summary>
[Requires(IdentityPermissions.ReadBilling)]
public sealed record GetBilling : IQuery<BillingView>;

/// <param name="Enabled">Whether payments are taken; without, plans are the operator's to give.</param>
/// <param name="Tier">Whose limits hold now.</param>
/// <param name="Because">Why that one.</param>
/// <param name="SubscriptionTier">What is paid for.</param>
/// <param name="SubscriptionEndsAt">When it ends, or has ended; null: it renews.</param>
/// <param name="GraceEndsAt">Until when a missing payment changes nothing.</param>
/// <param name="CompedTier">What the operator gives for nothing.</param>
/// <param name="CompedUntil">Null beside a tier: until it is taken back.</param>
/// <param name="Prices">What can be bought.</param>
public sealed record BillingView(
    bool Enabled,
    [OneOf(typeof(SubscriptionTiers))] string Tier,
    [OneOf(typeof(EntitlementReason))] string Because,
    [OneOf(typeof(SubscriptionTiers))] string SubscriptionTier,
    [OneOf(typeof(SubscriptionStatus))] string SubscriptionStatus,
    DateTimeOffset? SubscriptionEndsAt,
    DateTimeOffset? GraceEndsAt,
    [OneOf(typeof(SubscriptionTiers))] string? CompedTier,
    DateTimeOffset? CompedUntil,
    IReadOnlyList<OfferView> Prices
);

internal sealed class GetBillingHandler(IPaymentProvider payments, IPlans plans, TimeProvider time)
    : IQueryHandler<GetBilling, BillingView>
{
    public async Task<BillingView> Handle(GetBilling request, CancellationToken cancellationToken)
    {
        var entitlement = await plans.EntitlementAsync(cancellationToken);
        var (tier, because) = entitlement.At(time.GetUtcNow());
        return new BillingView(
            payments.IsOn,
            tier,
            because,
            entitlement.SubscriptionTier,
            entitlement.SubscriptionStatus,
            entitlement.SubscriptionEndsAt,
            entitlement.GraceEndsAt,
            entitlement.CompedTier,
            entitlement.CompedUntil,
            payments.Offers
        );
    }
}
