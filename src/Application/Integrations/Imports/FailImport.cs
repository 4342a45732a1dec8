using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Integrations.Imports;

/// <summary>An import has ended without a result.</summary>
[Requires(CampaignsPermissions.Write)]
public sealed record FailImport(Guid ImportId, string Error) : ICommand;

internal sealed class FailImportHandler(IImports imports) : ICommandHandler<FailImport, Done>
{
    public async Task<Done> Handle(FailImport request, CancellationToken cancellationToken)
    {
        await imports.FailAsync(request.ImportId, request.Error, cancellationToken);
        return default;
    }
}
