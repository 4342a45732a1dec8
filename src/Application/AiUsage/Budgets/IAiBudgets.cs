using AiWebBuilder.Application.Common;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>What a cap is set to.</summary>
/// <param name="Limit">USD.</param>
/// <param name="Period">One of <see cref="BudgetPeriods"/>.</param>
/// <param name="Thresholds">Percent; somebody is told when they are passed.</param>
/// <param name="AtLimit">One of <see cref="LimitChoices"/>.</param>
public sealed record BudgetTerms(
    decimal Limit,
    string Period,
    IReadOnlyList<int>? Thresholds,
    string? AtLimit,
    string? WebhookUrl
);

/// <summary>A cap as it stands in its running period.</summary>
/// <param name="MemberId">The member whose calls it holds for.</param>
/// <param name="Today">The last day of the period so far: the account's, or in UTC.</param>
public sealed record BudgetState(
    Guid Id,
    string Scope,
    Guid? MemberId,
    Guid? CampaignId,
    decimal Limit,
    string Period,
    DateOnly PeriodStart,
    DateOnly Today,
    decimal Spent,
    decimal Reserved,
    int[] Thresholds,
    string AtLimit,
    string? WebhookUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>What the account's calls have come to, in USD.</summary>
/// <param name="Today">The account's day.</param>
/// <param name="LastWeek">Settled in the last seven days.</param>
/// <param name="ThisMonth">Settled in the account's running month.</param>
public sealed record Spending(DateOnly Today, decimal LastWeek, decimal ThisMonth, decimal Reserved);

/// <summary>Caps of the account acted for, of its members and campaigns, and of the platform.</summary>
public interface IAiBudgets
{
    /// <summary>The account's own cap.</summary>
    Task<BudgetState?> OfAccountAsync(CancellationToken cancellationToken);

    /// <summary>All caps of the account, newest first; those whose member or campaign is gone hold for nobody, and are left out.</summary>
    Task<IReadOnlyList<BudgetState>> ListAsync(PageRequest page, Guid? subject, CancellationToken cancellationToken);

    Task<Spending> SpendingAsync(CancellationToken cancellationToken);

    /// <summary>From the commit on the cap holds; what the running period has seen already counts in it.</summary>
    /// <param name="subject">The person or campaign; null: the account itself.</param>
    /// <exception cref="Domain.Common.DomainException">Unavailable: calls are leaving, and none may in the meantime.</exception>
    Task SetAsync(string scope, Guid? subject, BudgetTerms terms, CancellationToken cancellationToken);

    /// <inheritdoc cref="SetAsync"/>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(string scope, Guid? subject, CancellationToken cancellationToken);

    Task<BudgetState?> OfPlatformAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="SetAsync"/>
    Task SetPlatformAsync(BudgetTerms terms, string reason, CancellationToken cancellationToken);

    /// <inheritdoc cref="SetAsync"/>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemovePlatformAsync(string reason, CancellationToken cancellationToken);

    /// <summary>The key with which the account's webhooks are signed.</summary>
    string WebhookSecret();
}

/// <summary>Whose calls a cap holds for.</summary>
public static class BudgetScopes
{
    public const string Account = "account";
    public const string Member = "member";
    public const string Campaign = "campaign";
}

/// <summary>The allowed values of <c>period</c>.</summary>
public static class BudgetPeriods
{
    public const string Day = "day";
    public const string Month = "month";
    public const string Total = "total";

    public static IReadOnlyList<string> All { get; } = [Day, Month, Total];
}

/// <summary>The allowed values of <c>atLimit</c>: refuse, go on with a cheaper model, or with the offline writer.</summary>
public static class LimitChoices
{
    public const string Stop = "stop";

    public static IReadOnlyList<string> All { get; } = [Stop, "cheaper", "offline"];
}
