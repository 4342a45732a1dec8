using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>
/// Ledger and calls, summed up. Days are the account's: those that stand in the ledger, cut in the time zone that its settings had when the
/// entry was made.
/// </summary>
public interface ICostReads
{
    /// <summary>The day that it is now for the account.</summary>
    Task<DateOnly> TodayAsync(CancellationToken cancellationToken);

    /// <summary>Settled spend of the days, both included, by one of <see cref="CostGroups"/>.</summary>
    Task<IReadOnlyList<CostGroupRow>> CostsAsync(
        DateOnly from,
        DateOnly to,
        string groupBy,
        CancellationToken cancellationToken
    );

    /// <summary>What the platform's keys have cost, over all accounts, by one of <see cref="PlatformCostGroups"/>. Days are UTC's.</summary>
    Task<IReadOnlyList<PlatformCostRow>> PlatformCostsAsync(
        DateOnly from,
        DateOnly to,
        string groupBy,
        CancellationToken cancellationToken
    );

    /// <summary>The rows of <c>ai_cost_tracking</c>, newest day first.</summary>
    Task<IReadOnlyList<DailyCostView>> DailyCostsAsync(
        PageRequest page,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    );

    /// <summary>The account's ledger, newest entry first.</summary>
    Task<IReadOnlyList<LedgerEntryView>> LedgerAsync(
        PageRequest page,
        LedgerFilter filter,
        CancellationToken cancellationToken
    );

    /// <summary>What each step of a generation has cost.</summary>
    Task<IReadOnlyList<StepCostRow>> StepCostsAsync(Guid generationId, CancellationToken cancellationToken);

    /// <summary>The calls of a generation's steps that failed, in their order.</summary>
    Task<IReadOnlyList<FailedCallRow>> FailedCallsAsync(Guid generationId, CancellationToken cancellationToken);

    /// <summary>What models were asked for on these days, and what became of it, by one of <see cref="QualityGroups"/> or by both.</summary>
    Task<IReadOnlyList<QualityRow>> QualityAsync(
        DateOnly from,
        DateOnly to,
        string? groupBy,
        CancellationToken cancellationToken
    );
}
