using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>
/// What calls with the platform's keys cost at the providers, over all accounts, and how much of it was charged. Days are in
/// UTC.
/// </summary>
/// <param name="From">First day; 30 days up to the last one by default.</param>
/// <param name="To">Last day; today by default.</param>
/// <param name="GroupBy"><c>day</c> by default.</param>
[Requires(PlatformPermissions.Administer)]
public sealed record GetPlatformCosts(string? From, string? To, string? GroupBy) : IQuery<PlatformCostsView>;

/// <param name="Currency">Always <c>USD</c>.</param>
public sealed record PlatformCostsView(
    DateOnly From,
    DateOnly To,
    [OneOf(typeof(PlatformCostGroups))] string GroupBy,
    string Currency,
    PlatformCostSums Total,
    IReadOnlyList<PlatformCostGroup> Groups
);

/// <param name="Cost">By the providers' own counts.</param>
/// <param name="Charged">The accounts' part.</param>
/// <param name="Released">The cost of calls that were no use, which no account is charged.</param>
/// <param name="Calls">Calls that have ended.</param>
public record PlatformCostSums(decimal Cost, decimal Charged, decimal Released, long Calls)
{
    internal PlatformCostSums(PlatformCostRow row)
        : this(Usd.Of(row.NanoUsd), Usd.Of(row.ChargedNanoUsd), Usd.Of(row.ReleasedNanoUsd), row.Calls) { }
}

/// <summary>The sums of one group.</summary>
public sealed record PlatformCostGroup : PlatformCostSums
{
    internal PlatformCostGroup(PlatformCostRow row)
        : base(row) => Key = row.Key;

    /// <summary>The day, the model, the provider or the account's id.</summary>
    public string? Key { get; }
}

internal sealed class GetPlatformCostsValidator : AbstractValidator<GetPlatformCosts>
{
    public GetPlatformCostsValidator() => RuleFor(costs => costs.GroupBy).OneOf("groupBy", PlatformCostGroups.All);
}

internal sealed class GetPlatformCostsHandler(ICostReads reads, TimeProvider time)
    : IQueryHandler<GetPlatformCosts, PlatformCostsView>
{
    public async Task<PlatformCostsView> Handle(GetPlatformCosts request, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (from, to) = Days.Parse(request.From, request.To, today);
        var group = request.GroupBy ?? PlatformCostGroups.Day;
        var rows = await reads.PlatformCostsAsync(from, to, group, cancellationToken);
        return new PlatformCostsView(
            from,
            to,
            group,
            "USD",
            new PlatformCostSums(rows.Single(row => row.IsTotal)),
            [.. rows.Where(row => !row.IsTotal).Select(row => new PlatformCostGroup(row))]
        );
    }
}
