using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Imports.Sources;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Imports;
using FluentValidation;

namespace AiWebBuilder.Application.Integrations.Imports.Ledger;

/// <summary>What has become of every element of the source, in the order of its pages.</summary>
/// <param name="ElementKind">Only elements of this kind.</param>
/// <param name="Fate">Only those with this fate.</param>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record ListImportLedger(Guid ImportId, int? Limit, string? Cursor, string? ElementKind, string? Fate)
    : IQuery<Page<ImportEntry>>;

internal sealed class ListImportLedgerValidator : AbstractValidator<ListImportLedger>
{
    public ListImportLedgerValidator()
    {
        RuleFor(list => list.ElementKind)
            .Must(kind => kind is null || SourceKinds.All.Contains(kind))
            .WithMessage($"elementKind must be one of {string.Join(", ", SourceKinds.All)}.");
        RuleFor(list => list.Fate)
            .Must(fate => fate is null || ImportFates.All.Contains(fate))
            .WithMessage($"fate must be one of {string.Join(", ", ImportFates.All)}.");
    }
}

internal sealed class ListImportLedgerHandler(IImports imports) : IQueryHandler<ListImportLedger, Page<ImportEntry>>
{
    public async Task<Page<ImportEntry>> Handle(ListImportLedger request, CancellationToken cancellationToken)
    {
        var page = PageRequest.Parse(request.Limit, request.Cursor);
        _ =
            await imports.FindAsync(request.ImportId, cancellationToken)
            ?? throw new DomainException(ImportErrors.NotFound);
        // The ledger has an order of its own: the cursor carries the ordinal where those of other lists carry a time.
        var after = page.After is { } last
            ? (int)Math.Clamp((last.At - DateTimeOffset.UnixEpoch).Ticks / 10, 0, int.MaxValue)
            : 0;
        return page.ToPage(
            await imports.LedgerAsync(
                request.ImportId,
                after,
                page.Limit + 1,
                request.ElementKind,
                request.Fate,
                cancellationToken
            ),
            entry => new Keyset(DateTimeOffset.UnixEpoch.AddTicks(entry.Ordinal * 10L), request.ImportId)
        );
    }
}
