using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Costs;

/// <summary>The account's ledger as a file, newest entry first, as it was when the export began.</summary>
/// <param name="Format">One of <see cref="TableFormats"/>; <c>csv</c> by default.</param>
/// <param name="Cursor">Where the part begins that is read now; null for the first.</param>
[Requires(AiUsagePermissions.Read)]
public sealed record ExportLedger(
    string? Format,
    string? Cursor,
    string? Entry,
    Guid? GenerationId,
    Guid? CampaignId,
    string? From,
    string? To
) : IQuery<Page<LedgerEntryView>>;

internal sealed class ExportLedgerValidator : AbstractValidator<ExportLedger>
{
    public ExportLedgerValidator()
    {
        RuleFor(export => export.Format).OneOf("format", TableFormats.All);
        RuleFor(export => export.Entry).OneOf("entry", LedgerEntries.All);
    }
}

internal sealed class ExportLedgerHandler(ICostReads reads) : IQueryHandler<ExportLedger, Page<LedgerEntryView>>
{
    /// <summary>Entries that are held in memory at once.</summary>
    private const int Part = 1000;

    public async Task<Page<LedgerEntryView>> Handle(ExportLedger request, CancellationToken cancellationToken)
    {
        var part = PageRequest.Parse(limit: null, request.Cursor) with { Limit = Part };
        var (from, to) = Days.ParseOpen(request.From, request.To);
        var filter = new LedgerFilter(request.Entry, request.GenerationId, request.CampaignId, from, to);
        var rows = await reads.LedgerAsync(part, filter, cancellationToken);
        return part.ToPage(rows, entry => new Keyset(entry.CreatedAt, entry.Id));
    }
}
