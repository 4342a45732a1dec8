using AiWebBuilder.Application.Campaigns.Components;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Campaigns.Versions;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>All versions of a component with their content, oldest first; none when it is gone.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record ExportVersions(Guid ComponentId) : IQuery<IReadOnlyList<ComponentVersionView>>;

internal sealed class ExportVersionsHandler(IComponentReads reads)
    : IQueryHandler<ExportVersions, IReadOnlyList<ComponentVersionView>>
{
    public Task<IReadOnlyList<ComponentVersionView>> Handle(
        ExportVersions request,
        CancellationToken cancellationToken
    ) => reads.AllVersionsAsync(request.ComponentId, cancellationToken);
}
