using System.Globalization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>What the account's calls to models have cost, exact to the ledger.</summary>
/// <param name="From">First day, UTC, <c>yyyy-MM-dd</c>; 30 days up to <paramref name="To"/> by default.</param>
/// <param name="To">Last day; today by default.</param>
/// <param name="GroupBy">One of <see cref="CostGroups"/>; <c>day</c> by default.</param>
[Requires(Permission.AiRead)]
public sealed record GetCosts(string? From, string? To, string? GroupBy) : IQuery<CostsView>;

/// <param name="Currency">Always <c>USD</c>.</param>
public sealed record CostsView(
    DateOnly From,
    DateOnly To,
    string GroupBy,
    string Currency,
    CostSums Total,
    IReadOnlyList<CostGroup> Groups
);

/// <param name="Cost">Settled spend, exact to 10⁻⁹.</param>
/// <param name="Calls">Settled calls of models.</param>
/// <param name="Generations">Generations that the calls belong to.</param>
/// <param name="InputTokens">The cached ones included.</param>
public record CostSums(
    decimal Cost,
    long Calls,
    long Generations,
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens
);

/// <param name="Key">The day, the model, the provider, the campaign's id or the generation's type; null for none.</param>
public sealed record CostGroup(
    string? Key,
    decimal Cost,
    long Calls,
    long Generations,
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens
) : CostSums(Cost, Calls, Generations, InputTokens, CachedInputTokens, OutputTokens);

internal sealed class GetCostsValidator : AbstractValidator<GetCosts>
{
    public GetCostsValidator() =>
        RuleFor(costs => costs.GroupBy)
            .Must(group => group is null || CostGroups.All.Contains(group))
            .WithMessage($"groupBy is one of {string.Join(", ", CostGroups.All)}.");
}

internal sealed class GetCostsHandler(IAiReads reads, TimeProvider time) : IQueryHandler<GetCosts, CostsView>
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    public async Task<CostsView> Handle(GetCosts request, CancellationToken cancellationToken)
    {
        var (from, to) = Days.Parse(request.From, request.To, time);
        var group = request.GroupBy ?? CostGroups.Day;
        var rows = await reads.CostsAsync(from, to, group, cancellationToken);
        var total = rows.Single(row => row.IsTotal);
        return new CostsView(
            from,
            to,
            group,
            "USD",
            new CostSums(
                total.NanoUsd / NanoPerUsd,
                total.Calls,
                total.Generations,
                total.InputTokens,
                total.CachedInputTokens,
                total.OutputTokens
            ),
            [
                .. rows.Where(row => !row.IsTotal)
                    .Select(row => new CostGroup(
                        row.Key,
                        row.NanoUsd / NanoPerUsd,
                        row.Calls,
                        row.Generations,
                        row.InputTokens,
                        row.CachedInputTokens,
                        row.OutputTokens
                    )),
            ]
        );
    }
}

/// <summary>A range of days from two query parameters.</summary>
internal static class Days
{
    /// <exception cref="DomainException">Validation: no date, the wrong way round, or more than 366 days.</exception>
    public static (DateOnly From, DateOnly To) Parse(string? from, string? to, TimeProvider time)
    {
        var last = to is null ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) : Read("to", to);
        var first = from is null ? AtLeast(last, 29) : Read("from", from);
        return first > last || last.DayNumber - first.DayNumber > 366
            ? throw Invalid("from must not be after to, and the range has at most 366 days.")
            : (first, last);
    }

    private static DateOnly AtLeast(DateOnly day, int before) =>
        day.DayNumber < before ? DateOnly.MinValue : day.AddDays(-before);

    // PostgreSQL's calendar begins long before and ends long after: years of four digits fit.
    private static DateOnly Read(string name, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and < 9999
            ? day
            : throw Invalid($"{name} is a day of this millennium such as 2026-01-31.");

    private static DomainException Invalid(string message) =>
        new(new Error(ErrorKind.Validation, "request.range_invalid", message));
}
