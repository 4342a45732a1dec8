using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.AiUsage.Budgets;

/// <summary>What the account's calls have come to, in USD.</summary>
/// <param name="Today">The account's day.</param>
/// <param name="LastWeek">Settled in the last seven days.</param>
/// <param name="Spent">Settled in the running period.</param>
public sealed record Spending(DateOnly Today, DateOnly PeriodStart, decimal LastWeek, decimal Spent, decimal Reserved);

/// <summary>Caps of the account acted for, of its members and campaigns, and of the platform: each may have one for each period.</summary>
public interface IAiBudgets
{
    /// <summary>The account's own caps.</summary>
    Task<IReadOnlyList<BudgetState>> OfAccountAsync(CancellationToken cancellationToken);

    /// <summary>All caps of the account, newest first; those whose member or campaign is gone hold for nobody, and are left out.</summary>
    Task<IReadOnlyList<BudgetState>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <param name="period">One of <see cref="BudgetPeriods"/>.</param>
    Task<Spending> SpendingAsync(string period, CancellationToken cancellationToken);

    /// <summary>
    /// From the commit on the cap holds; what the running period has seen already counts in it. Caps for other periods stay.
    /// </summary>
    /// <param name="subject">The person or campaign; null: the account itself.</param>
    /// <param name="ifMatch">The tag of the cap that is replaced; null: whatever is there.</param>
    /// <exception cref="Domain.Common.DomainException">
    /// PreconditionFailed: it is another one by now; Unavailable: calls are leaving, and none may in the meantime.
    /// </exception>
    Task<BudgetState> SetAsync(
        string scope,
        Guid? subject,
        BudgetTerms terms,
        string? ifMatch,
        CancellationToken cancellationToken
    );

    /// <param name="subject">The person or campaign; null: the account itself.</param>
    /// <param name="period">Null: those of all periods.</param>
    /// <exception cref="Domain.Common.DomainException">Unavailable: calls are leaving, and none may in the meantime.</exception>
    Task RemoveAsync(string scope, Guid? subject, string? period, CancellationToken cancellationToken);

    Task<IReadOnlyList<BudgetState>> OfPlatformAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="SetAsync"/>
    Task<BudgetState> SetPlatformAsync(
        BudgetTerms terms,
        string? ifMatch,
        string reason,
        CancellationToken cancellationToken
    );

    /// <inheritdoc cref="RemoveAsync"/>
    Task RemovePlatformAsync(string? period, string reason, CancellationToken cancellationToken);

    /// <summary>The key with which the account's webhooks are signed.</summary>
    string WebhookSecret();
}
