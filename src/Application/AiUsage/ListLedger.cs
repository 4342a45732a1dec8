using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.AiUsage;

/// <summary>The account's ledger, newest entry first.</summary>
[Requires(Permission.AiRead)]
public sealed record ListLedger(int? Limit, string? Cursor) : IQuery<Page<LedgerEntryView>>;

/// <param name="Entry"><c>reserved, settled, released</c>.</param>
/// <param name="Amount">USD, exact to 10⁻⁹.</param>
/// <param name="InputTokens">The cached ones included.</param>
/// <param name="PaidBy"><c>platform</c>; <c>account</c>: with a key of its own.</param>
public sealed record LedgerEntryView(
    Guid Id,
    string Entry,
    Guid? GenerationId,
    Guid? CampaignId,
    string Provider,
    string Model,
    int InputTokens,
    int CachedInputTokens,
    int OutputTokens,
    decimal Amount,
    string Currency,
    string PaidBy,
    string? Reason,
    DateTimeOffset CreatedAt
);

internal sealed class ListLedgerHandler(IAiReads reads) : IQueryHandler<ListLedger, Page<LedgerEntryView>>
{
    public async Task<Page<LedgerEntryView>> Handle(ListLedger request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var rows = await reads.LedgerAsync(page, cancellationToken);
        return page.ToPage(rows, entry => new Keyset(entry.CreatedAt, entry.Id));
    }
}
