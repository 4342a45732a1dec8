using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity;

/// <summary>What the account has used in this month, UTC, and what its tier allows.</summary>
[Requires(Permission.ProfileRead)]
public sealed record GetUsage : IQuery<UsageView>;

/// <param name="Month">Its first day.</param>
/// <param name="ApiCallsMade">Up to a few seconds ago.</param>
/// <param name="ResetsAt">When the next month begins.</param>
public sealed record UsageView(
    DateOnly Month,
    int CampaignsGenerated,
    int AiCreditsUsed,
    long StorageBytesUsed,
    int ApiCallsMade,
    TierLimits Limits,
    DateTimeOffset ResetsAt
);

/// <summary>A tier's allowance for a month; null: without limit. The setting <c>limits.{tier}</c> replaces the default.</summary>
public sealed record TierLimits(int? CampaignsGenerated, int? AiCreditsUsed, long? StorageBytesUsed, int? ApiCallsMade)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The limits that hold while nobody has set others.</summary>
    public static TierLimits DefaultOf(string tier) =>
        tier switch
        {
            "creator" => new(30, 3_000, 2_000 * Megabyte, 100_000),
            "business" => new(150, 15_000, 20_000 * Megabyte, 1_000_000),
            "agency" => new(null, 100_000, 200_000 * Megabyte, null),
            _ => new(3, 300, 100 * Megabyte, 10_000),
        };
}

internal sealed class GetUsageHandler(
    IRepository<User> users,
    IIdentityReads reads,
    ISettings settings,
    ICurrentUser current,
    TimeProvider time
) : IQueryHandler<GetUsage, UsageView>
{
    public async Task<UsageView> Handle(GetUsage request, CancellationToken cancellationToken)
    {
        var owner = await users.RequireAsync(current.RequireAccount(), cancellationToken);
        var now = time.GetUtcNow();
        var month = new DateOnly(now.Year, now.Month, 1);
        var used = await reads.UsageAsync(month, cancellationToken);
        return new UsageView(
            month,
            used?.CampaignsGenerated ?? 0,
            used?.AiCreditsUsed ?? 0,
            used?.StorageBytesUsed ?? 0,
            used?.ApiCallsMade ?? 0,
            await settings.GetAsync(
                $"limits.{owner.SubscriptionTier}",
                TierLimits.DefaultOf(owner.SubscriptionTier),
                cancellationToken
            ),
            new DateTimeOffset(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero)
        );
    }
}
