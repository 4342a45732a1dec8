using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Costs;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Generations.Quality;

/// <summary>
/// What became of the sections that models wrote in a period, and at what cost: kept, edited, reverted or regenerated, up to
/// now.
/// </summary>
/// <param name="From">First day, in the account's time zone; 30 days up to the last one by default.</param>
/// <param name="To">Last day; today by default.</param>
/// <param name="GroupBy">Each pair of model and prompt version by default.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record GetQuality(string? From, string? To, string? GroupBy) : IQuery<QualityView>;

/// <param name="Currency">Always <c>USD</c>.</param>
public sealed record QualityView(DateOnly From, DateOnly To, string Currency, IReadOnlyList<QualityGroup> Groups);

/// <param name="Model">Null when the groups are prompt versions.</param>
/// <param name="PromptVersion">Null when the groups are models, and of answers that were there already.</param>
/// <param name="Sections">Sections that were paid for and landed.</param>
/// <param name="Kept">Of these: published, as they were written.</param>
/// <param name="Edited">Of these: changed by a person before anything else became of them.</param>
/// <param name="Reverted">Of these: replaced by an older version.</param>
/// <param name="Regenerated">Of these: written anew by a later generation.</param>
/// <param name="Rated">Generations with a rating; <paramref name="MeanRating"/> is theirs, from 1 to 5.</param>
/// <param name="AcceptedShare">Of the generations that people, or their publishing, have judged; null when there are none.</param>
/// <param name="Cost">Everything that was settled, for answers that nobody used as well.</param>
/// <param name="CostPerKept"><paramref name="Cost"/> for each section that was kept; null when none was.</param>
/// <param name="Failures">How often each kind of failure came.</param>
public sealed record QualityGroup(
    string? Model,
    string? PromptVersion,
    long Sections,
    long Kept,
    long Edited,
    long Reverted,
    long Regenerated,
    long Generations,
    long Rated,
    decimal? MeanRating,
    decimal? AcceptedShare,
    decimal Cost,
    decimal? CostPerKept,
    IReadOnlyDictionary<string, long> Failures
);

internal sealed class GetQualityValidator : AbstractValidator<GetQuality>
{
    public GetQualityValidator() => RuleFor(quality => quality.GroupBy).OneOf("groupBy", QualityGroups.All);
}

internal sealed class GetQualityHandler(ICostReads reads) : IQueryHandler<GetQuality, QualityView>
{
    public async Task<QualityView> Handle(GetQuality request, CancellationToken cancellationToken)
    {
        var today = await reads.TodayAsync(cancellationToken);
        var (from, to) = Days.Parse(request.From, request.To, today);
        var rows = await reads.QualityAsync(from, to, request.GroupBy, cancellationToken);
        return new QualityView(
            from,
            to,
            "USD",
            [
                .. rows.Select(row => new QualityGroup(
                    row.Model,
                    row.PromptVersion,
                    row.Sections,
                    row.Kept,
                    row.Edited,
                    row.Reverted,
                    row.Regenerated,
                    row.Generations,
                    row.Rated,
                    row.MeanRating is { } mean ? Math.Round(mean, 2) : null,
                    Share(row.Accepted, row.Judged, 4),
                    Usd.Of(row.NanoUsd),
                    Share(Usd.Of(row.NanoUsd), row.Kept, 9),
                    JsonSerializer.Deserialize<Dictionary<string, long>>(row.Failures)!
                )),
            ]
        );
    }

    private static decimal? Share(decimal part, long of, int places) =>
        of == 0 ? null : Math.Round(part / of, places, MidpointRounding.AwayFromZero);
}
