using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Components;

/// <summary>Protects a component from changes by people and models. Idempotent.</summary>
/// <exception cref="DomainException">NotFound; Conflict: archived.</exception>
[Requires(CampaignsPermissions.Write)]
public sealed record LockComponent(Guid ComponentId) : ICommand;

internal sealed class LockComponentHandler(IRepository<Campaign> campaigns, IRepository<CampaignComponent> components)
    : ICommandHandler<LockComponent, Done>
{
    public async Task<Done> Handle(LockComponent request, CancellationToken cancellationToken)
    {
        var component = await components.RequireAsync(request.ComponentId, cancellationToken);
        (await campaigns.RequireAsync(component.CampaignId, cancellationToken)).EnsureEditable();
        component.Lock();
        return default;
    }
}
