using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

/// <summary>An export to a platform: how far it is, and what has become of each page.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetPlatformExport(Guid CampaignId, Guid ExportId) : IQuery<PlatformExportView>;

internal sealed class GetPlatformExportHandler(IRepository<PlatformExport> exports)
    : IQueryHandler<GetPlatformExport, PlatformExportView>
{
    public async Task<PlatformExportView> Handle(GetPlatformExport request, CancellationToken cancellationToken) =>
        PlatformExportView.Of(await exports.RequireAsync(request.CampaignId, request.ExportId, cancellationToken));
}
