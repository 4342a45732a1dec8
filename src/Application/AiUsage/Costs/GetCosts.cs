using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>What the account's calls to models cost, exact to the ledger. Days are in the account's time zone.</summary>
/// <param name="From">First day; 30 days up to the last one by default.</param>
/// <param name="To">Last day; today by default.</param>
/// <param name="GroupBy"><c>day</c> by default.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record GetCosts(string? From, string? To, string? GroupBy) : IQuery<CostsView>;

/// <param name="Currency">Always <c>USD</c>.</param>
public sealed record CostsView(
    DateOnly From,
    DateOnly To,
    [OneOf(typeof(CostGroups))] string GroupBy,
    string Currency,
    CostSums Total,
    IReadOnlyList<CostGroup> Groups
)
{
    /// <summary>
    /// A signed address of the same as CSV, for <c>a download</c>: good for five minutes, without a token. Only on GET of the costs.
    /// </summary>
    public string? DownloadUrl { get; init; }
}

/// <param name="Cost">Settled spend, exact to 10⁻⁹.</param>
/// <param name="OwnKeyCost">The part of it that the account pays its providers itself, by its own keys.</param>
/// <param name="Saved">What the answers that were there already would have cost.</param>
/// <param name="Calls">Settled calls of models.</param>
/// <param name="Replays">Answers that were there already.</param>
/// <param name="Generations">Generations that the calls belong to.</param>
/// <param name="InputTokens">Those read from and written to caches included.</param>
/// <param name="OutputTokens">Those of reasoning included.</param>
public record CostSums(
    decimal Cost,
    decimal OwnKeyCost,
    decimal Saved,
    long Calls,
    long Replays,
    long Generations,
    long InputTokens,
    long CachedInputTokens,
    long CacheWrite5mTokens,
    long CacheWrite1hTokens,
    long OutputTokens,
    long ReasoningTokens
)
{
    internal CostSums(CostGroupRow row)
        : this(
            Usd.Of(row.NanoUsd),
            Usd.Of(row.OwnKeyNanoUsd),
            Usd.Of(row.SavedNanoUsd),
            row.Calls,
            row.Replays,
            row.Generations,
            row.InputTokens,
            row.CachedInputTokens,
            row.CacheWrite5mTokens,
            row.CacheWrite1hTokens,
            row.OutputTokens,
            row.ReasoningTokens
        ) { }
}

/// <summary>The sums of one group.</summary>
public sealed record CostGroup : CostSums
{
    internal CostGroup(CostGroupRow row)
        : base(row) => Key = row.Key;

    /// <summary>The day, the model, the provider, the id of campaign or member, or the generation's type; null for none.</summary>
    public string? Key { get; }
}

internal sealed class GetCostsValidator : AbstractValidator<GetCosts>
{
    public GetCostsValidator() => RuleFor(costs => costs.GroupBy).OneOf("groupBy", CostGroups.All);
}

internal sealed class GetCostsHandler(ICostReads reads) : IQueryHandler<GetCosts, CostsView>
{
    public Task<CostsView> Handle(GetCosts request, CancellationToken cancellationToken) =>
        reads.CostsViewAsync(request.From, request.To, request.GroupBy, cancellationToken);
}

internal static class CostViews
{
    /// <summary>The sums of this range by this grouping, or by their defaults.</summary>
    public static async Task<CostsView> CostsViewAsync(
        this ICostReads reads,
        string? first,
        string? last,
        string? groupBy,
        CancellationToken cancellationToken
    )
    {
        var today = await reads.TodayAsync(cancellationToken);
        var (from, to) = Days.Parse(first, last, today);
        var group = groupBy ?? CostGroups.Day;
        var rows = await reads.CostsAsync(from, to, group, cancellationToken);
        return new CostsView(
            from,
            to,
            group,
            "USD",
            new CostSums(rows.Single(row => row.IsTotal)),
            [.. rows.Where(row => !row.IsTotal).Select(row => new CostGroup(row))]
        );
    }
}
