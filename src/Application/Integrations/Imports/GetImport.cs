using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Imports;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>An import: how far it is, the totals of its ledger, and the campaign that was made.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetImport(Guid ImportId) : IQuery<ImportView>;

internal sealed class GetImportHandler(IImports imports) : IQueryHandler<GetImport, ImportView>
{
    public async Task<ImportView> Handle(GetImport request, CancellationToken cancellationToken) =>
        await imports.FindAsync(request.ImportId, cancellationToken)
        ?? throw new DomainException(ImportErrors.NotFound);
}
