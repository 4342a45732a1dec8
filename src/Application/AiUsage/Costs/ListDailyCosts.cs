using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>The account's cost for each day, newest first.</summary>
[Requires(AiUsagePermissions.Read)]
public sealed record ListDailyCosts(int? Limit, string? Cursor, string? From, string? To) : IQuery<Page<DailyCostView>>;

/// <summary>One day of the account's time zone. Costs in USD, exact.</summary>
public sealed record DailyCostView(
    Guid Id,
    DateOnly Date,
    decimal OpenaiCost,
    decimal AnthropicCost,
    decimal TotalCost,
    int GenerationsCount,
    int TokensUsed,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

internal sealed class ListDailyCostsHandler(ICostReads reads) : IQueryHandler<ListDailyCosts, Page<DailyCostView>>
{
    public async Task<Page<DailyCostView>> Handle(ListDailyCosts request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var today = await reads.TodayAsync(cancellationToken);
        var (from, to) = Days.Parse(request.From, request.To, today);
        var rows = await reads.DailyCostsAsync(page, from, to, cancellationToken);
        return page.ToPage(
            rows,
            day => new Keyset(new DateTimeOffset(day.Date, TimeOnly.MinValue, TimeSpan.Zero), day.Id)
        );
    }
}
