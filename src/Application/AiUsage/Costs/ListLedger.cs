using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>The account's ledger, newest entry first: what was reserved, settled and released.</summary>
/// <param name="Entry">Only entries of this kind.</param>
/// <param name="From">First day, in the account's time zone.</param>
/// <param name="To">Last day.</param>
/// <param name="GenerationId">Only of this generation.</param>
/// <param name="CampaignId">Only of this campaign.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record ListLedger(
    int? Limit,
    string? Cursor,
    string? Entry,
    Guid? GenerationId,
    Guid? CampaignId,
    string? From,
    string? To
) : IQuery<Page<LedgerEntryView>>;

/// <param name="CallId">The call of a model: reserved once, and settled or released once.</param>
/// <param name="MemberId">Who asked for it.</param>
/// <param name="InputTokens">Those read from and written to caches included.</param>
/// <param name="OutputTokens">Those of reasoning included.</param>
/// <param name="Amount">USD, exact to 10⁻⁹: what was reserved, charged or given back.</param>
/// <param name="Saved">What the answer would have cost, had it not been there already.</param>
/// <param name="PaidBy">The account pays for calls with a key of its own.</param>
/// <param name="Estimated">The provider did not say what it counted: this is the most that it can have been.</param>
/// <param name="Reason">Why it was released, or charged without an answer.</param>
/// <param name="Day">In the account's time zone when the entry was made: its costs count on this day.</param>
public sealed record LedgerEntryView(
    Guid Id,
    [OneOf(typeof(LedgerEntries))] string Entry,
    Guid CallId,
    Guid? GenerationId,
    Guid? StepId,
    Guid? CampaignId,
    Guid? MemberId,
    string Provider,
    string Model,
    int InputTokens,
    int CachedInputTokens,
    int CacheWrite5mTokens,
    int CacheWrite1hTokens,
    int OutputTokens,
    int ReasoningTokens,
    decimal Amount,
    decimal Saved,
    string Currency,
    [OneOf(typeof(Payers))] string PaidBy,
    bool Estimated,
    string? Reason,
    DateOnly Day,
    DateTimeOffset CreatedAt
);

internal sealed class ListLedgerValidator : AbstractValidator<ListLedger>
{
    public ListLedgerValidator() => RuleFor(list => list.Entry).OneOf("entry", LedgerEntries.All);
}

internal sealed class ListLedgerHandler(ICostReads reads) : IQueryHandler<ListLedger, Page<LedgerEntryView>>
{
    public async Task<Page<LedgerEntryView>> Handle(ListLedger request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        var (from, to) = Days.ParseOpen(request.From, request.To);
        var filter = new LedgerFilter(request.Entry, request.GenerationId, request.CampaignId, from, to);
        var rows = await reads.LedgerAsync(page, filter, cancellationToken);
        return page.ToPage(rows, entry => new Keyset(entry.CreatedAt, entry.Id));
    }
}
