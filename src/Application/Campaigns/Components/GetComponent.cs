using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>A component.</summary>
/// <exception cref="DomainException">NotFound.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetComponent(Guid ComponentId) : IQuery<ComponentView>;

internal sealed class GetComponentHandler(IRepository<CampaignComponent> components, IBlocks blocks)
    : IQueryHandler<GetComponent, ComponentView>
{
    public async Task<ComponentView> Handle(GetComponent request, CancellationToken cancellationToken) =>
        ComponentView.Of(await components.RequireAsync(request.ComponentId, cancellationToken), blocks);
}
