using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Identity.SignIn;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity.Billing;

namespace AiWebBuilder.Application.Identity.Limits;

/// <summary>What the account has used this month (UTC), and the limits of its tier.</summary>
[Requires(IdentityPermissions.ReadProfile)]
public sealed record GetUsage : IQuery<UsageView>;

/// <param name="Month">Its first day.</param>
/// <param name="ApiCallsMade">Up to a few seconds ago.</param>
/// <param name="Tier">Whose limits hold now: after grace, trial or a gift it may be another than the subscription's.</param>
/// <param name="Warnings">Of this month, as limits came near.</param>
/// <param name="ResetsAt">When the next month begins.</param>
public sealed record UsageView(
    DateOnly Month,
    int CampaignsGenerated,
    int AiCreditsUsed,
    long StorageBytesUsed,
    int ApiCallsMade,
    [OneOf(typeof(SubscriptionTiers))] string Tier,
    TierLimits Limits,
    IReadOnlyList<UsageWarningView> Warnings,
    DateTimeOffset ResetsAt
);

/// <param name="Threshold">Percent of the limit.</param>
public sealed record UsageWarningView(
    [OneOf(typeof(CountedResources))] string Resource,
    int Threshold,
    DateTimeOffset WarnedAt
);

/// <summary>What a plan limits, by its name in JSON.</summary>
public static class CountedResources
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<PlanResource>().Select(TierLimits.NameOf)];
}

internal sealed class GetUsageHandler(IIdentityReads reads, IPlans plans, TimeProvider time)
    : IQueryHandler<GetUsage, UsageView>
{
    public async Task<UsageView> Handle(GetUsage request, CancellationToken cancellationToken)
    {
        var (tier, limits) = await plans.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var month = new DateOnly(now.Year, now.Month, 1);
        var used = await reads.UsageAsync(month, cancellationToken);
        return new UsageView(
            month,
            used?.CampaignsGenerated ?? 0,
            used?.AiCreditsUsed ?? 0,
            used?.StorageBytesUsed ?? 0,
            used?.ApiCallsMade ?? 0,
            tier,
            limits,
            await reads.WarningsAsync(month, cancellationToken),
            new DateTimeOffset(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero)
        );
    }
}
