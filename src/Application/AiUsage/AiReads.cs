using AiWebBuilder.Application.Common;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>Prices, generations and books, read straight into views.</summary>
public interface IAiReads
{
    /// <summary>Every model with the prices that hold on this day, by provider and name.</summary>
    Task<IReadOnlyList<ModelView>> ModelsAsync(DateOnly on, CancellationToken cancellationToken);

    /// <summary>The account's generations, newest first.</summary>
    Task<IReadOnlyList<GenerationView>> GenerationsAsync(
        PageRequest page,
        Guid? campaignId,
        string? status,
        string? type,
        CancellationToken cancellationToken
    );

    /// <summary>Settled spend of the days, both included, in UTC.</summary>
    /// <param name="groupBy">One of <see cref="CostGroups"/>.</param>
    Task<IReadOnlyList<CostGroupRow>> CostsAsync(
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
    Task<IReadOnlyList<LedgerEntryView>> LedgerAsync(PageRequest page, CancellationToken cancellationToken);
}

/// <param name="IsTotal">The sums over all groups, which comes as well.</param>
/// <param name="Key">Null gathers what has no such value: the spend of a deleted campaign.</param>
/// <param name="NanoUsd">10⁻⁹ USD.</param>
public sealed record CostGroupRow(
    bool IsTotal,
    string? Key,
    long NanoUsd,
    long Calls,
    long Generations,
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens
);

/// <summary>The allowed values of <c>groupBy</c>.</summary>
public static class CostGroups
{
    public const string Day = "day";
    public const string Model = "model";
    public const string Provider = "provider";
    public const string Campaign = "campaign";
    public const string GenerationType = "generationType";

    public static IReadOnlyList<string> All { get; } = [Day, Model, Provider, Campaign, GenerationType];
}
