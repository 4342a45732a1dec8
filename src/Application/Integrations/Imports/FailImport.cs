using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>An import has ended without a result.</summary>
/// <param name="Check">What is wrong with the connection; null: nothing that a person must see to.</param>
[Requires(CampaignsPermissions.Write)]
public sealed record FailImport(Guid ImportId, string Error, ConnectionCheck? Check = null) : ICommand;

internal sealed class FailImportHandler(IImports imports, IRepository<PlatformIntegration> integrations)
    : ICommandHandler<FailImport, Done>
{
    public async Task<Done> Handle(FailImport request, CancellationToken cancellationToken)
    {
        await imports.FailAsync(request.ImportId, request.Error, cancellationToken);
        if (
            request.Check is { } check
            && (await imports.FindAsync(request.ImportId, cancellationToken))?.IntegrationId is { } id
            && await integrations.FindAsync(id, cancellationToken) is { } integration
        )
        {
            integration.Break(check);
        }
        return default;
    }
}
